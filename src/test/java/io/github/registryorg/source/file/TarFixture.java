package io.github.registryorg.source.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes tar archives entry by entry, the broken and hostile kinds too. */
public final class TarFixture {

    public static final int BLOCK = 512;

    private static final byte[] NOTHING = {};

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public TarFixture file(String name, byte[] content) {
        return entry('0', name, "", content);
    }

    public TarFixture file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    public TarFixture directory(String name) {
        return entry('5', name, "", NOTHING);
    }

    public TarFixture symbolicLink(String name, String target) {
        return entry('2', name, target, NOTHING);
    }

    public TarFixture hardLink(String name, String target) {
        return entry('1', name, target, NOTHING);
    }

    /** A pax header for the entry that follows. */
    public TarFixture pax(Map<String, String> records) {
        return entry('x', "PaxHeaders/x", "", paxRecords(records));
    }

    /** GNU's long name for the entry that follows. */
    public TarFixture gnuLongName(String name) {
        return entry('L', "././@LongLink", "", (name + "\0").getBytes(StandardCharsets.UTF_8));
    }

    /** GNU's long link target for the entry that follows. */
    public TarFixture gnuLongLink(String target) {
        return entry('K', "././@LongLink", "", (target + "\0").getBytes(StandardCharsets.UTF_8));
    }

    public TarFixture entry(char type, String name, String linkName, byte[] content) {
        return raw(header(type, name, linkName, content.length)).content(content);
    }

    /** Content with its padding, for a header that was written raw. */
    public TarFixture content(byte[] content) {
        raw(content);
        return raw(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
    }

    public TarFixture raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** What is written so far, without an end marker. */
    public byte[] unfinished() {
        return out.toByteArray();
    }

    /** The whole archive. */
    public byte[] bytes() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(unfinished());
        whole.writeBytes(new byte[2 * BLOCK]);
        return whole.toByteArray();
    }

    public Path writeTo(Path file) {
        return write(file, bytes());
    }

    public static Path write(Path file, byte[] bytes) {
        try {
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A ustar header with the right checksum. */
    public static byte[] header(char type, String name, String linkName, long size) {
        byte[] block = new byte[BLOCK];
        put(block, 0, 100, name);
        put(block, 100, 8, "0000644\0");
        put(block, 108, 8, "0000000\0");
        put(block, 116, 8, "0000000\0");
        put(block, 124, 12, String.format("%011o", size));
        put(block, 136, 12, "00000000000\0");
        block[156] = (byte) type;
        put(block, 157, 100, linkName);
        put(block, 257, 8, "ustar\00000");
        return checksummed(block);
    }

    /** The same block with its checksum made right. */
    public static byte[] checksummed(byte[] block) {
        put(block, 148, 8, "        ");
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        put(block, 148, 8, String.format("%06o\0 ", sum));
        return block;
    }

    /** Overwrites a field; what does not fit is cut off. */
    public static void put(byte[] block, int offset, int length, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, block, offset, Math.min(length, bytes.length));
    }

    public static byte[] paxRecords(Map<String, String> records) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        records.forEach((key, value) -> {
            byte[] rest = (" " + key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8);
            int length = rest.length + 1;
            while (String.valueOf(length).length() + rest.length != length) {
                length = String.valueOf(length).length() + rest.length;
            }
            all.writeBytes(String.valueOf(length).getBytes(StandardCharsets.UTF_8));
            all.writeBytes(rest);
        });
        return all.toByteArray();
    }
}
