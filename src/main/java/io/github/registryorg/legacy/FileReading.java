package io.github.registryorg.legacy;

import io.github.registryorg.file.HashAlgorithm;
import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.oci.FileArtifact;
import io.github.registryorg.problem.ByteCount;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.remote.ResumingBody;
import io.github.registryorg.store.BlobStores;
import io.github.registryorg.work.Progress;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/** Reads files at URLs that strangers name, once and whole, keeping none of their bytes. */
final class FileReading {

    private static final int BUFFER = 128 * 1024;

    private final BlobStores stores;
    private final Progress progress;

    /** @param progress hears of the bytes that are read */
    public FileReading(BlobStores stores, Progress progress) {
        this.stores = stores;
        this.progress = progress;
    }

    /**
     * Reads and hashes a file.
     *
     * @param most bytes that it may have
     * @throws RegistryException as {@link io.github.registryorg.store.RemoteBlob}; {@code SIZE_INVALID} if there
     *     are more bytes than that
     */
    public FoundFile read(String url, long most) {
        MessageDigest sha256 = DigestAlgorithm.SHA256.newMessageDigest();
        MessageDigest md5 = HashAlgorithm.MD5.newMessageDigest();
        byte[] buffer = new byte[BUFFER];
        byte[] start = {};
        long size = 0;
        try (ResumingBody body = stores.blob(url).open()) {
            if (body.length().orElse(0) > most) {
                throw new RegistryException(tooLarge(url, most));
            }
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                size += read;
                if (size > most) {
                    throw new RegistryException(tooLarge(url, most));
                }
                if (start.length < FileArtifact.START_LENGTH) {
                    start = joined(start, buffer, read);
                }
                sha256.update(buffer, 0, read);
                progress.moved(read);
                md5.update(buffer, 0, read);
            }
        } catch (IOException e) {
            throw Failures.of(
                    Problem.of(
                                    ProblemCode.IO_FAILED,
                                    RemoteUrl.redacted(url),
                                    "broke off after " + ByteCount.exact(size))
                            .because(e.getMessage())
                            .hint("Run the same command again later: it continues with what is not imported yet."),
                    e);
        }
        return FoundFile.of(
                Digest.of(DigestAlgorithm.SHA256, sha256.digest()),
                HexFormat.of().formatHex(md5.digest()),
                size,
                start);
    }

    private static byte[] joined(byte[] start, byte[] buffer, int read) {
        int more = Math.min(read, FileArtifact.START_LENGTH - start.length);
        byte[] joined = Arrays.copyOf(start, start.length + more);
        System.arraycopy(buffer, 0, joined, start.length, more);
        return joined;
    }

    private static Problem tooLarge(String url, long most) {
        return Problem.of(
                        ProblemCode.SIZE_INVALID,
                        RemoteUrl.redacted(url),
                        "has more than the " + most + " bytes that its tag's size allows")
                .hint("Is it another file? Fix size or url.");
    }
}
