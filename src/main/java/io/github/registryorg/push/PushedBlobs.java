package io.github.registryorg.push;

import io.github.registryorg.metadata.Contribution;
import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.JsonFault;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.store.BlobStore;
import io.github.registryorg.store.IncomingBlob;
import io.github.registryorg.store.ReceivingBlobStore;
import java.io.ByteArrayInputStream;
import java.util.Collection;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Blobs as clients of the pushed registry know them: those of the store, whoever has put them there, and small JSON, which
 * may be a config with a secret in it, and is held until a manifest names it that was searched. For several threads.
 */
final class PushedBlobs {

    /** Bytes of a blob that is looked into, at most: what is larger is no config that a contribution keeps. */
    static final int MAX_HELD = Contribution.MAX_CONFIG_SIZE;

    private final ServerStore store;
    private final HeldBlobs held;
    private final Set<Known> pushed = ConcurrentHashMap.newKeySet();
    private final Set<Known> deleted = ConcurrentHashMap.newKeySet();

    private record Known(RepositoryName repository, Digest digest) {}

    PushedBlobs(ReceivingBlobStore store) {
        this.store = new ServerStore(store);
        this.held = new HeldBlobs(store.base());
    }

    /**
     * In bytes; empty where the blob is not there, was deleted from this repository, or is held for another one: nobody has
     * searched it for secrets.
     */
    OptionalLong size(RepositoryName repository, Digest digest) {
        if (isDeleted(repository, digest)) {
            return OptionalLong.empty();
        }
        OptionalLong size = pushed.contains(new Known(repository, digest)) ? held.stat(digest) : OptionalLong.empty();
        return size.isPresent() ? size : store.stat(digest);
    }

    boolean isDeleted(RepositoryName repository, Digest digest) {
        return deleted.contains(new Known(repository, digest));
    }

    /** Where the bytes of a blob are that has a {@link #size}. */
    BlobStore place(Digest digest) {
        return held.stat(digest).isPresent() ? held : store;
    }

    /** Begins to receive a blob that is too large to be held. */
    IncomingBlob receive(DigestAlgorithm algorithm) {
        return store.receive(algorithm);
    }

    /** Takes a blob that is in memory whole. */
    void add(RepositoryName repository, byte[] content, Digest expected) {
        IncomingBlob.requireSame(expected, Digest.ofContent(expected.algorithm(), content));
        // what the store has is public already
        if (isJson(content) && store.stat(expected).isEmpty()) {
            held.add(expected, content);
        } else {
            Descriptor descriptor = Descriptor.of(MediaType.OCTET_STREAM, expected, content.length);
            store.put(new Blob(descriptor, () -> new ByteArrayInputStream(content)), false);
        }
        added(repository, expected);
    }

    /** A client has brought this blob into this repository. */
    void added(RepositoryName repository, Digest digest) {
        Known known = new Known(repository, digest);
        pushed.add(known);
        deleted.remove(known);
    }

    /**
     * Brings a blob into this repository that the store has, whichever repository that is for.
     *
     * @return whether it is there
     */
    boolean mount(RepositoryName repository, Digest digest) {
        if (store.stat(digest).isEmpty()) {
            return false;
        }
        added(repository, digest);
        return true;
    }

    /** Moves into the store what of these is held: a manifest names it now. */
    void publish(Collection<Descriptor> blobs) {
        for (Descriptor blob : blobs) {
            held.content(blob.digest()).ifPresent(content -> {
                store.put(new Blob(blob, () -> new ByteArrayInputStream(content)), false);
                held.remove(blob.digest());
            });
        }
    }

    /**
     * Takes a blob out of a repository. Its bytes stay in the store, where others may rely on them.
     *
     * @throws RegistryException {@code BLOB_UNKNOWN} if it is not there, {@code UNSUPPORTED} if nobody has pushed it since
     *     the start
     */
    void delete(RepositoryName repository, Digest digest) {
        if (size(repository, digest).isEmpty()) {
            throw unknown(repository, digest);
        }
        Known known = new Known(repository, digest);
        if (!pushed.remove(known)) {
            throw new RegistryException(
                    Problem.of(ProblemCode.UNSUPPORTED, digest.toString(), "the blob was in the store before this run")
                            .hint("Only what was pushed since this server started can be deleted here."));
        }
        deleted.add(known);
    }

    static RegistryException unknown(RepositoryName repository, Digest digest) {
        return new RegistryException(Problem.of(
                ProblemCode.BLOB_UNKNOWN, digest.toString(), "repository " + repository + " has no " + digest));
    }

    private static boolean isJson(byte[] content) {
        try {
            return !Json.read(content).isMissingNode();
        } catch (JsonFault e) {
            return false;
        }
    }
}
