package io.github.registryorg.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.CosignTag;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.oci.Image;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.testkit.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OciLayoutTest {

    private static final Platform ARM = new Platform("linux", "arm64", null, null);

    @TempDir
    Path directory;

    private final LayoutFixture layout = new LayoutFixture();

    @Test
    void layout_inADirectory_isReadWhole() throws IOException {
        Descriptor image = layout.image("a");
        layout.entry(image, "1.0");

        Image read =
                SourceGrammar.parse("oci:layout", written(), LocalSources.OPEN).read();

        assertThat(read.root().digest()).isEqualTo(image.digest());
        assertThat(read.manifests()).containsExactly(read.root());
        assertThat(read.root().bytes()).isEqualTo(layout.content(image.digest()));
        assertThat(read.blobs())
                .extracting(blob -> blob.descriptor().mediaType())
                .containsExactly(MediaType.OCI_CONFIG, MediaType.OCI_LAYER_GZIP);
        assertContents(read);
    }

    @Test
    void signature_byItsTagAlone_comesAlong() throws IOException {
        Descriptor image = layout.image("a");
        Descriptor signature = layout.artifact("signature");
        Tag tag = CosignTag.of(image.digest()).get(0);
        layout.entry(image, "1.0").entry(signature, tag.name());

        Image read = SourceGrammar.parse("oci:layout:1.0", written(), LocalSources.OPEN)
                .read();

        assertThat(digests(read)).containsExactly(image.digest(), signature.digest());
        assertThat(SourceGrammar.parse("oci:layout", directory, LocalSources.OPEN)
                        .read()
                        .root()
                        .digest())
                .isEqualTo(image.digest());
        assertThat(read.companions()).containsExactly(new Image.Companion(image.digest(), tag, signature.digest()));
    }

    @Test
    void layout_inATar_isTheSame() throws IOException {
        layout.entry(layout.index(layout.image("a"), layout.image("b", ARM)), "1.0");
        layout.writeTar(directory.resolve("layout.tar"));

        Image fromDirectory =
                SourceGrammar.parse("oci:layout", written(), LocalSources.OPEN).read();
        Image fromTar = SourceGrammar.parse("oci:layout.tar", directory, LocalSources.OPEN)
                .read();

        assertThat(digests(fromTar)).isEqualTo(digests(fromDirectory));
        assertThat(fromTar.blobs())
                .extracting(Blob::descriptor)
                .isEqualTo(fromDirectory.blobs().stream().map(Blob::descriptor).toList());
        assertContents(fromTar);
    }

    @Test
    void tar_madeOfDot_isRead() {
        Descriptor image = layout.image("a");
        layout.entry(image, "1.0");
        layout.tar("./").writeTo(directory.resolve("dot.tar"));

        assertThat(SourceGrammar.parse("oci:dot.tar", directory, LocalSources.OPEN)
                        .read()
                        .root()
                        .digest())
                .isEqualTo(image.digest());
    }

    @Test
    void children_ofAnIndex_comeBeforeItOnceEach() {
        Descriptor amd = layout.image("a");
        Descriptor arm = layout.image("b", ARM);
        Descriptor inner = layout.index(arm, amd);
        Descriptor outer = layout.index(amd, inner, inner);
        layout.entry(outer, "1.0");

        Image read = read();

        assertThat(digests(read)).containsExactly(amd.digest(), arm.digest(), inner.digest(), outer.digest());
        assertThat(read.blobs())
                .extracting(Blob::digest)
                .doesNotHaveDuplicates()
                .hasSize(4);
    }

    @Test
    void blobs_orphaned_areNotPublished() {
        layout.image("orphan");
        Descriptor image = layout.image("a");
        layout.entry(image, "1.0");

        Image read = read();

        assertThat(digests(read)).containsExactly(image.digest());
        assertThat(read.blobs()).hasSize(2);
    }

    @Test
    void layers_ofEveryKindAndSha512_arePublished() throws IOException {
        Descriptor config = layout.blob(
                DigestAlgorithm.SHA512,
                MediaType.OCI_CONFIG,
                LayoutFixture.config(ARM, Digest.sha256(new byte[] {1}), Digest.sha256(new byte[] {2})));
        Descriptor zstd = layout.blob(MediaType.OCI_LAYER_ZSTD, new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd});
        Descriptor plain = layout.blob(DigestAlgorithm.SHA512, MediaType.OCI_LAYER_TAR, new byte[1024]);
        byte[] manifest = Json.write(LayoutFixture.image(config, zstd, plain));
        Descriptor image = layout.blob(DigestAlgorithm.SHA512, MediaType.OCI_MANIFEST, manifest);
        layout.entry(image, "1.0");

        Image read = read();

        assertThat(read.root().digest()).isEqualTo(image.digest());
        assertThat(read.blobs()).extracting(Blob::descriptor).containsExactly(config, zstd, plain);
        assertContents(read);
    }

    @Test
    void mediaTypes_ofDocker_arePublished() {
        Descriptor config =
                layout.blob(MediaType.DOCKER_CONFIG, LayoutFixture.config(ARM, Digest.sha256(new byte[] {1})));
        Descriptor layer = layout.blob(
                new MediaType("application/vnd.docker.image.rootfs.diff.tar.gzip"), LayoutFixture.gzip(new byte[1024]));
        Descriptor image =
                layout.manifest(LayoutFixture.image(config, layer).put("mediaType", MediaType.DOCKER_MANIFEST.value()));
        Descriptor list =
                layout.manifest(LayoutFixture.indexJson(image).put("mediaType", MediaType.DOCKER_INDEX.value()));
        layout.entry(list, "1.0");

        Image read = read();

        assertThat(read.manifests())
                .extracting(RawManifest::mediaType)
                .containsExactly(MediaType.DOCKER_MANIFEST, MediaType.DOCKER_INDEX);
    }

    @Test
    void manifest_ofAnArtifact_keepsItsBytes() {
        Descriptor empty = layout.blob(MediaType.OCI_EMPTY, "{}".getBytes(UTF_8));
        Descriptor layer = layout.blob(MediaType.OCTET_STREAM, "x".getBytes(UTF_8));
        ObjectNode json = LayoutFixture.image(empty, layer).put("artifactType", "application/vnd.example");
        json.putObject("annotations").put("b", "2").put("a", "1");
        byte[] pretty = (json.toPrettyString() + "\n").getBytes(UTF_8);
        layout.entry(layout.blob(MediaType.OCI_MANIFEST, pretty), "1.0");

        assertThat(read().root().bytes()).isEqualTo(pretty);
    }

    @Test
    void entry_ofAnIndexThatIsNotAManifest_isABlob() {
        Descriptor image = layout.image("a");
        Descriptor note = layout.blob(new MediaType("text/plain"), "hello".getBytes(UTF_8));
        layout.entry(layout.index(image, note), "1.0");

        Image read = read();

        assertThat(read.manifests()).hasSize(2);
        assertThat(read.blobs()).extracting(Blob::descriptor).contains(note);
    }

    @Test
    void digest_withSeveralNames_isOneImage() {
        Descriptor image = layout.image("a");
        layout.entry(image, "1.0").entry(image, "latest");

        assertThat(read().root().digest()).isEqualTo(image.digest());
    }

    @Test
    void image_ofSeveral_isChosenByNameTagOrDigest() {
        Descriptor one = layout.image("one");
        Descriptor two = layout.image("two");
        Descriptor three = layout.image("three");
        layout.entry(one, "1.0")
                .entry(two, "docker.io/library/app:2.0")
                .entry(three.withAnnotations(
                        Map.of("io.containerd.image.name", "ghcr.io/acme/app:3.0", LayoutFixture.REF_NAME, "3.0")))
                .entry(layout.image("four"));

        assertThat(choose("1.0")).isEqualTo(one.digest());
        assertThat(choose("2.0")).isEqualTo(two.digest());
        assertThat(choose("docker.io/library/app:2.0")).isEqualTo(two.digest());
        assertThat(choose("app:2.0")).isEqualTo(two.digest());
        assertThat(choose("3.0")).isEqualTo(three.digest());
        assertThat(choose("ghcr.io/acme/app:3.0")).isEqualTo(three.digest());
        assertThat(choose(two.digest().toString())).isEqualTo(two.digest());
    }

    /** Or the advice would lead to the next error. */
    @Test
    void choice_amongImagesOfOneName_isOfferedByDigest() {
        Descriptor one = layout.image("one");
        Descriptor two = layout.image("two");
        layout.entry(one, "1.0").entry(two, "1.0").entry(layout.image("three"), "2.0");

        Problem problem = Problems.of(this::read);

        assertThat(problem.hint())
                .contains(one.digest().toString(), two.digest().toString(), ", 2.0.")
                .doesNotContain("oci:layout:1.0");
    }

    @Test
    void images_severalWithoutAChoice_areListed() {
        Descriptor nameless = layout.image("three");
        layout.entry(layout.image("one"), "1.0")
                .entry(layout.image("two"), "2.0")
                .entry(nameless);

        Problem problem = Problems.of(this::read);

        assertThat(problem.code()).isEqualTo(ProblemCode.SOURCE_UNKNOWN);
        assertThat(problem.toString())
                .isEqualTo("SOURCE_UNKNOWN oci:layout: holds 3 images, and only one can be published. Choose one, as in"
                        + " oci:layout:" + nameless.digest() + ". It holds 1.0, 2.0, " + nameless.digest() + ".");
    }

    @Test
    void image_underANameThatAnotherOneHad_isTheOneThatIsMeant() {
        Descriptor now = layout.image("three");
        layout.entry(layout.image("one")).entry(layout.image("two")).entry(now, "1.0");

        assertThat(read().root().digest()).isEqualTo(now.digest());
    }

    @Test
    void image_withoutANameBehindANamedOne_isNotGuessed() {
        Descriptor now = layout.image("two");
        layout.entry(layout.image("one"), "1.0").entry(now);

        assertThat(Problems.of(this::read).hint()).startsWith("Choose one, as in oci:layout:" + now.digest() + ".");
    }

    @Test
    void children_listedBesideTheirIndex_areNotMeant() {
        Descriptor amd = layout.image("a");
        Descriptor arm = layout.image("b", ARM);
        Descriptor inner = layout.index(amd, arm);
        Descriptor index = layout.index(inner);
        layout.entry(amd).entry(index).entry(arm).entry(inner);

        assertThat(read().root().digest()).isEqualTo(index.digest());
    }

    @Test
    void children_ofTheNameOfTheirIndex_canBeChosenByDigestOnly() {
        Descriptor amd = layout.image("a");
        Descriptor index = layout.index(amd, layout.image("b", ARM));
        layout.entry(amd, "1.0").entry(index, "1.0");

        assertThat(choose("1.0")).isEqualTo(index.digest());
        assertThat(choose(amd.digest().toString())).isEqualTo(amd.digest());
    }

    @Test
    void indexJson_thatIsTheIndexOfPlatforms_keepsItsBytes() {
        byte[] index = LayoutFixture.indexJson(layout.image("a"), layout.image("b", ARM))
                .toPrettyString()
                .getBytes(UTF_8);
        layout.put("index.json", index);

        Image read = read();

        assertThat(read.root().bytes()).isEqualTo(index);
        assertThat(read.manifests()).hasSize(3);
    }

    @Test
    void platforms_ofOneNameBesideOtherEntries_areAnIndexOfThese() {
        Descriptor amd = bare(layout.image("a"));
        Descriptor arm = bare(layout.image("b", ARM));
        Descriptor signature = layout.referrer("signature", amd);
        layout.entry(amd, "1.0")
                .entry(layout.image("old"), "0.9")
                .entry(signature)
                .entry(arm, "1.0");

        Image read = SourceGrammar.parse("oci:layout:1.0", written(), LocalSources.OPEN)
                .read();

        assertThat(read.root().manifest().references())
                .extracting(Descriptor::digest)
                .containsExactly(amd.digest(), arm.digest());
        assertThat(digests(read)).contains(signature.digest());
        assertThat(choose("1.0", "linux/arm64")).isEqualTo(arm.digest());
    }

    @Test
    void platforms_withoutNamesWhoseEntriesNameNone_areNotGuessedToBeOneImage() {
        Descriptor arm = bare(layout.image("b", ARM));
        layout.entry(bare(layout.image("a"))).entry(arm);

        assertThat(Problems.of(this::read).what()).startsWith("holds 2 images");
        assertThat(SourceGrammar.parse("oci:layout", written(), LocalSources.OPEN)
                        .read(List.of(ARM), warning -> {})
                        .root()
                        .digest())
                .isEqualTo(arm.digest());
    }

    @Test
    void platform_thatIndexJsonListsAndTheLayoutHasNot_isMissed() {
        Descriptor arm = layout.image("b", ARM);
        layout.entry(layout.image("a")).entry(arm).remove(arm);

        Problem problem = Problems.of(this::read);

        assertThat(problem.code()).isEqualTo(ProblemCode.MANIFEST_BLOB_UNKNOWN);
        assertThat(problem.toString()).contains("for linux/arm64", "-Dregistry.platforms=linux/amd64.");
    }

    @Test
    void entry_brokenBesideAGoodOne_isAWarning() {
        Descriptor good = layout.image("a");
        Descriptor absent = bare(layout.image("b"));
        Descriptor damaged = bare(layout.image("c"));
        layout.entry(absent, "0.8")
                .entry(damaged)
                .entry(good, "1.0")
                .remove(absent)
                .put(LayoutFixture.path(damaged.digest()), " ".repeat((int) damaged.size()));
        List<Problem> warnings = new ArrayList<>();

        Image read =
                SourceGrammar.parse("oci:layout", written(), LocalSources.OPEN).read(List.of(), warnings::add);

        assertThat(read.root().digest()).isEqualTo(good.digest());
        assertThat(warnings)
                .singleElement()
                .satisfies(warning -> assertThat(warning.toString())
                        .startsWith("SOURCE_INCOMPLETE oci:layout: 2 of the 3 entries of index.json can't be read")
                        .contains(absent.digest().toString()));
        assertThat(Problems.of(() -> choose("0.8")).code()).isEqualTo(ProblemCode.MANIFEST_BLOB_UNKNOWN);
    }

    @Test
    void signature_underAFullName_isNoImageToChoose() {
        Descriptor image = layout.image("a");
        String tag = CosignTag.of(image.digest()).get(1).name();
        layout.entry(layout.artifact("signature"), "registry.example/acme/app:" + tag)
                .entry(image);

        Image read = read();

        assertThat(read.root().digest()).isEqualTo(image.digest());
        assertThat(read.companions()).hasSize(1);
    }

    @Test
    void signature_aloneUnderItsTag_isPublished() {
        Descriptor signature = layout.artifact("signature");
        layout.entry(
                signature,
                CosignTag.of(new LayoutFixture().image("x").digest()).get(0).name());

        assertThat(read().root().digest()).isEqualTo(signature.digest());
    }

    @Test
    void descriptor_invalidBesideAGoodOne_isAWarning() {
        Descriptor good = layout.image("a");
        String index = "{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"application/x\",\"digest\":\"sha256:1\","
                + "\"size\":1},{\"size\":-1},"
                + LayoutFixture.json(good.withAnnotations(Map.of(LayoutFixture.REF_NAME, "1.0"))) + "]}";
        layout.put("index.json", index);
        List<Problem> warnings = new ArrayList<>();

        Image read =
                SourceGrammar.parse("oci:layout", written(), LocalSources.OPEN).read(List.of(), warnings::add);

        assertThat(read.root().digest()).isEqualTo(good.digest());
        assertThat(warnings)
                .singleElement()
                .hasToString("SOURCE_INCOMPLETE oci:layout: 2 of the 3 entries of index.json can't be read and are not"
                        + " published: manifests[0].digest \"sha256:1\" is not a digest. sha256 and sha512 are the"
                        + " registered algorithms.");
        assertThat(Problems.of(() -> choose("2.0")).toString())
                .startsWith("SOURCE_UNKNOWN oci:layout: holds no image called \"2.0\": 2 of the entries of index.json"
                        + " can't be read, since manifests[0].digest");
    }

    @Test
    void image_brokenBesideItsSignature_isNotReplacedByIt() {
        Descriptor image = bare(layout.image("a"));
        layout.entry(layout.referrer("signature", image)).entry(image, "1.0").remove(image);

        assertThat(Problems.of(this::read).what())
                .startsWith("the manifest " + image.digest() + " is not in the layout");
    }

    @Test
    void indexes_nestedThousandsOfTimesBesideAnImage_areNoTrouble() {
        Descriptor inner = layout.image("innermost");
        for (int i = 0; i < 5000; i++) {
            inner = layout.index(inner);
        }
        Descriptor image = layout.image("a");
        layout.entry(inner, "deep").entry(image, "1.0").writeTar(directory.resolve("deep.tar"));

        assertThat(SourceGrammar.parse("oci:deep.tar:1.0", directory, LocalSources.OPEN)
                        .read()
                        .root()
                        .digest())
                .isEqualTo(image.digest());
    }

    /** As tools list an image that say nothing of its platform. */
    private static Descriptor bare(Descriptor image) {
        return Descriptor.of(image.mediaType(), image.digest(), image.size());
    }

    private Digest choose(String reference, String platform) {
        return SourceGrammar.parse("oci:layout:" + reference, written(), LocalSources.OPEN)
                .read(List.of(Platform.parse(platform)), warning -> {})
                .root()
                .digest();
    }

    @Test
    void images_withoutNames_areListedInOrderWithTheirTimesAndTheNewestAsExample() {
        Descriptor first = built("one", "2026-11-20T10:00:00Z");
        Descriptor newest = built("two", "2026-11-22T12:00:00+02:00");
        Descriptor last = built("three", "2026-11-21T10:00:00Z");
        layout.entry(first).entry(newest).entry(last);

        assertThat(Problems.of(this::read).hint())
                .isEqualTo("Choose one, as in oci:layout:" + newest.digest() + ". It holds " + first.digest()
                        + " (created 2026-11-20T10:00:00Z), " + newest.digest() + " (created 2026-11-22T10:00:00Z), "
                        + last.digest() + " (created 2026-11-21T10:00:00Z).");
    }

    @Test
    void images_ofConstantTimes_areListedWithoutThem() {
        Descriptor first = built("one", "1970-01-01T00:00:00Z");
        Descriptor second = built("two", "0001-01-01T00:00:00Z");
        Descriptor last = built("three", "yesterday");
        layout.entry(first).entry(second).entry(last);

        assertThat(Problems.of(this::read).hint())
                .isEqualTo("Choose one, as in oci:layout:" + last.digest() + ". It holds " + first.digest() + ", "
                        + second.digest() + ", " + last.digest() + ".");
    }

    private Descriptor built(String content, String created) {
        Descriptor layer = layout.blob(MediaType.OCTET_STREAM, content.getBytes(UTF_8));
        Descriptor config = layout.blob(
                MediaType.OCI_CONFIG,
                ("{\"os\":\"linux\",\"architecture\":\"amd64\",\"created\":\"" + created
                                + "\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"" + layer.digest() + "\"]}}")
                        .getBytes(UTF_8));
        return layout.manifest(LayoutFixture.image(config, layer));
    }

    @Test
    void entry_ofAnotherType_isReportedWithIt() {
        layout.entry(layout.blob(new MediaType("application/vnd.oci.artifact.manifest.v1+json"), "{}".getBytes(UTF_8)));

        assertThat(Problems.of(this::read).toString())
                .startsWith("SOURCE_UNKNOWN oci:layout: holds no image: index.json lists sha256:")
                .contains("of the type application/vnd.oci.artifact.manifest.v1+json", "newer version");
    }

    @Test
    void reference_absent_isReportedWithPresentOnes() {
        layout.entry(layout.image("one"), "1.0");

        Problem problem = Problems.of(() -> choose("9.9"));

        assertThat(problem.code()).isEqualTo(ProblemCode.SOURCE_UNKNOWN);
        assertThat(problem.toString()).contains("holds no image called \"9.9\"").contains("It holds 1.0.");
    }

    @Test
    void name_ofTwoImages_mustBeChosenByDigest() {
        Descriptor one = layout.image("one");
        Descriptor two = layout.image("two");
        layout.entry(one, "1.0").entry(two, "1.0");

        Problem problem = Problems.of(() -> choose("1.0"));

        assertThat(problem.what()).isEqualTo("holds 2 images called \"1.0\"");
        assertThat(problem.hint())
                .contains("oci:layout:" + two.digest())
                .contains(one.digest().toString());
        assertThat(choose(two.digest().toString())).isEqualTo(two.digest());
    }

    @Test
    void images_many_areListedUpToAMaximum() {
        for (int i = 0; i < 30; i++) {
            layout.entry(layout.image("image " + i), "v" + i);
        }

        assertThat(Problems.of(this::read).hint()).contains("v0, v1").contains("and 24 more.");
    }

    @Test
    void referrers_recursive_comeAfterTheirSubjects() {
        Descriptor amd = layout.image("a");
        Descriptor index = layout.index(amd, layout.image("b", ARM));
        Descriptor ofIndex = layout.referrer("sbom", index);
        Descriptor ofChild = layout.referrer("signature", amd);
        Descriptor ofReferrer = layout.referrer("signature of the sbom", ofIndex);
        Descriptor other = layout.referrer("elsewhere", layout.image("not listed"));
        layout.entry(ofReferrer)
                .entry(ofIndex)
                .entry(ofChild)
                .entry(index, "1.0")
                .entry(other);

        Image read = read();

        assertThat(read.root().digest()).isEqualTo(index.digest());
        assertThat(digests(read))
                .contains(ofIndex.digest(), ofChild.digest(), ofReferrer.digest())
                .doesNotContain(other.digest())
                .hasSize(6);
        assertThat(digests(read).indexOf(ofReferrer.digest()))
                .isGreaterThan(digests(read).indexOf(ofIndex.digest()));
        assertThat(digests(read).indexOf(ofIndex.digest()))
                .isGreaterThan(digests(read).indexOf(index.digest()));
    }

    @Test
    void referrers_underTheReferrersTag_comeWithoutTheIndex() {
        Descriptor image = layout.image("a");
        Descriptor signature = layout.referrer("signature", image);
        Descriptor stray = layout.image("stray");
        Descriptor fallback = layout.index(signature, stray);
        layout.entry(fallback, image.digest().referrersTag().name()).entry(image, "1.0");

        Image read = read();

        assertThat(digests(read)).containsExactly(image.digest(), signature.digest());
    }

    @Test
    void referrer_alone_isPublishedWithoutItsSubject() {
        Descriptor signature = layout.referrer("signature", new LayoutFixture().image("elsewhere"));
        Descriptor ofSignature = layout.referrer("timestamp", signature);
        layout.entry(ofSignature).entry(signature);

        Image read = read();

        assertThat(digests(read)).containsExactly(signature.digest(), ofSignature.digest());
    }

    @Test
    void referrer_named_canBeChosen() {
        Descriptor image = layout.image("a");
        Descriptor signature = layout.referrer("signature", image);
        layout.entry(image, "1.0").entry(signature);

        assertThat(choose(signature.digest().toString())).isEqualTo(signature.digest());
    }

    @Test
    void links_insideTheLayout_areFollowed() throws IOException {
        Descriptor image = layout.image("a");
        layout.entry(image, "1.0");
        Path root = written().resolve("layout");
        Path blob = root.resolve(LayoutFixture.path(image.digest()));
        Files.move(blob, root.resolve("moved"));
        Files.createSymbolicLink(blob, Path.of("../../moved"));

        assertThat(SourceGrammar.parse("oci:layout", directory, LocalSources.OPEN)
                        .read()
                        .root()
                        .digest())
                .isEqualTo(image.digest());
    }

    @Test
    void link_toALayout_isTheLayout() throws IOException {
        Descriptor image = layout.image("a");
        layout.entry(image, "1.0");
        Files.createSymbolicLink(directory.resolve("link"), written().resolve("layout"));

        assertThat(SourceGrammar.parse("oci:link", directory, LocalSources.OPEN)
                        .read()
                        .root()
                        .digest())
                .isEqualTo(image.digest());
    }

    private Path written() {
        layout.writeDirectory(directory.resolve("layout"));
        return directory;
    }

    private Image read() {
        return SourceGrammar.parse("oci:layout", written(), LocalSources.OPEN).read();
    }

    private Digest choose(String reference) {
        return SourceGrammar.parse("oci:layout:" + reference, written(), LocalSources.OPEN)
                .read()
                .root()
                .digest();
    }

    private static List<Digest> digests(Image image) {
        return image.manifests().stream().map(RawManifest::digest).toList();
    }

    private void assertContents(Image image) throws IOException {
        for (Blob blob : image.blobs()) {
            try (InputStream in = blob.content().open()) {
                assertThat(in.readAllBytes()).isEqualTo(layout.content(blob.digest()));
            }
        }
    }
}
