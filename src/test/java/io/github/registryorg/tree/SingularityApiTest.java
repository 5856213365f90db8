package io.github.registryorg.tree;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.file.DirectoryTree;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.MetadataDirectory;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.tree.SingularityApi.Lack;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a repository's tags clients of Singularity's own protocols can pull. */
class SingularityApiTest {

    private static final String IMAGE = "what a SIF file holds";
    private static final String MANIFEST = manifest(IMAGE);
    private static final String URL = "https://storage.example/x";

    @TempDir
    private Path root;

    private final TreeFiles files = new TreeFiles();

    private static String manifest(String... layers) {
        List<String> descriptors = Arrays.stream(layers)
                .map(layer -> ManifestText.descriptor("application/vnd.sylabs.sif.layer.v1.sif", layer))
                .toList();
        return "{\"schemaVersion\":2,\"mediaType\":\"" + ManifestText.MANIFEST + "\",\"config\":"
                + ManifestText.descriptor("application/vnd.sylabs.sif.config.v1+json", "{}") + ",\"layers\":["
                + String.join(",", descriptors) + "]}";
    }

    private SingularityApi.Images images(boolean areHere, String url, String... tags) {
        return images("lab/viewer", MANIFEST, areHere ? IMAGE : null, url == null ? List.of() : List.of(url), tags);
    }

    /** @param here the content of the image, where it is in the site; null where it is not */
    private SingularityApi.Images images(
            String repository, String manifest, String here, List<String> urls, String... tags) {
        RegistryDirectory registry =
                new RegistryDirectory(root).page(repository).content(repository, manifest);
        for (String tag : tags) {
            registry.tag(repository, tag, ManifestText.MANIFEST, manifest, ManifestText.size(manifest));
        }
        return emit(repository, here, urls);
    }

    private SingularityApi.Images emit(String name, String here, List<String> urls) {
        MetadataDirectory metadata = new MetadataDirectory(new DirectoryTree(root), problem -> {});
        Repository repository = metadata.repository(RepositoryName.parse(name));
        if (here != null) {
            String path = "v2/" + name + "/blobs/" + ManifestText.digest(here);
            files.file(path, Stage.BLOBS, MediaType.OCTET_STREAM, here.getBytes(UTF_8));
        }
        return new SingularityApi(
                        repository,
                        (manifest, digest) -> urls,
                        (blob, most) -> Optional.ofNullable(here).map(content -> start(content, most)),
                        files)
                .emit();
    }

    private static byte[] start(String content, int most) {
        byte[] bytes = content.getBytes(UTF_8);
        return Arrays.copyOf(bytes, Math.min(bytes.length, most));
    }

    private static Set<Lack> lacks(SingularityApi.Images images) {
        return images.lacks(Tag.parse("1.0"));
    }

    /** A host that takes so many bytes has to be told of each. */
    @Test
    void copied_ofImagesThatAreInTheSiteASecondTime_isTheSumOfTheirSizes() {
        assertThat(images(true, URL, "1.0", "2.0").copied()).isEqualTo(2L * IMAGE.length());
    }

    @Test
    void copied_ofImagesThatAreNotInTheSite_isNothing() {
        SingularityApi.Images images = images(false, URL, "1.0");

        assertThat(images.copied()).isZero();
        assertThat(lacks(images)).containsExactly(Lack.COPY);
    }

    @Test
    void lacks_ofAnImageWithoutAnAddress_isTheAddress() {
        SingularityApi.Images images = images(true, null, "1.0");

        assertThat(images.lacks()).containsOnlyKeys(Tag.parse("1.0"));
        assertThat(lacks(images)).isEqualTo(Set.of(Lack.ADDRESS));
        assertThat(images.lacks(Tag.parse("other"))).isEqualTo(Set.of(Lack.FILE));
        assertThat(files.texts().keySet()).noneMatch(path -> path.startsWith("api/"));
    }

    // library://

    /** The client looks for the image by its components, and compares hash and size. */
    @ParameterizedTest
    @CsvSource({"viewer, '', ''", "chem/viewer, '', chem", "lab/chem/viewer, lab, chem"})
    void libraryImage_ofAName_hasItsComponents(String repository, String entity, String collection) {
        assertThat(images(repository, MANIFEST, IMAGE, List.of(URL), "1.0").lacks(Tag.parse("1.0")))
                .doesNotContain(Lack.LIBRARY_NAME);

        Digest digest = ManifestText.digest(IMAGE);
        assertThat(files.text("v1/images/" + repository + ":1.0"))
                .isEqualTo("{\"data\":{\"id\":\"" + digest.hex().substring(0, 24) + "\",\"hash\":\"sha256."
                        + digest.hex() + "\",\"size\":" + IMAGE.length() + ",\"uploaded\":true,\"entityName\":\""
                        + entity + "\",\"collectionName\":\"" + collection
                        + "\",\"containerName\":\"viewer\",\"tags\":[\"1.0\"]}}");
        assertThat(files.mediaType("v1/images/" + repository + ":1.0")).isEqualTo("application/json");
        assertThat(files.text("v1/imagefile/" + repository + ":1.0")).isEqualTo(IMAGE);
    }

    /** No reader of the first may find the second missing. */
    @Test
    void libraryImage_deployed_comesAfterTheFileItNames() {
        images(true, URL, "1.0");

        assertThat(files.stage("v1/imagefile/lab/viewer:1.0")).isLessThan(files.stage("v1/images/lab/viewer:1.0"));
    }

