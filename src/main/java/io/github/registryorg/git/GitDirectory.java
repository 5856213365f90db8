package io.github.registryorg.git;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * What git has of one directory: its names, sorted. The only parser of tree objects, and a strict one: whoever makes
 * objects by hand could otherwise show one program a file, and another program another. Of {@code ObjectChecker} and
 * {@code CanonicalTreeParser}, the one refuses names that are to be reported, and the other accepts any bytes.
 *
 * <p>Only directories that are read or changed are parsed. In one that is changed, every other entry stays as it is, byte
 * for byte, also with a mode that git no longer writes.
 */
final class GitDirectory {

    private static final int ID = 20;
    private static final int MAX_MODE_LENGTH = 6;

    /** Bytes of a name that are quoted. */
    private static final int MAX_QUOTED = 100;

    private final NavigableMap<String, TreeEntry> entries = new TreeMap<>();
    private final byte[] bytes;
    private final String path;
    private int at;

    private GitDirectory(byte[] bytes, String path) {
        this.bytes = bytes;
        this.path = path;
    }

    /**
     * Reads the object of a directory.
     *
     * @throws RegistryException {@code FILE_KIND_INVALID}
     */
    static GitDirectory parse(byte[] bytes, String path) {
        GitDirectory directory = new GitDirectory(bytes, path);
        byte[] before = {};
        while (directory.at < bytes.length) {
            before = directory.entry(before);
        }
        return directory;
    }

    /**
     * The object of a directory after some of its entries were added or replaced.
     *
     * @throws RegistryException {@code FILE_KIND_INVALID} if the directory can't be parsed
     */
    static byte[] edited(byte[] bytes, String path, Collection<TreeEntry> changed) {
        GitDirectory directory = new GitDirectory(bytes, path);
        SortedMap<byte[], byte[]> parts = new TreeMap<>(Arrays::compareUnsigned);
        byte[] key = {};
        while (directory.at < bytes.length) {
            int start = directory.at;
            key = directory.entry(key);
            parts.put(key, Arrays.copyOfRange(bytes, start, directory.at));
        }
        for (TreeEntry entry : changed) {
            TreeEntry old = directory.get(entry.name());
            if (old != null) {
                parts.remove(sortKey(old.name().getBytes(StandardCharsets.UTF_8), old.isDirectory()));
            }
            byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
            parts.put(sortKey(name, entry.isDirectory()), encoded(entry, name));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        parts.values().forEach(out::writeBytes);
        return out.toByteArray();
    }

    private static byte[] encoded(TreeEntry entry, byte[] name) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes((Integer.toOctalString(entry.mode()) + " ").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(name);
        out.write(0);
        byte[] id = new byte[ID];
        ObjectId.fromString(entry.id()).copyRawTo(id, 0);
        out.writeBytes(id);
        return out.toByteArray();
    }

    /** Git sorts a directory as if its name ended with a slash. */
    private static byte[] sortKey(byte[] name, boolean isDirectory) {
        if (!isDirectory) {
            return name;
        }
        byte[] key = Arrays.copyOf(name, name.length + 1);
        key[name.length] = '/';
        return key;
    }

    static GitDirectory empty() {
        return new GitDirectory(new byte[0], "");
    }

    int size() {
        return entries.size();
    }

    Collection<TreeEntry> entries() {
        return Collections.unmodifiableCollection(entries.values());
    }

    Collection<String> names() {
        return Collections.unmodifiableCollection(entries.keySet());
    }

    /** Null if the name does not exist. */
    @Nullable TreeEntry get(String name) {
        return entries.get(name);
    }

    /** Takes one entry, and returns what git sorts it by; no entry sorts before an empty key. */
    private byte[] entry(byte[] before) {
        int mode = 0;
        int start = at;
        for (; at < bytes.length && bytes[at] != ' '; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 7 || at - start >= MAX_MODE_LENGTH) {
                throw broken("has an invalid mode");
            }
            mode = mode * 8 + digit;
        }
        int nameStart = at + 1;
        int end = nameStart;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        if (at == start || end + 1 + ID > bytes.length) {
            throw broken("is cut short");
        }
        at = end + 1 + ID;
        TreeEntry entry = new TreeEntry(
                name(nameStart, end), mode, ObjectId.fromRaw(bytes, end + 1).name());
        byte[] key = sortKey(Arrays.copyOfRange(bytes, nameStart, end), entry.isDirectory());
        if (Arrays.compareUnsigned(before, key) >= 0 || entries.put(entry.name(), entry) != null) {
            throw broken("has names twice, or not in git's order");
        }
        return key;
    }

    private String name(int from, int to) {
        try {
            String name = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString();
            if (name.isEmpty() || name.indexOf('/') >= 0) {
                throw broken("has an empty name, or one with a slash");
            }
            return name;
        } catch (CharacterCodingException e) {
            throw broken("has a name that is not UTF-8, " + quoted(from, to));
        }
    }

    /** As git prints such names: what is not a printable ASCII character is its byte in octal digits. */
    private String quoted(int from, int to) {
        StringBuilder text = new StringBuilder("\"");
        for (int i = from; i < Math.min(to, from + MAX_QUOTED); i++) {
            int value = bytes[i] & 0xff;
            if (value < ' ' || value > '~') {
                text.append('\\').append(String.format("%03o", value));
            } else {
                text.append(value == '"' || value == '\\' ? "\\" : "").append((char) value);
            }
        }
        return text.append(to - from > MAX_QUOTED ? "…\"" : "\"").toString();
    }

    private RegistryException broken(String what) {
        String subject = path.isEmpty() ? "the root directory" : path + "/";
        return new RegistryException(Problem.of(ProblemCode.FILE_KIND_INVALID, subject, what)
                .hint("Make the commit again with git itself, and with names in UTF-8.")
                .at(path));
    }
}
