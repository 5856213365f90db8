package io.github.registryorg.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.registryorg.problem.RegistryException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RawContentTest {

    private static RawContent read(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return RawContent.read(bytes, Digest.sha256(bytes));
    }

    @Test
    void content_isAManifestOrAConfig() {
        assertThat(read("{\"schemaVersion\":2,\"manifests\":[]}").config()).isEmpty();
        RawConfig config =
                read("{\"os\":\"linux\",\"architecture\":\"amd64\"}").config().orElseThrow();
        assertThat(config.image().platform()).hasToString("linux/amd64");
        assertThat(config.size()).isEqualTo(config.bytes().length).isEqualTo(37);
        assertThatIllegalArgumentException().isThrownBy(() -> new RawContent(Optional.empty(), Optional.empty()));
    }

    @Test
    void config_thatReadersReadDifferently_isKeptWithItsFault() {
        RawConfig config = read("{\"OS\":\"linux\"}").config().orElseThrow();
        for (int time = 0; time < 2; time++) {
            assertThatExceptionOfType(RegistryException.class)
                    .isThrownBy(config::image)
                    .withMessageContaining("OS differs from the key os only in case");
        }
    }
}
