package io.github.registryorg.file;

import io.github.registryorg.problem.Failures;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Sorts lines by their bytes, more than fit into memory: parts of them are sorted there and wait in files of a directory.
 * Several threads may add lines.
 */
public final class SortedLineWriter implements AutoCloseable {

    private static final int LINES_KEPT = 1 << 16;
    private static final Comparator<byte[]> BY_BYTES = Arrays::compareUnsigned;

    private final Path directory;
    private final List<Path> parts = new ArrayList<>();
    private List<byte[]> lines = new ArrayList<>();
    private @Nullable Path sorted;
    private List<byte[]> left = List.of();

    /** @param directory for files that go when this is closed; made when it is needed */
    public SortedLineWriter(Path directory) {
        this.directory = directory;
    }

    /** Adds a line, which must not have a line break. */
    public void add(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        synchronized (this) {
            lines.add(bytes);
            if (lines.size() == LINES_KEPT) {
                keep();
            }
        }
    }

    private void keep() {
        Path part = directory.resolve("part" + parts.size());
        try {
            Files.createDirectories(directory);
            parts.add(part);
            lines.sort(BY_BYTES);
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16)) {
                for (byte[] line : lines) {
                    out.write(line);
                    out.write('\n');
                }
            }
            lines = new ArrayList<>();
        } catch (IOException e) {
            throw Failures.io("writing", part, e);
        }
    }

    /**
     * Adds the lines of a file, which are sorted; another such file takes its place.
     *
     * @param without lines that begin so are not added
     */
    public void addSorted(Path file, Collection<String> without) {
        sorted = file;
        left = without.stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .sorted(BY_BYTES)
                .toList();
    }

    /** The lines of one source, one by one. They stay in the buffer: there may be millions. */
    private static final class Source implements Comparable<Source> {

        private final InputStream in;
        private final List<byte[]> without;
        private byte[] buffer = new byte[1 << 16];

        /** Where the line begins. */
        private int start;

        /** Where the next line begins. */
        private int next;

        /** Where the bytes end that were read. */
        private int end;

        /** How many of {@code without} come before the line. */
        private int passed;

        /** @param without sorted: lines that begin so are skipped */
        Source(InputStream in, List<byte[]> without) {
            this.in = in;
            this.without = without;
        }

        /** Whether there is one more line. */
        boolean next() throws IOException {
            boolean isThere;
            do {
                isThere = read();
            } while (isThere && isWithout());
            return isThere;
        }

        private boolean isWithout() {
            while (passed < without.size()) {
                byte[] beginning = without.get(passed);
                if (Arrays.compareUnsigned(beginning, 0, beginning.length, buffer, start, lineEnd()) > 0) {
                    return false;
                }
                int cut = Math.min(lineEnd(), start + beginning.length);
                if (Arrays.equals(beginning, 0, beginning.length, buffer, start, cut)) {
                    return true;
                }
                passed++;
            }
            return false;
        }

        private int lineEnd() {
            return next - 1;
        }

        private boolean read() throws IOException {
            start = next;
            int at = start;
            while (true) {
                while (at < end) {
                    if (buffer[at++] == '\n') {
                        next = at;
                        return true;
                    }
                }
                int length = end - start;
                if (length == buffer.length) {
                    buffer = Arrays.copyOf(buffer, 2 * length);
                } else {
                    System.arraycopy(buffer, start, buffer, 0, length);
                    start = 0;
                    at = length;
                    end = length;
                }
                int count = in.read(buffer, end, buffer.length - end);
                if (count < 0) {
                    if (end == 0) {
                        next = 0;
                        return false;
                    }
                    // the last line of a file that was cut
                    buffer[end] = '\n';
                    count = 1;
                }
                end += count;
            }
        }

        /**
         * Writes the line, and with it those that have been read and come before any other line and before all that may
         * be skipped, as far as the file is sorted: few lines change, and looking at each of the others would take longer
         * than copying them.
         *
         * @param other the source of the next other line; null if there is none
         */
        void writeTo(OutputStream out, @Nullable Source other) throws IOException {
            int last = end - 1;
            while (last > next && buffer[last] != '\n') {
                last--;
            }
            int beginning = last;
            while (beginning > next && buffer[beginning - 1] != '\n') {
                beginning--;
            }
            if (last > next && isBefore(beginning, last, other)) {
                next = last + 1;
            }
            out.write(buffer, start, next - start);
        }

        private boolean isBefore(int from, int to, @Nullable Source other) {
            boolean isBeforeSkipped = passed == without.size()
                    || Arrays.compareUnsigned(buffer, from, to, without.get(passed), 0, without.get(passed).length) < 0;
            return isBeforeSkipped
                    && (other == null
                            || Arrays.compareUnsigned(buffer, from, to, other.buffer, other.start, other.lineEnd())
                                    < 0);
        }

        @Override
        public int compareTo(Source other) {
            return Arrays.compareUnsigned(buffer, start, lineEnd(), other.buffer, other.start, other.lineEnd());
        }
    }

    /** Writes all lines in order, each with a line break. */
    public synchronized void writeTo(OutputStream target) throws IOException {
        List<InputStream> open = new ArrayList<>();
        OutputStream out = new BufferedOutputStream(target, 1 << 16);
        try {
            keep();
            PriorityQueue<Source> sources = new PriorityQueue<>();
            for (Path part : parts) {
                open.add(Files.newInputStream(part));
                add(sources, new Source(open.get(open.size() - 1), List.of()));
            }
            if (sorted != null) {
                open.add(Files.newInputStream(sorted));
                add(sources, new Source(open.get(open.size() - 1), left));
            }
            while (!sources.isEmpty()) {
                Source first = sources.poll();
                boolean isThere;
                do {
                    first.writeTo(out, sources.peek());
                    isThere = first.next();
                } while (isThere && (sources.isEmpty() || first.compareTo(sources.peek()) <= 0));
                if (isThere) {
                    sources.add(first);
                }
            }
            out.flush();
        } finally {
            for (InputStream in : open) {
                in.close();
            }
        }
    }

    private static void add(PriorityQueue<Source> sources, Source source) throws IOException {
        if (source.next()) {
            sources.add(source);
        }
    }

    @Override
    public void close() {
        try {
            DirectoryRemoval.remove(directory);
        } catch (IOException e) {
            throw Failures.io("cleaning up", directory, e);
        }
    }
}
