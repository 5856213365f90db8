package io.github.registryorg.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortFileTest {

    @Test
    void portFile_isThereFromWritingToRemoval(@TempDir Path directory) {
        PortFile file = new PortFile(directory.resolve("target/registry-port"));
        file.remove();
        file.write(5000);
        assertThat(file.path()).hasContent("5000");
        file.remove();
        assertThat(file.path()).doesNotExist();
    }
}
