package io.github.registryorg.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Image;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.source.file.TarFixture;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Content that contradicts its media type, in sources of every kind. */
class TypeCheckTest {

    private static final Platform AMD = new Platform("linux", "amd64", null, null);

    @TempDir
    Path directory;

    private final byte[] tar = new TarFixture().file("content", "x").bytes();

    @Test
    void layer_compressedUnderATarType_isRefusedInALayout() {
        LayoutFixture layout = new LayoutFixture();
        Descriptor layer = layout.blob(MediaType.OCI_LAYER_TAR, LayoutFixture.gzip(tar));
        Descriptor config = config(layout, MediaType.OCI_CONFIG);
        layout.entry(layout.manifest(LayoutFixture.image(config, layer)), "1.0");

        assertThat(refused(layout))
                .singleElement()
                .hasToString("MEDIA_TYPE_INVALID oci:layout: the layer " + layer.digest()
                        + " is compressed, and its media type is that of a layer that is not: containerd, and docker with"
                        + " containerd's store, fail on it (\"unexpected EOF\"). Declare it as it is, such as"
                        + " application/vnd.oci.image.layer.v1.tar+gzip: build the image again.");
    }

    @Test
    void config_ofDockerInAnOciManifest_isRefusedTogetherWithWhatElseIsWrong() {
        LayoutFixture layout = new LayoutFixture();
        Descriptor absent = Descriptor.of(MediaType.OCI_LAYER_GZIP, Digest.sha256(new byte[1]), 1);
        Descriptor config = config(layout, MediaType.DOCKER_CONFIG);
        Descriptor manifest = layout.manifest(LayoutFixture.image(config, absent));
        layout.entry(manifest, "1.0");

        assertThat(refused(layout))
                .extracting(Problem::code)
                .containsExactly(ProblemCode.MEDIA_TYPE_INVALID, ProblemCode.MANIFEST_BLOB_UNKNOWN);
        assertThat(refused(layout).get(0).what())
                .isEqualTo("the manifest " + manifest.digest() + " is an OCI manifest with Docker's type of config");
    }

    @Test
    void layer_declaredInTwoWays_isHeldAgainstBoth() {
        LayoutFixture layout = new LayoutFixture();
        Descriptor right = layout.blob(MediaType.OCI_LAYER_GZIP, LayoutFixture.gzip(tar));
        Descriptor wrong = layout.blob(MediaType.OCI_LAYER_TAR, LayoutFixture.gzip(tar));
        Descriptor config = config(layout, MediaType.OCI_CONFIG);
        Descriptor one = layout.manifest(LayoutFixture.image(config, right));
        Descriptor two = layout.manifest(LayoutFixture.image(config, wrong));
        layout.entry(layout.index(one, two), "1.0");

        assertThat(refused(layout)).extracting(Problem::code).containsExactly(ProblemCode.MEDIA_TYPE_INVALID);
    }

    @Test
    void content_thatAllClientsRead_isPublished() {
        LayoutFixture layout = new LayoutFixture();
        Descriptor config = config(layout, MediaType.OCI_CONFIG);
        Descriptor plainAsGzip = layout.blob(MediaType.OCI_LAYER_GZIP, tar);
        Descriptor gzipAsZstd = layout.blob(MediaType.OCI_LAYER_ZSTD, LayoutFixture.gzip(tar));
        Descriptor plain = layout.blob(MediaType.OCI_LAYER_TAR, "no magic number".getBytes());
        layout.entry(layout.manifest(LayoutFixture.image(config, plainAsGzip, gzipAsZstd, plain)), "1.0")
                .writeDirectory(directory.resolve("layout"));

        assertThat(read().blobs()).hasSize(4);
    }

    @Test
    void artifact_ofACompressedFile_isPublished() {
        LayoutFixture layout = new LayoutFixture();
        Descriptor file = layout.blob(MediaType.OCI_LAYER_TAR, LayoutFixture.gzip(tar));
        Descriptor config = layout.blob(MediaType.OCI_EMPTY, new byte[] {'{', '}'});
        layout.entry(layout.manifest(LayoutFixture.image(config, file)), "1.0")
                .writeDirectory(directory.resolve("layout"));

        assertThat(read().blobs()).hasSize(2);
    }

    @Test
    void layer_ofARegistryUnderATarType_isAWarningAtOnce() {
        try (RegistryFake registry = new RegistryFake();
                OpenSources sources = LocalSources.open()) {
            Descriptor layer = registry.layout.blob(MediaType.OCI_LAYER_TAR, LayoutFixture.gzip(tar));
            Descriptor right = registry.layout.blob(MediaType.OCI_LAYER_TAR, tar);
            Descriptor absent = Descriptor.of(MediaType.OCI_LAYER_TAR, Digest.sha256(new byte[1]), 1);
            Descriptor config = config(registry.layout, MediaType.DOCKER_CONFIG);
            registry.tag("1.0", registry.layout.manifest(LayoutFixture.image(config, layer, right, absent)));
            List<Problem> warnings = new ArrayList<>();

            SourceGrammar.parse(registry.source(":1.0"), directory, sources).read(List.of(), warnings::add);

            assertThat(warnings)
                    .singleElement()
                    .satisfies(warning -> assertThat(warning.toString())
                            .startsWith(
                                    "MEDIA_TYPE_UNUSUAL " + registry.source(":1.0") + ": the layer " + layer.digest()
                                            + " is compressed, and its media type is that of a layer that is not: containerd,"
                                            + " and docker with containerd's store, fail on it (\"unexpected EOF\")"));
        }
    }

    @Test
    void layer_ofARegistryUnderACompressedType_isAWarningWhenItIsRead() throws IOException {
        try (RegistryFake registry = new RegistryFake();
                OpenSources sources = LocalSources.open()) {
            Descriptor layer = registry.layout.blob(MediaType.OCI_LAYER_GZIP, "BZh91AY&SY".getBytes());
            Descriptor config = config(registry.layout, MediaType.OCI_CONFIG);
            registry.tag("1.0", registry.layout.manifest(LayoutFixture.image(config, layer)));
            List<Problem> warnings = new ArrayList<>();

            Image image = SourceGrammar.parse(registry.source(":1.0"), directory, sources)
                    .read(List.of(), warnings::add);

            assertThat(warnings).isEmpty();
            assertThat(registry.requests()).noneMatch(request -> request.contains("/blobs/"));
            for (Blob blob : image.blobs()) {
                try (InputStream in = blob.content().open()) {
                    // byte by byte, as the slowest connection would send it
                    while (in.read() >= 0) {}
                }
            }
            assertThat(warnings)
                    .extracting(Problem::what)
                    .containsExactly(
                            "the layer " + layer.digest() + " is compressed with something else than gzip or zstd");
        }
    }

    private Descriptor config(LayoutFixture layout, MediaType type) {
        return layout.blob(type, LayoutFixture.config(AMD, Digest.sha256(tar)));
    }

    private List<Problem> refused(LayoutFixture layout) {
        layout.writeDirectory(directory.resolve("layout"));
        try {
            read();
        } catch (RegistryException e) {
            return e.problems();
        }
        throw new AssertionError("it should have failed");
    }

    private Image read() {
        return SourceGrammar.parse("oci:layout", directory, LocalSources.OPEN).read();
    }
}
