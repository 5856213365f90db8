package io.github.registryorg.store;

import io.github.registryorg.file.HashAlgorithm;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Hashes as S3 writes them. */
final class Checksums {

    private Checksums() {}

    static String base64(Digest digest) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(digest.hex()));
    }

    static String sha256Base64(byte[] content, int length) {
        MessageDigest hash = DigestAlgorithm.SHA256.newMessageDigest();
        hash.update(content, 0, length);
        return Base64.getEncoder().encodeToString(hash.digest());
    }

    /** For {@code Content-MD5}, the only hash that every service compares with what arrives. */
    static String md5Base64(byte[] content, int length) {
        return Base64.getEncoder().encodeToString(md5(content, length));
    }

    /** Whether an ETag, with or without its quotes, is the MD5 of this content. */
    static boolean isMd5(String etag, byte[] content, int length) {
        return etag != null
                && etag.replace("\"", "").equalsIgnoreCase(HexFormat.of().formatHex(md5(content, length)));
    }

    private static byte[] md5(byte[] content, int length) {
        MessageDigest hash = HashAlgorithm.MD5.newMessageDigest();
        hash.update(content, 0, length);
        return hash.digest();
    }

    /** S3's hash of an object in parts: the hash of their hashes, and how many there are. */
    static String composite(List<String> parts) {
        MessageDigest hash = DigestAlgorithm.SHA256.newMessageDigest();
        parts.forEach(part -> hash.update(Base64.getDecoder().decode(part)));
        return Base64.getEncoder().encodeToString(hash.digest()) + "-" + parts.size();
    }
}
