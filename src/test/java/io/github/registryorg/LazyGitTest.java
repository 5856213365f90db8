package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.check.ValidateRequest;
import io.github.registryorg.testkit.RegistryStory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goals that do not use git do not load its library. */
class LazyGitTest {

    @TempDir
    Path temporary;

    @Test
    void validate_withoutABase_loadsNoGit() throws IOException, InterruptedException {
        Path log = temporary.resolve("classes.log");
        Path registry = Files.createDirectory(temporary.resolve("registry"));
        Files.writeString(registry.resolve("registry.yaml"), "formatVersion: 1\n");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load:file=" + log,
                        "-cp",
                        System.getProperty("java.class.path"),
                        LazyGitTest.class.getName(),
                        registry.toString())
                .redirectErrorStream(true)
                .redirectOutput(temporary.resolve("output").toFile())
                .start();
        assertThat(process.waitFor())
                .as(Files.readString(temporary.resolve("output")))
                .isZero();
        assertThat(log)
                .content()
                .contains("io.github.registryorg.check.Validation ")
                .doesNotContain("org.eclipse.jgit");
    }

    /** What the test runs. */
    public static void main(String[] arguments) {
        new StaticRegistry().validate(new ValidateRequest(Path.of(arguments[0]), false, RegistryStory.ACCESS));
    }
}
