package io.github.registryorg.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Image;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContributionTest {

    private static final RepositoryName NAME = RepositoryName.parse("acme/app");
    private static final String STORE = "https://storage.example/acme";

    private final Image image = RegistryFixture.image("one");
    private final Image other = RegistryFixture.image("two");

    @TempDir
    Path folder;

    private List<String> write(Image what, String store, String... tags) {
        return new Contribution(folder, NAME)
                .write(what, Map.of(), List.of(tags).stream().map(Tag::parse).toList(), List.of(store));
    }

    private static String file(Image what, String suffix) {
        Digest digest = what.root().digest();
        return "acme/app/digests/sha256/" + digest.hex().substring(0, 2) + "/" + digest.hex() + suffix;
    }

    private String read(String path) throws IOException {
        return Files.readString(folder.resolve(path));
    }

    @Test
    void bytesFirstThenWhatPointsAtThem() throws IOException {
        assertThat(write(image, STORE, "1.0", "latest"))
                .containsExactly(
                        file(image, ".json"),
                        "acme/app/README.md",
                        "acme/app/manifests/1.0/README.md",
                        "acme/app/manifests/latest/README.md");
        assertThat(folder.resolve(file(image, ".json")))
                .hasBinaryContent(image.root().bytes());
        assertThat(read("acme/app/README.md"))
                .isEqualTo("---\nlayout: collection\ndescription: The app that everybody needs\nstore: " + STORE
                        + "\n---\n");
        assertThat(read("acme/app/manifests/1.0/README.md")).isEqualTo("""
                        ---
                        layout: manifests/oci
                        mediaType: application/vnd.oci.image.manifest.v1+json
                        digest: %s
                        size: %d
                        created: 2026-11-20T10:11:12Z
                        ---
                        """.formatted(
                        image.root().digest(), image.root().descriptor().size() + 4_000 + 5_000_010));
    }

    @Test
    void theSameTwiceChangesNothing() {
        write(image, STORE, "1.0");
        assertThat(write(image, STORE, "1.0")).isEmpty();
    }

    @Test
    void aMovedTagLeavesTheOldDigestAndKeepsItsProse() throws IOException {
        write(image, STORE, "latest");
        Path tag = folder.resolve("acme/app/manifests/latest/README.md");
        Files.writeString(tag, Files.readString(tag) + "# What is new\n");

        assertThat(write(other, STORE, "latest"))
                .containsExactly(file(other, ".json"), "acme/app/manifests/latest/README.md");
        assertThat(folder.resolve(file(image, ".json"))).exists();
        assertThat(read("acme/app/manifests/latest/README.md"))
                .contains("digest: " + other.root().digest() + "\n")
                .endsWith("---\n# What is new\n");
    }

    @Test
    void theDateOfPublicationStaysWithItsDigest() throws IOException {
        write(image, STORE, "latest");
        Path tag = folder.resolve("acme/app/manifests/latest/README.md");
        Files.writeString(tag, Files.readString(tag).replace("\n---\n", "\npublished: 2026-11-21T00:00:00Z\n---\n"));
        assertThat(write(image, STORE, "latest")).isEmpty();

        write(other, STORE, "latest");
        assertThat(Files.readString(tag)).doesNotContain("published");
    }

    @Test
    void aPageIsNeverWrittenAgain() throws IOException {
        write(image, STORE, "1.0");
        String page = "---\nlayout: collection\nstore: " + STORE + "\n---\nOurs.\n";
        Files.writeString(folder.resolve("acme/app/README.md"), page);

        write(other, STORE, "2.0");
        assertThat(read("acme/app/README.md")).isEqualTo(page);
    }

    @Test
    void anotherStoreBelongsToTheDigest() throws IOException {
        write(image, STORE, "1.0");
        assertThat(write(other, "https://mirror.example/acme", "2.0"))
                .containsExactly(file(other, ".json"), file(other, ".yaml"), "acme/app/manifests/2.0/README.md");
        assertThat(read(file(other, ".yaml"))).isEqualTo("bases: https://mirror.example/acme\n");
        assertThat(folder.resolve(file(image, ".yaml"))).doesNotExist();
    }

    @Test
    void withoutATagThereIsNone() {
        write(image, STORE);
        assertThat(folder.resolve("acme/app/manifests")).doesNotExist();
    }
}
