package io.github.registryorg.signature;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * As much of CBOR (RFC 8949) as signatures have: integers, bytes, texts, lists, maps and tags, of stated lengths. They are
 * {@link Long}, {@code byte[]}, {@link String}, {@link List}, {@link Map} and {@link Tagged}. Anything else is refused, and
 * so are keys that come twice.
 */
final class Cbor {

    private static final int MAX_DEPTH = 8;
    private static final int MAX_ENTRIES = 64;

    private final ByteBuffer in;

    private Cbor(byte[] content) {
        this.in = ByteBuffer.wrap(content);
    }

    /** A value with a tag, such as 1 of a time. */
    record Tagged(long tag, Object value) {}

    /** The one value in these bytes. */
    static Object read(byte[] content) throws Refusal {
        Cbor reader = new Cbor(content);
        Object value = reader.value(0);
        if (reader.in.hasRemaining()) {
            throw new Refusal("has more after its end");
        }
        return value;
    }

    private Object value(int depth) throws Refusal {
        if (depth > MAX_DEPTH) {
            throw new Refusal("is nested more than " + MAX_DEPTH + " deep");
        }
        int head = next(1).get() & 0xff;
        long number = number(head & 0x1f);
        return switch (head >> 5) {
            case 0 -> number;
            case 1 -> -1 - number;
            case 2 -> bytes(number);
            case 3 -> text(bytes(number));
            case 4 -> list(number, depth);
            case 5 -> map(number, depth);
            case 6 -> new Tagged(number, value(depth + 1));
            default -> throw new Refusal("has a value of a kind that no signature has");
        };
    }

    /** That of a head: in it, or in the bytes behind it. */
    private long number(int additional) throws Refusal {
        long number = switch (additional) {
            case 24 -> next(1).get() & 0xffL;
            case 25 -> next(2).getShort() & 0xffffL;
            case 26 -> next(4).getInt() & 0xffff_ffffL;
            case 27 -> next(8).getLong();
            default -> additional;
        };
        if (number < 0 || additional > 27) {
            throw new Refusal("has a number or a length that no signature has");
        }
        return number;
    }

    private byte[] bytes(long length) throws Refusal {
        ByteBuffer slice = next(length);
        byte[] bytes = new byte[slice.remaining()];
        slice.get(bytes);
        return bytes;
    }

    private ByteBuffer next(long length) throws Refusal {
        if (length > in.remaining()) {
            throw new Refusal("ends too early");
        }
        ByteBuffer slice = in.slice(in.position(), (int) length);
        in.position(in.position() + (int) length);
        return slice;
    }

    private static String text(byte[] bytes) throws Refusal {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Refusal("has a text that is not UTF-8");
        }
    }

    private List<Object> list(long length, int depth) throws Refusal {
        requireFew(length);
        List<Object> list = new ArrayList<>();
        for (long i = 0; i < length; i++) {
            list.add(value(depth + 1));
        }
        return list;
    }

    private Map<Object, Object> map(long length, int depth) throws Refusal {
        requireFew(length);
        Map<Object, Object> map = new LinkedHashMap<>();
        for (long i = 0; i < length; i++) {
            Object key = value(depth + 1);
            if (!(key instanceof Long || key instanceof String) || map.put(key, value(depth + 1)) != null) {
                throw new Refusal("has a key twice, or one that is neither a number nor a text");
            }
        }
        return map;
    }

    private static void requireFew(long length) throws Refusal {
        if (length > MAX_ENTRIES) {
            throw new Refusal("has a list or map of more than " + MAX_ENTRIES + " entries");
        }
    }
}
