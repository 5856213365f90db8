package io.github.registryorg.source;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.source.file.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.zip.GZIPOutputStream;

/** A layer that is not compressed → the same with gzip, in a temporary file: no time, no name, always the same bytes. */
final class GzipLayer {

    private static final int BUFFER = 128 * 1024;

    private GzipLayer() {}

    /** @param file that it is written to */
    static Blob of(SourceFile layer, Path file) {
        MessageDigest hash = DigestAlgorithm.SHA256.newMessageDigest();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = layer.content().open();
                OutputStream out =
                        new GZIPOutputStream(new DigestOutputStream(Files.newOutputStream(file), hash), BUFFER)) {
            int count;
            while ((count = in.readNBytes(buffer, 0, BUFFER)) > 0) {
                out.write(buffer, 0, count);
            }
        } catch (IOException e) {
            throw Failures.io("compressing the layer " + layer.name() + " to", file, e);
        }
        Digest digest = Digest.of(DigestAlgorithm.SHA256, hash.digest());
        return new Blob(Descriptor.of(MediaType.OCI_LAYER_GZIP, digest, size(file)), () -> Files.newInputStream(file));
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw Failures.io("reading", file, e);
        }
    }
}
