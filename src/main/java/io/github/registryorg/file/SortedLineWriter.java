package io.github.registryorg.file;

import io.github.registryorg.problem.Failures;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;

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
    private Path sorted;
    private Predicate<String> kept;

    /** @param directory for files that go when this is closed; made when it is needed */
    public SortedLineWriter(Path directory) {
        this.directory = directory;
    }

    /** Adds a line; there is no line break in it. */
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
     * Adds the lines of a file, which are sorted.
     *
     * @param kept whether a line is added
     */
    public void addSorted(Path file, Predicate<String> kept) {
        sorted = file;
        this.kept = kept;
    }

    /** The lines of one source, one by one. */
    private static final class Source {

        private final InputStream in;
        private final Predicate<String> kept;
        private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
        private byte[] line;

        Source(InputStream in, Predicate<String> kept) {
            this.in = new BufferedInputStream(in, 1 << 16);
            this.kept = kept;
        }

        boolean next() throws IOException {
            boolean more = read();
            while (more && !kept.test(new String(line, StandardCharsets.UTF_8))) {
                more = read();
            }
            return more;
        }

        private boolean read() throws IOException {
            buffer.reset();
            int c = in.read();
            if (c < 0) {
                line = null;
                return false;
            }
            for (; c >= 0 && c != '\n'; c = in.read()) {
                buffer.write(c);
            }
            line = buffer.toByteArray();
            return true;
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
                add(sources, new Source(open.get(open.size() - 1), line -> true));
            }
            if (sorted != null) {
                open.add(Files.newInputStream(sorted));
                add(sources, new Source(open.get(open.size() - 1), kept));
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
