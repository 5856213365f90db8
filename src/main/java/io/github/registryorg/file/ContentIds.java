package io.github.registryorg.file;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** Names the content of files as git does: the SHA-1 of a blob object. What has one id has one content. */
@FunctionalInterface
public interface ContentIds {

    /**
     * The id of a file's content, if it is known of the file as it is now without reading it.
     *
     * @param path relative to the tree, with {@code /}
     * @param size bytes that it has now
     * @param modified when it was modified last, in nanoseconds since 1970
     */
    Optional<byte[]> of(String path, long size, long modified);

    /** The id of this content: 20 bytes. */
    static byte[] of(byte[] content) {
        MessageDigest hash = HashAlgorithm.SHA1.newMessageDigest();
        hash.update(("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII));
        return hash.digest(content);
    }
}
