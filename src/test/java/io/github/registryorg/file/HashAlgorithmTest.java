package io.github.registryorg.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HashAlgorithmTest {

    private static String hex(MessageDigest hash) {
        return HexFormat.of().formatHex(hash.digest());
    }

    @Test
    void hashes_inUseAtOnce_areIndependent() {
        MessageDigest one = HashAlgorithm.SHA256.newMessageDigest();
        one.update("ab".getBytes(StandardCharsets.US_ASCII));
        MessageDigest other = HashAlgorithm.SHA256.newMessageDigest();
        one.update("c".getBytes(StandardCharsets.US_ASCII));

        assertThat(hex(other)).isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(hex(one)).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
