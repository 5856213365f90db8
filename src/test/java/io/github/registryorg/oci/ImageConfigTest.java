package io.github.registryorg.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.problem.RegistryException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageConfigTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{'OS':'linux'}; os",
                "{'config':{'labels':{}}}; Labels",
                "{'config':{'ENV':[]}}; Env",
                "{'rootfs':{'DIFF_IDS':[]}}; diff_ids",
                "{'history':[{'Created_by':'x'}]}; created_by",
            })
    void key_thatIsKnownButForItsCase_isRefused(String json, String known) {
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> read(json))
                .withMessageContaining("differs from the key " + known + " only in case");
    }

    @Test
    void labels_thatDifferInCaseOnly_areKept() {
        assertThat(read("{'config':{'Labels':{'os':'a','OS':'b'}}}").labels()).containsOnlyKeys("os", "OS");
    }

    @Test
    void parts_ofAnotherKind_countAsAbsent() {
        ImageConfig config = read("{'os':1,'config':'x','rootfs':[],'history':{'a':1}}");
        assertThat(config.labels()).isEmpty();
        assertThat(config.diffIds()).isEmpty();
    }

    private static ImageConfig read(String json) {
        return ImageConfig.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void execution_andHistory_areAsWritten() {
        ImageConfig config = ImageConfig.read(("{\"config\":{\"User\":\"1000\",\"ExposedPorts\":{\"80/tcp\":{}},"
                        + "\"Env\":[\"A=b=c\",\"D\"],\"Entrypoint\":[\"/app\"],\"Cmd\":[\"x y\"],\"Volumes\":{\"/data\":{}},"
                        + "\"WorkingDir\":\"/\",\"StopSignal\":\"SIGINT\",\"Shell\":[\"/bin/bash\",\"-c\"],\"OnBuild\":[\"RUN make\"],"
                        + "\"Healthcheck\":{\"Test\":[\"CMD\",\"probe\"],\"Interval\":30000000000,\"Timeout\":0,\"Retries\":3}},\"history\":[{\"created_by\":\"ADD\"},"
                        + "{\"created_by\":\"ENV\",\"comment\":\"c\",\"empty_layer\":true}]}")
                .getBytes(StandardCharsets.UTF_8));

        assertThat(config.execution())
                .isEqualTo(new ExecutionParameters(
                        "1000",
                        List.of("80/tcp"),
                        List.of("A=b=c", "D"),
                        List.of("/app"),
                        List.of("x y"),
                        List.of("/data"),
                        "/",
                        "SIGINT",
                        List.of("/bin/bash", "-c"),
                        List.of("RUN make"),
                        new HealthCheck(List.of("CMD", "probe"), Map.of("Interval", 30_000_000_000L, "Retries", 3L))));
        assertThat(config.history())
                .containsExactly(new HistoryEntry("ADD", null, false), new HistoryEntry("ENV", "c", true));
    }

    @Test
    void execution_ofOtherTypes_isEmpty() {
        ImageConfig config = ImageConfig.read(("{\"config\":{\"User\":1,\"ExposedPorts\":[\"80\"],\"Env\":\"A=b\","
                        + "\"Entrypoint\":{},\"Cmd\":[1],\"Volumes\":null,\"WorkingDir\":\"\"},"
                        + "\"history\":[{\"created_by\":1,\"empty_layer\":\"yes\"},null]}")
                .getBytes(StandardCharsets.UTF_8));

        assertThat(config.execution())
                .isEqualTo(new ExecutionParameters(
                        null, List.of(), List.of(), List.of(), List.of(), List.of(), null, null, List.of(), List.of(),
                        null));
        assertThat(config.history()).hasSize(2).containsOnly(new HistoryEntry(null, null, false));
    }
}
