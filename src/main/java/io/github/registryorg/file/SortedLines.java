package io.github.registryorg.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A text file whose lines are sorted by their bytes and differ: finds one without reading the others, so that a question
 * costs the same memory in a file of ten lines and of ten million, or reads all, one at a time.
 */
public final class SortedLines {

    /** Bytes of one line. */
    public static final int MAX_LINE_SIZE = 64 * 1024;

    private static final int CHUNK = 4096;

    private SortedLines() {}

    /** What is not a file of sorted lines; a line decides no amount of memory. */
    public static final class Malformed extends IOException {
        private static final long serialVersionUID = 1L;

        private Malformed(String what) {
            super(what);
        }

        private static Malformed tooLong() {
            return new Malformed("a line is longer than " + MAX_LINE_SIZE + " bytes");
        }
    }

    /**
     * The first line that begins so; empty where there is none, or no such file.
     *
     * @throws Malformed if a line that is looked at is too long, or not UTF-8
     */
    public static Optional<String> find(Path file, String prefix) throws IOException {
        byte[] wanted = prefix.getBytes(StandardCharsets.UTF_8);
        try (FileChannel channel = FileChannel.open(file)) {
            // every line that starts before low is smaller than what we look for, none that starts at high or after is
            long low = 0;
            long high = channel.size();
            byte[] found = null;
            while (low < high) {
                long start = startOfLine(channel, (low + high) >>> 1);
                byte[] line = lineAt(channel, start);
                if (Arrays.compareUnsigned(line, wanted) < 0) {
                    low = start + line.length + 1;
                } else {
                    high = start;
                    found = line;
                }
            }
            return found != null && startsWith(found, wanted) ? Optional.of(text(found)) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads all lines, in their order.
     *
     * @throws NoSuchFileException if the file does not exist
     * @throws Malformed if the lines are not sorted, one occurs twice, is too long, or is not UTF-8
     */
    public static void forEach(Path file, Consumer<String> lines) throws IOException {
        byte[] previous = null;
        LineReader reader = new LineReader();
        try (InputStream in = Files.newInputStream(file)) {
            for (Optional<byte[]> next = reader.next(in); next.isPresent(); next = reader.next(in)) {
                byte[] line = next.get();
                if (previous != null && Arrays.compareUnsigned(previous, line) >= 0) {
                    throw new Malformed("its lines are not sorted");
                }
                lines.accept(text(line));
                previous = line;
            }
        }
    }

    /** Cuts lines from what is read in large pieces. */
    private static final class LineReader {

        private final byte[] chunk = new byte[MAX_LINE_SIZE];
        private int start;
        private int end;

        /** Empty at the end. */
        private Optional<byte[]> next(InputStream in) throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream(0);
            boolean any = false;
            while (start < end || fill(in)) {
                any = true;
                int stop = start;
                while (stop < end && chunk[stop] != '\n') {
                    stop++;
                }
                if (line.size() + stop - start > MAX_LINE_SIZE) {
                    throw Malformed.tooLong();
                }
                boolean whole = stop < end;
                if (whole && line.size() == 0) {
                    byte[] all = Arrays.copyOfRange(chunk, start, stop);
                    start = stop + 1;
                    return Optional.of(all);
                }
                line.write(chunk, start, stop - start);
                start = whole ? stop + 1 : stop;
                if (whole) {
                    break;
                }
            }
            return any ? Optional.of(line.toByteArray()) : Optional.empty();
        }

        private boolean fill(InputStream in) throws IOException {
            start = 0;
            end = Math.max(0, in.read(chunk));
            return end > 0;
        }
    }

    private static boolean startsWith(byte[] line, byte[] prefix) {
        return line.length >= prefix.length && Arrays.equals(line, 0, prefix.length, prefix, 0, prefix.length);
    }

    private static String text(byte[] line) throws Malformed {
        String text = new String(line, StandardCharsets.UTF_8);
        // what is not UTF-8 has become this character, which may also be there
        if (text.indexOf('\uFFFD') >= 0 && !Arrays.equals(text.getBytes(StandardCharsets.UTF_8), line)) {
            throw new Malformed("a line is not UTF-8");
        }
        return text;
    }

    /** Where the line begins that the byte at {@code position} belongs to. */
    private static long startOfLine(FileChannel channel, long position) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        for (long end = position; end > 0; ) {
            long from = Math.max(0, end - CHUNK);
            int count = read(channel, chunk, from, (int) (end - from));
            for (int i = count - 1; i >= 0; i--) {
                if (chunk.get(i) == '\n') {
                    return from + i + 1;
                }
            }
            end = from;
            if (position - end > MAX_LINE_SIZE) {
                throw Malformed.tooLong();
            }
        }
        return 0;
    }

    private static byte[] lineAt(FileChannel channel, long start) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        while (line.size() <= MAX_LINE_SIZE) {
            int count = read(channel, chunk, start + line.size(), CHUNK);
            int end = 0;
            while (end < count && chunk.get(end) != '\n') {
                end++;
            }
            line.write(chunk.array(), 0, end);
            if (end < count || count == 0) {
                return line.toByteArray();
            }
        }
        throw Malformed.tooLong();
    }

    private static int read(FileChannel channel, ByteBuffer chunk, long from, int most) throws IOException {
        chunk.clear().limit(most);
        while (chunk.hasRemaining() && channel.read(chunk, from + chunk.position()) >= 0) {
            // a read may give less than was requested
        }
        return chunk.position();
    }
}
