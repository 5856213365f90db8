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
 * @param verdict what of a verdict its version depends on; empty where it is good, or no verdict is given
 * @param files of the site, sorted by path
 * @param complete whether the same metadata gives the same files another time; otherwise a store did not respond
 */
record RepositoryBuild(
        RepositorySummary summary, TreeSnapshot inputs, String verdict, List<SiteFile> files, boolean complete) {

    RepositoryBuild {
        Objects.requireNonNull(summary, "summary");
        Objects.requireNonNull(inputs, "inputs");
        Objects.requireNonNull(verdict, "verdict");
        files = List.copyOf(files);
    }

    RepositoryName name() {
        return summary.name();
    }

    /** Differs where inputs or files differ: 32 bytes. */
    byte[] fingerprint() {
        return fingerprint(inputs, verdict, files);
    }

    static byte[] fingerprint(TreeSnapshot inputs, String verdict, List<SiteFile> files) {
        MessageDigest hash = HashAlgorithm.SHA256.newMessageDigest();
        hash.update(inputs.fingerprint());
        hash.update(verdict.getBytes(StandardCharsets.UTF_8));
        ByteBuffer size = ByteBuffer.allocate(Long.BYTES);
        for (SiteFile file : files) {
            hash.update(file.path().getBytes(StandardCharsets.UTF_8));
            hash.update((byte) 0);
            hash.update(size.clear().putLong(file.size()).flip());
        }
        return hash.digest();
    }
}
