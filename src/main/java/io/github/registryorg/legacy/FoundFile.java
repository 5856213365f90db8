package io.github.registryorg.legacy;

import io.github.registryorg.metadata.LegacyDigest;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.FileArtifact;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

/**
 * What was read at a URL, from beginning to end.
 *
 * @param digest sha256 of all its bytes
 * @param md5 of all its bytes, in lower-case hexadecimal digits
 * @param size in bytes
 * @param kind what kind of file it is by its first bytes
 * @param webPage whether its first bytes are a web page's, as servers send it instead of what they have lost
 */
record FoundFile(Digest digest, String md5, long size, FileArtifact kind, boolean webPage) {

    public FoundFile {
        Objects.requireNonNull(digest, "digest");
        Objects.requireNonNull(md5, "md5");
        Objects.requireNonNull(kind, "kind");
    }

    static FoundFile of(Digest digest, String md5, long size, byte[] start) {
        String text = new String(start, StandardCharsets.UTF_8).stripLeading().toLowerCase(Locale.ROOT);
        boolean webPage = text.startsWith("<!doctype html") || text.startsWith("<html");
        return new FoundFile(digest, md5, size, FileArtifact.ofStart(start), webPage);
    }

    /** Whether a digest names this file. */
    boolean is(LegacyDigest claimed) {
        return claimed.hex().equals(claimed.isWeak() ? md5 : digest.hex());
    }
}
