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

    /** The lines of one source, one by one. */
    private static final class Source {

        private final InputStream in;
        private final List<byte[]> without;
        private final byte[] buffer = new byte[1 << 16];
        private int start;
        private int end;
        private int passed;
        private byte[] line = {};

        /** @param without sorted: lines that begin so are skipped */
        Source(InputStream in, List<byte[]> without) {
            this.in = in;
            this.without = without;
        }

        boolean next() throws IOException {
            boolean isThere;
            do {
                isThere = read();
            } while (isThere && isWithout());
            return isThere;
        }

        private boolean isWithout() {
            while (passed < without.size() && BY_BYTES.compare(without.get(passed), line) <= 0) {
                byte[] beginning = without.get(passed);
                if (line.length >= beginning.length
                        && Arrays.equals(line, 0, beginning.length, beginning, 0, beginning.length)) {
                    return true;
                }
                passed++;
            }
            return false;
        }

        /** Whether there was one more line. */
        private boolean read() throws IOException {
            line = new byte[0];
            while (true) {
                int at = start;
                while (at < end && buffer[at] != '\n') {
                    at++;
                }
                byte[] part = Arrays.copyOfRange(buffer, start, at);
                line = line.length == 0 ? part : joined(line, part);
                start = at + 1;
                if (at < end) {
                    return true;
                }
                end = in.read(buffer, 0, buffer.length);
                start = 0;
                if (end < 0) {
                    end = 0;
                    return line.length > 0;
                }
            }
        }

        private static byte[] joined(byte[] one, byte[] other) {
            byte[] both = Arrays.copyOf(one, one.length + other.length);
            System.arraycopy(other, 0, both, one.length, other.length);
            return both;
        }
    }

    /** Writes all lines in order, each with a line break. */
    public synchronized void writeTo(OutputStream target) throws IOException {
        List<InputStream> open = new ArrayList<>();
        OutputStream out = new BufferedOutputStream(target, 1 << 16);
        try {
            keep();
            PriorityQueue<Source> sources = new PriorityQueue<>(Comparator.comparing(source -> source.line, BY_BYTES));
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
                out.write(first.line);
                out.write('\n');
                if (first.next()) {
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
