package io.github.registryorg.store;

import static io.github.registryorg.store.Blobs.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.problem.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** What every store does, wherever it keeps its blobs. */
abstract class BlobStoreContract {

    /** The store that is tested; the same in one test. */
    abstract BlobStore store() throws IOException;

    /** Has this content in the store under this digest, whether or not it fits. */
    abstract void given(Digest digest, byte[] content) throws IOException;

    private Digest given(byte[] content) throws IOException {
        Digest digest = Digest.sha256(content);
        given(digest, content);
        return digest;
    }

    private byte[] read(Digest digest) throws IOException {
        try (InputStream in = store().open(digest)) {
            return in.readAllBytes();
        }
    }

    @Test
    void size_ofABlob_isKnownWithoutReading() throws IOException {
        assertThat(store().stat(given(Blobs.bytes("content")))).hasValue(7);
    }

    @Test
    void size_ofAnAbsentBlob_isEmpty() throws IOException {
        assertThat(store().stat(Digest.sha256(Blobs.bytes("absent")))).isEmpty();
    }

    @Test
    void blob_empty_isRead() throws IOException {
        Digest digest = given(new byte[0]);

        assertThat(store().stat(digest)).hasValue(0);
        assertThat(read(digest)).isEmpty();
    }

    @Test
    void blob_readRepeatedly_hasTheSameBytes() throws IOException {
        byte[] content = new byte[300_000];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (i * 31);
        }
        Digest digest = given(content);

        assertThat(read(digest)).isEqualTo(content);
        assertThat(read(digest)).isEqualTo(content);
    }

    @Test
    void reading_stoppedEarly_isAllowed() throws IOException {
        Digest digest = given(new byte[3_000_000]);

        for (int i = 0; i < 20; i++) {
            try (InputStream in = store().open(digest)) {
                assertThat(in.read()).isZero();
            }
        }
    }

    @Test
    void blob_absent_isReportedWhenRead() {
        assertThat(problem(() -> store().open(Digest.sha256(Blobs.bytes("absent"))))
                        .code())
                .isEqualTo(ProblemCode.BLOB_UNKNOWN);
    }

    @Test
    void digest_ofAnotherAlgorithm_isSeparate() throws IOException {
        byte[] content = Blobs.bytes("content");
        Digest digest = Digest.ofContent(DigestAlgorithm.SHA512, content);
        given(digest, content);

        assertThat(store().stat(digest)).hasValue(7);
        assertThat(store().stat(Digest.sha256(content))).isEmpty();
        assertThat(read(digest)).isEqualTo(content);
    }

    @Test
    void blob_ofReaders_isBelowTheBase() throws IOException {
        Digest digest = Digest.sha256(Blobs.bytes("content"));

        assertThat(store().base().toString()).doesNotEndWith("/");
        assertThat(store().address(digest)).hasToString(store().base() + "/sha256/" + digest.hex());
    }

    @Test
    void blob_located_isTheBlob() throws IOException {
        Digest digest = given(Blobs.bytes("content"));

        assertThat(store().locate(Digest.sha256(Blobs.bytes("absent")))).isEmpty();
        store().locate(digest)
                .ifPresent(file -> assertThat(file).isAbsolute().isRegularFile().hasContent("content"));
    }
}
