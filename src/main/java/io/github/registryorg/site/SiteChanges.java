package io.github.registryorg.site;

import io.github.registryorg.client.Grade;
import io.github.registryorg.file.ContentIds;
import io.github.registryorg.file.DirectoryLock;
import io.github.registryorg.file.DirectoryTree;
import io.github.registryorg.file.RecordingTree;
import io.github.registryorg.file.TreeSnapshot;
import io.github.registryorg.git.IndexedFiles;
import io.github.registryorg.host.FileIndex;
import io.github.registryorg.metadata.FrontMatterKind;
import io.github.registryorg.metadata.MetadataDirectory;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.Report;
import io.github.registryorg.work.ParallelWork;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** What of a site has to be made, since the metadata, or the site itself, is not as the last run has left it. */
public final class SiteChanges {

    private final Optional<SiteState> before;
    private final SiteStateWriter state;
    private final List<RepositoryName> names;
    private final Set<String> namespaces;
    private final List<RepositorySummary> known;
    private final TreeSnapshot walk;
    private final List<Problem> problems;
    private final boolean siteFilesIntact;
    private final boolean sameWalk;
    private final AtomicLong touched;

    private SiteChanges(
            Optional<SiteState> before,
            SiteStateWriter state,
            Walk walk,
            Set<String> namespaces,
            List<RepositorySummary> known,
            boolean siteFilesIntact,
            AtomicLong touched) {
        this.before = before;
        this.state = state;
        this.names = walk.names();
        this.namespaces = namespaces;
        this.known = known;
        this.walk = walk.snapshot();
        this.problems = walk.problems();
        this.sameWalk = walk.same();
        this.siteFilesIntact = siteFilesIntact;
        this.touched = touched;
    }

    /** The state that belongs to the site that is there; empty where there is none. */
    static Optional<SiteState> stateOf(DirectoryLock lock, SiteParameters parameters) {
        Optional<SiteState> state = SiteState.open(lock.beside(SiteState.SUFFIX), parameters.run());
        boolean fits =
                state.map(of -> HexFormat.of().formatHex(of.fingerprint())).equals(fingerprint(lock.directory()));
        if (!fits) {
            state.ifPresent(SiteState::close);
        }
        return fits ? state : Optional.empty();
    }

    /** The fingerprint that the site names; empty if it names none. */
    private static Optional<String> fingerprint(Path site) {
        try {
            return new DirectoryTree(site)
                    .read(SiteState.FINGERPRINT_FILE, SiteState.FINGERPRINT_FILE_SIZE)
                    .map(text -> new String(text, StandardCharsets.US_ASCII).strip());
        } catch (RegistryException e) {
            // no state belongs to a site that can't be read
            return Optional.empty();
        }
    }

    /** The repositories, and how they were found. */
    private record Walk(List<RepositoryName> names, TreeSnapshot snapshot, List<Problem> problems, boolean same) {

        static Walk of(SiteRequest request, DirectoryTree metadata) {
            RecordingTree tree = new RecordingTree(metadata);
            Report report = new Report();
            List<RepositoryName> names = new MetadataDirectory(tree, report).repositoriesOf(request.directory());
            List<Problem> problems = new ArrayList<>(report.errors());
            problems.addAll(report.warnings());
            return new Walk(names, tree.snapshot(), problems, false);
        }
    }

    /**
     * Looks at all repositories, and at all files of the site.
     *
     * @param versions receives what was found wrong on the way
     * @param before the state of the site that is there
     * @param state takes what is as it was, but for times
     * @throws SiteState.Damaged if {@code before} can't be trusted
     */
    static SiteChanges find(
            SiteRequest request,
            DirectoryTree metadata,
            RepositoryVersions versions,
            Optional<SiteState> before,
            SiteStateWriter state) {
        if (before.isEmpty()) {
            Walk walk = Walk.of(request, metadata);
            versions.found(walk.names(), walk.problems());
            List<RepositorySummary> none = Collections.nCopies(walk.names().size(), null);
            Set<String> namespaces = namespaces(versions.inSite(walk.names(), metadata));
            return new SiteChanges(before, state, walk, namespaces, none, false, new AtomicLong());
        }
        SiteState last = before.get();
        boolean hasIndex = last.siteFiles().stream()
                .filter(file -> file.path().equals(FileIndex.FILE))
                .anyMatch(file -> isIntact(request.site().toFile(), List.of(file)));
        if (!hasIndex) {
            throw new SiteState.Damaged(new IOException(FileIndex.FILE + " is not that of the last run"));
        }
        ContentIds ids = new IndexedFiles(request.directory());
        AtomicLong touched = new AtomicLong();
        AtomicBoolean hasChanged = new AtomicBoolean();
        TreeSnapshot.Comparison found = compare(last.walk(), metadata, last, ids);
        if (found.state() == TreeSnapshot.State.TOUCHED) {
            touched.incrementAndGet();
        }
        TreeSnapshot walked = found.now();
        Walk walk = walked == null
                ? Walk.of(request, metadata)
                : new Walk(List.copyOf(last.found()), walked, last.walkProblems(), true);
        List<RepositoryName> names = walk.names();
        versions.found(names, walk.problems());
        Set<String> namespaces = namespaces(versions.inSite(names, metadata));
        Set<String> lastNamespaces = namespaces(last.repositories());
        File site = request.site().toFile();
        List<RepositorySummary> known = new ParallelWork(names.size()).map(index -> {
            RepositorySummary summary = last.repository(names.get(index))
                    .filter(RepositoryBuild::complete)
                    .filter(build -> build.verdict().equals(versions.dependsOn(build.name())))
                    // its page says whether there are repositories below its name
                    .filter(build -> namespaces.contains(build.name().name())
                            == lastNamespaces.contains(build.name().name()))
                    .filter(build -> isIntact(site, build.files()))
                    .filter(build -> {
                        TreeSnapshot.Comparison now = compare(build.inputs(), metadata, last, ids);
                        if (now.state() == TreeSnapshot.State.TOUCHED) {
                            touched.incrementAndGet();
                            state.touch(last, build.name(), Objects.requireNonNull(now.now()));
                        }
                        return now.state() != TreeSnapshot.State.CHANGED;
                    })
                    .map(RepositoryBuild::summary)
                    .orElse(null);
            if (summary == null && hasChanged.compareAndSet(false, true)) {
                // there will be something to read
                FrontMatterKind.load();
            }
            return summary;
        });
        return new SiteChanges(before, state, walk, namespaces, known, isIntact(site, last.siteFiles()), touched);
    }

