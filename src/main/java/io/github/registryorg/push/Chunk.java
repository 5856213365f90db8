package io.github.registryorg.push;

import java.util.OptionalLong;

/**
 * What a client declares of the bytes that it sends.
 *
 * @param start where they belong, counted from 0; empty for behind what has arrived
 * @param length how many they are; empty for as many as come
 */
public record Chunk(OptionalLong start, OptionalLong length) {

    /** All that comes, behind what has arrived. */
    public static final Chunk NEXT = new Chunk(OptionalLong.empty(), OptionalLong.empty());

    /** Bytes of this range. */
    public static Chunk of(long start, long length) {
        return new Chunk(OptionalLong.of(start), OptionalLong.of(length));
    }

    boolean beginsAt(long position) {
        return start.orElse(position) == position;
    }

    boolean has(long bytes) {
        return length.orElse(bytes) == bytes;
    }
}
