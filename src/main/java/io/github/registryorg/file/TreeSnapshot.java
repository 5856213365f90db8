package io.github.registryorg.file;

import java.io.DataOutput;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What was read of a tree, so that a later run knows whether it would read the same, most often without reading. */
public final class TreeSnapshot {

    /** Nothing was read. */
    public static final TreeSnapshot NOTHING = new TreeSnapshot(List.of());

    private static final int ID = 20;
    private static final byte[] NO_ID = {};

    /** How a path was read, and what was found there. */
    enum Observation {
        /** Nothing is there. */
        ABSENT,
        /** A directory was listed; its id is of its names. */
        LISTED,
        /** A file was read. */
        READ,
        /** Something that was not read: a file, a directory, a link, anything else. */
        FILE,
        DIRECTORY,
        LINK,
        OTHER;

        /** Whether the time of the last change says something about what was read. */
        boolean hasTime() {
            return this == READ || this == LISTED;
        }
    }

    private static final Observation[] OBSERVATIONS = Observation.values();

    /**
     * One path.
     *
     * @param size bytes of a file; 0 of anything else
     * @param modified nanoseconds since 1970; 0 where time is of no use
     * @param file which file it was, as far as the file system distinguishes them: another may have the same time
     * @param id of its content; empty where only the time is known
     */
    record Item(String path, Observation observation, long size, long modified, int file, byte[] id) {

        /** What was seen, and not read. */
        static Item unread(String path, Observation observation) {
            return new Item(path, observation, 0, 0, 0, NO_ID);
        }

        /** A directory that was listed, or a file that was read. */
        static Item read(String path, Observation observation, BasicFileAttributes attributes, byte[] id) {
            long size = observation == Observation.READ ? attributes.size() : 0;
            return new Item(
                    path, observation, size, nanoseconds(attributes), Objects.hashCode(attributes.fileKey()), id);
        }

        boolean hasTime() {
            return observation.hasTime();
        }
    }

    /** How a tree is now. */
    public enum State {
        /** As it was, times too. */
        SAME,
        /** Unchanged, but times differ, or are too recent to decide by. */
        TOUCHED,
        /** Perhaps not as it was. */
        CHANGED
    }

    private final List<Item> items;

    /** @param items sorted by path, each once */
    TreeSnapshot(Collection<Item> items) {
        this.items = List.copyOf(items);
    }

    /** Whether paths, kinds and contents are the same, whatever the times: 32 bytes. */
    public byte[] fingerprint() {
        MessageDigest hash = HashAlgorithm.SHA256.newMessageDigest();
        for (Item item : items) {
            hash.update(item.path.getBytes(StandardCharsets.UTF_8));
            hash.update((byte) 0);
            hash.update((byte) item.observation.ordinal());
            hash.update(item.id);
        }
        return hash.digest();
    }

    /**
     * What a comparison has found.
     *
     * @param now the same with the times of now; null where it has changed
     */
    public record Comparison(State state, @Nullable TreeSnapshot now) {}

