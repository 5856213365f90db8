package io.github.registryorg.check;

import io.github.registryorg.metadata.LegacySize;
import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.MediaTypeFault;
import io.github.registryorg.problem.ByteCount;
import io.github.registryorg.problem.Count;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.RunInterruptedException;
import io.github.registryorg.store.BlobStore;
import io.github.registryorg.store.BlobStores;
import io.github.registryorg.store.BlobSubject;
import io.github.registryorg.store.CheckedContent;
import io.github.registryorg.store.CountedContent;
import io.github.registryorg.store.RemoteBlob;
import io.github.registryorg.work.Progress;
import io.github.registryorg.work.WorkerThreads;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Checks every blob that was collected, many at a time. */
public final class BlobExistence {

    private static final int THREADS = 32;

    private final BlobStores stores;
    private final boolean deep;
    private final Progress progress;

    /**
     * @param deep whether to fetch and hash each blob, instead of requesting its size
     */
    public BlobExistence(BlobStores stores, boolean deep, Progress progress) {
        this.stores = stores;
        this.deep = deep;
        this.progress = progress;
    }

    /**
     * Reports every blob that is not where it must be, or is not what it must be, as soon as that is known; what one
     * host or store fails at is reported once, at the end.
     *
     * @param problems may be called by several threads
     */
    public void check(BlobCheck blobs, Consumer<Problem> problems) {
        List<WantedBlob> wanted = blobs.wanted();
        progress.step(deep ? "Reading" : "Checking", "blob");
        progress.expected(
                wanted.size(),
                wanted.stream()
                        .filter(this::isFetched)
                        .mapToLong(WantedBlob::size)
                        .sum());
        GroupedFindings findings = new GroupedFindings(stores, problems);
        try (WorkerThreads threads = WorkerThreads.of("registry-check", THREADS)) {
            List<Future<Boolean>> checks = new ArrayList<>(Collections.nCopies(wanted.size(), null));
            for (int index : byTurns(wanted)) {
                checks.set(index, threads.submit(() -> look(index, wanted.get(index), findings)));
            }
            ReaderAccess access = new ReaderAccess(stores);
            for (int i = 0; i < checks.size(); i++) {
                if (WorkerThreads.await(checks.get(i))) {
                    access.check(wanted.get(i), problems);
                }
            }
            findings.end();
        } catch (InterruptedException e) {
            throw new RunInterruptedException("", "the check was stopped", e);
        }
    }

