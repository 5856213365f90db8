package io.github.registryorg.check;

import io.github.registryorg.file.WholeFile;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.problem.Causes;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What was verified in earlier runs: which digest, at which URL, how closely, when, and by which of its server's validators.
 * Whoever can write the file decides what is not looked at, so that it must be out of reach of contributions. For several
 * threads.
 */
final class BlobCache {

    private static final String HEADER = "registry-blobs 2";
    private static final String FILE_NAME = "registry-blobs.tsv";

    /** Entries that are kept, the latest ones: some 40 MB of memory. */
    private static final int MAX_ENTRIES = 100_000;

    private static final int MAX_BYTES = 64 * 1024 * 1024;

    private final @Nullable Path file;
    private final Duration age;
    private final InstantSource clock;
    private final Map<Key, Entry> entries = new ConcurrentHashMap<>();
    private volatile boolean changed;

    private record Key(String url, String digest) implements Comparable<Key> {

        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::url).thenComparing(Key::digest);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }

        // what Java makes for a record is slow in a run as short as one in which everything is known

        @Override
        public int hashCode() {
            return 31 * url.hashCode() + digest.hashCode();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && url.equals(key.url) && digest.equals(key.digest);
        }
    }

    /**
     * What is known of a digest at a URL.
     *
     * @param size in bytes
     * @param depth how closely it was looked at
     * @param at seconds since 1970
     * @param uncompressed what is known of its content
     * @param validator of the server; empty where it sent none
     */
    record Entry(long size, Depth depth, long at, Uncompressed uncompressed, String validator) {}

    private BlobCache(@Nullable Path file, Duration age, InstantSource clock) {
        this.file = file;
        this.age = age;
        this.clock = clock;
    }

    /** Knows nothing, and keeps nothing. */
    static BlobCache none() {
        return new BlobCache(null, Duration.ZERO, InstantSource.system());
    }

    /**
     * What a file has, or one in a directory. What is wrong with it is a warning, and it counts as empty then.
     *
     * @param place null for no cache
     * @param age how long what was verified is not asked for again
     */
    static BlobCache read(@Nullable Path place, Duration age, InstantSource clock, Consumer<Problem> problems) {
        if (place == null) {
            return none();
        }
        Path file = Files.isDirectory(place) ? place.resolve(FILE_NAME) : place;
        BlobCache cache = new BlobCache(file, age, clock);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            Optional<String> fault =
                    bytes.length > MAX_BYTES ? Optional.of("it is larger than 64 MiB") : cache.parse(bytes);
            if (fault.isPresent()) {
                cache.entries.clear();
                problems.accept(ignored(file, fault.get()));
            }
        } catch (NoSuchFileException e) {
            // the first run
        } catch (IOException e) {
            problems.accept(ignored(file, Causes.message(e)));
        }
        return cache;
    }

    private static Problem ignored(Path file, String why) {
        return Problem.of(ProblemCode.CACHE_IGNORED, file.toString(), "can't be used as a cache of what was verified")
                .because(why)
                .hint("Every blob is looked for. Remove the file, or correct registry.cache.");
    }

    private Optional<String> parse(byte[] bytes) {
        // without a line end at the end, it was cut
        List<String> lines =
                new String(bytes, StandardCharsets.ISO_8859_1).lines().toList();
        if (lines.isEmpty() || !lines.get(0).equals(HEADER) || bytes[bytes.length - 1] != '\n') {
            return Optional.of("it is not one of this version, or cut");
        }
        if (lines.size() > MAX_ENTRIES + 1) {
            return Optional.of("it has more than " + MAX_ENTRIES + " lines");
        }
        for (int i = 1; i < lines.size(); i++) {
            BlobCacheLine line = BlobCacheLine.parse(lines.get(i)).orElse(null);
            if (line == null) {
                return Optional.of("line " + (i + 1) + " is not one of a cache");
            }
            entries.put(
                    new Key(line.url(), line.digest()),
                    new Entry(line.size(), line.depth(), line.at(), line.uncompressed(), line.validator()));
        }
        return Optional.empty();
    }

    /** Whether nothing is known. */
    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** What is known of a digest at a URL, however long ago, if it has this size; empty where nothing is. */
    Optional<Entry> find(String url, Digest digest, long size) {
        return Optional.ofNullable(entries.get(new Key(url, digest.toString()))).filter(entry -> entry.size() == size);
    }

    /** Whether it need not be asked for again. What is of the future is not believed. */
    boolean isFresh(Entry entry) {
        long since = clock.instant().getEpochSecond() - entry.at();
        return since >= 0 && since < age.toSeconds();
    }

    /** Keeps what was verified now. */
    void keep(String url, Digest digest, long size, SeenBlob seen) {
        if (file != null) {
            long now = clock.instant().getEpochSecond();
            entries.put(
                    new Key(url, digest.toString()),
                    new Entry(size, seen.depth(), now, seen.uncompressed(), seen.validator()));
            changed = true;
        }
    }

    /** What was verified there is not there any more. */
    void forget(String url, Digest digest) {
        if (entries.remove(new Key(url, digest.toString())) != null) {
            changed = true;
        }
    }

    /** Writes the file, if something has changed; that this fails is a warning. */
    void write(Consumer<Problem> problems) {
        if (file == null || !changed) {
            return;
        }
        long oldest = entries.size() <= MAX_ENTRIES
                ? Long.MIN_VALUE
                : entries.values().stream()
                        .mapToLong(Entry::at)
                        .sorted()
                        .skip(entries.size() - MAX_ENTRIES)
                        .findFirst()
                        .orElseThrow();
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        int kept = 0;
        for (Map.Entry<Key, Entry> entry : new TreeMap<>(entries).entrySet()) {
            Key key = entry.getKey();
            Entry value = entry.getValue();
            String line = new BlobCacheLine(
                            key.url(),
                            key.digest(),
                            value.size(),
                            value.depth(),
                            value.at(),
                            value.uncompressed(),
                            value.validator())
                    .toString();
            // what could not be read again would cost all others
            if (value.at() >= oldest
                    && kept < MAX_ENTRIES
                    && BlobCacheLine.parse(line).isPresent()) {
                text.append(line).append('\n');
                kept++;
            }
        }
        try {
            WholeFile.write(file, text.toString().getBytes(StandardCharsets.ISO_8859_1));
        } catch (RegistryException e) {
            Problem problem = e.problem();
            problems.accept(problem.as(ProblemCode.CACHE_IGNORED));
        }
    }
}
