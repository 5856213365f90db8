package io.github.registryorg;

import io.github.registryorg.check.Inspection;
import io.github.registryorg.check.Report;
import io.github.registryorg.file.FolderComparison;
import io.github.registryorg.file.FolderReplacement;
import io.github.registryorg.metadata.FolderTree;
import io.github.registryorg.metadata.MetadataDirectory;
import io.github.registryorg.metadata.RegistrySettings;
import io.github.registryorg.oci.RepositoryName;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;

/**
 * Metadata → site. Repositories are read, checked and emitted one by one, several at a time; what stays in memory is a
 * summary of each. A site that is there is compared first: where nothing has changed, nothing is written.
 */
final class SiteBuild {

    private final SiteRequest request;
    private final Report report = new Report();
    private final MetadataDirectory directory;
    private final RegistrySettings settings;
    private final Inspection inspection;

    SiteBuild(SiteRequest request) {
        this.request = request;
        this.directory = new MetadataDirectory(new FolderTree(request.directory()), report);
        this.settings = directory.settings();
        this.inspection = new Inspection(Inspection.structure(settings));
    }

    SiteResult run() {
        List<RepositoryName> names = directory.repositories();
        if (Files.exists(request.site())) {
            FolderComparison comparison = new FolderComparison(request.site());
            SiteOutput output = SiteOutput.comparing(comparison);
            List<RepositorySummary> summaries = emit(names, output);
            if (comparison.isSame()) {
                return result(summaries, output, false);
            }
        }
        try (FolderReplacement replacement = FolderReplacement.of(request.site())) {
            SiteOutput output = SiteOutput.writing(replacement);
            List<RepositorySummary> summaries = emit(names, output);
            replacement.commit();
            return result(summaries, output, true);
        }
    }

    private List<RepositorySummary> emit(List<RepositoryName> names, SiteOutput output) {
        List<RepositorySummary> summaries =
                new RepositoryRun(names.size()).map(index -> output.goesOn() ? emit(names.get(index), output) : null);
        report.orThrow();
        return summaries.stream().filter(Objects::nonNull).toList();
    }

    private RepositorySummary emit(RepositoryName name, SiteOutput output) {
        var repository = directory.repository(name);
        inspection.inspect(repository, report);
        if (report.hasErrors()) {
            return null;
        }
        new io.github.registryorg.tree.RepositoryTree(
                        repository,
                        (m, b) -> List.of(
                                "https://storage.example/acme/" + b.algorithm().id() + "/" + b.hex()),
                        output)
                .emit();
        return new RepositorySummary(name, null, repository.tags().size(), null, true, null, null, List.of());
    }

    private SiteResult result(List<RepositorySummary> summaries, SiteOutput output, boolean changed) {
        return new SiteResult(
                request.site(),
                changed,
                summaries.size(),
                summaries.stream().mapToLong(RepositorySummary::tags).sum(),
                output.files(),
                output.bytes(),
                report.warnings(),
                List.of(),
                List.of());
    }
}
