package io.github.registryorg.source.file;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** The records of a pax extended header (POSIX.1-2001, "pax Header Block"): {@code length key=value\n}. */
final class PaxRecords {

    private static final int MAX_DIGITS = 7;

    private PaxRecords() {}

    /** The last value of each key for the name, link or size of an entry; a sparse file is refused. */
    static Map<String, String> parse(byte[] bytes) throws TarFormatException {
        Map<String, String> records = new TreeMap<>();
        int at = 0;
        while (at < bytes.length) {
            int space = at;
            while (space < bytes.length && bytes[space] >= '0' && bytes[space] <= '9' && space - at < MAX_DIGITS) {
                space++;
            }
            if (space == at || space == bytes.length || bytes[space] != ' ') {
                throw malformed();
            }
            int length = Integer.parseInt(new String(bytes, at, space - at, StandardCharsets.US_ASCII));
            int end = at + length;
            if (end > bytes.length || end < space + 2 || bytes[end - 1] != '\n') {
                throw malformed();
            }
            record(bytes, space + 1, end - 1, records);
            at = end;
        }
        return records;
    }

    private static void record(byte[] bytes, int from, int to, Map<String, String> records) throws TarFormatException {
        int equals = from;
        while (equals < to && bytes[equals] != '=') {
            equals++;
        }
        if (equals == from || equals == to) {
            throw malformed();
        }
        String key = new String(bytes, from, equals - from, StandardCharsets.UTF_8);
        if (key.startsWith("GNU.sparse.")) {
            throw new TarFormatException("it is a sparse file: its content is not in one piece");
        }
        if (key.equals("path") || key.equals("linkpath") || key.equals("size")) {
            records.put(key, text(bytes, equals + 1, to, key));
        }
    }

    private static String text(byte[] bytes, int from, int to, String key) throws TarFormatException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new TarFormatException("the " + key + " in its pax header is not UTF-8");
        }
    }

    private static TarFormatException malformed() {
        return new TarFormatException("its pax header is malformed");
    }
}