    /**
     * Compares with the tree as it is now.
     *
     * @param trusted nanoseconds since 1970: what was modified before, and not since, is as it was, if it is the same file. What is younger may
     *     have been modified again within the same tick of the clock
     */
    public Comparison compare(DirectoryTree tree, long trusted, ContentIds ids) {
        List<Item> touched = null;
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            Item now = now(item, tree, trusted, ids);
            if (now == null) {
                return new Comparison(State.CHANGED, null);
            }
            if (now != item && touched == null) {
                touched = new ArrayList<>(items.subList(0, i));
            }
            if (touched != null) {
                touched.add(now);
            }
        }
        return touched == null
                ? new Comparison(State.SAME, this)
                : new Comparison(State.TOUCHED, new TreeSnapshot(touched));
    }

    /** The item with its time now, the very same where that can be trusted; null where it has changed. */
    private static @Nullable Item now(Item item, DirectoryTree tree, long trusted, ContentIds ids) {
        BasicFileAttributes now = tree.attributes(item.path);
        if (now == null || item.observation == Observation.ABSENT) {
            return now == null && item.observation == Observation.ABSENT ? item : null;
        }
        if (now.isRegularFile() != (item.observation == Observation.READ || item.observation == Observation.FILE)
                || now.isDirectory()
                        != (item.observation == Observation.LISTED || item.observation == Observation.DIRECTORY)
                || now.isSymbolicLink() != (item.observation == Observation.LINK)) {
            return null;
        }
        boolean file = item.observation == Observation.READ;
        if (!file && item.observation != Observation.LISTED) {
            return item;
        }
        if (file && now.size() != item.size) {
            return null;
        }
        long modified = nanoseconds(now);
        if (modified == item.modified && modified < trusted && Objects.hashCode(now.fileKey()) == item.file) {
            return item;
        }
        byte[] id = file
                ? idOf(item, tree, modified, ids)
                : tree.names(item.path).map(TreeSnapshot::listing).orElse(NO_ID);
        return id.length > 0 && Arrays.equals(id, item.id) ? Item.read(item.path, item.observation, now, id) : null;
    }

    private static byte[] idOf(Item item, DirectoryTree tree, long modified, ContentIds ids) {
        return ids.of(item.path, item.size, modified).orElseGet(() -> {
            int limit = (int) Math.min(item.size, Integer.MAX_VALUE - 16);
            return tree.read(item.path, limit).map(ContentIds::of).orElse(NO_ID);
        });
    }

    static long nanoseconds(BasicFileAttributes attributes) {
        return attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
    }

    /** The id of the names in a directory. */
    static byte[] listing(String[] names) {
        Arrays.sort(names);
        byte[] text = String.join("\0", names).getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(HashAlgorithm.SHA256.newMessageDigest().digest(text), ID);
    }

    /** Writes all but the times, for {@link #read}. */
    public void write(DataOutput out) throws IOException {
        FrontCoding.Writer paths = new FrontCoding.Writer(out);
        out.writeInt(items.size());
        for (Item item : items) {
            paths.write(item.path);
            out.writeByte(item.observation.ordinal() | (item.id.length == 0 ? 0 : 0x80));
            if (item.hasTime()) {
                out.writeLong(item.size);
                out.write(item.id);
            }
        }
    }

    /** Writes the times for {@link #read}: as many bytes for every snapshot that has the same content. */
    public void writeTimes(DataOutput out) throws IOException {
        out.writeInt((int) items.stream().filter(Item::hasTime).count());
        for (Item item : items) {
            if (item.hasTime()) {
                out.writeLong(item.modified);
                out.writeInt(item.file);
            }
        }
    }

    /**
     * Reads the times that {@code in} has next.
     *
     * @throws RuntimeException if they are damaged
     */
    public static ByteBuffer readTimes(ByteBuffer in) {
        int length = Math.multiplyExact(in.getInt(), Long.BYTES + Integer.BYTES);
        ByteBuffer times = in.slice(in.position(), length);
        in.position(in.position() + length);
        return times;
    }

    /**
     * Reads what was written.
     *
     * @param times of {@link #readTimes}
     * @param in at the rest
     * @throws IOException if it is damaged
     * @throws RuntimeException likewise
     */
    public static TreeSnapshot read(ByteBuffer times, ByteBuffer in) throws IOException {
        FrontCoding.Reader paths = new FrontCoding.Reader(in);
        int count = in.getInt();
        if (count < 0) {
            throw new StreamCorruptedException("a number is wrong");
        }
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String path = paths.read();
            int kind = in.get();
            Observation observation = OBSERVATIONS[kind & 0x7f];
            long size = 0;
            long modified = 0;
            int file = 0;
            byte[] id = NO_ID;
            if (observation.hasTime()) {
                size = in.getLong();
                modified = times.getLong();
                file = times.getInt();
                if (kind < 0) {
                    id = new byte[ID];
                    in.get(id);
                }
            }
            items.add(new Item(path, observation, size, modified, file, id));
        }
        if (times.hasRemaining()) {
            throw new StreamCorruptedException("there are more times than files");
        }
        return new TreeSnapshot(items);
    }
}
