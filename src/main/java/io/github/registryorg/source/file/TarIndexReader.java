package io.github.registryorg.source.file;

import io.github.registryorg.oci.Compression;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the headers of a tar archive: ustar, GNU's and pax. Strict where two programs could read an archive
 * differently, since what one of them checked would not be what the other publishes.
 */
final class TarIndexReader {

    private static final int MAX_ENTRIES = 100_000;
    private static final int MAX_EXTENSION_SIZE = 64 * 1024;
    private static final int MAX_NAME_CHARACTERS = 16 * 1024 * 1024;
    /** Links, devices and directories: a header with nothing after it. */
    private static final String BARE_TYPES = "123456";

    private static final int COMPARED_AT_ONCE = 64 * 1024;

    private final Path archive;
    private final FileChannel channel;
    private final long length;
    private final Map<String, TarEntry> entries = new HashMap<>();

    private long header;
    private String shownName = "";
    private int count;
    private int nameCharacters;
    private @Nullable String longName;
    private @Nullable String longLink;
    private @Nullable Map<String, String> pax;

    private TarIndexReader(Path archive, FileChannel channel) throws IOException {
        this.archive = archive;
        this.channel = channel;
        this.length = channel.size();
    }

    static Map<String, TarEntry> read(String subject, Path archive) {
        try (FileChannel channel = FileChannel.open(archive, StandardOpenOption.READ)) {
            TarIndexReader reader = new TarIndexReader(archive, channel);
            try {
                reader.entries();
                return reader.entries;
            } catch (TarFormatException e) {
                throw reader.problem(subject, e);
            }
        } catch (IOException e) {
            throw Failures.io("reading the archive", archive, e);
        }
    }

    private void entries() throws IOException, TarFormatException {
        byte[] block = new byte[TarHeader.BLOCK];
        while (readBlock(block)) {
            count++;
            if (count > MAX_ENTRIES) {
                throw new TarFormatException("the archive has more than " + MAX_ENTRIES + " entries");
            }
            TarHeader parsed = TarHeader.parse(block);
            shownName = parsed.name();
            header = entry(parsed, header + TarHeader.BLOCK);
        }
        if (pax != null || longName != null || longLink != null) {
            throw new TarFormatException("the archive ends where the entry of a long name should follow");
        }
        endMarker(block);
    }

    /**
     * False at the end: at the marker, or where an archive without one has no more entries. The padding of the last entry may
     * be absent too, and what is less than a header may only be padding.
     */
    private boolean readBlock(byte[] block) throws IOException, TarFormatException {
        shownName = "";
        int left = (int) Math.max(0, Math.min(TarHeader.BLOCK, length - header));
        Arrays.fill(block, (byte) 0);
        read(ByteBuffer.wrap(block, 0, left), header);
        if (TarHeader.isZero(block)) {
            if (header == 0 && left < TarHeader.BLOCK) {
                throw new TarFormatException("it has only " + length + " bytes");
            }
            return false;
        }
        if (left < TarHeader.BLOCK) {
            throw new TarFormatException("the archive is cut off: the header of an entry has " + TarHeader.BLOCK
                    + " bytes, and " + left + " follow");
        }
        return true;
    }

    /** What follows two blocks of zeros is padding; after one, some programs would read on. */
    private void endMarker(byte[] block) throws IOException, TarFormatException {
        header += TarHeader.BLOCK;
        if (header + TarHeader.BLOCK <= length) {
            read(ByteBuffer.wrap(block), header);
            if (!TarHeader.isZero(block)) {
                throw new TarFormatException("something follows the end marker of the archive");
            }
        }
    }

    /** Takes in one entry and returns the place of the next header. */
    private long entry(TarHeader parsed, long offset) throws IOException, TarFormatException {
        switch (parsed.type()) {
            case 'x' -> pax = PaxRecords.parse(extension(parsed, offset, pax));
            case 'g' -> {
                if (!PaxRecords.parse(extension(parsed, offset, null)).isEmpty()) {
                    throw new TarFormatException("a global pax header gives all entries one name or size");
                }
            }
            case 'L' -> longName = longText(extension(parsed, offset, longName));
            case 'K' -> longLink = longText(extension(parsed, offset, longLink));
            default -> {
                return add(parsed, offset);
            }
        }
        return next(offset, parsed.size());
    }

    private byte[] extension(TarHeader parsed, long offset, @Nullable Object before)
            throws IOException, TarFormatException {
        if (before != null) {
            throw new TarFormatException("one entry has two extended headers of one kind");
        }
        if (parsed.size() > MAX_EXTENSION_SIZE) {
            throw new TarFormatException("its extended header claims " + parsed.size() + " bytes, and more than "
                    + MAX_EXTENSION_SIZE + " are not read");
        }
        checkWhole(offset, parsed.size());
        byte[] bytes = new byte[(int) parsed.size()];
        read(ByteBuffer.wrap(bytes), offset);
        return bytes;
    }

    private static String longText(byte[] bytes) throws TarFormatException {
        return TarName.decode(bytes, 0, bytes.length);
    }

