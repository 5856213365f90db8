package io.github.registryorg.check;

import io.github.registryorg.metadata.SeedSize;
import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.store.BlobStores;
import io.github.registryorg.store.CheckedContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Asks for every blob that was collected, many at a time. */
public final class BlobExistence {

    private static final int THREADS = 16;

    private final BlobStores stores;
    private final boolean deep;

    /**
     * @param deep whether to fetch and hash each blob, instead of asking for its size
     */
    public BlobExistence(BlobStores stores, boolean deep) {
        this.stores = stores;
        this.deep = deep;
    }

    /** Tells of every blob that is not where it must be, or is not what it must be. */
    public void check(BlobCheck blobs, Consumer<Problem> problems) {
        List<WantedBlob> wanted = blobs.wanted();
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Optional<Problem>>> answers = new ArrayList<>();
            for (WantedBlob blob : wanted) {
                answers.add(executor.submit(() -> ask(blob)));
            }
            ReaderAccess access = new ReaderAccess(stores);
            for (int i = 0; i < answers.size(); i++) {
                Optional<Problem> problem = answers.get(i).get();
                if (problem.isPresent()) {
                    problems.accept(problem.get());
                } else {
                    access.check(wanted.get(i), problems);
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a store fails with problems only", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryException(Problem.of(ProblemCode.INTERRUPTED, "", "the check was stopped"), e);
        } finally {
            executor.shutdownNow();
        }
    }

    private Optional<Problem> ask(WantedBlob blob) {
        try {
            return deep && blob.kind() != WantedBlob.Kind.SEED ? fetch(blob) : stat(blob);
        } catch (RegistryException e) {
            Problem problem = e.problem();
            boolean closed = problem.code() == ProblemCode.UNAUTHORIZED || problem.code() == ProblemCode.DENIED;
            return Optional.of(closed ? unverified(problem, blob) : placed(problem, blob));
        }
    }

    /** Who has no key can't tell whether a blob is there: a run that has one must. */
    private static Problem unverified(Problem problem, WantedBlob blob) {
        return Problem.of(
                        ProblemCode.BLOB_UNVERIFIED,
                        blob.subject(),
                        blob.digest() + " can't be looked for at " + blob.address())
                .because(problem.what())
                .hint("Validate again where the store can be read (registry.storeMap names the bucket behind a base),"
                        + " before the site is deployed. Readers without a key can't pull it.")
                .at(blob.location());
    }

    private static Problem placed(Problem problem, WantedBlob blob) {
        String what = problem.subject().isEmpty() ? problem.what() : problem.subject() + " " + problem.what();
        return new Problem(problem.code(), blob.subject(), what, problem.cause(), problem.hint(), blob.location());
    }

    private Optional<Problem> stat(WantedBlob blob) {
        OptionalLong size = blob.kind() == WantedBlob.Kind.IN_STORE
                ? stores.open(blob.address()).stat(digest(blob))
                : stores.blob(blob.address()).stat();
        if (size.isEmpty()) {
            return Optional.of(
                    Problem.of(ProblemCode.BLOB_UNKNOWN, blob.subject(), blob.digest() + " is not at " + blob.address())
                            .hint(
                                    blob.kind() == WantedBlob.Kind.IN_STORE
                                            ? "Publish it again (registry:publish), or mend the store that the repository's"
                                                    + " page or the digest's .yaml names."
                                            : "Put it there again, or mend the URL.")
                            .at(blob.location()));
        }
        return blob.kind() == WantedBlob.Kind.SEED ? seedSize(blob, size.getAsLong()) : size(blob, size.getAsLong());
    }

    private static Digest digest(WantedBlob blob) {
        return blob.strongDigest().orElseThrow();
    }

    private static Optional<Problem> size(WantedBlob blob, long actual) {
        if (actual == blob.size()) {
            return Optional.empty();
        }
        return Optional.of(Problem.of(
                        ProblemCode.SIZE_INVALID,
                        blob.subject(),
                        blob.digest() + " at " + blob.address() + " has " + actual + " bytes, and should have "
                                + blob.size())
                .hint("What is there is damaged or something else: publish it again (registry:publish).")
                .at(blob.location()));
    }

    private static Optional<Problem> seedSize(WantedBlob blob, long actual) {
        if (blob.size() == WantedBlob.UNKNOWN || new SeedSize(blob.size()).fits(actual)) {
            return Optional.empty();
        }
        return Optional.of(Problem.of(
                        ProblemCode.SIZE_INVALID,
                        blob.subject(),
                        blob.address() + " has " + actual + " bytes, which size " + blob.size()
                                + " is not, in bytes or kibibytes")
                .hint("Is it another file? Write " + actual + ", or mend the URL.")
                .at(blob.location()));
    }

    private Optional<Problem> fetch(WantedBlob blob) {
        Descriptor expected = Descriptor.of(MediaType.OCTET_STREAM, digest(blob), blob.size());
        Blob.Content content = blob.kind() == WantedBlob.Kind.IN_STORE
                ? () -> stores.open(blob.address()).open(expected.digest())
                : () -> stores.blob(blob.address()).open();
        return CheckedContent.check(new Blob(expected, content)).map(problem -> placed(problem, blob));
    }
}
