package io.github.registryorg.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.file.DirectoryTree;
import io.github.registryorg.file.FileTree;
import io.github.registryorg.metadata.MetadataDirectory;
import io.github.registryorg.metadata.RegistrySettings;
import io.github.registryorg.net.AllowedHosts;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Location;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.Report;
import io.github.registryorg.remote.Connections;
import io.github.registryorg.remote.RemoteClient;
import io.github.registryorg.store.BlobStores;
import io.github.registryorg.store.BucketSettings;
import io.github.registryorg.store.Buckets;
import io.github.registryorg.store.StoreMap;
import io.github.registryorg.work.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** All that one run finds in a directory: errors, then warnings, each sorted. */
public final class Findings {

    private final List<Problem> problems;

    private Findings(Report report) {
        this.problems = new ArrayList<>(report.errors());
        problems.addAll(report.warnings());
    }

    /** What needs nothing but the metadata. */
    public static Findings ofStructure(Path root) {
        return ofStructure(new DirectoryTree(root));
    }

    public static Findings ofStructure(FileTree tree) {
        Report report = new Report();
        MetadataDirectory metadata = new MetadataDirectory(tree, report);
        inspect(metadata, Inspection.structure(metadata.settings()), report);
        return new Findings(report);
    }

    /** The same of what a contribution brings. */
    static Findings ofContribution(Path root) {
        Report report = new Report();
        MetadataDirectory metadata = new MetadataDirectory(new DirectoryTree(root), report);
        inspect(metadata, Inspection.contributed(metadata.settings()), report);
        return new Findings(report);
    }

    /** What the blobs alone give; only the hosts that are named may be requested. */
    static Findings ofBlobs(Path root, boolean deep, String... hosts) {
        return ofBlobs(root, deep, StoreMap.NONE, RemoteClient.HOST_TIMEOUT, hosts);
    }

    /** The same, with stores elsewhere, and another limit for each host. */
    static Findings ofBlobs(Path root, boolean deep, StoreMap map, Duration hostTimeout, String... hosts) {
        return ofBlobs(root, deep, map, BucketSettings.NONE, hostTimeout, hosts);
    }

    /** The same, with stores in buckets. */
    static Findings ofBlobs(Path root, boolean deep, StoreMap map, BucketSettings settings) {
        return ofBlobs(root, deep, map, settings, RemoteClient.HOST_TIMEOUT);
    }

    private static Findings ofBlobs(
            Path root,
            boolean deep,
            StoreMap map,
            BucketSettings bucketSettings,
            Duration hostTimeout,
            String... hosts) {
        BlobScope scope = new BlobScope(false, deep, null);
        return ofBlobs(root, scope, BlobCache.none(), map, bucketSettings, hostTimeout, hosts);
    }

    /** The same of any scope, with what was verified before. */
    static Findings ofBlobs(Path root, BlobScope scope, BlobCache cache, Duration hostTimeout, String... hosts) {
        return ofBlobs(root, scope, cache, StoreMap.NONE, BucketSettings.NONE, hostTimeout, hosts);
    }

    private static Findings ofBlobs(
            Path root,
            BlobScope scope,
            BlobCache cache,
            StoreMap map,
            BucketSettings bucketSettings,
            Duration hostTimeout,
            String... hosts) {
        Report report = new Report();
        MetadataDirectory metadata = new MetadataDirectory(new DirectoryTree(root), report);
        RegistrySettings settings = metadata.settings();
        BlobCheck blobs = new BlobCheck(settings, scope.deep() || scope.contributed(), BlobOutcomes.forgotten());
        inspect(metadata, List.of(blobs), report);
        try (RemoteClient client =
                        new RemoteClient(AllowedHosts.parse(List.of(hosts)), null, hostTimeout, Connections.DEFAULT);
                Buckets buckets = new Buckets(bucketSettings);
                BlobExistence existence = new BlobExistence(
                        new BlobStores(root, map, client, buckets), scope, cache, Progress.NONE, blobs, report)) {
            existence.finish();
        }
        return new Findings(report);
    }

    private static void inspect(MetadataDirectory metadata, List<Check> checks, Report report) {
        Inspection inspection = new Inspection(checks);
        for (RepositoryName name : metadata.repositories()) {
            inspection.inspect(metadata.repository(name), report);
        }
    }

    public List<Problem> problems() {
        return problems;
    }

    void assertNone() {
        assertThat(problems).isEmpty();
    }

    /** It is the only one, and it has a hint and a location. */
    void assertOnly(ProblemCode code, String subject, String location, String what) {
        assertThat(problems).hasSize(1);
        assertIs(problems.get(0), code, subject, location, what);
    }

    static void assertIs(Problem problem, ProblemCode code, String subject, String location, String what) {
        assertThat(problem.code()).as(problem.toString()).isEqualTo(code);
        assertThat(problem.subject()).isEqualTo(subject);
        assertThat(problem.location()).extracting(Location::toString).isEqualTo(location);
        assertThat(problem.what()).isEqualTo(what);
        assertThat(problem.hint()).as("hint of " + problem).isNotBlank();
    }

    /** The hint too. */
    void assertOnly(ProblemCode code, String subject, String location, String what, String hint) {
        assertOnly(code, subject, location, what);
        assertThat(problems.get(0).hint()).contains(hint);
    }
}
