package io.github.registryorg.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.file.DirectoryTree;
import io.github.registryorg.metadata.MetadataDirectory;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.net.AllowedHosts;
import io.github.registryorg.oci.BlobAddress;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.Report;
import io.github.registryorg.remote.LoopbackServer;
import io.github.registryorg.remote.RemoteClient;
import io.github.registryorg.store.AwsFake;
import io.github.registryorg.store.BlobStores;
import io.github.registryorg.store.Buckets;
import io.github.registryorg.store.StoreMap;
import io.github.registryorg.work.Progress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is in a bucket that we can read, and readers perhaps not. */
class ReaderAccessTest {

    private static final String BUCKET = "s3://acme-blobs/store";

    @TempDir
    private Path root;

    private final AwsFake aws = new AwsFake();

    @AfterEach
    void stop() {
        aws.close();
    }

    private List<Problem> findings(String base) {
        RegistryDirectory.wellFormed(root).page("acme/app", "store: " + base);
        Report report = new Report();
        MetadataDirectory metadata = new MetadataDirectory(new DirectoryTree(root), report);
        BlobCheck blobs = new BlobCheck(metadata.settings());
        Inspection inspection = new Inspection(List.of(blobs));
        metadata.repositories().forEach(name -> inspection.inspect(metadata.repository(name), report));
        for (WantedBlob blob : blobs.wanted()) {
            String path = BlobAddress.path(blob.strongDigest().orElseThrow());
            aws.put("acme-blobs/store/" + path, new byte[(int) blob.size()]);
        }
        try (RemoteClient client = new RemoteClient(AllowedHosts.parse(List.of("127.0.0.1")), null);
                Buckets buckets = new Buckets(aws.settings());
                BlobExistence existence = new BlobExistence(
                        new BlobStores(root, StoreMap.parse(List.of(base + "=" + BUCKET), root), client, buckets),
                        new BlobScope(false, false, null),
                        BlobCache.none(),
                        Progress.NONE,
                        blobs,
                        report)) {
            existence.finish();
        }
        assertThat(report.errors()).isEmpty();
        return report.warnings();
    }

    @ParameterizedTest
    @CsvSource({"401, is not readable without a key", "403, is not readable without a key", "404, does not have what is"
    })
    void store_unreadableForReaders_isReportedOnce(int status, String what) {
        try (LoopbackServer cdn = LoopbackServer.start(LoopbackServer.status(status))) {
            List<Problem> findings = findings(cdn.url("/store"));

            assertThat(findings).hasSize(1);
            assertThat(findings.get(0).code()).isEqualTo(ProblemCode.STORE_PRIVATE);
            assertThat(findings.get(0).toString())
                    .contains(cdn.url("/store"), what, "Pulls fail where readers are sent there", "acme/app");
        }
    }

    @Test
    void blob_readableForReaders_hasNoFinding() {
        try (LoopbackServer cdn = LoopbackServer.start(exchange -> LoopbackServer.send(exchange, new byte[1]))) {
            assertThat(findings(cdn.url("/store"))).isEmpty();
            assertThat(cdn.requests()).hasSize(1);
        }
    }
}