    /** All names that repositories are below. */
    private static Set<String> namespaces(Collection<RepositoryName> names) {
        Set<String> namespaces = new HashSet<>();
        for (RepositoryName repository : names) {
            String name = repository.name();
            for (int slash = name.lastIndexOf('/'); slash > 0; slash = name.lastIndexOf('/', slash - 1)) {
                namespaces.add(name.substring(0, slash));
            }
        }
        return namespaces;
    }

    /** Whether there are repositories below the name of a repository. */
    boolean isNamespace(RepositoryName name) {
        return namespaces.contains(name.name());
    }

    /** @throws SiteState.Damaged where a path of the snapshot can't be one */
    private static TreeSnapshot.Comparison compare(
            TreeSnapshot snapshot, DirectoryTree metadata, SiteState last, ContentIds ids) {
        try {
            return snapshot.compare(metadata, last.trusted(), ids);
        } catch (IllegalArgumentException e) {
            throw new SiteState.Damaged(e);
        }
    }

    /** Whether all files are there with their sizes. */
    private static boolean isIntact(File site, List<SiteFile> files) {
        for (SiteFile file : files) {
            File there = new File(site, file.path());
            if (there.length() != file.size() || file.size() == 0 && !there.isFile()) {
                return false;
            }
        }
        return true;
    }

    /** Whether the site is as it should be. */
    public boolean isEmpty() {
        return before.isPresent()
                && sameWalk
                && siteFilesIntact
                && !known.contains(null)
                && before.get().repositories().size() == names.size();
    }

    /** Lets the next run trust the times of now, where there is nothing to make. */
    void refresh() {
        if (touched.get() > 0) {
            SiteState last = before.orElseThrow();
            state.keep(last, names);
            state.finish(last.fingerprint(), names, walk, problems, last.siteFiles());
            state.commit();
        }
    }

    /** The state of the site that is there; empty where nothing is known of it. */
    Optional<SiteState> before() {
        return before;
    }

    /** Takes what is known of the site that is being made. */
    SiteStateWriter state() {
        return state;
    }

    /** All repositories, sorted. */
    List<RepositoryName> names() {
        return names;
    }

    /** Those that have to be made. */
    List<RepositoryName> toMake() {
        List<RepositoryName> all = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (known.get(i) == null) {
                all.add(names.get(i));
            }
        }
        return all;
    }

    /** Summaries of all others. */
    List<RepositorySummary> known() {
        return known.stream().filter(Objects::nonNull).toList();
    }

    /** Summaries of all, in their order; of those that were made, where they are not broken. */
    List<RepositorySummary> summaries(Map<RepositoryName, RepositorySummary> made) {
        List<RepositorySummary> all = new ArrayList<>(names.size());
        for (int i = 0; i < names.size(); i++) {
            RepositorySummary summary = known.get(i) == null ? made.get(names.get(i)) : known.get(i);
            if (summary != null) {
                all.add(summary);
            }
        }
        return all;
    }

    /** Those that have been removed. */
    Set<RepositoryName> gone() {
        Set<RepositoryName> gone =
                new TreeSet<>(before.map(SiteState::repositories).orElse(Set.of()));
        names.forEach(gone::remove);
        return gone;
    }

    /** What was read to find the repositories. */
    TreeSnapshot walk() {
        return walk;
    }

    /** What was found wrong on the way. */
    List<Problem> problems() {
        return problems;
    }

    /** Bytes of all files that have not to be made. */
    long keptBytes() {
        return known().stream().mapToLong(summary -> summary.size().bytes()).sum();
    }

    /**
     * Of all files but the grade, where nothing has to be made.
     *
     * @param maxFileBytes that the host takes in one file
     */
    SiteSize siteSize(long maxFileBytes) {
        SiteSize size = SiteSize.NOTHING;
        for (RepositorySummary summary : known()) {
            size = size.plus(summary.size());
        }
        for (SiteFile file : before.orElseThrow().siteFiles()) {
            if (!file.path().equals(Grade.FILE)) {
                size = size.plusFile(file.size());
            }
            if (file.size() > maxFileBytes && !SiteState.OWN_FILES.contains(file.path())) {
                size = size.plus(new SiteSize(0, 0, 0, List.of(new LargeFile(file.path(), file.size()))));
            }
        }
        return size;
    }
}
