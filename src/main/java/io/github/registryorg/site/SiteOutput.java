package io.github.registryorg.site;

import io.github.registryorg.client.Grade;
import io.github.registryorg.file.DirectoryLock;
import io.github.registryorg.file.DirectoryReplacement;
import io.github.registryorg.file.DirectoryUpdate;
import io.github.registryorg.file.StagedDirectory;
import io.github.registryorg.host.FileIndex;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.tree.Stage;
import io.github.registryorg.work.ParallelWork;
import java.io.IOException;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The site that is being made, in one of three ways: a few changes are moved into the site that is there, file by file;
 * many are made into a new directory, which takes the place of the old; where that can't be, all are moved.
 */
final class SiteOutput implements AutoCloseable {

    /** One repository of that many may change without a new directory. */
    private static final int FEW = 8;

    /** What is for the host alone, and comes before all else. */
    private static final String HOST_FILES = "-/host";

    /** Where files wait that are moved into the site: in its file system, and never served or deployed. */
    private static final String STAGING = HOST_FILES + "/.new";

    private static final MediaType TEXT = new MediaType("text/plain");

    private final DirectoryLock lock;
    private final SiteChanges changes;
    private final SiteStateWriter state;
    private final StagedDirectory target;
    private final boolean few;
    private final long maxFileBytes;
    private final SiteIndex index;
    private final Map<RepositoryName, RepositorySummary> madeSummaries = new ConcurrentHashMap<>();
    private final List<RepositoryName> made;
    private final Set<String> paths = ConcurrentHashMap.newKeySet();

    private SiteOutput(
            DirectoryLock lock, SiteChanges changes, StagedDirectory target, boolean few, long maxFileBytes) {
        this.lock = lock;
        this.changes = changes;
        this.state = changes.state();
        this.target = target;
        this.few = few;
        this.maxFileBytes = maxFileBytes;
        this.made = changes.toMake();
        this.index = new SiteIndex(lock, aside("index"));
    }

    /** Puts right what a run has left that was killed, but for files of the site. */
    static void clean(DirectoryLock lock) {
        DirectoryReplacement.restore(lock);
        DirectoryUpdate.clean(lock, STAGING);
        SiteIndex.clean(lock);
        BlobFetch.clean(lock.directory());
    }

    /** @param maxFileBytes that the host takes in one file */
    static SiteOutput of(DirectoryLock lock, SiteChanges changes, long maxFileBytes) {
        int changed = changes.toMake().size() + changes.gone().size();
        boolean few = changes.before().isPresent()
                && changed <= Math.max(1, changes.names().size() / FEW);
        if (few && hasLinks(lock.directory(), changes)) {
            // what is behind links is not in the site
            few = false;
        }
        StagedDirectory target = few || !DirectoryReplacement.isPossible(lock, STAGING)
                ? DirectoryUpdate.of(lock, STAGING)
                : DirectoryReplacement.of(lock);
        if (!few && target instanceof DirectoryUpdate update) {
            update.removeLinks();
        }
        return new SiteOutput(lock, changes, target, few, maxFileBytes);
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

    private static void addAll(@Nullable Path directory, Set<Path> all) {
        for (Path one = directory; one != null && all.add(one); one = one.getParent()) {
            // the directories above it too
        }
    }

    /** Whether a run has started to make a site here that was stopped. */
    static boolean hasBegun(Path site) {
        return Files.isDirectory(site.resolve(HOST_FILES), LinkOption.NOFOLLOW_LINKS);
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
                        index.add(file);
                    }));
            return null;
        });
    }

    /** Takes over what is known of repositories that have not changed; while other threads add those that have. */
    void keepState() {
        changes.before().ifPresent(before -> state.keep(before, kept()));
    }

    /** A repository was made; by several threads. */
    void add(RepositoryBuild build) {
        state.add(build);
        madeSummaries.put(build.name(), build.summary());
        add(build.files());
    }

    private void add(List<SiteFile> files) {
        for (SiteFile file : files) {
            index.add(file);
            if (few) {
                paths.add(file.path());
            }
        }
    }

    /** The summaries of all repositories, in their order. */
    List<RepositorySummary> summaries() {
        return changes.summaries(madeSummaries);
    }

    /**
     * The size of all files but the grade.
     *
     * @param registry has taken all files that belong to no repository, but the grade
     */
    static SiteSize size(List<RepositorySummary> summaries, SiteSink registry) {
        SiteSize size = registry.size();
        for (RepositorySummary summary : summaries) {
            size = size.plus(summary.size());
        }
        long ofGrade = FileIndex.length(Grade.FILE, Stage.HOST, Grade.TYPE);
        return size.plusFile(size.indexed() + ofGrade).plusFile(SiteState.FINGERPRINT_FILE_SIZE);
    }

    /**
     * Makes what is left, after {@link #keepState}, so that only {@link #replace} remains.
     *
     * @param registry the files that belong to no repository
     */
    void finish(List<SiteFile> registry) {
        add(registry);
        if (few) {
            removeStale();
        }
        List<SiteFile> all = new ArrayList<>(registry);
        all.add(index.put(target));
        byte[] fingerprint = state.fingerprint(all);
        byte[] text = (HexFormat.of().formatHex(fingerprint) + "\n").getBytes(StandardCharsets.US_ASCII);
        // the last of all, since it means that the others are there
        target.put(SiteState.FINGERPRINT_FILE, SiteSink.rank(Stage.PAGES) + 1, text);
        all.add(new SiteFile(SiteState.FINGERPRINT_FILE, Stage.HOST, TEXT, text.length));
        if (target instanceof DirectoryUpdate update && !few) {
            update.removeOthers(target.made(FileIndex.FILE), SiteState.OWN_FILES);
        }
        state.finish(fingerprint, changes.names(), changes.walk(), changes.problems(), all);
    }

    /**
     * Lets readers have the site.
     *
     * @return whether it differs from the old one
     */
    boolean replace() {
        boolean differs = !target.isUnchanged();
        if (differs) {
            replaceFiles();
        }
        state.commit();
        return differs;
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
    private void removeStale() {
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
        index.addOthers();
    }

    private void removeIfStale(SiteFile file) {
        boolean stale = !paths.contains(file.path());
        index.addOld(file, stale);
        if (stale) {
            ((DirectoryUpdate) target).remove(file.path(), SiteSink.rank(file.stage()));
        }
    }

    private void replaceFiles() {
        Path fingerprint = lock.directory().resolve(SiteState.FINGERPRINT_FILE);
        Path aside = aside("fingerprint");
        try {
            // whoever is stopped from here on leaves a site that no state belongs to
            Files.deleteIfExists(lock.beside(SiteState.SUFFIX));
            if (target instanceof DirectoryUpdate && Files.exists(fingerprint)) {
                Files.move(fingerprint, aside, StandardCopyOption.ATOMIC_MOVE);
            }
            target.commit();
            index.replace();
            if (Files.exists(aside) && !Files.exists(fingerprint)) {
                Files.move(aside, fingerprint, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw Failures.io("writing", lock.directory(), e);
        }
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
