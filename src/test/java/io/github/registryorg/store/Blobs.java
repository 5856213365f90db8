package io.github.registryorg.store;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.RegistryException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Blobs for tests. */
final class Blobs {

    private Blobs() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Blob of(String text) {
        return of(bytes(text));
    }

    static Blob of(byte[] content) {
        return of(DigestAlgorithm.SHA256, content);
    }

    static Blob of(DigestAlgorithm algorithm, byte[] content) {
        return claiming(Digest.ofContent(algorithm, content), content.length, () -> new ByteArrayInputStream(content));
    }

    static Blob claiming(Digest digest, long size, Blob.Content content) {
        return new Blob(Descriptor.of(MediaType.OCI_LAYER_GZIP, digest, size), content);
    }

    static Problem problem(ThrowingCallable code) {
        return catchThrowableOfType(RegistryException.class, code).problem();
    }
}
