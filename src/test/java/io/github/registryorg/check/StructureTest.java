package io.github.registryorg.check;

import static io.github.registryorg.metadata.ManifestText.digest;
import static io.github.registryorg.metadata.ManifestText.size;
import static io.github.registryorg.metadata.RegistryDirectory.digestFile;
import static io.github.registryorg.metadata.RegistryDirectory.noteFile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.registryorg.file.FileTree;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.MemoryTree;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.metadata.RegistryDirectory.Sample;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.problem.ByteCount;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that disagree with themselves, with each other or with the format; one defect each. */
class StructureTest {

    private static final String TAG = "acme/app/manifests/1.4.2/README.md";

    @TempDir
    private Path root;

    private RegistryDirectory registry() {
        return RegistryDirectory.wellFormed(root);
    }

    private static String file(String content) {
        return digestFile("acme/app", digest(content));
    }

    private static String at(String content) {
        return "acme/app@" + digest(content);
    }

    @Test
    void metadata_wellFormed_hasNoFinding() {
        registry();

        Findings.ofStructure(root).assertNone();
    }

    @Test
    void directory_empty_hasNoFinding() {
        Findings.ofStructure(root).assertNone();
    }

    @Test
    void files_ofAProject_haveNoFinding() {
        registry()
                .file("README.md", "# A registry\n")
                .file("LICENSE", "x")
                .file(".gitattributes", "**/digests/** -text -filter\n")
                .file(".github/workflows/registry.yml", "x: y\n")
                .file("docs/guide.md", "x")
                .file("registry.yaml", "formatVersion: 1\n");

        Findings.ofStructure(root).assertNone();
    }

