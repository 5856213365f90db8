package io.github.registryorg.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.net.AllowedHosts;
import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.CosignTag;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Image;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.remote.Logins;
import io.github.registryorg.testkit.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteImageTest {

    private static final Platform ARM = new Platform("linux", "arm64", null, null);

    private final RegistryFake registry = new RegistryFake();
    private final LayoutFixture layout = registry.layout;

    @AfterEach
    void close() {
        registry.close();
    }

    private Image read(String reference) {
        return read(reference, false);
    }

    private Image read(String reference, boolean withReferrers) {
        try (OpenSources remote = sources(withReferrers)) {
            return SourceGrammar.parse(registry.source(reference), Path.of("."), remote)
                    .read();
        }
    }

    private static OpenSources sources(boolean withReferrers) {
        return new OpenSources(AllowedHosts.NONE, null, Logins.NONE, withReferrers, LayerCompression.NONE);
    }

    private Problem problem(String reference) {
        return Problems.of(() -> read(reference));
    }

    private static List<Digest> digests(Image image) {
        return image.manifests().stream().map(RawManifest::digest).toList();
    }

    @Test
    void image_byTagAndByDigest_isFound() {
        Descriptor image = layout.image("a");
        registry.tag("1.0", image);

        assertThat(read(":1.0").root().digest()).isEqualTo(image.digest());
        assertThat(read("@" + image.digest()).root().digest()).isEqualTo(image.digest());
        assertThat(read(":1.0").root().bytes()).isEqualTo(layout.content(image.digest()));
    }

    @Test
    void image_read_fetchesManifestsOnly() {
        Descriptor index = layout.index(layout.image("a"), layout.image("b", ARM));
        registry.tag("latest", index);

        Image image = read("");
        assertThat(image.manifests()).hasSize(3);
        assertThat(image.blobs()).hasSize(4);
        assertThat(registry.requests()).noneMatch(request -> request.contains("/blobs/"));
    }

    @Test
    void blob_interrupted_isResumed() throws IOException {
        byte[] layer = "0123456789".repeat(1_000).getBytes(StandardCharsets.UTF_8);
        Descriptor config = layout.blob(MediaType.OCI_EMPTY, new byte[] {'{', '}'});
        registry.tag("1.0", layout.manifest(LayoutFixture.image(config, layout.blob(MediaType.OCTET_STREAM, layer))));
        registry.breaksAfter(4_000);

        try (OpenSources remote = sources(false)) {
            Image image = SourceGrammar.parse(registry.source(":1.0"), Path.of("."), remote)
                    .read();
            Blob blob = image.blobs().stream()
                    .filter(one -> one.size() == layer.length)
                    .findFirst()
                    .orElseThrow();
            try (InputStream in = blob.content().open()) {
                assertThat(in.readAllBytes()).isEqualTo(layer);
            }
        }
        assertThat(registry.requests())
                .filteredOn(request -> request.endsWith(Digest.sha256(layer).toString()))
                .hasSize(3);
    }

    @Test
    void referrers_requested_comeAlong() {
        Descriptor image = layout.image("a");
        Descriptor signature = layout.referrer("signature", image);
        Descriptor ofSignature = layout.referrer("countersigned", signature);
        registry.tag("1.0", image);
        registry.refers(image, signature);
        registry.refers(signature, ofSignature);

        assertThat(digests(read(":1.0"))).containsExactly(image.digest());
        assertThat(digests(read(":1.0", true)))
                .containsExactly(image.digest(), signature.digest(), ofSignature.digest());
    }

    @Test
    void referrers_withoutTheApi_areFoundByTag() {
        Descriptor image = layout.image("a");
        Descriptor signature = layout.referrer("signature", image);
        registry.tag("1.0", image);
        registry.tag(image.digest().referrersTag().name(), layout.index(signature));

        assertThat(digests(read(":1.0", true))).containsExactly(image.digest(), signature.digest());
    }

    @ParameterizedTest
    @CsvSource({"400", "401", "403", "404", "405", "406", "410", "415", "501", "200"})
    void referrers_refused_areFoundByTag(int status) {
        Descriptor image = layout.image("a");
        Descriptor signature = layout.referrer("signature", image);
        registry.tag("1.0", image);
        registry.tag(image.digest().referrersTag().name(), layout.index(signature));
        registry.refuses("referrers/" + image.digest(), status, "text/html", "<html>no</html>");

        assertThat(digests(read(":1.0", true))).containsExactly(image.digest(), signature.digest());
    }

    @Test
    void referrers_refusedWithoutATag_areNone() {
        Descriptor image = layout.image("a");
        registry.tag("1.0", image);
        registry.refuses("referrers/" + image.digest(), 200, "application/json", "{\"errors\":[]}");

        assertThat(digests(read(":1.0", true))).containsExactly(image.digest());
    }

    @Test
    void referrers_failing_areNotTakenForNone() {
        Descriptor image = layout.image("a");
        registry.tag("1.0", image);
        registry.refuses("referrers/" + image.digest(), 429, "text/plain", "toomanyrequests: slow down");

        assertThat(Problems.of(() -> read(":1.0", true)).toString())
                .contains("limits the rate of requests (429): toomanyrequests: slow down.");
    }

    @Test
    void referrers_null_areNone() {
        Descriptor image = layout.image("a");
        registry.tag("1.0", image);
        registry.responds(
                "referrers/" + image.digest(),
                "{\"schemaVersion\":2,\"manifests\":null}".getBytes(StandardCharsets.UTF_8));

        assertThat(digests(read(":1.0", true))).containsExactly(image.digest());
    }

    @Test
    void referrers_ofAnInvalidIndex_areReported() {
        Descriptor image = layout.image("a");
        registry.tag("1.0", image);
        registry.responds(
                "referrers/" + image.digest(),
                "{\"schemaVersion\":2,\"manifests\":[7]}".getBytes(StandardCharsets.UTF_8));

        assertThat(Problems.of(() -> read(":1.0", true)).toString())
                .contains("MANIFEST_INVALID", "the referrers of " + image.digest(), "manifests[0] must be an object");
    }

    @ParameterizedTest
    @CsvSource({"400", "401", "403", "404", "429", "500"})
    void refusal_withAMessage_isReportedWithIt(int status) {
        String body = "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"192.0.2.7 is not allowed\"}]}";
        registry.refuses("manifests/1.0", status, "application/json", body);

        assertThat(problem(":1.0").toString()).contains("DENIED: 192.0.2.7 is not allowed");
    }

    @Test
    void refusal_ofABlob_isReportedWithItsMessage() {
        Descriptor config = layout.blob(MediaType.OCI_EMPTY, new byte[] {'{', '}'});
        registry.tag("1.0", layout.manifest(LayoutFixture.image(config)));
        registry.refuses("blobs/" + config.digest(), 403, "application/json", "{\"message\":\"not for you\"}");

        try (OpenSources remote = sources(false)) {
            Blob blob = SourceGrammar.parse(registry.source(":1.0"), Path.of("."), remote)
                    .read()
                    .blobs()
                    .get(0);
            assertThat(Problems.of(blob::read).toString()).contains("(403): not for you", "docker login 127.0.0.1");
        }
    }

    /** Of cosign 1 and 2: no subject leads to them. */
    @Test
    void signature_byItsTagAlone_comesAlongForEachPlatform() {
        Descriptor amd = layout.image("a");
        Descriptor arm = layout.image("b", ARM);
        Descriptor index = layout.index(amd, arm);
        registry.tag("1.0", index);
        Descriptor signature = layout.artifact("signature");
        Descriptor ofPlatform = layout.artifact("signature of a platform");
        Descriptor list = layout.artifact("list of contents");
        registry.tag(CosignTag.of(index.digest()).get(0).name(), signature);
        registry.tag(CosignTag.of(arm.digest()).get(0).name(), ofPlatform);
        registry.tag(CosignTag.of(arm.digest()).get(2).name(), list);
        registry.refuses("manifests/" + CosignTag.of(amd.digest()).get(0), 403, "text/plain", "no");

        assertThat(read(":1.0").companions()).isEmpty();
        Image image = read(":1.0", true);
        assertThat(digests(image)).contains(signature.digest(), ofPlatform.digest(), list.digest());
        assertThat(image.companions())
                .extracting(one -> one.tag().name().substring("sha256-".length()))
                .containsExactlyInAnyOrder(
                        index.digest().hex() + ".sig",
                        arm.digest().hex() + ".sig",
                        arm.digest().hex() + ".sbom");

        try (OpenSources remote = sources(true)) {
            Image selected = SourceGrammar.parse(registry.source(":1.0"), Path.of("."), remote)
                    .read(List.of(ARM), warning -> {});
            assertThat(digests(selected)).containsExactly(arm.digest(), ofPlatform.digest(), list.digest());
            assertThat(selected.companions())
                    .extracting(Image.Companion::subject)
                    .containsExactly(arm.digest(), arm.digest());
        }
    }

    @Test
    void manifest_aboutAnotherSubject_isNotAReferrer() {
        Descriptor image = layout.image("a");
        Descriptor other = layout.referrer("signature", layout.image("b"));
        registry.tag("1.0", image);
        registry.refers(image, other);

        assertThat(digests(read(":1.0", true))).containsExactly(image.digest());
    }

    @Test
    void foreignLayer_withUrls_isNotFetched() {
        Descriptor config = layout.blob(MediaType.OCI_CONFIG, new byte[] {'{', '}'});
        ObjectNode manifest = LayoutFixture.image(
                config,
                layout.blob(
                        new MediaType("application/vnd.docker.image.rootfs.foreign.diff.tar.gzip"), new byte[] {1}));
        ((ObjectNode) manifest.path("layers").get(0)).putArray("urls").add("https://example.org/base");
        registry.tag("1.0", layout.manifest(manifest));

        assertThat(read(":1.0").blobs()).extracting(Blob::descriptor).containsExactly(config);
    }

    @Test
    void tag_absent_isReported() {
        assertThat(problem(":1.0").code()).isEqualTo(ProblemCode.MANIFEST_UNKNOWN);
        assertThat(problem(":1.0").toString()).contains("/acme/app:1.0", "is not there", "Check the name");
    }

    @Test
    void manifest_withAnotherDigest_isReported() {
        Descriptor image = layout.image("a");
        registry.responds(
                "manifests/" + image.digest(), layout.content(layout.image("b").digest()));

        assertThat(problem("@" + image.digest()).code()).isEqualTo(ProblemCode.DIGEST_INVALID);
    }

    @Test
    void child_withOtherBytes_isReported() {
        Descriptor image = layout.image("a");
        registry.tag("1.0", layout.index(image));
        byte[] other = layout.content(image.digest());
        other[other.length - 1] = ' ';
        registry.responds("manifests/" + image.digest(), other);

        assertThat(problem(":1.0").code()).isIn(ProblemCode.DIGEST_INVALID, ProblemCode.MANIFEST_INVALID);
    }

    @Test
    void child_absent_isReportedWithItsPlatform() {
        Descriptor absent = layout.image("b", ARM);
        registry.tag("1.0", layout.index(layout.image("a"), absent));
        layout.remove(absent);

        assertThat(problem(":1.0").toString())
                .contains("MANIFEST_BLOB_UNKNOWN", absent.digest().toString(), "not in the registry", "linux/arm64");
    }

    @Test
    void content_notAManifest_isReported() {
        registry.responds("manifests/1.0", "<html>".getBytes(StandardCharsets.UTF_8));
        registry.responds("manifests/2.0", "{\"schemaVersion\":1,\"layers\":[]}".getBytes(StandardCharsets.UTF_8));
        registry.responds("manifests/3.0", new byte[RawManifest.MAX_SIZE + 1]);

        assertThat(problem(":1.0").toString()).contains("MANIFEST_INVALID", "acme/app:1.0", "is a web page");
        assertThat(problem(":2.0").toString()).contains("schemaVersion must be 2");
        assertThat(problem(":3.0").toString()).contains("FILE_TOO_LARGE", "4 MiB");
    }

    @Test
    void referrers_onSeveralPages_areReadToTheEnd() {
        Descriptor image = layout.image("a");
        Descriptor first = layout.referrer("first", image);
        Descriptor second = layout.referrer("second", image);
        registry.tag("1.0", image);
        registry.pages(image, false, first, second);

        assertThat(digests(read(":1.0", true))).containsExactly(image.digest(), first.digest(), second.digest());
    }

    @Test
    void referrers_onEndlessPages_areRefused() {
        Descriptor image = layout.image("a");
        registry.tag("1.0", image);
        registry.pages(image, true, layout.referrer("again", image));

        assertThat(Problems.of(() -> read(":1.0", true)).toString()).contains("more than 100 pages");
    }
}
