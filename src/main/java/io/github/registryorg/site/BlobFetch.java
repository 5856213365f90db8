package io.github.registryorg.site;

import io.github.registryorg.file.DirectoryLock;
import io.github.registryorg.file.DirectoryReplacement;
import io.github.registryorg.net.ConnectionFailure;
import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.BlobAddress;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.problem.ByteCount;
import io.github.registryorg.problem.Count;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.RunInterruptedException;
import io.github.registryorg.store.BlobStores;
import io.github.registryorg.store.CheckedContent;
import io.github.registryorg.store.CountedContent;
import io.github.registryorg.work.ParallelWork;
import io.github.registryorg.work.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Blobs of stores on the web, fetched into a directory beside a site that takes them from there. Those that the site has
 * already are not fetched again. What can't be fetched does not fail the run: it is reported, once for each store.
 */
final class BlobFetch implements WebBlobs, AutoCloseable {

    /** A few at a time from all stores: more would not be faster, and some stores mind. */
    private static final int AT_A_TIME = 4;

    private static final int MAX_REASONS = 3;

    /** Requests in a row without any response, after which a server gets no more. */
    private static final int MAX_SILENCES = 3;

    private static final Pattern ORIGIN = Pattern.compile("(?i)https?://[^/?#]+");

    private final Path site;
    private final BlobStores stores;
    private final String host;
    private final Progress progress;

    /** Null where there was nothing to fetch. */
    private @Nullable DirectoryLock lock;

    /** Null where there was nothing to fetch. */
    private @Nullable DirectoryReplacement directory;

    private final Map<Key, Path> files = new ConcurrentHashMap<>();
    private final Map<Key, String> reasons = new ConcurrentHashMap<>();

    /** By server: one that doesn't respond costs a timeout each time. */
    private final Map<String, Silence> silent = new ConcurrentHashMap<>();

    private final AtomicLong fetched = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private List<Problem> problems = List.of();

    /** One blob, in whatever repositories; manifests that disagree about its size can't all be right. */
    private record Key(Digest digest, long size) implements Comparable<Key> {

        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::digest).thenComparing(Key::size);

        private static Key of(Descriptor blob) {
            return new Key(blob.digest(), blob.size());
        }

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /** How often a server gave no response since it last gave one, and how that was. */
    private record Silence(int times, String why) {

        private Silence plus(Silence more) {
            return new Silence(times + more.times, more.why);
        }
    }

    /** What kept a blob from being fetched, apart from what keeps it from being written here. */
    private static final class Unfetched extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Problem problem;
        private final boolean isUnanswered;

        /** @param isUnanswered whether there was no response at all, which says nothing about this blob */
        private Unfetched(RegistryException cause, boolean isUnanswered) {
            super(cause);
            this.problem = cause.problem();
            this.isUnanswered = isUnanswered;
        }

