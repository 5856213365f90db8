package io.github.registryorg.legacy;

import io.github.registryorg.file.DirectoryTree;
import io.github.registryorg.file.WholeFile;
import io.github.registryorg.metadata.LegacyTag;
import io.github.registryorg.metadata.MetadataDirectory;
import io.github.registryorg.metadata.MetadataLayout;
import io.github.registryorg.metadata.OciTag;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.metadata.TagRecord;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.Report;
import io.github.registryorg.problem.RunInterruptedException;
import io.github.registryorg.store.BlobStores;
import io.github.registryorg.work.ParallelWork;
import io.github.registryorg.work.Progress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A registry in the legacy format → ours. Each file is read once, whoever names it; each tag is written
 * as soon as its file was read, so that a run that is stopped has not worked in vain.
 */
public final class Importing {

    private static final int FILES_AT_ONCE = 8;
    private static final int MAX_ATTRIBUTES_SIZE = 1024 * 1024;

    private final ImportRequest request;
    private final FileReading reading;
    private final Progress progress;
    private final Report report = new Report();
    /** Those of the findings that are not about one tag that was read. */
    private final Report beside = new Report();

    private final Map<String, List<LegacyImage>> images = new LinkedHashMap<>();
    private final List<ImportedTag> done = new ArrayList<>();
    private final Set<String> changed = new TreeSet<>();
    private long already;
    private boolean keptFromGit;

    public Importing(ImportRequest request, BlobStores stores, Progress progress) {
        this.request = request;
        this.reading = new FileReading(stores, progress);
        this.progress = progress;
    }

    /** Metadata → the tags of the older format, by the file that each names. */
    public void read() {
        progress.step("Reading metadata", "repository");
        List<Problem> found = new ArrayList<>();
        MetadataDirectory metadata = new MetadataDirectory(
                DirectoryTree.ofMetadata(request.directory()), problem -> found.add(ofImport(problem)));
        if (!request.dryRun()) {
            WholeFile.sweep(request.directory(), 1);
        }
        List<RepositoryName> names = metadata.repositoriesOf(request.directory());
        progress.expected(names.size(), 0);
        for (RepositoryName name : names) {
            if (!request.dryRun()) {
                WholeFile.sweep(request.directory().resolve(name.name()), Integer.MAX_VALUE);
            }
            Repository repository = metadata.repository(name);
            for (Tag tag : repository.tags()) {
                addBeside(found);
                Optional<TagRecord> record = repository.tag(tag);
                if (record.isPresent()) {
                    collect(name, record.get());
                } else {
                    finish(ImportedTag.unreadable(name, tag, found));
                    found.clear();
                }
            }
            progress.done(1);
        }
        addBeside(found);
    }

    /** A site goes without a tag or a repository that can't be read; who imports wants to have it. */
    private static Problem ofImport(Problem problem) {
        return switch (problem.code()) {
            case TAG_LEFT_OUT -> problem.as(ProblemCode.FRONT_MATTER_INVALID);
            case REPOSITORY_LEFT_OUT -> problem.as(ProblemCode.NAME_INVALID);
            default -> problem;
        };
    }

    /** Each of the files, checked → metadata, written beside the old. */
    public void convert() {
        List<Map.Entry<String, List<LegacyImage>>> files = List.copyOf(images.entrySet());
        new ParallelWork(files.size(), FILES_AT_ONCE)
                .asStep(progress, "Reading images", "file")
                .map(index -> {
                    importFile(files.get(index).getKey(), files.get(index).getValue());
                    return null;
                });
    }

    /** What became of each tag, which the report has too. */
    public ImportResult report() {
        done.sort(ImportedTag.ORDER);
        List<Problem> others = new ArrayList<>(beside.errors());
        others.addAll(beside.warnings());
        ImportReport result = new ImportReport(request.dryRun(), already, done, others);
        WholeFile.write(request.report(), result.json());
        return new ImportResult(
                result.imported(),
                result.left(),
                already,
                List.copyOf(changed),
                report.errors(),
                report.warnings(),
                report.dropped());
    }

    private void addBeside(List<Problem> found) {
        found.forEach(report);
        found.forEach(beside);
        found.clear();
    }

    private void collect(RepositoryName name, TagRecord record) {
        if (record instanceof OciTag) {
            already++;
        } else if (record instanceof LegacyTag tag) {
            LegacyImage.obstacle(name, tag)
                    .ifPresentOrElse(
                            problem -> finish(ImportedTag.left(name, tag, List.of(problem))),
                            () -> collect(new LegacyImage(name, tag)));
        }
    }

    private void collect(LegacyImage image) {
        images.computeIfAbsent(image.url(), none -> new ArrayList<>()).add(image);
    }

    private void importFile(String url, List<LegacyImage> named) {
        FoundFile found;
        try {
            found = reading.read(
                    url, named.stream().mapToLong(LegacyImage::mostBytes).max().orElseThrow());
        } catch (RunInterruptedException e) {
            throw e;
        } catch (RegistryException e) {
            named.forEach(image ->
                    finish(ImportedTag.left(image.repository(), image.tag(), List.of(image.about(e.problem())))));
            return;
        }
        named.forEach(image -> finish(ImportedTag.of(Conversion.of(image, found))));
    }

    /** git must not change the bytes that digests name, line ends in particular. */
    private void keepFromGit() {
        if (keptFromGit) {
            return;
        }
        Path file = request.directory().resolve(MetadataLayout.GIT_ATTRIBUTES);
        // a character a byte, so that whatever is there stays
        String text = new DirectoryTree(request.directory())
                .read(MetadataLayout.GIT_ATTRIBUTES, MAX_ATTRIBUTES_SIZE)
                .map(content -> new String(content, StandardCharsets.ISO_8859_1))
                .orElse("");
        if (text.lines().noneMatch(line -> line.strip().equals(MetadataLayout.GIT_ATTRIBUTES_LINE))) {
            String start = text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
            WholeFile.write(
                    file, (start + MetadataLayout.GIT_ATTRIBUTES_LINE + "\n").getBytes(StandardCharsets.ISO_8859_1));
            changed.add(MetadataLayout.GIT_ATTRIBUTES);
        }
        keptFromGit = true;
    }

    /** One at a time: two tags of a repository may write the same note. */
    private synchronized void finish(ImportedTag tag) {
        Conversion conversion = tag.conversion();
        ImportedTag finished = conversion == null || request.dryRun() ? tag : written(tag, conversion);
        done.add(finished);
        finished.problems().forEach(report);
        progress.report(finished.line());
    }

    /** A user error skips one tag; any other failure aborts the import. */
    private ImportedTag written(ImportedTag tag, Conversion conversion) {
        try {
            keepFromGit();
            changed.addAll(conversion.write(request.directory()));
            return tag;
        } catch (RegistryException e) {
            if (!e.isUserError()) {
                throw e;
            }
            return ImportedTag.left(tag.repository(), conversion.image().tag(), e.problems());
        }
    }
}