    /** One of each host, then the next of each: a host that makes us wait does not delay requests to others. */
    private List<Integer> byTurns(List<WantedBlob> wanted) {
        Map<String, Deque<Integer>> hosts = new LinkedHashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            hosts.computeIfAbsent(wanted.get(i).host(stores), none -> new ArrayDeque<>())
                    .add(i);
        }
        List<Integer> order = new ArrayList<>(wanted.size());
        while (!hosts.isEmpty()) {
            hosts.values().forEach(left -> order.add(left.remove()));
            hosts.values().removeIf(Deque::isEmpty);
        }
        return order;
    }

    private boolean isFetched(WantedBlob blob) {
        return deep && blob.kind() != WantedBlob.Kind.LEGACY;
    }

    private boolean look(int order, WantedBlob blob, GroupedFindings findings) {
        boolean found = isFound(order, blob, findings);
        progress.done(1);
        return found;
    }

    private boolean isFound(int order, WantedBlob blob, GroupedFindings findings) {
        Optional<Problem> skipped = findings.skipped(blob);
        if (skipped.isPresent()) {
            unreadable(order, blob, skipped.get(), findings);
            return false;
        }
        try {
            Optional<Problem> problem = isFetched(blob) ? fetch(blob) : stat(blob);
            if (problem.isEmpty()) {
                findings.found(blob);
                return true;
            }
            if (problem.get().code() == ProblemCode.BLOB_UNKNOWN) {
                findings.absent(order, blob, problem.get());
            } else {
                findings.found(blob);
                findings.alone(problem.get());
            }
        } catch (RunInterruptedException e) {
            throw e;
        } catch (RegistryException e) {
            Problem cause = e.problem();
            if (cause.code() == ProblemCode.BLOB_UNKNOWN) {
                findings.absent(order, blob, placed(cause, blob));
            } else {
                unreadable(order, blob, cause, findings);
            }
        }
        return false;
    }

    private static void unreadable(int order, WantedBlob blob, Problem cause, GroupedFindings findings) {
        boolean closed = cause.code() == ProblemCode.UNAUTHORIZED || cause.code() == ProblemCode.DENIED;
        boolean elsewhere = blob.kind() == WantedBlob.Kind.FOREIGN && cause.code() == ProblemCode.IO_FAILED;
        findings.unreadable(order, blob, cause, closed || elsewhere ? unverified(cause, blob) : placed(cause, blob));
    }

    /**
     * Without credentials existence cannot be verified; a later run with credentials has to. Who contributes a foreign
     * layer can do nothing about the server that has it, which need not be reachable from here.
     */
    private static Problem unverified(Problem problem, WantedBlob blob) {
        return Problem.of(
                        ProblemCode.BLOB_UNVERIFIED,
                        blob.subject(),
                        blob.digest() + " can't be looked for at " + shown(blob))
                .because(problem.what() + (problem.cause() == null ? "" : ": " + problem.cause()))
                .hint(
                        blob.kind() == WantedBlob.Kind.FOREIGN
                                ? "It is a foreign layer, which clients fetch from this URL of its manifest: where the URL"
                                        + " doesn't respond, they can't pull the image."
                                : "Validate again where the store can be read (registry.storeMap names the bucket behind"
                                        + " a base), before the site is deployed. Readers without a key can't pull it.")
                .at(blob.location());
    }

    /** Its address as messages have it: a URL may have a signature in its query. Those of legacy tags are as written. */
    private static String shown(WantedBlob blob) {
        return blob.kind() == WantedBlob.Kind.LEGACY ? blob.address() : RemoteUrl.redacted(blob.address());
    }

    private static Problem placed(Problem problem, WantedBlob blob) {
        return BlobSubject.at(blob.subject(), blob.digest(), blob.address())
                .of(problem)
                .at(blob.location());
    }

    private Optional<Problem> stat(WantedBlob blob) {
        OptionalLong size;
        try {
            size = sizeOf(blob);
        } catch (RegistryException e) {
            if (e.problem().code() == ProblemCode.STORE_INVALID
                    && blob.strongDigest().isPresent()) {
                // there, but the server states no size: it is read, up to the size that it should have
                return fetch(blob);
            }
            throw e;
        }
        if (size.isEmpty()) {
            return Optional.of(
                    Problem.of(ProblemCode.BLOB_UNKNOWN, blob.subject(), blob.digest() + " is not at " + shown(blob))
                            .hint(
                                    blob.kind() == WantedBlob.Kind.IN_STORE
                                            ? "Publish it again (registry:publish), or correct the store that the repository's"
                                                    + " page or the digest's .yaml names."
                                            : "Put it there again, or correct the URL.")
                            .at(blob.location()));
        }
        long actual = size.getAsLong();
        if (fits(blob, actual)) {
            return Optional.empty();
        }
        return Optional.of(blob.kind() == WantedBlob.Kind.LEGACY ? legacySize(blob, actual) : size(blob, actual));
    }

    /** Where it isn't the size that is expected, the store gets the request that readers send. */
    private OptionalLong sizeOf(WantedBlob blob) {
        if (blob.kind() == WantedBlob.Kind.IN_STORE) {
            BlobStore store = stores.open(blob.address());
            OptionalLong size = store.stat(digest(blob));
            return size.isEmpty() || fits(blob, size.getAsLong()) ? size : store.statAgain(digest(blob));
        }
        RemoteBlob remote = stores.blob(blob.address());
        OptionalLong size = remote.stat();
        return size.isEmpty() || fits(blob, size.getAsLong()) ? size : remote.statByGet();
    }

    private static boolean fits(WantedBlob blob, long actual) {
        return blob.kind() == WantedBlob.Kind.LEGACY
                ? blob.size() == WantedBlob.UNKNOWN || new LegacySize(blob.size()).fits(actual)
                : actual == blob.size();
    }

    private static Digest digest(WantedBlob blob) {
        return blob.strongDigest().orElseThrow();
    }

    private static Problem size(WantedBlob blob, long actual) {
        return Problem.of(
                        ProblemCode.SIZE_INVALID,
                        blob.subject(),
                        blob.digest() + " at " + shown(blob) + " has " + ByteCount.exact(actual) + ", and should have "
                                + Count.grouped(blob.size()))
                .hint("What is there is damaged or something else: publish it again (registry:publish).")
                .at(blob.location());
    }

    private static Problem legacySize(WantedBlob blob, long actual) {
        return Problem.of(
                        ProblemCode.SIZE_INVALID,
                        blob.subject(),
                        shown(blob) + " has " + ByteCount.exact(actual) + ", which size " + blob.size()
                                + " is not, in bytes or kibibytes")
                .hint("Is it another file? Write " + actual + ", or correct the URL.")
                .at(blob.location());
    }

    private Optional<Problem> fetch(WantedBlob blob) {
        Descriptor expected = Descriptor.of(MediaType.OCTET_STREAM, digest(blob), blob.size());
        Blob.Content content = blob.kind() == WantedBlob.Kind.IN_STORE
                ? () -> stores.open(blob.address()).open(expected.digest())
                : () -> stores.blob(blob.address()).open();
        List<MediaTypeFault> contradictions = new ArrayList<>();
        Blob observed = CountedContent.of(new Blob(expected, content), progress::moved)
                .observed(start -> MediaTypeFault.of(blob.format(), start).ifPresent(contradictions::add));
        return CheckedContent.check(observed)
                .map(problem -> placed(problem, blob))
                .or(() -> contradictions.stream()
                        .map(fault -> fault.problem(blob.subject(), "its layer " + blob.digest())
                                .at(blob.location()))
                        .findFirst());
    }
}