        private String reason() {
            String why = problem.cause() == null ? problem.what() : problem.what() + ": " + problem.cause();
            return isUnanswered ? why : problem.subject() + " " + why;
        }
    }

    private BlobFetch(Path site, BlobStores stores, String host, Progress progress) {
        this.site = site;
        this.stores = stores;
        this.host = host;
        this.progress = progress;
    }

    /**
     * Fetches what the site has not.
     *
     * @param site that needs it, which may not exist yet
     * @param host that it is for
     */
    static BlobFetch of(Path site, BlobStores stores, String host, Collection<WantedBlob> wanted, Progress progress) {
        BlobFetch fetch = new BlobFetch(site, stores, host, progress);
        try {
            fetch.run(wanted);
            return fetch;
        } catch (RuntimeException e) {
            fetch.close();
            throw e;
        }
    }

    private static DirectoryLock lock(Path site) {
        Path absolute = site.toAbsolutePath().normalize();
        return DirectoryLock.of(absolute.resolveSibling(absolute.getFileName() + ".blobs"));
    }

    /** Removes what a run has left that was killed; a run that fetches nothing has no other reason to look there. */
    static void clean(Path site) {
        try (DirectoryLock lock = lock(site)) {
            DirectoryReplacement.restore(lock);
        }
    }

    private void run(Collection<WantedBlob> all) {
        Map<Key, List<WantedBlob>> wanted = new TreeMap<>();
        all.forEach(blob -> wanted.computeIfAbsent(Key.of(blob.content()), none -> new ArrayList<>())
                .add(blob));
        List<List<WantedBlob>> blobs = new ArrayList<>(wanted.values());
        // by path: repositories are looked at in any order
        blobs.forEach(blob -> blob.sort(Comparator.comparing(WantedBlob::path)));
        new ParallelWork(blobs.size())
                .asStep(progress, "Comparing with the old site", "blob")
                .map(index -> isInSite(blobs.get(index)));
        List<List<WantedBlob>> others = without(files.keySet(), blobs);
        if (!others.isEmpty()) {
            lock = lock(site);
            DirectoryReplacement made = DirectoryReplacement.of(lock);
            directory = made;
            ParallelWork work = new ParallelWork(others.size(), AT_A_TIME).asStep(progress, "Fetching", "blob");
            progress.expected(
                    0,
                    others.stream()
                            .mapToLong(alike -> alike.get(0).content().size())
                            .sum());
            work.map(index -> fetch(others.get(index), made));
            problems = findings(without(files.keySet(), others));
        }
    }

    private static List<List<WantedBlob>> without(Set<Key> had, List<List<WantedBlob>> blobs) {
        return blobs.stream()
                .filter(alike -> !had.contains(Key.of(alike.get(0).content())))
                .toList();
    }

    private boolean isInSite(List<WantedBlob> alike) {
        for (WantedBlob one : alike) {
            Path file = site.resolve(one.path());
            try {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && SiteSink.isBlob(file, one.content())) {
                    files.put(Key.of(one.content()), file);
                    return true;
                }
            } catch (IOException e) {
                throw Failures.io("reading", file, e);
            }
        }
        return false;
    }

    /**
     * Asks one store after the other for it.
     *
     * @return whether one had it
     */
    private boolean fetch(List<WantedBlob> alike, DirectoryReplacement target) {
        Descriptor blob = alike.get(0).content();
        List<BlobAddress> addresses = alike.stream()
                .flatMap(one -> one.addresses().stream())
                .distinct()
                .toList();
        for (int i = 0; i < addresses.size(); i++) {
            BlobAddress address = addresses.get(i);
            String server = origin(address.text());
            Silence silence = silent.get(server);
            String reason;
            if (silence != null && silence.times() >= MAX_SILENCES) {
                reason = silence.why();
            } else {
                String name = blob.digest().hex() + "-" + blob.size() + "-" + i;
                try {
                    target.put(name, 0, out -> copy(blob, address, out));
                    files.put(Key.of(blob), target.made(name));
                    fetched.incrementAndGet();
                    bytes.addAndGet(blob.size());
                    silent.remove(server);
                    return true;
                } catch (Unfetched e) {
                    reason = e.reason();
                    if (e.isUnanswered) {
                        silent.merge(server, new Silence(1, reason), Silence::plus);
                    } else {
                        silent.remove(server);
                    }
                }
            }
            reasons.putIfAbsent(Key.of(blob), reason);
        }
        return false;
    }

    private void copy(Descriptor blob, BlobAddress address, OutputStream out) throws IOException {
        try {
            CheckedContent.copy(
                    CountedContent.of(new Blob(blob, () -> open(blob.digest(), address)), progress::moved), out);
        } catch (RunInterruptedException e) {
            throw e;
        } catch (RegistryException e) {
            throw new Unfetched(e, false);
        }
    }

    /** Only here can a server be found silent: a body that breaks off, or a 500, is this blob's own trouble. */
    private InputStream open(Digest blob, BlobAddress address) {
        try {
            return address instanceof BlobAddress.InStore
                    ? stores.open(address.text()).open(blob)
                    : stores.blob(address.text()).open();
        } catch (RunInterruptedException e) {
            throw e;
        } catch (RegistryException e) {
            boolean isUnanswered = e.problem().code() == ProblemCode.ADDRESS_FORBIDDEN
                    || ConnectionFailure.faultOf(e).isPresent();
            throw new Unfetched(e, isUnanswered);
        }
    }

    private static String origin(String address) {
        Matcher origin = ORIGIN.matcher(address);
        return origin.lookingAt() ? origin.group() : address;
    }

    /** As readers know the store: its base, or the server of a URL. */
    private static String store(WantedBlob blob) {
        BlobAddress address = blob.addresses().get(0);
        return RemoteUrl.redacted(address instanceof BlobAddress.InStore ? address.text() : origin(address.text()));
    }

    private List<Problem> findings(List<List<WantedBlob>> unfetched) {
        Map<String, List<WantedBlob>> byStore = new TreeMap<>();
        unfetched.stream()
                .map(alike -> alike.get(0))
                .forEach(blob -> byStore.computeIfAbsent(store(blob), none -> new ArrayList<>())
                        .add(blob));
        List<Problem> found = new ArrayList<>();
        byStore.forEach((store, missing) -> {
            TreeSet<String> why = new TreeSet<>();
            missing.forEach(blob -> why.add(reasons.get(Key.of(blob.content()))));
            String more = why.size() > MAX_REASONS ? "; and " + (why.size() - MAX_REASONS) + " more" : "";
            long size =
                    missing.stream().mapToLong(blob -> blob.content().size()).sum();
            found.add(Problem.of(
                            ProblemCode.BLOB_UNFETCHED,
                            store,
                            Count.of(missing.size(), "blob") + " of " + ByteCount.binary(size)
                                    + " could not be fetched into the site, such as "
                                    + missing.get(0).content().digest() + " of "
                                    + missing.get(0).reference())
                    .because(String.join("; ", why.stream().limit(MAX_REASONS).toList()) + more)
                    .hint(host + " can't redirect to them, so clients don't find them. Make the site again when the"
                            + " store has them. With registry.blobs=copy, the build fails where one is missing."));
        });
        return found;
    }

    @Override
    public Optional<Path> file(WantedBlob wanted) {
        return Optional.ofNullable(files.get(Key.of(wanted.content())));
    }

    /** What could not be had, one warning for each store. */
    List<Problem> problems() {
        return problems;
    }

    /** How many blobs were fetched. */
    long count() {
        return fetched.get();
    }

    /** Bytes of all blobs that were fetched. */
    long bytes() {
        return bytes.get();
    }

    @Override
    public void close() {
        try {
            if (directory != null) {
                directory.close();
            }
        } finally {
            if (lock != null) {
                lock.close();
            }
        }
    }
}
