package io.github.registryorg.serve;

import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.BufferedInputStream;
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

/**
 * Finds one line among many that are sorted by their bytes, without reading the others: a question costs the same
 * memory in a file of ten lines and of ten million, and a file that was replaced meanwhile needs no refresh.
 */
final class SortedLines {

    /** Bytes of one line. */
    static final int LONGEST = 64 * 1024;

    private static final int CHUNK = 4096;

    private SortedLines() {}

    /** The first line that begins so; empty where there is none, or no such file. */
    static Optional<String> find(Path file, String prefix) throws IOException {
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
            return Optional.ofNullable(found)
                    .map(line -> new String(line, StandardCharsets.UTF_8))
                    .filter(line -> line.startsWith(prefix));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads the whole once, so that a file from elsewhere is refused and not answered from wrongly.
     *
     * @throws RegistryException {@code SITE_UNKNOWN} if its lines are not sorted, or too long
     */
    static void check(Path file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), LONGEST)) {
            byte[] previous = new byte[0];
            for (byte[] line = nextLine(in); line != null; line = nextLine(in)) {
                if (Arrays.compareUnsigned(line, previous) < 0) {
                    throw refuse(file, "its lines are not sorted");
                }
                previous = line;
            }
        } catch (NoSuchFileException e) {
            return; // a site that holds all of its blobs needs none
        } catch (LineTooLong e) {
            throw refuse(file, "a line is longer than " + LONGEST + " bytes");
        } catch (IOException e) {
            throw Failures.io("reading", file, e);
        }
    }

    private static byte[] nextLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int c = in.read();
        if (c < 0) {
            return null;
        }
        for (; c >= 0 && c != '\n'; c = in.read()) {
            if (line.size() == LONGEST) {
                throw new LineTooLong();
            }
            line.write(c);
        }
        return line.toByteArray();
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
            if (position - end > LONGEST) {
                throw new LineTooLong();
            }
        }
        return 0;
    }

    private static byte[] lineAt(FileChannel channel, long start) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        while (line.size() <= LONGEST) {
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
        throw new LineTooLong();
    }

    private static int read(FileChannel channel, ByteBuffer chunk, long from, int most) throws IOException {
        chunk.clear().limit(most);
        while (chunk.hasRemaining() && channel.read(chunk, from + chunk.position()) >= 0) {
            // a read may give less than was asked for
        }
        return chunk.position();
    }

    private static RegistryException refuse(Path file, String why) {
        return new RegistryException(
                Problem.of(ProblemCode.SITE_UNKNOWN, file.toString(), "this is not a site that can be served: " + why)
                        .hint("Make the site again (registry:site)."));
    }

    /** Thrown by the readers here, so that a line decides no amount of memory. */
    private static final class LineTooLong extends IOException {
        private static final long serialVersionUID = 1L;

        LineTooLong() {
            super("a line is longer than " + LONGEST + " bytes");
        }
    }
}
