package io.github.registryorg.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.git.GitDirectoryFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The tags that CI publishes an image with, by running its script with a mvn that prints its words. The script is the same
 * for all of CI, as {@link ContainerJobsTest} shows.
 */
class ContainerTagsTest {

    @TempDir
    Path directory;

    private GitDirectoryFixture project;
    private String head;

    @BeforeEach
    void begin() throws IOException {
        project = GitDirectoryFixture.init(directory.resolve("project"));
        head = project.file("a", "b").commit("Begin");
        Path mvn = Files.createDirectories(directory.resolve("bin")).resolve("mvn");
        Files.writeString(mvn, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        assertThat(mvn.toFile().setExecutable(true)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v1.0.0 | | 1.0.0,latest | 1.0.0,latest,1,1.0",
                "v2.1.0 | v1.4.9 v2.0.0 v2.1.0-rc.1 | 2.1.0,latest | 2.1.0,latest,2,2.1",
                "v2.1.0-rc.1 | v1.4.9 v2.0.0 | 2.1.0-rc.1 | 2.1.0-rc.1",
                "v2.0.0-alpine | v1.4.9 | 2.0.0-alpine | 2.0.0-alpine",
                "v1.4.9 | v1.4.8 v2.0.0 | 1.4.9 | 1.4.9,1,1.4",
                "v1.4.8 | v1.4.9 v1.5.0 | 1.4.8 | 1.4.8",
                "v1.4.10 | v1.4.9 v114.2 v1.5.0 | 1.4.10 | 1.4.10,1.4",
                "v1.10.0 | v1.9.0 | 1.10.0,latest | 1.10.0,latest,1,1.10",
                "v2.0 | v1.9.0 | 2.0,latest | 2.0,latest,2",
                "v2026.11.30 | v2026.11.29 | 2026.11.30,latest | 2026.11.30,latest,2026,2026.11",
                "v3.0.0 | v20260506 vendor v-1 | 3.0.0,latest | 3.0.0,latest,3,3.0",
                "v20260506 | v3.0.0 | 20260506 | 20260506",
            })
    void latest_isMovedToTheNewestStableVersionAlone(String tag, String others, String tags, String floating)
            throws Exception {
        Path refs = project.directory().resolve(".git/refs/tags");
        for (String other : (tag + " " + (others == null ? "" : others)).strip().split(" ")) {
            Files.writeString(refs.resolve(other), head + "\n");
        }
        StarterFile workflow = Starters.container(
                        Recipe.of(List.of("Dockerfile"), null), ProjectPom.NONE, ImageOptions.NONE, Starters.GOOGLE)
                .files()
                .stream()
                .filter(file -> file.path().equals(".github/workflows/container.yml"))
                .findFirst()
                .orElseThrow();
        assertThat(published(workflow, Map.of("GITHUB_REF_NAME", tag))).isEqualTo(tags);
        assertThat(published(workflow, Map.of("GITHUB_REF_NAME", tag, "FLOATING_TAGS", "true")))
                .isEqualTo(floating);
    }

    private String published(StarterFile file, Map<String, String> environment) throws Exception {
        Object yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(file.text());
        String script = texts(yaml)
                .filter(text -> text.contains("registry:publish"))
                .findFirst()
                .orElseThrow();
        ProcessBuilder builder = new ProcessBuilder("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script)
                .directory(project.directory().toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().put("PATH", directory.resolve("bin") + ":" + System.getenv("PATH"));
        Process process = builder.start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed.lines()
                .filter(line -> line.startsWith("-Dregistry.tags="))
                .map(line -> line.substring("-Dregistry.tags=".length()))
                .findFirst()
                .orElse(printed);
    }

    private static Stream<String> texts(Object yaml) {
        if (yaml instanceof Map<?, ?> map) {
            return new ArrayList<>(map.values()).stream().flatMap(ContainerTagsTest::texts);
        }
        if (yaml instanceof List<?> list) {
            return list.stream().flatMap(ContainerTagsTest::texts);
        }
        return yaml instanceof String text ? Stream.of(text) : Stream.of();
    }
}