    @Test
    void config_ofDockerInAnOciManifest_isAWarning() {
        String config = ManifestText.config("amd64", 1);
        String mixed = ManifestText.image(config, "layer")
                .replace(ManifestText.CONFIG, "application/vnd.docker.container.image.v1+json");
        registry()
                .content("acme/app", config)
                .content("acme/app", mixed)
                .tag("acme/app", "1.4.2", ManifestText.MANIFEST, mixed, size(mixed) + size(config) + size("layer"));

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.MEDIA_TYPE_UNUSUAL,
                        at(mixed),
                        file(mixed),
                        "is an OCI manifest with Docker's type of config",
                        "Build the image as OCI's or as Docker's altogether");
    }

    // tags and what they name

    @Test
    void digest_absent_isReported() {
        registry().tag("acme/app", "1.4.2", ManifestText.INDEX, "absent", 1);

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.MANIFEST_UNKNOWN,
                        "acme/app:1.4.2",
                        TAG + ":4",
                        "names " + digest("absent") + ", which is not a manifest of this repository",
                        "Add " + file("absent"));
    }

    @Test
    void tag_ofAConfig_isReported() {
        registry().tag("acme/app", "1.4.2", ManifestText.MANIFEST, Sample.AMD64_CONFIG, size(Sample.AMD64_CONFIG));

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.MANIFEST_UNKNOWN,
                        "acme/app:1.4.2",
                        TAG + ":4",
                        "names " + digest(Sample.AMD64_CONFIG) + ", which is not a manifest of this repository");
    }

    @Test
    void manifest_ofAnotherRepository_isReported() {
        registry().page("acme/app/tools", "store: file:.store").content("acme/app/tools", ManifestText.index());
        registry().tag("acme/app", "1.4.2", ManifestText.INDEX, ManifestText.index(), 1);

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.MANIFEST_UNKNOWN,
                        "acme/app:1.4.2",
                        TAG + ":4",
                        "names " + digest(ManifestText.index()) + ", which is not a manifest of this repository");
    }

    @Test
    void mediaType_otherThanTheManifests_isReported() {
        registry().tag("acme/app", "1.4.2", ManifestText.MANIFEST, Sample.BOTH, Sample.BOTH_SIZE);

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.MANIFEST_INVALID,
                        "acme/app:1.4.2",
                        TAG + ":3",
                        "has mediaType " + ManifestText.MANIFEST + ", and its manifest is " + ManifestText.INDEX);
    }

    @Test
    void size_otherThanTheImages_isReported() {
        registry().tag("acme/app", "1.4.2", ManifestText.INDEX, Sample.BOTH, Sample.BOTH_SIZE / 1024);

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.SIZE_INVALID,
                        "acme/app:1.4.2",
                        TAG + ":5",
                        "has size " + Sample.BOTH_SIZE / 1024 + ", and a full pull moves "
                                + ByteCount.exact(Sample.BOTH_SIZE),
                        "Write " + Sample.BOTH_SIZE + ": every manifest, config and layer, each once");
    }

    @Test
    void tag_ofARemovedDigest_isReported() {
        registry().remove(file(Sample.BOTH)).note("acme/app", digest(Sample.BOTH), "removed: it had a secret");

        Problem problem = only(Findings.ofStructure(root));
        Findings.assertIs(
                problem, ProblemCode.MANIFEST_UNKNOWN, "acme/app:1.4.2", TAG + ":4", "names a digest that was removed");
        assertThat(problem.cause()).isEqualTo("it had a secret");
    }

    @Test
    void tag_ofAYankedDigest_isValid() {
        registry().note("acme/app", digest(Sample.BOTH), "yanked: use 1.4.3");

        Findings.ofStructure(root).assertNone();
    }

    @Test
    void tag_withoutAFile_isReported() {
        registry().remove(TAG);

        Findings.ofStructure(root)
                .assertOnly(ProblemCode.FRONT_MATTER_INVALID, TAG, "acme/app/manifests/1.4.2", "is missing");
    }

    @ParameterizedTest
    @CsvSource({"collection, collection", "tags, tags", "manifests/docker, manifests/docker", "'', ''"})
    void layout_ofNoTag_isReported(String layout, String shown) {
        registry().file(TAG, "---\nname: x\nlayout: \"" + layout + "\"\n---\n");

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.FRONT_MATTER_INVALID,
                        TAG,
                        TAG + ":3",
                        "\"layout\" is \"" + shown + "\" in a tag",
                        "manifests/oci (or manifests/singularity");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256:abc", "md5:d41d8cd98f00b204e9800998ecf8427e", "SHA256:0", "\"\""})
    void digest_invalidInATag_isReported(String digest) {
        registry().tag("acme/app", "1.4.2", "mediaType: " + ManifestText.INDEX, "digest: " + digest, "size: 1");

        Problem problem = only(Findings.ofStructure(root));
        assertThat(problem.code()).isEqualTo(ProblemCode.FRONT_MATTER_INVALID);
        assertThat(problem.location()).hasToString(TAG + ":4");
        assertThat(problem.what()).startsWith("\"digest\" has the wrong form");
        assertThat(problem.hint()).isEqualTo("Digest of what the tag names; its bytes are under digests/.");
    }

    @Test
    void tag_withMissingKeys_isReportedWithTheirMeaning() {
        registry().file(TAG, "---\nlayout: manifests/oci\n---\n");

        assertThat(Findings.ofStructure(root).problems())
                .extracting(Problem::what)
                .containsExactlyInAnyOrder(
                        "required property 'mediaType' not found",
                        "required property 'digest' not found",
                        "required property 'size' not found");
        assertThat(Findings.ofStructure(root).problems())
                .extracting(Problem::hint)
                .anyMatch(hint -> hint != null && hint.startsWith("Bytes that a full pull moves"))
                .doesNotContainNull();
    }

    // what is under digests/

    @Test
    void manifest_withChangedLineEnds_isReported() {
        String written = ManifestText.index().replace(",", ",\n");
        registry().file(file(written), written.replace("\n", "\r\n"));

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.DIGEST_INVALID,
                        file(written),
                        file(written),
                        "the bytes have the digest " + digest(written.replace("\n", "\r\n")),
                        "The line \"**/digests/** -text -filter\" in the registry's .gitattributes");
    }

    @Test
    void manifest_brokenAndTagged_isReportedOnce() {
        registry().file(file(Sample.BOTH), Sample.BOTH + "\n");

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.DIGEST_INVALID,
                        file(Sample.BOTH),
                        file(Sample.BOTH),
                        "the bytes have the digest " + digest(Sample.BOTH + "\n"));
    }

    @Test
    void digest_sha512_isHashedAsSuch() {
        byte[] bytes = ManifestText.index().getBytes(StandardCharsets.UTF_8);
        Digest sha512 = Digest.ofContent(DigestAlgorithm.SHA512, bytes);
        registry().file(digestFile("acme/app", sha512), bytes);
        Findings.ofStructure(root).assertNone();

        registry().file(digestFile("acme/app", sha512), "{}");
        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.DIGEST_INVALID,
                        digestFile("acme/app", sha512),
                        digestFile("acme/app", sha512),
                        "the bytes have the digest "
                                + Digest.ofContent(DigestAlgorithm.SHA512, "{}".getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no JSON | is not valid JSON (line 1)",
                "[] | is not a JSON object",
                "{\"schemaVersion\":1} | schemaVersion must be 2, and is 1",
                "{\"schemaVersion\":2.0} | schemaVersion must be 2, and is not a whole number",
                "{\"schemaVersion\":2} | has no mediaType, no manifests and no layers",
                "{\"schemaVersion\":2,\"schemaVersion\":2} | is not valid JSON (line 1)",
                "{\"schemaVersion\":2,\"manifests\":[],\"layers\":[]} | has both manifests and layers",
                "{\"schemaVersion\":2,\"mediaType\":\"text/plain\"} |"
                        + " mediaType text/plain is neither a manifest's nor an index's",
                "{\"schemaVersion\":2,\"manifests\":{}} | manifests must be a list"
            })
    void manifest_invalid_isReported(String content, String what) {
        registry().content("acme/app", content);

        Findings.ofStructure(root).assertOnly(ProblemCode.MANIFEST_INVALID, file(content), file(content), what);
    }

    @Test
    void index_withAnAbsentManifest_isReported() {
        String index = ManifestText.index(Sample.child("amd64", Sample.AMD64), Sample.child("s390x", "absent"));
        registry().content("acme/app", index);

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.MANIFEST_BLOB_UNKNOWN,
                        at(index),
                        file(index),
                        "is an index that names " + digest("absent") + ", which is not here",
                        "Add " + file("absent"));
    }

    @Test
    void tag_ofAnIndexWithAnAbsentManifest_isNotToldASize() {
        String index = ManifestText.index(Sample.child("amd64", Sample.AMD64), Sample.child("s390x", "absent"));
        registry().content("acme/app", index).tag("acme/app", "2.0", ManifestText.INDEX, index, 1);

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.MANIFEST_BLOB_UNKNOWN,
                        at(index),
                        file(index),
                        "is an index that names " + digest("absent") + ", which is not here");
    }

    @Test
    void index_withAConfig_isReported() {
        String index = ManifestText.index(Sample.child("amd64", Sample.AMD64_CONFIG));
        registry().content("acme/app", index);

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.MANIFEST_BLOB_UNKNOWN,
                        at(index),
                        file(index),
                        "is an index that names " + digest(Sample.AMD64_CONFIG) + ", which is not a manifest");
    }

    @Test
    void index_thatNamesARemovedManifest_isReported() {
        registry().note("acme/app", digest(Sample.AMD64), "removed: it had a secret");

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.MANIFEST_BLOB_UNKNOWN,
                        at(Sample.BOTH),
                        file(Sample.BOTH),
                        "is an index that names " + digest(Sample.AMD64) + " for linux/amd64, which was removed",
                        RegistryDirectory.noteFile("acme/app", digest(Sample.BOTH)));
    }

    @Test
    void index_thatNamesARemovedManifestWithoutBytes_isReported() {
        registry().remove(file(Sample.AMD64)).note("acme/app", digest(Sample.AMD64), "removed: it had a secret");

        assertThat(Findings.ofStructure(root).problems())
                .extracting(Problem::code)
                .containsExactly(ProblemCode.MANIFEST_BLOB_UNKNOWN);
    }

    @Test
    void index_thatWasRemovedToo_mayNameARemovedManifest() {
        registry()
                .note("acme/app", digest(Sample.AMD64), "removed: it had a secret")
                .note("acme/app", digest(Sample.BOTH), "removed: it has the other")
                .remove("acme/app/manifests/1.4.2/README.md")
                .remove("acme/app/manifests/1.4.2");

        Findings.ofStructure(root).assertNone();
    }

    @Test
    void index_withAnotherSize_isReported() {
        String index = ManifestText.index(Sample.child("amd64", Sample.AMD64)
                .replace("\"size\":" + size(Sample.AMD64), "\"size\":" + (size(Sample.AMD64) + 1)));
        registry().content("acme/app", index);

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.MANIFEST_INVALID,
                        at(index),
                        file(index),
                        "is an index that declares " + digest(Sample.AMD64) + " is " + ManifestText.MANIFEST + " of "
                                + (size(Sample.AMD64) + 1) + " bytes, and it is " + ManifestText.MANIFEST + " of "
                                + size(Sample.AMD64));
    }

    @Test
    void index_withAnotherMediaType_isReported() {
        String docker = "application/vnd.docker.distribution.manifest.v2+json";
        String index = ManifestText.index(Sample.child("amd64", Sample.AMD64).replace(ManifestText.MANIFEST, docker));
        registry().content("acme/app", index);

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.MANIFEST_INVALID,
                        at(index),
                        file(index),
                        "is an index that declares " + digest(Sample.AMD64) + " is " + docker + " of "
                                + size(Sample.AMD64) + " bytes, and it is " + ManifestText.MANIFEST + " of "
                                + size(Sample.AMD64));
    }

    @Test
    void config_ofAnotherSize_isReported() {
        long size = size(Sample.ARM64_CONFIG);
        String image = Sample.ARM64.replace("\"size\":" + size, "\"size\":" + (size - 1));
        registry().content("acme/app", image);

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.SIZE_INVALID,
                        at(image),
                        file(image),
                        "declares that its config has " + (size - 1) + " bytes, and it has " + size);
    }

    /** As tools wrote Singularity images and attestations, with a config of which nothing says how many files there are. */
    @ParameterizedTest
    @ValueSource(strings = {"application/vnd.sylabs.sif.layer.v1.sif", "application/vnd.in-toto+json"})
    void config_ofAnotherFile_needNotDescribeIt(String type) {
        String image = ManifestText.image(Sample.ARM64_CONFIG, Sample.SHARED_LAYER, "one more")
                .replace(ManifestText.LAYER, type);
        assertThat(image).contains(type);
        registry().content("acme/app", image);

        Findings.ofStructure(root).assertNone();
    }

    @Test
    void config_withAnotherNumberOfLayers_isReported() {
        String image = ManifestText.image(Sample.ARM64_CONFIG, Sample.SHARED_LAYER, "one more");
        registry().content("acme/app", image);

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.MANIFEST_INVALID,
                        at(image),
                        file(image),
                        "has 2 layers, and its config describes 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"config\":{\"Env\":\"A=b\",\"Cmd\":[\"a\",null]}' | config.Env has",
                "'\"config\":{\"Labels\":{\"a\":1},\"Env\":[1]},\"author\":{}' | author, config.Env, config.Labels have",
                "'\"config\":[],\"history\":[1]' | config, history have",
            })
    void config_withFieldsOfAnotherType_isAWarning(String fields, String what) {
        String config = ManifestText.config("arm64", 0).replaceFirst("\\{", "{" + fields + ",");
        String image = ManifestText.image(config);
        registry().content("acme/app", config).content("acme/app", image);

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.IMAGE_UNUSUAL,
                        at(image),
                        file(config),
                        "has a config whose " + what + " another JSON type than in the image specification");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"architecture\":\"arm64\", | | architecture",
                "\"os\":\"linux\", | | os",
                "\"os\":\"linux\", | \"os\":\"\", | os",
                "\"os\":\"linux\", | \"os\":null, | os",
                "\"architecture\":\"arm64\",\"os\":\"linux\", | | architecture and os",
            })
    void config_withoutAPlatform_isAWarning(String part, String other, String missing) {
        String config = ManifestText.config("arm64", 0).replace(part, other == null ? "" : other);
        String image = ManifestText.image(config);
        registry().content("acme/app", config).content("acme/app", image);

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.IMAGE_UNUSUAL,
                        at(image),
                        file(config),
                        "has a config without " + missing + ", which the image specification requires");
    }

    @Test
    void config_withNulls_isAsWithoutThem() {
        String config = ManifestText.config("arm64", 0)
                .replaceFirst("\\{", "{\"config\":{\"Env\":null,\"Labels\":null,\"Cmd\":[null]},\"history\":null,");
        registry().content("acme/app", config).content("acme/app", ManifestText.image(config));

        Findings.ofStructure(root).assertNone();
    }

    /** The tag has the sum of what is there: one fault is one finding, of the manifest. */
    @ParameterizedTest
    @ValueSource(strings = {"-0", "3"})
    void config_ofAnotherSize_isNoFaultOfTheTag(String declared) {
        long size = size(Sample.ARM64_CONFIG);
        String image = Sample.ARM64.replace("\"size\":" + size, "\"size\":" + declared);
        long sum = size(image) + size + size(Sample.SHARED_LAYER);
        registry().content("acme/app", image).tag("acme/app", "wrong", ManifestText.MANIFEST, image, sum);

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.SIZE_INVALID,
                        at(image),
                        file(image),
                        "declares that its config has " + (declared.equals("3") ? 3 : 0) + " bytes, and it has "
                                + size);
    }

    @Test
    void config_ofAnotherArtifact_isNotRead() {
        String artifact =
                ManifestText.image("{}", "x", "y").replace(ManifestText.CONFIG, "application/vnd.oci.empty.v1+json");
        registry().content("acme/app", artifact).content("acme/app", "{}");

        Findings.ofStructure(root).assertNone();
    }

    @Test
    void config_ofAnotherArtifactWithAnotherSize_isReported() {
        String artifact = ManifestText.image("{}", "x")
                .replace(ManifestText.CONFIG, "application/vnd.oci.empty.v1+json")
                .replace("\"size\":2", "\"size\":3");
        registry().content("acme/app", artifact).content("acme/app", "{}");

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.SIZE_INVALID,
                        at(artifact),
                        file(artifact),
                        "declares that its config has 3 bytes, and it has 2");
    }

    @Test
    void subject_absent_isAWarning() {
        String signature = ManifestText.with(
                ManifestText.image(Sample.ARM64_CONFIG, Sample.SHARED_LAYER),
                "subject",
                ManifestText.descriptor(ManifestText.MANIFEST, "elsewhere"));
        registry().content("acme/app", signature);

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.SUBJECT_UNKNOWN,
                        at(signature),
                        file(signature),
                        "is about " + digest("elsewhere") + ", which is not here");
    }

    @Test
    void subject_present_isValid() {
        registry()
                .content(
                        "acme/app",
                        ManifestText.with(
                                Sample.ARM64, "subject", ManifestText.descriptor(ManifestText.INDEX, Sample.BOTH)));

        Findings.ofStructure(root).assertNone();
    }

    // notes

    @Test
    void note_ofAnAbsentManifest_isReported() {
        registry().note("acme/app", digest("absent"), "yanked: because");

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.MANIFEST_UNKNOWN,
                        noteFile("acme/app", digest("absent")),
                        noteFile("acme/app", digest("absent")),
                        "describes a manifest that is not here",
                        "\"removed\"");
    }

    @Test
    void note_ofARemovedManifest_isValid() {
        registry().note("acme/app", digest("absent"), "removed: it had a secret");

        Findings.ofStructure(root).assertNone();
    }

    @Test
    void note_broken_isReported() {
        registry().note("acme/app", digest(Sample.BOTH), "yanked: x", "bases: ftp://storage.example");

        assertThat(Findings.ofStructure(root).problems()).isNotEmpty().allSatisfy(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.FRONT_MATTER_INVALID);
            assertThat(problem.location()).hasToString(noteFile("acme/app", digest(Sample.BOTH)) + ":2");
            assertThat(problem.what()).startsWith("\"bases\" ");
            assertThat(problem.hint()).startsWith("Public base URLs of the store");
        });
    }

    // files that have no place

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acme/app/notes.txt",
                "acme/app/.hidden/x",
                "acme/LICENSE",
                "acme/app/manifests/index.json",
                "acme/app/manifests/1.4.2/extra.md",
                "acme/app/manifests/1.4.2/more/README.md",
                "acme/app/tags/1.4.2",
                "acme/app/tags/1.4.2/README.md",
                "acme/app/digests/README.md",
                "acme/app/digests/md5/d4/d41d8cd98f00b204e9800998ecf8427e.json",
                "acme/app/digests/sha256/abc/x.json",
                "acme/app/digests/sha256/ab/README.md"
            })
    void file_stray_isAWarning(String file) {
        registry().file(file, "x");

        Problem problem = only(Findings.ofStructure(root));
        assertThat(problem.code()).isEqualTo(ProblemCode.FILE_IGNORED);
        assertThat(file).startsWith(problem.subject());
        assertThat(problem.subject().split("/")).hasSizeGreaterThan(1);
        assertThat(problem.location()).hasToString(problem.subject());
        assertThat(problem.what()).startsWith("is not allowed");
        assertThat(problem.hint()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acme/.DS_Store",
                "acme/app/Thumbs.db",
                "acme/app/tags/desktop.ini",
                "acme/app/manifests/.DS_Store",
                "acme/app/manifests/1.4.2/._README.md",
                "acme/app/digests/sha256/.DS_Store"
            })
    void file_ofAnOperatingSystem_isAWarning(String file) {
        registry().file(file, "x");

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.FILE_IGNORED,
                        file,
                        file,
                        "was made by an operating system, and is skipped",
                        "git's global ignore file");
    }

    @Test
    void recipe_besideATagOfOurs_isStray() {
        registry().file("acme/app/manifests/1.4.2/Singularity", "Bootstrap: docker\n");

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.FILE_IGNORED,
                        "acme/app/manifests/1.4.2/Singularity",
                        "acme/app/manifests/1.4.2/Singularity",
                        "is not allowed here");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acme/.gitattributes",
                "acme/app/.gitattributes",
                "acme/app/manifests/.gitattributes",
                "acme/app/digests/.gitattributes",
                "acme/app/digests/sha256/.gitattributes"
            })
    void gitattributes_nested_isAnError(String file) {
        registry().file(file, "* text\n");

        Problem problem = only(Findings.ofStructure(root));
        assertThat(problem.code()).isEqualTo(ProblemCode.FILE_STRAY);
        assertThat(problem.subject()).isEqualTo(file);
        assertThat(problem.what()).startsWith("is not allowed");
    }

    @Test
    void digest_inTheWrongDirectory_isReported() {
        String file = file(Sample.BOTH).replaceFirst("/sha256/..", "/sha256/zz");
        registry().file(file, Sample.BOTH);

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.FILE_IGNORED,
                        file,
                        file,
                        "is not allowed under digests/",
                        "<first two hex digits>");
    }

    @Test
    void directory_withoutARepository_isSkippedWithAWarning() {
        registry().file("scripts/build.sh", "x").file("scripts/README.md", "# No front matter\n");

        Findings findings = Findings.ofStructure(root);
        assertThat(findings.problems()).hasSize(1);
        assertThat(findings.problems().get(0).toString())
                .startsWith("FOLDER_IGNORED scripts/: holds no repository. It is skipped.");
    }

    @Test
    void store_besideTheRepositories_isNotReportedAsSkipped() {
        registry().file("store/sha256/" + "0".repeat(64), "x").file("more/of/sha512/" + "1".repeat(128), "x");

        assertThat(Findings.ofStructure(root).problems()).isEmpty();
    }

    @Test
    void file_notABlob_isNotTakenForAStore() {
        registry().file("store/sha256/" + "0".repeat(63), "x");

        assertThat(Findings.ofStructure(root).problems())
                .extracting(Problem::code, Problem::subject)
                .containsExactly(tuple(ProblemCode.FOLDER_IGNORED, "store/"));
    }

    // links

    @ParameterizedTest
    @ValueSource(strings = {"acme/linked", "acme/app/linked", "linked", "acme/app/tools/README.md"})
    void link_symbolic_isReported(String path) {
        registry().link(path, Path.of("app")).page("acme/app/tools/more");

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.FILE_KIND_INVALID,
                        path,
                        path,
                        "is a symbolic link",
                        "Links are never followed: put the file or directory itself there.");
    }

    @Test
    void directory_withALinkOnly_isReported() {
        registry().link("other/app", root.resolve("acme/app"));

        Findings findings = Findings.ofStructure(root);
        assertThat(findings.problems())
                .extracting(Problem::code, Problem::subject)
                .containsExactly(tuple(ProblemCode.FOLDER_IGNORED, "other/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"manifests", "digests", "tags"})
    void link_inPlaceOfARepository_isReportedAndNotFollowed(String directory) {
        registry();
        new RegistryDirectory(root)
                .page("acme/other", "store: file:.store")
                .link("acme/other/" + directory, root.resolve("acme"));

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.FILE_KIND_INVALID,
                        "acme/other/" + directory,
                        "acme/other/" + directory,
                        "is a symbolic link");
    }

    @Test
    void tag_thatIsALink_isReported() {
        registry().link("acme/app/manifests/latest", Path.of("1.4.2"));

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.FILE_STRAY,
                        "acme/app/manifests/latest",
                        "acme/app/manifests/latest",
                        "is not allowed here");
    }

    @Test
    void tagsFile_thatIsALink_isNotRead() {
        registry().remove(TAG).link(TAG, root.resolve("acme/app/manifests/arm64/README.md"));

        assertThat(Findings.ofStructure(root).problems())
                .extracting(Problem::code, Problem::subject)
                .containsExactly(tuple(ProblemCode.FILE_KIND_INVALID, TAG), tuple(ProblemCode.FILE_STRAY, TAG));
    }

    @Test
    void digest_thatIsALink_isReported() {
        registry().file(".elsewhere/x.json", ManifestText.index());
        new RegistryDirectory(root).link(file(ManifestText.index()), root.resolve(".elsewhere/x.json"));

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.FILE_STRAY,
                        file(ManifestText.index()),
                        file(ManifestText.index()),
                        "is not allowed under digests/");
    }

    @Test
    void settings_thatAreALink_areReported() {
        registry().file(".elsewhere/registry.yaml", "formatVersion: 1\n").link("registry.yaml", Path.of(".elsewhere"));

        assertThat(Findings.ofStructure(root).problems())
                .extracting(Problem::code, Problem::subject, Problem::what)
                .containsExactly(
                        tuple(ProblemCode.FILE_KIND_INVALID, "registry.yaml", "is a symbolic link"),
                        tuple(ProblemCode.FILE_KIND_INVALID, "registry.yaml", "is not an ordinary file"));
    }

    @Test
    void pipe_inTheMetadata_isReported() {
        MemoryTree tree = new MemoryTree()
                .file("acme/app/README.md", "---\nlayout: collection\n---\n")
                .other("acme/app/pipe", FileTree.Kind.OTHER);

        Findings.ofStructure(tree)
                .assertOnly(
                        ProblemCode.FILE_KIND_INVALID,
                        "acme/app/pipe",
                        "acme/app/pipe",
                        "is neither a file nor a directory");
    }

    // front matter

    @Test
    void key_unknown_isAWarning() {
        registry().page("acme/app", "store: file:.store", "colour: red");

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.KEY_UNKNOWN,
                        "acme/app/README.md",
                        "acme/app/README.md:4",
                        "unknown key \"colour\"",
                        "It has no effect. Known here: layout, title,");
    }

    @Test
    void key_unknownInATag_isAWarning() {
        registry()
                .tag(
                        "acme/app",
                        "1.4.2",
                        "mediaType: " + ManifestText.INDEX,
                        "digest: " + digest(Sample.BOTH),
                        "size: " + Sample.BOTH_SIZE,
                        "signed: yes");

        Findings.ofStructure(root).assertOnly(ProblemCode.KEY_UNKNOWN, TAG, TAG + ":6", "unknown key \"signed\"");
    }

    @Test
    void page_withoutFrontMatter_isReported() {
        registry()
                .file("acme/app/README.md", "# acme/app\n")
                .file("registry.yaml", "formatVersion: 1\nstore: file:.store\n");

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.FRONT_MATTER_ABSENT,
                        "acme/app/README.md",
                        "acme/app/README.md:1",
                        "has no front matter in its first line");
    }

    @Test
    void page_tooLarge_isReported() {
        registry()
                .file("registry.yaml", "formatVersion: 1\nstore: file:.store\n")
                .file("acme/app/README.md", "---\nlayout: collection\n---\n" + "x".repeat(1024 * 1024));

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.FILE_TOO_LARGE,
                        "acme/app/README.md",
                        "acme/app/README.md",
                        "has more than 1,048,576 bytes, the most that a file of its kind may have");
    }

    @Test
    void manifest_tooLarge_isReported() {
        registry().content("acme/app", " ".repeat(4 * 1024 * 1024 + 1));
        String file = file(" ".repeat(4 * 1024 * 1024 + 1));

        Findings.ofStructure(root)
                .assertOnly(
                        ProblemCode.FILE_TOO_LARGE,
                        file,
                        file,
                        "has more than 4,194,304 bytes, the most that a file of its kind may have");
    }

    @Test
    void settings_broken_areReported() {
        registry().file("registry.yaml", "formatVersion: 2\n");

        Problem problem = only(Findings.ofStructure(root));
        assertThat(problem.code()).isEqualTo(ProblemCode.FRONT_MATTER_INVALID);
        assertThat(problem.location()).hasToString("registry.yaml:1");
        assertThat(problem.what()).isEqualTo("\"formatVersion\" must be the constant value '1'");
        assertThat(problem.hint())
                .isEqualTo(
                        "Version of the format of all files of this registry, 1: a later one needs a later version of the plugin.");
    }

    private static Problem only(Findings findings) {
        assertThat(findings.problems()).hasSize(1);
        return findings.problems().get(0);
    }
}
