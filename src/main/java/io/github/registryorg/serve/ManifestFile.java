package io.github.registryorg.serve;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;

/**
 * One manifest of the site, read twice and never held: once for its digest, once to be sent. Manifests of 4 MiB, for each
 * of many clients at once, would be more than a small heap has.
 *
 * @param digest of the bytes
 * @param body the open file
 */
record ManifestFile(Digest digest, Body.FilePart body) {

    /**
     * Opens a manifest.
     *
     * @throws RegistryException {@code MANIFEST_INVALID} if the file is too large to be one: the site is broken
     */
    static ManifestFile open(Path file, DigestAlgorithm algorithm) throws IOException {
        Body.FilePart body = Body.FilePart.of(file);
        try {
            if (body.length() > RawManifest.MAX_SIZE) {
                throw new RegistryException(Problem.of(
                        ProblemCode.MANIFEST_INVALID,
                        "",
                        "the site is broken: a file among its manifests is larger than a manifest can be"));
            }
            MessageDigest hash = algorithm.newMessageDigest();
            // not closed here: that would close the file, which is still to be sent
            InputStream in = new DigestInputStream(Channels.newInputStream(body.channel()), hash);
            in.transferTo(OutputStream.nullOutputStream());
            return new ManifestFile(Digest.of(algorithm, hash.digest()), body);
        } catch (IOException | RuntimeException e) {
            body.close();
            throw e;
        }
    }
}
