package io.github.registryorg.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.StaticRegistry;
import io.github.registryorg.git.GitDirectoryFixture;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.source.LayoutFixture;
import io.github.registryorg.source.RegistryFake;
import io.github.registryorg.testkit.RegistryStory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image that names no revision gets that of the work tree, and no other image does. */
class SourceRevisionTest {

    private static final String NOT_RECORDED =
            "The commit is not recorded as the revision: the work tree has changes that are not committed, or"
                    + " files that only a filter of git (LFS, line ends) can compare.";

    @TempDir
    Path directory;

    private final List<String> output = new ArrayList<>();
    private RegistryStory story;
    private GitDirectoryFixture git;

    @BeforeEach
    void begin() {
        story = new RegistryStory(directory);
        git = GitDirectoryFixture.init(directory);
        git.file("Containerfile", "FROM scratch\n");
        LayoutFixture layout = new LayoutFixture();
        layout.entry(layout.image("a"), "1.0").writeDirectory(directory.resolve("image"));
    }

    @AfterEach
    void end() {
        story.close();
    }

    @Test
    void revision_ofACleanWorkTree_isRecordedAndStaysWhileTheTagDoes() throws IOException {
        String first = git.commit("One");

        publish("oci:image", "1.0");
        assertThat(tag("1.0")).contains("\nrevision: " + first + "\n").doesNotContain("fromLabels");

        String second = git.file("other", "x").commit("Two");
        publish("oci:image", "1.0");
        publish("oci:image", "2.0");
        assertThat(tag("1.0")).contains("\nrevision: " + first + "\n");
        assertThat(tag("2.0")).contains("\nrevision: " + second + "\n");
        assertThat(output).doesNotContain(NOT_RECORDED);
        assertThat(story.validate().errors()).isEmpty();
    }

    @Test
    void revision_ofAModifiedWorkTree_isNotClaimed() throws IOException {
        git.commit("One");
        git.file("Containerfile", "FROM other\n");

        publish("oci:image", "1.0");

        assertThat(tag("1.0")).doesNotContain("revision");
        assertThat(output).containsOnlyOnce(NOT_RECORDED);
    }

    @Test
    void revision_ofTheImage_isKept() throws IOException {
        LayoutFixture layout = new LayoutFixture();
        Descriptor config = layout.blob(MediaType.OCI_EMPTY, new byte[] {'{', '}'});
        ObjectNode manifest = LayoutFixture.image(config);
        manifest.putObject("annotations").put("org.opencontainers.image.revision", "abc");
        layout.entry(layout.manifest(manifest), "1.0").writeDirectory(directory.resolve("named"));
        git.commit("One");
        git.file("Containerfile", "FROM other\n");

        publish("oci:named", "1.0");

        assertThat(tag("1.0")).contains("\nrevision: abc\n");
        assertThat(output).doesNotContain(NOT_RECORDED);
    }

    /** Labels are inherited: the base image's commit is in no history of the project. */
    @Test
    void revision_ofALabel_isRecordedWhereTheCommitIsNotKnown() throws IOException {
        LayoutFixture layout = new LayoutFixture();
        String labelled = ManifestText.with(
                ManifestText.config("amd64", 0),
                "config",
                "{\"Labels\":{\"org.opencontainers.image.revision\":\"base\"}}");
        Descriptor config = layout.blob(MediaType.OCI_CONFIG, labelled.getBytes(StandardCharsets.UTF_8));
        layout.entry(layout.manifest(LayoutFixture.image(config)), "1.0").writeDirectory(directory.resolve("labelled"));
        String commit = git.commit("One");
        publish("oci:labelled", "1.0");
        assertThat(tag("1.0")).contains("\nrevision: " + commit + "\n").doesNotContain("fromLabels");
        assertThat(story.validate().errors()).isEmpty();

        git.file("Containerfile", "FROM other\n");
        publish("oci:labelled", "2.0");
        assertThat(tag("2.0")).contains("\nrevision: base\n").containsPattern("fromLabels:\\s*\\[?-? ?revision");
        publish("oci:labelled", "1.0");
        assertThat(tag("1.0")).contains("\nrevision: " + commit + "\n").doesNotContain("fromLabels");
        assertThat(story.validate().errors()).isEmpty();
    }

    @Test
    void revision_ofAnImageOfAnotherRegistry_isNotThatOfTheWorkTree() throws IOException {
        git.commit("One");
        try (RegistryFake registry = new RegistryFake()) {
            registry.tag("1.0", registry.layout.image("elsewhere"));

            publish(registry.source(":1.0"), "1.0");
        }

        assertThat(tag("1.0")).doesNotContain("revision");
    }

    @Test
    void revision_withoutGit_isNone() throws IOException {
        Files.move(directory.resolve(".git"), directory.resolve("no-git"));

        publish("oci:image", "1.0");

        assertThat(tag("1.0")).doesNotContain("revision");
        assertThat(output).doesNotContain(NOT_RECORDED);
    }

    private void publish(String source, String tag) {
        new StaticRegistry(output::add).publish(story.request(source, "acme/app", tag));
    }

    private String tag(String name) throws IOException {
        return Files.readString(directory.resolve("registry/acme/app/manifests/" + name + "/README.md"));
    }
}