    @Test
    void libraryImage_ofASif_hasItsArchitecture() {
        String sif = "#!/usr/bin/env run-singularity\n\0SIF_MAGIC\00001\00004\0and its content";
        images("lab/viewer", manifest(sif), sif, List.of(URL), "1.0");

        String image = files.text("v1/images/lab/viewer:1.0");
        assertThat(image).contains("\"tags\":[\"1.0\"],\"arch\":\"arm64\"}");
        assertThat(SingularityApi.architecture(image.getBytes(UTF_8))).contains("arm64");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"data\":{}}", "{\"data\":{\"arch\":7}}", "{\"arch\":\"arm64\"}", "[]", "{\"data\":{\"arch\":"
            })
    void architecture_ofAFileWithoutOne_isUnknown(String file) {
        assertThat(SingularityApi.architecture(file.getBytes(UTF_8))).isEmpty();
    }

    @Test
    void libraryImage_ofFourComponents_isNotServed() {
        assertThat(lacks(images("a/lab/chem/viewer", MANIFEST, IMAGE, List.of(URL), "1.0")))
                .containsExactly(Lack.LIBRARY_NAME);
        assertThat(files.texts().keySet()).noneMatch(path -> path.startsWith("v1/"));
    }

    /** The client knows a hash of 64 digits alone. */
    @Test
    void libraryImage_ofSha512_isNotServed() {
        String sha512 =
                Digest.ofContent(DigestAlgorithm.SHA512, IMAGE.getBytes(UTF_8)).toString();
        String manifest = MANIFEST.replace(ManifestText.digest(IMAGE).toString(), sha512);

        SingularityApi.Images images = images("lab/viewer", manifest, IMAGE, List.of(URL), "1.0");

        assertThat(lacks(images)).containsExactly(Lack.SHA256);
        assertThat(images.copied()).isZero();
        assertThat(files.texts().keySet()).noneMatch(path -> path.startsWith("v1/"));
    }

    // shub://

    @Test
    void hubContainer_ofAnImage_hasItsFirstAddress() {
        images("a/lab/viewer", MANIFEST, null, List.of(URL, "https://other.example/y"), "1.0");

        String hex = ManifestText.digest(IMAGE).hex();
        String path = "a/api/container/lab/viewer:1.0";
        assertThat(files.text(path))
                .isEqualTo("{\"image\":\"" + URL + "\",\"name\":\"lab/viewer\",\"tag\":\"1.0\",\"version\":\"" + hex
                        + "\",\"commit\":\"" + hex + "\"}");
        assertThat(files.mediaType(path)).isEqualTo("application/json");
        assertThat(files.stage(path)).isEqualTo(Stage.PAGES);
    }

    /** The client names the file of its cache after the commit: another address is another image. */
    @Test
    void hubContainer_ofALegacyTag_hasItsAddress() {
        String layer = "- {size: 7, digest: md5:x, url: \"" + URL + "\"}\n";
        new RegistryDirectory(root).page("lab/old");
        legacy("one", layer);
        legacy("two", layer + layer);

        SingularityApi.Images images = emit("lab/old", null, List.of());

        String commit = ManifestText.digest(URL).hex();
        assertThat(files.texts())
                .containsExactly(Map.entry(
                        "api/container/lab/old:one",
                        "{\"image\":\"" + URL + "\",\"name\":\"lab/old\",\"tag\":\"one\",\"version\":\"" + commit
                                + "\",\"commit\":\"" + commit + "\"}"));
        assertThat(images.lacks(Tag.parse("one"))).isEmpty();
        assertThat(images.lacks(Tag.parse("two"))).containsExactly(Lack.FILE);
    }

    private void legacy(String tag, String layers) {
        new RegistryDirectory(root)
                .file(
                        "lab/old/manifests/" + tag + "/README.md",
                        "---\nlayout: manifests/singularity\nsize: 7\ndigest: md5:x\nlayers:\n" + layers + "---\n");
    }

    /** What the client's own pattern refuses would be 404 at best. */
    @ParameterizedTest
    @CsvSource({
        "viewer, 1.0, false",
        "lab.chem/viewer, 1.0, false",
        "lab-2/view.er_2-x, 1_0.a-B, true",
        "a123456789012345678901234567890123456789/viewer, 1.0, false",
        "a12345678901234567890123456789012345678/viewer, 1.0, true",
        "lab/a1234567890123456789012345678901234567890123456789012345678901234, 1.0, false",
        "lab/a123456789012345678901234567890123456789012345678901234567890123, 1.0, true",
        "lab/viewer, a1234567890123456789012345678901234567890123456789012345678901234, false",
        "lab/viewer, a123456789012345678901234567890123456789012345678901234567890123, true"
    })
    void hubContainer_ofANameThatClientsRefuse_isNotServed(String repository, String tag, boolean served) {
        SingularityApi.Images images = images(repository, MANIFEST, IMAGE, List.of(URL), tag);

        assertThat(images.lacks(Tag.parse(tag))).isEqualTo(served ? Set.of() : Set.of(Lack.HUB_NAME));
        assertThat(files.texts().keySet().stream().anyMatch(path -> path.startsWith("api/container/")))
                .isEqualTo(served);
    }

    // other tags

    @Test
    void image_inSeveralFiles_isNotServed() {
        SingularityApi.Images images = images("lab/viewer", manifest(IMAGE, "more"), IMAGE, List.of(URL), "1.0");

        assertThat(images.lacks()).isEmpty();
        assertThat(files.texts()).containsOnlyKeys("v2/lab/viewer/blobs/" + ManifestText.digest(IMAGE));
    }
}
