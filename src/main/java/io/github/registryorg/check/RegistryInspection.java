package io.github.registryorg.check;

import io.github.registryorg.file.FileTree;
import io.github.registryorg.metadata.MetadataDirectory;
import io.github.registryorg.metadata.RegistrySettings;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.metadata.SignaturePolicy;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.Report;
import io.github.registryorg.problem.Severity;
import io.github.registryorg.signature.Trust;
import io.github.registryorg.store.BlobStores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the repositories of a registry, with all checks. */
final class RegistryInspection {

    private final FileTree files;
    private final RegistrySettings settings;
    private final ValidateRequest request;
    private final BlobStores stores;
    private final List<Check> structure;
    private final Map<SignaturePolicy.Rule, Trust> trust;
    private final Instant now = Instant.now();

    /** @param trust whose signatures count */
    RegistryInspection(
            FileTree files,
            RegistrySettings settings,
            ValidateRequest request,
            Map<SignaturePolicy.Rule, Trust> trust,
            BlobStores stores) {
        this.files = files;
        this.settings = settings;
        this.request = request;
        this.trust = trust;
        this.stores = stores;
        this.structure = Inspection.structure(settings);
    }

    /** What was found of one repository: like the whole report, not more than can be kept. */
    record Found(
            RepositoryName name, List<Problem> problems, Map<Severity, Integer> dropped, BlobCheck blobs, int tags) {}

    /** Reads one of them. For several threads. */
    Found inspect(RepositoryName name) {
        List<Problem> found = new ArrayList<>();
        Report problems = new Report(found::add);
        MetadataDirectory registry = new MetadataDirectory(files, problems);
        Repository repository = registry.repository(name);
        BlobCheck blobs = new BlobCheck(settings, request.deep(), BlobOutcomes.forgotten());
        new Inspection(checks(blobs, registry)).inspect(repository, problems);
        return new Found(
                name,
                found,
                problems.droppedBySeverity(),
                blobs,
                repository.tags().size());
    }

    /** Those that remember something of the repository are of this one only. */
    private List<Check> checks(BlobCheck blobs, MetadataDirectory registry) {
        List<Check> checks = new ArrayList<>(structure);
        checks.addAll(Inspection.rulesOfRegistry(settings.rules()));
        checks.add(new SuccessorCheck(registry));
        checks.add(new DocumentTagCheck(request.hosts()));
        checks.add(new SignatureCheck(
                settings.signatures(),
                trust,
                SignaturePayloads.ofRegistry(settings, stores),
                now,
                SignatureCheck.Scope.ALL,
                null));
        checks.add(blobs);
        return checks;
    }
}
