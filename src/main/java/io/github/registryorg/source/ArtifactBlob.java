package io.github.registryorg.source;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.problem.Failures;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** The blobs of artifacts that are one file. */
final class ArtifactBlob {

    private static final String TITLE = "org.opencontainers.image.title";

    private ArtifactBlob() {}

    /** A config that says nothing but its type: {@code {}}. */
    static Blob emptyObject(MediaType mediaType) {
        byte[] bytes = "{}".getBytes(StandardCharsets.UTF_8);
        Descriptor descriptor = Descriptor.of(mediaType, Digest.sha256(bytes), bytes.length);
        return new Blob(descriptor, () -> new ByteArrayInputStream(bytes));
    }

    /** The file as a layer that is called as the file is. */
    static Blob titled(String subject, Path path, MediaType mediaType) {
        String title = path.getFileName().toString();
        SourceFile file = new SourceFile(path, title, size(path), () -> Files.newInputStream(path));
        Digest digest = Scan.of(subject, file, Set.of(DigestAlgorithm.SHA256)).digest(DigestAlgorithm.SHA256);
        Descriptor descriptor = Descriptor.of(mediaType, digest, file.size()).withAnnotations(Map.of(TITLE, title));
        return new Blob(descriptor, file.content());
    }

    private static long size(Path path) {
        try {
            return Files.size(path);
        } catch (IOException e) {
            throw Failures.io("Reading", path, e);
        }
    }
}
