package io.github.registryorg.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.testkit.MisbehavingServer;
import io.github.registryorg.testkit.MisbehavingServer.Kind;
import io.github.registryorg.testkit.MisbehavingServer.Way;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a host does, 300 blobs there are one finding, within the time that one host has. */
@Tag("slow")
@Timeout(60)
class MisbehavingHostTest {

    private static final String CONFIG = ManifestText.config("amd64", 299);
    private static final int BLOBS = 300;
    private static final String[] LAYERS =
            IntStream.range(1, BLOBS).mapToObj(i -> "layer " + i).toArray(String[]::new);
    private static final BlobScope SIZES = new BlobScope(false, false, null);
    private static final BlobScope CONTRIBUTED = new BlobScope(true, false, null);

    /** What a host may take that never ends, and one that responds, on a busy machine too. */
    private static final Duration SHORT = Duration.ofSeconds(1);

    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    private Path root;

    private List<Problem> findings(Way way, MisbehavingServer server, BlobScope scope) {
        new RegistryDirectory(root)
                .page("acme/app", "store: " + server.url())
                .content("acme/app", ManifestText.image(CONFIG, LAYERS));
        Duration limit = way.kind() == Kind.GOOD || way.kind() == Kind.CLOSED ? LONG : SHORT;
        return Findings.ofBlobs(root, scope, BlobCache.none(), limit, "127.0.0.1")
                .problems();
    }

    private static MisbehavingServer server(Way way) {
        Map<String, byte[]> files = new HashMap<>();
        files.put(ManifestText.digest(CONFIG).hex(), CONFIG.getBytes(StandardCharsets.UTF_8));
        for (String layer : LAYERS) {
            files.put(ManifestText.digest(layer).hex(), layer.getBytes(StandardCharsets.UTF_8));
        }
        return new MisbehavingServer(way, files);
    }

    private static void assertOne(List<Problem> problems, MisbehavingServer server) {
        assertThat(problems).hasSize(1);
        Problem problem = problems.get(0);
        // what comes byte by byte may come as a whole, while there is time
        assertThat(problem.what()).containsPattern("\\b(29\\d|300) blobs").contains(server.url());
        assertThat(problem.hint()).isNotBlank();
        assertThat(problem.location()).isNotNull();
    }

    @ParameterizedTest
    @EnumSource
    void blobsOfARegistry_onAMisbehavingHost_areOneFinding(Way way) throws IOException {
        try (MisbehavingServer server = server(way)) {
            List<Problem> problems = findings(way, server, SIZES);

            if (way == Way.GET_OF_WHAT_HEAD_HAS_IS_404) {
                // what HEAD could not answer in time is asked for by GET
                assertThat(problems).allMatch(problem -> problem.code() == ProblemCode.BLOB_UNKNOWN);
            } else if (way.kind() == Kind.GOOD || way.kind() == Kind.BAD_BODY) {
                assertThat(problems).isEmpty();
            } else {
                assertOne(problems, server);
                assertThat(problems.get(0).code() == ProblemCode.BLOB_UNVERIFIED)
                        .isEqualTo(way.kind() == Kind.CLOSED);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void blobsOfAContribution_onAMisbehavingHost_areOneError(Way way) throws IOException {
        try (MisbehavingServer server = server(way)) {
            List<Problem> problems = findings(way, server, CONTRIBUTED);

            if (way.kind() == Kind.GOOD) {
                assertThat(problems).isEmpty();
            } else {
                assertOne(problems, server);
                assertThat(problems.get(0).code() == ProblemCode.BLOB_UNREADABLE)
                        .isEqualTo(way.kind() == Kind.CLOSED);
            }
        }
    }
}
