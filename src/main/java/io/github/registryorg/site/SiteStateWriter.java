package io.github.registryorg.site;

import io.github.registryorg.file.DirectoryLock;
import io.github.registryorg.file.HashAlgorithm;
import io.github.registryorg.file.TreeSnapshot;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Writes the state of the site that is being made, to a file that takes the place of the old one once the site is there. */
final class SiteStateWriter implements AutoCloseable {

    /** Nanoseconds: file systems don't distinguish times that are nearer to each other. */
    private static final long COARSEST_CLOCK = TimeUnit.SECONDS.toNanos(2);

    private final Path file;
    private final Path fresh;
    private final SiteParameters parameters;
    private final long trusted;
    private final FileChannel channel;
    private final Map<RepositoryName, SiteState.Entry> entries = new TreeMap<>();
    private final ThreadLocal<ByteArrayOutputStream> buffers = ThreadLocal.withInitial(ByteArrayOutputStream::new);

    /**
     * Begins before anything is read of the metadata.
     *
     * @param parameters as {@link SiteState#open} compares them
     */
    SiteStateWriter(DirectoryLock lock, SiteParameters parameters) {
        this.file = lock.beside(SiteState.SUFFIX);
        this.fresh = lock.beside(SiteState.SUFFIX + ".new");
        this.parameters = parameters;
        try {
            Files.deleteIfExists(fresh);
            Files.write(fresh, SiteState.magic());
            this.trusted = Files.getLastModifiedTime(fresh).to(TimeUnit.NANOSECONDS) - COARSEST_CLOCK;
            this.channel = atEnd(fresh);
        } catch (IOException e) {
            throw Failures.io("writing", fresh, e);
        }
    }

    private static FileChannel atEnd(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        try {
            return channel.position(channel.size());
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private interface Part {
        void writeTo(DataOutputStream out) throws IOException;
    }

    private byte[] bytes(Part part) throws IOException {
        ByteArrayOutputStream buffer = buffers.get();
        buffer.reset();
        part.writeTo(new DataOutputStream(buffer));
        return buffer.toByteArray();
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private synchronized SiteState.Block append(byte[] bytes) throws IOException {
        SiteState.Block block =
                new SiteState.Block(channel.position(), bytes.length, SiteState.checksum(bytes, bytes.length));
        write(ByteBuffer.wrap(bytes));
        return block;
    }

    /** Adds a repository; by several threads. */
    void add(RepositoryBuild build) {
        try {
            SiteState.Block block = append(bytes(out -> BuildFormat.write(build, out)));
            add(build.name(), new SiteState.Entry(block, build.fingerprint()));
        } catch (IOException e) {
            throw Failures.io("writing", fresh, e);
        }
    }

    /**
     * Adds a repository as it is in another state, but for times; by several threads.
     *
     * @param inputs the same with the times of now
     * @throws SiteState.Damaged if {@code before} can't be trusted
     */
    void touch(SiteState before, RepositoryName name, TreeSnapshot inputs) {
        SiteState.Entry entry = before.entry(name);
        byte[] build = before.bytes(entry);
        try {
            byte[] times = bytes(inputs::writeTimes);
            System.arraycopy(times, 0, build, 0, times.length);
            add(name, new SiteState.Entry(append(build), entry.fingerprint()));
        } catch (IOException e) {
            throw Failures.io("writing", fresh, e);
        }
    }

    private synchronized void add(RepositoryName name, SiteState.Entry entry) {
        entries.put(name, entry);
    }

    /** Adds these repositories as they are in another state, but for those that are here; while other threads add some. */
    synchronized void keep(SiteState before, Iterable<RepositoryName> names) {
        try {
            // what follows each other there is copied at once
            long from = 0;
            long length = 0;
            for (RepositoryName name : names) {
                if (entries.containsKey(name)) {
                    continue;
                }
                SiteState.Entry entry = before.entry(name);
                SiteState.Block block = entry.block();
                if (block.offset() != from + length) {
                    copy(before, from, length);
                    from = block.offset();
                    length = 0;
                }
                SiteState.Block own =
                        new SiteState.Block(channel.position() + length, block.length(), block.checksum());
                entries.put(name, new SiteState.Entry(own, entry.fingerprint()));
                length += block.length();
            }
            copy(before, from, length);
        } catch (IOException e) {
            throw Failures.io("writing", fresh, e);
        }
    }

    private void copy(SiteState before, long from, long length) throws IOException {
        long done = 0;
        while (done < length) {
            long copied = before.channel().transferTo(from + done, length - done, channel);
            if (copied == 0) {
                throw new SiteState.Damaged(new EOFException("was cut meanwhile"));
            }
            done += copied;
        }
    }

    /** The fingerprint of the whole site, once all repositories are there: the same for the same inputs and files. */
    byte[] fingerprint(List<SiteFile> siteFiles) {
        MessageDigest hash = HashAlgorithm.SHA256.newMessageDigest();
        hash.update(parameters.site());
        hash.update(RepositoryBuild.fingerprint(TreeSnapshot.NOTHING, "", siteFiles));
        entries.forEach((name, entry) -> hash.update(entry.fingerprint()));
        return hash.digest();
    }

    /**
     * Writes what is left, so that only {@link #commit} remains.
     *
     * @param found the repositories, those that are left out too
     */
    void finish(
            byte[] fingerprint,
            List<RepositoryName> found,
            TreeSnapshot walk,
            List<Problem> walkProblems,
            List<SiteFile> siteFiles) {
        try {
            SiteState.Block directory = append(bytes(out -> {
                out.write(parameters.run());
                out.writeLong(trusted);
                out.write(fingerprint);
                walk.writeTimes(out);
                walk.write(out);
                BuildFormat.writeProblems(walkProblems, out);
                BuildFormat.writeFiles(siteFiles, out);
                out.writeInt(entries.size());
                for (Map.Entry<RepositoryName, SiteState.Entry> entry : entries.entrySet()) {
                    BuildFormat.text(entry.getKey().name(), out);
                    SiteState.Block block = entry.getValue().block();
                    out.writeLong(block.offset());
                    out.writeInt(block.length());
                    out.writeInt(block.checksum());
                    out.write(entry.getValue().fingerprint());
                }
                List<RepositoryName> left = found.stream()
                        .filter(name -> !entries.containsKey(name))
                        .toList();
                out.writeInt(left.size());
                for (RepositoryName name : left) {
                    BuildFormat.text(name.name(), out);
                }
            }));
            write(ByteBuffer.allocate(SiteState.TRAILER)
                    .putLong(directory.offset())
                    .putLong(directory.length())
                    .putInt(directory.checksum())
                    .flip());
            channel.close();
        } catch (IOException e) {
            throw Failures.io("writing", fresh, e);
        }
    }

    /** Lets this be the state. */
    void commit() {
        try {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw Failures.io("writing", file, e);
        }
    }

    /** Removes what was not committed. */
    @Override
    public void close() {
        try (channel) {
            Files.deleteIfExists(fresh);
        } catch (IOException e) {
            throw Failures.io("cleaning up", fresh, e);
        }
    }
}
