package io.github.registryorg.check;

import static io.github.registryorg.metadata.ManifestText.digest;
import static io.github.registryorg.metadata.ManifestText.size;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.metadata.RegistryDirectory.Sample;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of a tag besides what it names, compared with the image. */
class TagClaimsTest {

    private static final String LABELS = "{\"Labels\":{\"org.opencontainers.image.version\":\"1.0-label\","
            + "\"org.opencontainers.image.source\":\"https://example.org/label\"}}";
    private static final String CONFIG = ManifestText.with(ManifestText.config("amd64", 1), "config", LABELS);
    private static final String IMAGE = ManifestText.with(
            ManifestText.image(CONFIG, "layer"),
            "annotations",
            "{\"org.opencontainers.image.version\":\"1.0\",\"org.opencontainers.image.revision\":\"abc\"}");
    private static final String OTHER_CONFIG = ManifestText.with(ManifestText.config("arm64", 1), "config", LABELS);
    private static final String OTHER = ManifestText.image(OTHER_CONFIG, "layer");
    private static final String BOTH = ManifestText.index(
            RegistryDirectory.Sample.child("amd64", Sample.ARM64), RegistryDirectory.Sample.child("arm64", OTHER));

    @TempDir
    private Path root;

    private RegistryDirectory registry;

    @BeforeEach
    void begin() {
        registry = new RegistryDirectory(root).page("acme/app", "store: file:.store");
        registry.content("acme/app", CONFIG).content("acme/app", IMAGE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "version: 1.0|",
                "version: 1.0-label|1.0",
                "version: 1|1.0",
                "revision: abc|",
                "revision: abcd|abc",
                "source: https://example.org/label|",
                "source: https://example.org/other|https://example.org/label",
                "created: 2026-11-20T10:11:12Z|",
                "created: 2026-11-20T11:11:12.000+01:00|",
                "created: 2026-11-20t10:11:12.0000000000z|",
                "created: 2026-11-20|",
                "created: 2026-11-24|2026-11-20T10:11:12Z",
                "created: 2026-11-20T10:11:13Z|2026-11-20T10:11:12Z",
                "created: 2026-13-20|2026-11-20T10:11:12Z",
                "artifactType: text/html|none, since it is a container image",
                "platforms: [linux/amd64]|",
                "platforms: [linux/arm64]|linux/amd64",
                "platforms: [linux/amd64, linux/arm64]|linux/amd64",
                "platforms: []|",
            })
    void claim_thatContradictsTheImage_isReported(String claim, String actual) {
        registry.tag(
                "acme/app",
                "1",
                "mediaType: " + ManifestText.MANIFEST,
                "digest: " + digest(IMAGE),
                "size: " + (size(IMAGE) + size(CONFIG) + size("layer")),
                claim);
        if (actual == null) {
            Findings.ofStructure(root).assertNone();
            return;
        }
        assertThat(Findings.ofStructure(root).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.MANIFEST_INVALID);
            assertThat(problem.what()).endsWith("and its image has " + actual);
            assertThat(problem.location()).hasToString("acme/app/manifests/1/README.md:6");
        });
    }

    /** The label may be the base image's, so whoever built the image may know another one. */
    @Test
    void revision_ofALabel_contradictsNothingButItself() {
        String config = ManifestText.with(
                ManifestText.config("amd64", 1),
                "config",
                "{\"Labels\":{\"org.opencontainers.image.revision\":\"base\"}}");
        String image = ManifestText.image(config, "layer");
        registry.content("acme/app", config).content("acme/app", image);
        String size = "size: " + (size(image) + size(config) + size("layer"));
        String mediaType = "mediaType: " + ManifestText.MANIFEST;
        registry.tag("acme/app", "1", mediaType, "digest: " + digest(image), size, "revision: abc");
        Findings.ofStructure(root).assertNone();

        registry.tag(
                "acme/app",
                "1",
                mediaType,
                "digest: " + digest(image),
                size,
                "revision: abc",
                "fromLabels: [revision]");
        assertThat(Findings.ofStructure(root).problems())
                .extracting(Problem::what)
                .containsExactly("has revision abc, and its image has base");
    }

    @Test
    void claims_ofAnIndex_areComparedWithItsFirstImageThatHasThem() {
        both("version: 2.0", "platforms: [linux/arm64/v8, linux/amd64]");
        assertThat(Findings.ofStructure(root).problems())
                .extracting(Problem::what)
                // its platforms are wrong too, which is for another check
                .filteredOn(what -> what.startsWith("has "))
                .containsExactly("has version 2.0, and its image has 1.0-label");
    }

    /** A tag may claim thousands. */
    @ParameterizedTest
    @CsvSource({"10, linux/v9", "11, 'linux/v9, …'"})
    void platforms_many_areShownUpTo10(int count, String end) {
        List<String> claimed =
                IntStream.range(0, count).mapToObj(i -> "linux/v" + i).toList();
        both("platforms: [" + String.join(", ", claimed) + "]");

        assertThat(Findings.ofStructure(root).problems())
                .extracting(Problem::what)
                // its platforms are wrong too, which is for another check
                .filteredOn(what -> what.startsWith("has "))
                .containsExactly("has platforms " + String.join(", ", claimed.subList(0, 9)) + ", " + end
                        + ", and its image has linux/amd64, linux/arm64");
    }

    @Test
    void claim_thatAConfigThatIsNotKeptMayMake_isNotReported() {
        both("version: 2.0", "created: 2020-01-01");
        registry.remove(RegistryDirectory.digestFile("acme/app", digest(Sample.ARM64_CONFIG)));
        Findings.ofStructure(root).assertNone();
    }

    private void both(String... claims) {
        registry.content("acme/app", Sample.ARM64_CONFIG).content("acme/app", Sample.ARM64);
        registry.content("acme/app", OTHER_CONFIG).content("acme/app", OTHER).content("acme/app", BOTH);
        long size = size(BOTH) + Sample.ARM64_SIZE + size(OTHER) + size(OTHER_CONFIG) + size("layer");
        String[] keys = new String[3 + claims.length];
        keys[0] = "mediaType: " + ManifestText.INDEX;
        keys[1] = "digest: " + digest(BOTH);
        keys[2] = "size: " + size;
        System.arraycopy(claims, 0, keys, 3, claims.length);
        registry.tag("acme/app", "1", keys);
    }
}
