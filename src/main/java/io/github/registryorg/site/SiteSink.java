package io.github.registryorg.site;

import io.github.registryorg.file.StagedDirectory;
import io.github.registryorg.host.FileIndex;
import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.store.BlobSubject;
import io.github.registryorg.store.CheckedContent;
import io.github.registryorg.tree.Stage;
import io.github.registryorg.tree.TreeSink;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** Takes the files of one part of a site: of one repository, or those that belong to none. For one thread. */
final class SiteSink implements TreeSink {

    private final Optional<StagedDirectory> target;
    private final long maxFileBytes;
    private final Map<String, SiteFile> files = new HashMap<>();
    private final List<LargeFile> large = new ArrayList<>();
    private long bytes;
    private long indexed;

    /** @param maxFileBytes that the host takes in one file */
    SiteSink(StagedDirectory target, long maxFileBytes) {
        this(Optional.of(target), maxFileBytes);
    }

    private SiteSink(Optional<StagedDirectory> target, long maxFileBytes) {
        this.target = target;
        this.maxFileBytes = maxFileBytes;
    }

    /** When files of a stage come; there are numbers between those of two stages. */
    static int rank(Stage stage) {
        return 2 * stage.ordinal();
    }

    /** Counts, and puts files nowhere. */
    static SiteSink counting() {
        return new SiteSink(Optional.empty(), Long.MAX_VALUE);
    }

    @Override
    public void file(String path, Stage stage, MediaType mediaType, byte[] content) {
        count(new SiteFile(path, stage, mediaType, content.length), content.length);
        target.ifPresent(directory -> directory.put(path, rank(stage), content));
    }

    @Override
    public void sameFile(String path, Stage stage, MediaType mediaType, String earlier) {
        count(
                new SiteFile(
                        path,
                        stage,
                        mediaType,
                        Objects.requireNonNull(files.get(earlier), earlier).size()),
                0);
        target.ifPresent(directory -> directory.putSame(path, rank(stage), earlier));
    }

    /**
     * A blob whose bytes go into the site, after they were verified.
     *
     * @param file that has them on this machine; empty where they must be copied. Asked only where the site doesn't have
     *     them already
     * @param subject the blob in the store, for problems
     */
    void blob(String path, Blob blob, Supplier<Optional<Path>> file, BlobSubject subject) {
        count(new SiteFile(path, Stage.BLOBS, MediaType.OCTET_STREAM, blob.size()), blob.size());
        target.ifPresent(directory -> put(directory, path, blob, file, subject));
    }

    private static void put(
            StagedDirectory target, String path, Blob blob, Supplier<Optional<Path>> file, BlobSubject subject) {
        if (target.putBefore(path, before -> isBlob(before, blob.descriptor()))) {
            return;
        }
        Optional<Path> local = file.get();
        if (local.isPresent()) {
            CheckedContent.check(blob).ifPresent(problem -> {
                throw new RegistryException(subject.of(problem));
            });
            target.putFile(path, rank(Stage.BLOBS), local.get());
        } else {
            target.put(path, rank(Stage.BLOBS), out -> copy(blob, out, subject));
        }
    }

    private static void copy(Blob blob, OutputStream out, BlobSubject subject) throws IOException {
        try {
            CheckedContent.copy(blob, out);
        } catch (RegistryException e) {
            throw subject.of(e);
        }
    }

    /**
     * The first bytes of a blob that was emitted, from the site's own file.
     *
     * @param most how many; fewer where it has no more, and none where files are counted only
     */
    byte[] start(String path, int most) {
        return target.map(directory -> start(directory.made(path), most)).orElse(new byte[0]);
    }

    private static byte[] start(Path file, int most) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(most);
        } catch (IOException e) {
            throw Failures.io("reading", file, e);
        }
    }

    private void count(SiteFile file, long added) {
        files.put(file.path(), file);
        bytes += added;
        indexed += FileIndex.length(file.path(), file.stage(), file.mediaType());
        if (added > maxFileBytes) {
            large.add(new LargeFile(file.path(), added));
        }
    }

    /** Counts bytes of files that are large and are in the site twice, which not every way to a host preserves. */
    void copied(long size) {
        bytes += size;
    }

    /** Sorted by path. */
    List<SiteFile> files() {
        return files.values().stream().sorted().toList();
    }

    SiteSize size() {
        return new SiteSize(files.size(), bytes, indexed, large);
    }

    /** Whether a file has exactly the bytes that it should have. */
    static boolean isBlob(Path file, Descriptor blob) throws IOException {
        Blob there = new Blob(blob, () -> Files.newInputStream(file));
        return Files.size(file) == blob.size() && CheckedContent.check(there).isEmpty();
    }
}