    private long add(TarHeader parsed, long offset) throws IOException, TarFormatException {
        String written = either("path", longName, parsed.name());
        shownName = written;
        String target = either("linkpath", longLink, parsed.linkName());
        long size = size(parsed);
        pax = null;
        longName = null;
        longLink = null;

        TarEntry.Kind kind = kind(parsed.type(), written);
        boolean bare = kind == TarEntry.Kind.DIRECTORY || BARE_TYPES.indexOf(parsed.type()) >= 0;
        if (bare && size != 0) {
            // some programs skip the content of these, others take what follows for the next header
            throw new TarFormatException("it is " + kind + " and claims " + size + " bytes of content");
        }
        checkWhole(offset, size);
        String name = TarName.normalise(written);
        if (name.isEmpty() && kind != TarEntry.Kind.DIRECTORY) {
            throw new TarFormatException("it has no name");
        }
        put(new TarEntry(name, kind, offset, size, target));
        return next(offset, size);
    }

    /** The pax header's word, else GNU's long one, else the header's. */
    private String either(String key, @Nullable String gnu, String plain) throws TarFormatException {
        String extended = pax == null ? "" : pax.getOrDefault(key, "");
        if (!extended.isEmpty() && gnu != null) {
            throw new TarFormatException("its name is set twice, by a pax header and by GNU's");
        }
        if (!extended.isEmpty()) {
            return extended;
        }
        return gnu == null ? plain : gnu;
    }

    private long size(TarHeader parsed) throws TarFormatException {
        String extended = pax == null ? "" : pax.getOrDefault("size", "");
        if (extended.isEmpty()) {
            return parsed.size();
        }
        // 18 digits are always a long
        if (!extended.matches("[0-9]{1,18}")) {
            throw new TarFormatException("its size \"" + extended + "\" is not a number of bytes");
        }
        return Long.parseLong(extended);
    }

    private static TarEntry.Kind kind(char type, String name) throws TarFormatException {
        return switch (type) {
            case '0', '\0', '7' -> name.endsWith("/") ? TarEntry.Kind.DIRECTORY : TarEntry.Kind.FILE;
            case '1' -> TarEntry.Kind.HARD_LINK;
            case '2' -> TarEntry.Kind.SYMBOLIC_LINK;
            case '5' -> TarEntry.Kind.DIRECTORY;
            case 'S' -> throw new TarFormatException("it is a sparse file: its content is not in one piece");
            default -> TarEntry.Kind.OTHER;
        };
    }

    private void put(TarEntry entry) throws IOException, TarFormatException {
        TarEntry first = entries.putIfAbsent(entry.name(), entry);
        if (first == null) {
            nameCharacters += entry.name().length() + entry.target().length();
            if (nameCharacters > MAX_NAME_CHARACTERS) {
                throw new TarFormatException(
                        "the names in the archive have more than " + MAX_NAME_CHARACTERS + " characters");
            }
        } else if (!isSame(first, entry)) {
            throw new TarFormatException("the archive has it twice, with different content");
        }
    }

    private boolean isSame(TarEntry first, TarEntry second) throws IOException {
        if (first.kind() != second.kind()
                || first.size() != second.size()
                || !first.target().equals(second.target())) {
            return false;
        }
        try (InputStream one = FileRegion.open(archive, first.offset(), first.size());
                InputStream two = FileRegion.open(archive, second.offset(), second.size())) {
            byte[] bytes;
            do {
                bytes = one.readNBytes(COMPARED_AT_ONCE);
                if (!Arrays.equals(bytes, two.readNBytes(COMPARED_AT_ONCE))) {
                    return false;
                }
            } while (bytes.length == COMPARED_AT_ONCE);
            return true;
        }
    }

    private void checkWhole(long offset, long size) throws TarFormatException {
        if (size > length - offset) {
            throw new TarFormatException("the archive is cut off: the entry claims " + size + " bytes, and "
                    + (length - offset) + " follow");
        }
    }

    private static long next(long offset, long size) {
        long blocks = size / TarHeader.BLOCK + (size % TarHeader.BLOCK == 0 ? 0 : 1);
        return offset + blocks * TarHeader.BLOCK;
    }

    private void read(ByteBuffer buffer, long offset) throws IOException, TarFormatException {
        int start = buffer.position();
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position() - start) < 0) {
                throw new TarFormatException("the archive became shorter while it was read");
            }
        }
    }

    private RegistryException problem(String subject, TarFormatException wrong) throws IOException {
        Problem invalid = Problem.of(ProblemCode.SOURCE_INVALID, subject, "is not a tar archive");
        if (header == 0 && entries.isEmpty() && shownName.isEmpty()) {
            return new RegistryException(notTar(invalid, wrong));
        }
        String entry = shownName.isEmpty() ? "at byte " + header : "\"" + shownName + "\" at byte " + header;
        return new RegistryException(
                Problem.of(ProblemCode.SOURCE_INVALID, subject, "is not a tar archive that can be read, entry " + entry)
                        .because(wrong.getMessage())
                        .hint("Build or copy the archive again."));
    }

    private Problem notTar(Problem invalid, TarFormatException wrong) throws IOException {
        byte[] start = new byte[(int) Math.min(Compression.MAGIC_LENGTH, length)];
        channel.read(ByteBuffer.wrap(start), 0);
        return Compression.of(start)
                .map(compression -> invalid.because("it is compressed with " + compression)
                        .hint("Decompress it, and name the result: " + compression.decompress() + " '"
                                + archive.getFileName() + "' > image.tar"))
                .orElseGet(() -> invalid.because(length == 0 ? "it is empty" : wrong.getMessage())
                        .hint("Check the path, or build the archive again."));
    }
}
