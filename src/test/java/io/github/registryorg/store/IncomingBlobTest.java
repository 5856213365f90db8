package io.github.registryorg.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import org.junit.jupiter.api.Test;

/** Content that gets its name last. */
class IncomingBlobTest {

    private static final byte[] CONTENT = Blobs.bytes("some content");

    private final ScriptedStore store = new ScriptedStore();

    @Test
    void write_thatFailedHalfway_isNeverStored() {
        try (IncomingBlob blob = store.receive(DigestAlgorithm.SHA256)) {
            store.whenWriting(() -> {
                throw new IllegalArgumentException("broken");
            });
            assertThatThrownBy(() -> blob.write(CONTENT, 0, CONTENT.length)).hasMessage("broken");
            store.whenWriting(() -> {});
            assertThatThrownBy(() -> blob.write(CONTENT, 0, CONTENT.length)).hasMessageContaining("has failed");
            assertThatThrownBy(() -> blob.finish(Digest.sha256(CONTENT))).hasMessageContaining("has failed");
        }
        assertThat(store.blobs()).isEmpty();
    }

    @Test
    void digest_ofAnotherAlgorithm_readsItOnceMore_andClosesIt() {
        Digest digest = Digest.ofContent(DigestAlgorithm.SHA512, CONTENT);
        try (IncomingBlob blob = store.receive(DigestAlgorithm.SHA256)) {
            blob.write(CONTENT, 0, CONTENT.length);
            blob.finish(digest);
            assertThat(store.open()).isEqualTo(1);
        }
        assertThat(store.blobs().get(digest)).isEqualTo(CONTENT);
        assertThat(store.open()).isZero();
    }
}
