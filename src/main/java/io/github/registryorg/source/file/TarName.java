package io.github.registryorg.source.file;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** Names of entries, as text and in one spelling: {@code ./a//b/} is {@code a/b}. */
final class TarName {

    /** The maximum of a path on the systems that make such archives. */
    private static final int MAX_LENGTH = 4096;

    private TarName() {}

    /** Decodes a name up to its first NUL. */
    static String decode(byte[] bytes, int from, int length) throws TarFormatException {
        int end = from;
        while (end < from + length && bytes[end] != 0) {
            end++;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, end - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new TarFormatException("its name is not UTF-8");
        }
    }

    /** The one spelling of an entry's name; the archive's own directory is the empty name. */
    static String normalise(String name) throws TarFormatException {
        if (name.startsWith("/")) {
            throw new TarFormatException("the name \"" + name + "\" is absolute");
        }
        if (("/" + name + "/").contains("/../")) {
            throw new TarFormatException("the name \"" + name + "\" has \"..\" in it");
        }
        return walk("", name);
    }

    /** Where a symbolic link in the archive leads. */
    static String follow(String link, String target) throws TarFormatException {
        if (target.startsWith("/")) {
            throw new TarFormatException("the link leads out of the archive, to \"" + target + "\"");
        }
        int slash = link.lastIndexOf('/');
        return walk(slash < 0 ? "" : link.substring(0, slash), target);
    }

    private static String walk(String directory, String path) throws TarFormatException {
        if (path.length() > MAX_LENGTH || path.indexOf('\0') >= 0) {
            throw new TarFormatException("the name is longer than " + MAX_LENGTH + " characters, or has a NUL in it");
        }
        Deque<String> names = new ArrayDeque<>();
        for (String name : (directory + "/" + path).split("/")) {
            if (name.equals("..")) {
                if (names.pollLast() == null) {
                    throw new TarFormatException("the link leads out of the archive, to \"" + path + "\"");
                }
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.addLast(name);
            }
        }
        return String.join("/", names);
    }
}
