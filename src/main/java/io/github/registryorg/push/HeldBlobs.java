package io.github.registryorg.push;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.store.BlobStore;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Small JSON that no manifest names yet. It may have a secret, so that it is in memory only, and is gone with the run. Of
 * more than {@link #MAX_SIZE}, the oldest is forgotten: clients push it again. For several threads.
 */
final class HeldBlobs implements BlobStore {

    /** Bytes of all of it. */
    static final long MAX_SIZE = 32L * 1024 * 1024;

    private final URI base;
    private final Map<Digest, byte[]> contents = new LinkedHashMap<>();
    private long size;

    /** @param base of the store that it is for */
    HeldBlobs(URI base) {
        this.base = base;
    }

    @Override
    public URI base() {
        return base;
    }

    /** @param content of this digest, not changed afterwards */
    synchronized void add(Digest digest, byte[] content) {
        // what comes again is the newest
        remove(digest);
        contents.put(digest, content);
        size += content.length;
        Iterator<byte[]> oldest = contents.values().iterator();
        while (size > MAX_SIZE) {
            size -= oldest.next().length;
            oldest.remove();
        }
    }

    synchronized void remove(Digest digest) {
        byte[] content = contents.remove(digest);
        size -= content == null ? 0 : content.length;
    }

    synchronized Optional<byte[]> content(Digest digest) {
        return Optional.ofNullable(contents.get(digest));
    }

    @Override
    public OptionalLong stat(Digest digest) {
        return content(digest).map(content -> OptionalLong.of(content.length)).orElse(OptionalLong.empty());
    }

    @Override
    public InputStream open(Digest digest) {
        return new ByteArrayInputStream(content(digest)
                .orElseThrow(() -> new RegistryException(
                        Problem.of(ProblemCode.BLOB_UNKNOWN, digest.toString(), "is not held any more")
                                .hint("Push it again."))));
    }
}
