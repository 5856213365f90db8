package io.github.registryorg.site;

import io.github.registryorg.file.TreeSnapshot;
import io.github.registryorg.host.FileIndex;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Problem;
import java.io.EOFException;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What the last run made a site from, repository by repository: in a file beside the site, read piece by piece. Whatever is
 * wrong with the file, the site is made as if there were none.
 */
final class SiteState implements AutoCloseable {

    /** First in the file; another format has another number. */
    private static final String MAGIC = "registry:site state 3\n";

    /** The suffix of its file, after the name of the site. */
    static final String SUFFIX = ".state";

    /** The file of a site that identifies its state: the fingerprint in hex. */
    static final String FINGERPRINT_FILE = "-/host/fingerprint";

    /** Files of a site that are made at its end, and not listed in its index. */
    static final Set<String> OWN_FILES = Set.of(FileIndex.FILE, FINGERPRINT_FILE);

    /** Bytes of a fingerprint. */
    static final int FINGERPRINT = 32;

    /** Bytes of the file that has it: hexadecimal digits and a line break. */
    static final int FINGERPRINT_FILE_SIZE = 2 * FINGERPRINT + 1;

    /** Last in the file: where the directory begins, its length and its checksum. */
    static final int TRAILER = 2 * Long.BYTES + Integer.BYTES;

    private static final int MAX_BLOCK = 1 << 30;

    /** A part of the file, with its checksum. */
    record Block(long offset, int length, int checksum) {

        static Block read(ByteBuffer in) {
            return new Block(in.getLong(), in.getInt(), in.getInt());
        }
    }

    /** Where a repository is in the file. */
    record Entry(Block block, byte[] fingerprint) {}

    private final FileChannel channel;
    private final long trusted;
    private final byte[] fingerprint;
    private final Map<RepositoryName, Entry> entries;
    private final TreeSnapshot walk;
    private final List<Problem> walkProblems;
    private final List<SiteFile> siteFiles;
    private final Set<RepositoryName> found;

    private SiteState(FileChannel channel, ByteBuffer in, byte[] parameters) throws IOException {
        this.channel = channel;
        byte[] known = new byte[FINGERPRINT];
        in.get(known);
        if (!Arrays.equals(known, parameters)) {
            throw new StreamCorruptedException("made with other parameters");
        }
        this.trusted = in.getLong();
        this.fingerprint = new byte[FINGERPRINT];
        in.get(fingerprint);
        this.walk = TreeSnapshot.read(TreeSnapshot.readTimes(in), in);
        this.walkProblems = BuildFormat.readProblems(in);
        this.siteFiles = BuildFormat.readFiles(in);
        this.entries = new TreeMap<>();
        int count = BuildFormat.count(in);
        for (int i = 0; i < count; i++) {
            RepositoryName name = RepositoryName.parse(BuildFormat.text(in));
            Block block = Block.read(in);
            byte[] own = new byte[FINGERPRINT];
            in.get(own);
            entries.put(name, new Entry(block, own));
        }
        this.found = new TreeSet<>(entries.keySet());
        int left = BuildFormat.count(in);
        for (int i = 0; i < left; i++) {
            found.add(RepositoryName.parse(BuildFormat.text(in)));
        }
    }

    /**
     * Opens a state.
     *
     * @param parameters what else the site was made from; {@value #FINGERPRINT} bytes
     * @return empty where there is none, or it is damaged, of another version, or of other parameters
     */
    static Optional<SiteState> open(Path file, byte[] parameters) {
        if (!Files.isRegularFile(file)) {
            // opening a pipe would wait forever
            return Optional.empty();
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file);
            byte[] magic = read(channel, 0, MAGIC.length());
            if (!Arrays.equals(magic, magic())) {
                throw new StreamCorruptedException("is of another version");
            }
            ByteBuffer trailer = ByteBuffer.wrap(read(channel, channel.size() - TRAILER, TRAILER));
            Block directory = new Block(trailer.getLong(), Math.toIntExact(trailer.getLong()), trailer.getInt());
            return Optional.of(new SiteState(channel, ByteBuffer.wrap(block(channel, directory)), parameters));
        } catch (IOException | RuntimeException e) {
            close(channel);
            return Optional.empty();
        }
    }

    static byte[] magic() {
        return MAGIC.getBytes(StandardCharsets.US_ASCII);
    }

    private static void close(@Nullable FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // it was only read
            }
        }
    }

    private static byte[] block(FileChannel channel, Block block) throws IOException {
        byte[] bytes = read(channel, block.offset(), block.length());
        if (checksum(bytes, bytes.length) != block.checksum()) {
            throw new StreamCorruptedException("is damaged");
        }
        return bytes;
    }

    private static byte[] read(FileChannel channel, long offset, int length) throws IOException {
        if (offset < 0 || length < 0 || length > MAX_BLOCK || offset > channel.size() - length) {
            throw new EOFException();
        }
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                throw new EOFException();
            }
        }
        return buffer.array();
    }

    static int checksum(byte[] bytes, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, length);
        return (int) checksum.getValue();
    }

    /** What was modified before this, in nanoseconds since 1970, and not since, is as it was when it was read. */
    long trusted() {
        return trusted;
    }

    /** The fingerprint of the site that this is the state of. */
    byte[] fingerprint() {
        return fingerprint;
    }

    /** What the repositories were found by. */
    TreeSnapshot walk() {
        return walk;
    }

    /** What was found wrong on the way. */
    List<Problem> walkProblems() {
        return walkProblems;
    }

    /** The files that belong to no repository. */
    List<SiteFile> siteFiles() {
        return siteFiles;
    }

    /** All repositories of the site, sorted. */
    Set<RepositoryName> repositories() {
        return entries.keySet();
    }

    /** The same, and those that were found and left out. */
    Set<RepositoryName> found() {
        return found;
    }

    /**
     * What one repository was made from; for several threads.
     *
     * @return empty where it was not there
     * @throws Damaged if the file can't be trusted, in any part
     */
    Optional<RepositoryBuild> repository(RepositoryName name) {
        Entry entry = entries.get(name);
        if (entry == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(BuildFormat.read(name, ByteBuffer.wrap(block(channel, entry.block()))));
        } catch (IOException | RuntimeException e) {
            throw new Damaged(e);
        }
    }

    /**
     * A repository as it is in the file.
     *
     * @param entry of this state
     * @throws Damaged if the file can't be trusted, in any part
     */
    byte[] bytes(Entry entry) {
        try {
            return block(channel, entry.block());
        } catch (IOException e) {
            throw new Damaged(e);
        }
    }

    /** Where a repository is that this has. */
    Entry entry(RepositoryName name) {
        return Objects.requireNonNull(entries.get(name), "not in this state");
    }

    FileChannel channel() {
        return channel;
    }

    @Override
    public void close() {
        close(channel);
    }

    /** The file of the state is not what was written. */
    static final class Damaged extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Damaged(Throwable cause) {
            super(cause);
        }
    }
}
