package io.github.registryorg.store;

import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.RunInterruptedException;
import java.util.Objects;

/**
 * A blob as findings name it, so that a reader knows which image is concerned, and where to look.
 *
 * @param reference what names the blob, such as {@code acme/app:1.0}, or the repository where no more is known
 * @param digest of the blob, as it is written
 * @param place of the blob, with its preposition, such as {@code at https://storage.example/acme}
 */
public record BlobSubject(String reference, String digest, String place) {

    public BlobSubject {
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(digest, "digest");
        Objects.requireNonNull(place, "place");
    }

    /** A blob that is read. */
    public static BlobSubject at(String reference, String digest, String address) {
        return new BlobSubject(reference, digest, "at " + RemoteUrl.redacted(address));
    }

    /** A blob that is written. */
    public static BlobSubject onItsWay(String reference, Digest digest, String store) {
        return new BlobSubject(reference, digest.toString(), "on its way to " + store);
    }

    /** The failure as one of this blob; an interrupted run has nothing to do with it. */
    public RegistryException of(RegistryException failure) {
        return failure instanceof RunInterruptedException
                ? failure
                : new RegistryException(
                        failure.problems().stream().map(this::of).toList(), failure);
    }

    /** The problem as one of this blob: reading and writing know its digest at most, or the address of a request. */
    public Problem of(Problem problem) {
        String what = problem.subject().isEmpty() || problem.subject().equals(digest)
                ? digest + " " + place + " " + problem.what()
                : digest + " " + place + ": " + problem.subject() + ": " + problem.what();
        return new Problem(problem.code(), reference, what, problem.cause(), problem.hint(), problem.location());
    }
}
