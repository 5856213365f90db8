package io.github.registryorg.site;

import io.github.registryorg.file.HashAlgorithm;
import io.github.registryorg.file.TreeSnapshot;
import io.github.registryorg.oci.RepositoryName;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Objects;

/**
 * What a repository was made from, and what it gave.
 *
 * @param summary what remains of it
 * @param inputs the metadata that was read
 * @param files of the site, sorted by path
 * @param complete whether the same metadata gives the same files another time; otherwise a store did not respond
 */
record RepositoryBuild(RepositorySummary summary, TreeSnapshot inputs, List<SiteFile> files, boolean complete) {

    RepositoryBuild {
        Objects.requireNonNull(summary, "summary");
        Objects.requireNonNull(inputs, "inputs");
        files = List.copyOf(files);
    }

    RepositoryName name() {
        return summary.name();
    }

    /** Differs where inputs or files differ: 32 bytes. */
    byte[] fingerprint() {
        return fingerprint(inputs, files);
    }

    static byte[] fingerprint(TreeSnapshot inputs, List<SiteFile> files) {
        MessageDigest hash = HashAlgorithm.SHA256.newMessageDigest();
        hash.update(inputs.fingerprint());
        ByteBuffer size = ByteBuffer.allocate(Long.BYTES);
        for (SiteFile file : files) {
            hash.update(file.path().getBytes(StandardCharsets.UTF_8));
            hash.update((byte) 0);
            hash.update(size.clear().putLong(file.size()).flip());
        }
        return hash.digest();
    }
}
