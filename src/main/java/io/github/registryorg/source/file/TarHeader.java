package io.github.registryorg.source.file;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One header block: POSIX ustar, GNU's or the old kind.
 *
 * @param name as written, with its prefix
 * @param type the type flag; NUL is the old sign for a regular file
 * @param size of what follows, in bytes
 * @param linkName as written; empty where there is none
 */
record TarHeader(String name, char type, long size, String linkName) {

    static final int BLOCK = 512;

    private static final byte[] POSIX = "ustar\0".getBytes(StandardCharsets.US_ASCII);

    private static final int NAME = 0;
    private static final int NAME_LENGTH = 100;
    private static final int SIZE = 124;
    private static final int SIZE_LENGTH = 12;
    private static final int CHECKSUM = 148;
    private static final int CHECKSUM_LENGTH = 8;
    private static final int TYPE = 156;
    private static final int LINK = 157;
    private static final int MAGIC = 257;
    private static final int PREFIX = 345;
    private static final int PREFIX_LENGTH = 155;

    static TarHeader parse(byte[] block) throws TarFormatException {
        checkSum(block);
        String name = TarName.decode(block, NAME, NAME_LENGTH);
        if (Arrays.equals(block, MAGIC, MAGIC + POSIX.length, POSIX, 0, POSIX.length) && block[PREFIX] != 0) {
            name = TarName.decode(block, PREFIX, PREFIX_LENGTH) + "/" + name;
        }
        return new TarHeader(
                name,
                (char) (block[TYPE] & 0xff),
                number(block, SIZE, SIZE_LENGTH, "size"),
                TarName.decode(block, LINK, NAME_LENGTH));
    }

    static boolean isZero(byte[] block) {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    private static void checkSum(byte[] block) throws TarFormatException {
        long unsigned = 0;
        long signed = 0;
        for (int i = 0; i < BLOCK; i++) {
            boolean own = i >= CHECKSUM && i < CHECKSUM + CHECKSUM_LENGTH;
            byte b = own ? (byte) ' ' : block[i];
            unsigned += b & 0xff;
            signed += b;
        }
        long written = number(block, CHECKSUM, CHECKSUM_LENGTH, "checksum");
        // some old programs summed signed bytes
        if (written != unsigned && written != signed) {
            throw new TarFormatException("its header is damaged: the checksum is wrong");
        }
    }

    /** Octal digits, or GNU's big-endian binary number where the first bit is set. */
    private static long number(byte[] block, int from, int length, String field) throws TarFormatException {
        return (block[from] & 0x80) != 0 ? binary(block, from, length, field) : octal(block, from, length, field);
    }

    private static long binary(byte[] block, int from, int length, String field) throws TarFormatException {
        if ((block[from] & 0x40) != 0) {
            throw new TarFormatException("its " + field + " is negative");
        }
        long value = block[from] & 0x3f;
        for (int i = from + 1; i < from + length; i++) {
            if (value > Long.MAX_VALUE >> 8) {
                throw new TarFormatException("its " + field + " is larger than any file");
            }
            value = value << 8 | block[i] & 0xff;
        }
        return value;
    }

    private static long octal(byte[] block, int from, int length, String field) throws TarFormatException {
        String text = new String(block, from, length, StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\0');
        String digits = (end < 0 ? text : text.substring(0, end)).trim();
        long value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 7) {
                throw new TarFormatException("its " + field + " is not a number");
            }
            value = value << 3 | digit;
        }
        return value;
    }
}
