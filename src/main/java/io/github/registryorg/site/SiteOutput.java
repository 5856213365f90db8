package io.github.registryorg.site;

import io.github.registryorg.client.Grade;
import io.github.registryorg.file.DirectoryLock;
import io.github.registryorg.file.DirectoryReplacement;
import io.github.registryorg.file.DirectoryUpdate;
import io.github.registryorg.file.SortedLineWriter;
import io.github.registryorg.file.StagedDirectory;
import io.github.registryorg.host.FileIndex;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.tree.Stage;
import io.github.registryorg.work.ParallelWork;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/**
 * The site that is being made, in one of three ways: a few changes are moved into the site that is there, file by file;
 * many are made into a new directory, which takes the place of the old; where that can't be, all are moved.
 */
final class SiteOutput implements AutoCloseable {

    /** Of that many repositories, one may change without a new directory. */
    private static final int FEW = 8;

    /** Where files wait that are moved into the site: in its file system, and never served or deployed. */
    private static final String STAGING = "-/host/.new";

    /** When the index comes: the type of what a tag names is known before the tag names it. */
    private static final int INDEX = SiteSink.rank(Stage.INDEXES) + 1;

    /** Where the index waits that is larger than memory, beside the site. */
    private static final String INDEX_PARTS = ".index";

    private static final MediaType TSV = new MediaType("text/tab-separated-values");
    private static final MediaType TEXT = new MediaType("text/plain");

    /** Hexadecimal digits and a line break. */
    private static final int FINGERPRINT_FILE = 2 * SiteState.FINGERPRINT + 1;

    private final DirectoryLock lock;
    private final SiteChanges changes;
    private final SiteStateWriter state;
    private final StagedDirectory target;
    private final boolean few;
    private final long maxFileBytes;
    private final SortedLineWriter index;
    private final Map<RepositoryName, RepositorySummary> summaries = new ConcurrentSkipListMap<>();
    private final List<RepositoryName> made;
    private final Set<String> paths = ConcurrentHashMap.newKeySet();

    /** Of parts of the site that change: how the lines of all files begin that they had, and of manifests that go. */
    private final Set<String> old = new HashSet<>();

    private final Set<String> leaving = new HashSet<>();

    private SiteOutput(
            DirectoryLock lock,
            SiteChanges changes,
            SiteStateWriter state,
            StagedDirectory target,
            boolean few,
            long maxFileBytes) {
        this.lock = lock;
        this.changes = changes;
        this.state = state;
        this.target = target;
        this.few = few;
        this.maxFileBytes = maxFileBytes;
        this.made = changes.toMake();
        this.index = new SortedLineWriter(lock.beside(INDEX_PARTS));
        changes.known().forEach(summary -> summaries.put(summary.name(), summary));
    }

    /** Puts right what a run has left that was killed, but for files of the site. */
    static void clean(DirectoryLock lock) {
        DirectoryReplacement.restore(lock);
        DirectoryUpdate.clean(lock, STAGING);
        new SortedLineWriter(lock.beside(INDEX_PARTS)).close();
    }

    /** @param maxFileBytes that the host takes in one file */
    static SiteOutput of(DirectoryLock lock, SiteChanges changes, SiteStateWriter state, long maxFileBytes) {
        int changed = changes.toMake().size() + changes.gone().size();
        boolean few = changes.before().isPresent()
                && changed <= Math.max(1, changes.names().size() / FEW);
        if (few && hasLinks(lock.directory(), changes)) {
            // what stands behind links is not in the site
            few = false;
        }
        StagedDirectory target = few || !DirectoryReplacement.isPossible(lock, STAGING)
                ? DirectoryUpdate.of(lock, STAGING)
                : DirectoryReplacement.of(lock);
        if (!few && target instanceof DirectoryUpdate update) {
            update.removeLinks();
        }
        return new SiteOutput(lock, changes, state, target, few, maxFileBytes);
    }

    /** Whether any directory is a link in which files change. */
    private static boolean hasLinks(Path site, SiteChanges changes) {
        SiteState before = changes.before().orElseThrow();
        Set<Path> directories = new HashSet<>();
        Stream.concat(changes.toMake().stream(), changes.gone().stream())
                .flatMap(name -> before.repository(name).stream())
                .flatMap(build -> build.files().stream())
                .map(file -> Path.of(file.path()).getParent())
                .forEach(directory -> addAll(directory, directories));
        before.siteFiles().forEach(file -> addAll(Path.of(file.path()).getParent(), directories));
        return directories.stream().map(site::resolve).anyMatch(Files::isSymbolicLink);
    }

    private static void addAll(Path directory, Set<Path> all) {
        for (Path one = directory; one != null && all.add(one); one = one.getParent()) {
            // the directories above it too
        }
    }

    /** Whether a run has begun to make a site here that was stopped. */
    static boolean hasBegun(Path site) {
        return Files.isDirectory(site.resolve(STAGING), LinkOption.NOFOLLOW_LINKS);
    }

    /** Takes the files of one part of the site. */
    SiteSink sink() {
        return new SiteSink(target, maxFileBytes);
    }

    /** Takes over the files of repositories that have not changed; those that are gone meanwhile have to be made. */
    void keepUnchanged() {
        if (few) {
            return;
        }
        List<RepositorySummary> known = changes.known();
        new ParallelWork(known.size()).map(i -> {
            changes.before()
                    .orElseThrow()
                    .repository(known.get(i).name())
                    .ifPresent(build -> build.files().forEach(file -> {
                        if (!target.putBefore(file.path(), before -> true)) {
                            throw new SiteState.Damaged(new IOException(file.path() + " has gone"));
                        }
                        index(file);
                    }));
            return null;
        });
    }

