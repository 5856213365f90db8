package io.github.registryorg.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.problem.RegistryException;
import java.net.URI;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class HeldBlobsTest {

    private static final int BLOB_SIZE = 256 * 1024;

    private final HeldBlobs held = new HeldBlobs(URI.create("https://storage.example"));

    private Digest add(int number) {
        byte[] content = ByteBuffer.allocate(BLOB_SIZE).putInt(number).array();
        Digest digest = Digest.sha256(content);
        held.add(digest, content);
        return digest;
    }

    @Test
    void add_ofMoreThanFits_forgetsTheOldest() {
        Digest first = add(0);
        Digest second = add(1);
        int fitting = (int) (HeldBlobs.MAX_SIZE / BLOB_SIZE);
        for (int i = 2; i < fitting; i++) {
            add(i);
        }
        assertThat(held.stat(first)).hasValue(BLOB_SIZE);
        // which makes it the newest
        add(0);
        add(fitting);
        assertThat(held.stat(first)).hasValue(BLOB_SIZE);
        assertThat(held.stat(second)).isEmpty();
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> held.open(second))
                .withMessageContaining("Push it again");
    }

    @Test
    void remove_makesRoom() {
        Digest first = add(0);
        int fitting = (int) (HeldBlobs.MAX_SIZE / BLOB_SIZE);
        for (int i = 1; i < fitting; i++) {
            held.remove(add(i));
        }
        add(fitting);
        assertThat(held.stat(first)).isPresent();
    }
}
