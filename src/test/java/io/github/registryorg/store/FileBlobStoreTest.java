package io.github.registryorg.store;

import static io.github.registryorg.store.Blobs.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.BlobAddress;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBlobStoreTest extends WritableBlobStoreContract {

    @TempDir
    private Path temp;

    private Path directory() {
        return temp.resolve("store");
    }

    @Override
    WritableBlobStore store() {
        return new FileBlobStore(URI.create("file:store"), directory());
    }

    private Path file(Digest digest) {
        return directory().resolve(BlobAddress.path(digest));
    }

    @Override
    void given(Digest digest, byte[] content) throws IOException {
        Files.createDirectories(file(digest).getParent());
        Files.write(file(digest), content);
    }

    @Override
    void assertHoldsOnly(Digest... digests) throws IOException {
        if (!Files.exists(directory())) {
            assertThat(digests).isEmpty();
            return;
        }
        try (Stream<Path> files = Files.walk(directory())) {
            assertThat(files.filter(file -> !Files.isDirectory(file)))
                    .containsExactlyInAnyOrderElementsOf(
                            Arrays.stream(digests).map(this::file).toList());
        }
    }

    @Test
    void blobs_written_haveThePermissionsOfTheUmask() throws IOException {
        Blob blob = Blobs.of("content");
        store().put(blob, false);
        Path ordinary = Files.writeString(temp.resolve("ordinary"), "x");

        assertThat(Files.getPosixFilePermissions(file(blob.digest())))
                .isEqualTo(Files.getPosixFilePermissions(ordinary));
    }

    @Test
    void files_ofKilledRuns_areRemovedByTheNext() throws IOException {
        Path partials = Files.createDirectories(directory().resolve("sha256/.partial"));
        Path killed = Files.writeString(partials.resolve("killed"), "x");
        Path ours = Files.writeString(partials.resolve("0123456789ab" + BlobWriter.OWN + "ours"), "x");
        // a server in a container has the same process id each time
        Path namesake = Files.writeString(
                partials.resolve("0123456789ab-" + ProcessHandle.current().pid() + "-1577836800000-x"), "x");
        Path running = Files.writeString(partials.resolve("running"), "x");
        Path forgotten = Files.writeString(partials.resolve("forgotten"), "x");
        Files.setLastModifiedTime(forgotten, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        Blob blob = Blobs.of("content");

        try (FileChannel writer = FileChannel.open(running, StandardOpenOption.WRITE);
                FileChannel old = FileChannel.open(forgotten, StandardOpenOption.WRITE)) {
            assertThat(writer.lock().isValid()).isTrue();
            assertThat(old.lock().isValid()).isTrue();
            assertThat(store().put(blob, false)).isEqualTo(WritableBlobStore.Put.WRITTEN);
        }
        assertThat(killed).doesNotExist();
        assertThat(namesake).doesNotExist();
        assertThat(forgotten).doesNotExist();
        assertThat(ours).exists();
        assertThat(running).exists();
        assertThat(file(blob.digest())).hasContent("content");
    }

    @Test
    void blob_aLinkOutOfTheStore_isNotReadOrWritten() throws IOException {
        Blob blob = Blobs.of("secret!");
        Path secret = Files.writeString(temp.resolve("secret"), "secret!");
        Files.createDirectories(file(blob.digest()).getParent());
        Files.createSymbolicLink(file(blob.digest()), secret);

        for (Problem problem : List.of(
                problem(() -> store().stat(blob.digest())),
                problem(() -> store().locate(blob.digest())),
                problem(() -> store().open(blob.digest())),
                problem(() -> store().put(blob, true)))) {
            assertThat(problem.code()).isEqualTo(ProblemCode.FILE_KIND_INVALID);
        }
        assertThat(secret).hasContent("secret!");
    }

    @Test
    void directory_aLinkOutOfTheStore_isNotReadOrWritten() throws IOException {
        Path outside = Files.createDirectories(temp.resolve("outside"));
        Files.createDirectories(directory());
        Files.createSymbolicLink(directory().resolve("sha256"), outside);
        Blob blob = Blobs.of("content");

        assertThat(problem(() -> store().put(blob, false)).code()).isEqualTo(ProblemCode.FILE_KIND_INVALID);
        assertThat(outside).isEmptyDirectory();

        Files.writeString(outside.resolve(blob.digest().hex()), "content");
        assertThat(problem(() -> store().open(blob.digest())).code()).isEqualTo(ProblemCode.FILE_KIND_INVALID);
    }

    @Test
    void links_withinOrToTheStore_areFollowed() throws IOException {
        Blob blob = Blobs.of("content");
        Path real = Files.createDirectories(temp.resolve("real/disk/sha256")).getParent();
        Files.createSymbolicLink(directory(), real);
        Files.writeString(real.resolve("kept"), "content");
        Files.createSymbolicLink(file(blob.digest()), real.resolve("kept"));

        assertThat(store().stat(blob.digest())).hasValue(7);
        assertThat(store().locate(blob.digest())).contains(real.toRealPath().resolve("kept"));
    }

    @Test
    void blob_aLinkToNothing_isReplaced() throws IOException {
        Blob blob = Blobs.of("content");
        Files.createDirectories(file(blob.digest()).getParent());
        Files.createSymbolicLink(file(blob.digest()), temp.resolve("nothing"));

        assertThat(store().stat(blob.digest())).isEmpty();
        assertThat(store().put(blob, false)).isEqualTo(WritableBlobStore.Put.WRITTEN);
        assertThat(file(blob.digest())).isRegularFile();
        assertThat(temp.resolve("nothing")).doesNotExist();
    }

    @Test
    void blob_aLinkToItself_isReported() throws IOException {
        Blob blob = Blobs.of("content");
        Files.createDirectories(file(blob.digest()).getParent());
        Files.createSymbolicLink(file(blob.digest()), file(blob.digest()));

        assertThat(problem(() -> store().stat(blob.digest())).code()).isEqualTo(ProblemCode.IO_FAILED);
    }

    @Test
    void blob_aDirectory_isReported() throws IOException {
        Blob blob = Blobs.of("content");
        Files.createDirectories(file(blob.digest()));

        assertThat(problem(() -> store().stat(blob.digest())).code()).isEqualTo(ProblemCode.FILE_KIND_INVALID);
        assertThat(problem(() -> store().put(blob, false)).code()).isEqualTo(ProblemCode.FILE_KIND_INVALID);
    }

    @Test
    void store_aFile_isReported() throws IOException {
        Files.writeString(directory(), "x");
        Blob blob = Blobs.of("content");

        assertThat(problem(() -> store().put(blob, false)).code()).isEqualTo(ProblemCode.IO_FAILED);
    }

    @Test
    void store_absent_isReported() {
        Problem problem = problem(() -> store().open(Digest.sha256(new byte[0])));

        assertThat(problem.code()).isEqualTo(ProblemCode.BLOB_UNKNOWN);
        assertThat(problem.cause()).isEqualTo("that directory is not there");
    }

    @Test
    void writer_interrupted_leavesNothing() throws IOException {
        Blob blob = Blobs.claiming(Digest.sha256(Blobs.bytes("content")), 7, () -> {
            Thread.currentThread().interrupt();
            return new ByteArrayInputStream(Blobs.bytes("content"));
        });

        Problem problem = problem(() -> store().put(blob, false));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(problem.code()).isEqualTo(ProblemCode.INTERRUPTED);
        assertHoldsOnly();
    }
}