    private void index(SiteFile file) {
        index.add(FileIndex.line(file.path(), file.stage(), file.mediaType()));
    }

    /** A repository was made; by several threads. */
    void add(RepositoryBuild build) {
        state.add(build);
        summaries.put(build.name(), build.summary());
        add(build.files());
    }

    private void add(List<SiteFile> files) {
        for (SiteFile file : files) {
            index(file);
            if (few) {
                paths.add(file.path());
            }
        }
    }

    /** Of all repositories, in their order. */
    List<RepositorySummary> summaries() {
        return List.copyOf(summaries.values());
    }

    /**
     * Of all files but the grade.
     *
     * @param registry has taken all files that belong to no repository, but the grade
     */
    static SiteSize size(List<RepositorySummary> summaries, SiteSink registry) {
        SiteSize size = registry.size();
        for (RepositorySummary summary : summaries) {
            size = size.plus(summary.size());
        }
        long ofGrade = FileIndex.length(Grade.FILE, Stage.HOST, Grade.TYPE);
        return size.plusFile(size.indexed() + ofGrade).plusFile(FINGERPRINT_FILE);
    }

    /**
     * Lets readers have the site.
     *
     * @param registry the files that belong to no repository
     * @return whether it differs from the old one
     */
    boolean commit(List<SiteFile> registry) {
        add(registry);
        changes.before().ifPresent(before -> state.keep(before, kept()));
        if (few) {
            removeStale(registry);
        }
        List<SiteFile> all = new ArrayList<>(registry);
        all.add(new SiteFile(FileIndex.FILE, Stage.HOST, TSV, putIndex()));
        byte[] fingerprint = state.fingerprint(all);
        byte[] text = (HexFormat.of().formatHex(fingerprint) + "\n").getBytes(StandardCharsets.US_ASCII);
        // the last of all, since it says that the others are there
        target.put(SiteState.FINGERPRINT_FILE, SiteSink.rank(Stage.PAGES) + 1, text);
        all.add(new SiteFile(SiteState.FINGERPRINT_FILE, Stage.HOST, TEXT, text.length));
        if (target instanceof DirectoryUpdate update && !few) {
            update.removeOthers(target.made(FileIndex.FILE), SiteState.OWN_FILES);
        }
        state.finish(fingerprint, changes.walk(), changes.problems(), all);
        boolean changed = replace();
        state.commit();
        return changed;
    }

    /** @return its bytes */
    private long putIndex() {
        Path last = target.made(FileIndex.FILE);
        try {
            target.put(FileIndex.FILE, INDEX, index::writeTo);
            last = target.made(FileIndex.FILE);
            if (!leaving.isEmpty()) {
                // until tags name others, what they name has its type
                index.addSorted(oldIndex(), old);
                last = aside("index");
                try (OutputStream out = Files.newOutputStream(last)) {
                    index.writeTo(out);
                }
            }
            return Files.size(last);
        } catch (IOException e) {
            throw Failures.io("writing", last, e);
        }
    }

    private Path oldIndex() {
        return lock.directory().resolve(FileIndex.FILE);
    }

    private Path aside(String name) {
        return lock.directory().resolve(STAGING).resolve(name);
    }

    private List<RepositoryName> kept() {
        List<RepositoryName> kept = new ArrayList<>(changes.names());
        kept.removeAll(new HashSet<>(made));
        return kept;
    }

    /** What the old site has of changed repositories, and of none, and the new one has not. */
    private void removeStale(List<SiteFile> registry) {
        SiteState before = changes.before().orElseThrow();
        List<RepositoryName> changed = new ArrayList<>(made);
        changed.addAll(changes.gone());
        changed.forEach(
                name -> before.repository(name).ifPresent(build -> build.files().forEach(this::removeIfStale)));
        for (SiteFile file : before.siteFiles()) {
            if (!SiteState.OWN_FILES.contains(file.path())) {
                removeIfStale(file);
            }
        }
        Set<String> gone = new HashSet<>(old);
        gone.removeAll(leaving);
        index.addSorted(oldIndex(), gone);
    }

    private void removeIfStale(SiteFile file) {
        old.add(FileIndex.beginning(file.path()));
        if (!paths.contains(file.path())) {
            ((DirectoryUpdate) target).remove(file.path(), SiteSink.rank(file.stage()));
            if (file.stage() == Stage.DIGESTS || file.stage() == Stage.INDEXES) {
                leaving.add(FileIndex.beginning(file.path()));
            }
        }
    }

    private boolean replace() {
        if (target.isUnchanged()) {
            return false;
        }
        Path fingerprint = lock.directory().resolve(SiteState.FINGERPRINT_FILE);
        Path aside = aside("fingerprint");
        try {
            // whoever is stopped from here on leaves a site that no state belongs to
            Files.deleteIfExists(lock.beside(SiteState.SUFFIX));
            if (target instanceof DirectoryUpdate && Files.exists(fingerprint)) {
                Files.move(fingerprint, aside, StandardCopyOption.ATOMIC_MOVE);
            }
            target.commit();
            if (!leaving.isEmpty()) {
                Files.move(aside("index"), oldIndex(), StandardCopyOption.ATOMIC_MOVE);
            }
            if (Files.exists(aside) && !Files.exists(fingerprint)) {
                Files.move(aside, fingerprint, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw Failures.io("writing", lock.directory(), e);
        }
        return true;
    }

    @Override
    public void close() {
        try {
            target.close();
        } finally {
            index.close();
        }
    }
}
