package io.github.registryorg.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.problem.RegistryException;
import java.nio.charset.StandardCharsets;
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
}
