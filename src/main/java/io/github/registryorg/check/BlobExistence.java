package io.github.registryorg.check;

import io.github.registryorg.metadata.Contribution;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.RunInterruptedException;
import io.github.registryorg.store.BlobStores;
import io.github.registryorg.store.RemoteBlob;
import io.github.registryorg.work.FairWork;
import io.github.registryorg.work.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Checks every blob that was collected, many at a time, of each host as many as it may be asked for. Reports every one that
 * is not where it must be, or is not what it must be, as soon as that is known; what one host or store fails at is
 * reported once, at the end.
 */
public final class BlobExistence implements AutoCloseable {

    private static final int THREADS = 256;

    /** Larger configs are read by few threads, and one at a time of each host: each is held in memory. In bytes. */
    private static final int SMALL_CONFIG = Contribution.MAX_CONFIG_SIZE;

    private static final int THREADS_FOR_LARGE = 16;

    /** Requests that a bucket gets at a time, or looks into a directory. */
    private static final int ELSEWHERE = 32;

    private final BlobStores stores;
    private final BlobScope scope;
    private final BlobScope.Depths depths;
    private final BlobCache cache;
    private final BlobCheck blobs;
    private final Consumer<Problem> problems;
    private final Progress progress;
    private final BlobPlaces places;
    private final GroupedFindings findings;
    private final ConfigReading configs;
    private final BlobLook look;
    private final FairWork work = new FairWork("registry-check", THREADS);
    private final List<Question> questions = new ArrayList<>();
    private final AtomicLong hashed = new AtomicLong();
    private final AtomicLong sampled = new AtomicLong();
    private final AtomicLong cached = new AtomicLong();

    /** How many are done before they are counted as a step of their own; negative afterwards. */
    private long early;

    /**
     * Checks nothing so far.
     *
     * @param cache of what was verified before
     * @param blobs what is collected, or will be
     * @param problems may be called by several threads
     */
    BlobExistence(
            BlobStores stores,
            BlobScope scope,
            BlobCache cache,
            Progress progress,
            BlobCheck blobs,
            Consumer<Problem> problems) {
        this.stores = stores;
        this.scope = scope;
        this.depths = scope.depths();
        this.cache = cache;
        this.progress = progress;
        this.blobs = blobs;
        this.problems = problems;
        this.places = new BlobPlaces(stores);
        this.findings = new GroupedFindings(places, problems, blobs.outcomes());
        this.configs = new ConfigReading(blobs.configs(), blobs.images(), scope.contributed(), this::report);
        this.look = new BlobLook(stores, places, blobs.images(), configs, progress::moved);
    }

    /** One question: a blob at one of its addresses. */
    private static final class Question {
        private final int order;
        private final WantedBlob blob;
        private final Depth depth;
        private volatile boolean isRight;

        private Question(int order, WantedBlob blob, Depth depth) {
            this.order = order;
            this.blob = blob;
            this.depth = depth;
        }

        private boolean isReadWhole() {
            return depth.compareTo(Depth.HASH) >= 0;
        }
    }

    /** Begins with a blob while others are still collected, in their order; nothing where it can't be judged alone. */
    void begin(WantedBlob blob) {
        if (scope.needsNoOther()) {
            begin(question(questions.size(), blob), work, THREADS);
        }
    }

    private Question question(int order, WantedBlob blob) {
        Depth depth = blobs.configs().isRead(blob) ? Depth.READ : depths.next(blob, blobs.hashUpTo(blob));
        Question question = new Question(order, blob, depth);
        questions.add(question);
        return question;
    }

    /** @param most of one host at a time */
    private void begin(Question question, FairWork threads, int most) {
        if (isKnown(question)) {
            // a thread would cost more than this
            question.isRight = true;
            done();
            return;
        }
        BlobPlaces.Place place = places.of(question.blob);
        int connections = place.web() == null ? ELSEWHERE : stores.connections(place.web());
        threads.add(place.host(), Math.min(connections, most), () -> {
            question.isRight = isRight(question);
            done();
        });
    }

    private synchronized void done() {
        if (early < 0) {
            progress.done(1);
        } else {
            early++;
        }
    }

    /**
     * Checks all that are collected.
     *
     * @return how closely they were looked at
     */
    BlobCounts finish() {
        List<WantedBlob> wanted = blobs.wanted();
        int begun = questions.size();
        List<Integer> late = new ArrayList<>();
        for (int i = begun; i < wanted.size(); i++) {
            if (blobs.isNeeded(wanted.get(i))) {
                question(i, wanted.get(i));
            } else {
                late.add(i);
            }
        }
        List<Question> rest = List.copyOf(questions.subList(begun, questions.size()));
        step();
        // what these say of layers has to be known before those are read
        readConfigs(rest);
        rest.stream().filter(question -> question.depth != Depth.READ).forEach(one -> begin(one, work, THREADS));
        for (int i : late) {
            WantedBlob blob = wanted.get(i);
            if (blobs.isNeeded(blob)) {
                Question question = question(i, blob);
                progress.expected(1, question.isReadWhole() ? blob.size() : 0);
                begin(question, work, THREADS);
            }
        }
        work.finish();
        ReaderAccess access = new ReaderAccess(stores);
        questions.stream()
                .filter(question -> question.isRight)
                .forEach(question -> access.check(question.blob, problems));
        findings.end();
        blobs.images().uncompared().ifPresent(problems);
        blobs.outcomes().end();
        return new BlobCounts(hashed.get(), sampled.get(), cached.get());
    }

    /** Reads the configs of which something is said, and reports those that are too large for that. */
    private void readConfigs(List<Question> all) {
        List<Question> read =
                all.stream().filter(question -> question.depth == Depth.READ).toList();
        readConfigs(read.stream().filter(one -> one.blob.size() <= SMALL_CONFIG).toList(), THREADS, THREADS);
        readConfigs(read.stream().filter(one -> one.blob.size() > SMALL_CONFIG).toList(), THREADS_FOR_LARGE, 1);
        all.stream()
                .filter(question ->
                        question.depth != Depth.READ && blobs.configs().isConfig(question.blob))
                .forEach(question -> configs.tooLarge(question.blob));
    }

    private void readConfigs(List<Question> some, int threads, int ofOneHost) {
        if (some.isEmpty()) {
            return;
        }
        try (FairWork reading = new FairWork("registry-configs", threads)) {
            some.forEach(question -> begin(question, reading, ofOneHost));
            reading.finish();
        }
    }

    /** What a config says is wrong: the blob itself is right. */
    private void report(Problem problem) {
        problems.accept(problem);
        blobs.outcomes().misdescribed(problem);
    }

    private synchronized void step() {
        List<Question> read = questions.stream().filter(Question::isReadWhole).toList();
        progress.step(read.isEmpty() ? "Checking" : "Reading", "blob");
        progress.expected(
                questions.size(),
                read.stream().mapToLong(question -> question.blob.size()).sum());
        progress.done(early);
        early = -1;
    }

    /** Ends what is not done. */
    @Override
    public void close() {
        work.close();
    }

    /** Whether it was verified so lately that it is not asked for. */
    private boolean isKnown(Question question) {
        if (cache.isEmpty()
                || !cacheable(question.blob)
                        .flatMap(url -> known(url, question))
                        .filter(cache::isFresh)
                        .isPresent()) {
            return false;
        }
        cached.incrementAndGet();
        findings.right(question.blob);
        return true;
    }

    /** What the cache knows of it, if it was looked at as closely, and for all that configs claim of it. */
    private Optional<BlobCache.Entry> known(String url, Question question) {
        WantedBlob blob = question.blob;
        if (question.depth == Depth.READ) {
            // that it is there says nothing of what it says
            return Optional.empty();
        }
        return find(url, blob)
                .filter(entry -> entry.depth().compareTo(question.depth) >= 0)
                .filter(entry -> question.depth != Depth.HASH
                        || entry.uncompressed().answers(blobs.images().diffIds(blob)))
                .filter(entry -> !contradicts(entry, blob));
    }

    private Optional<BlobCache.Entry> find(String url, WantedBlob blob) {
        return cache.find(url, blob.strongDigest().orElseThrow(), blob.size());
    }

    private boolean contradicts(BlobCache.Entry entry, WantedBlob blob) {
        return entry.uncompressed().contradicts(blobs.images().diffIds(blob));
    }

    /** What an earlier run has hashed, and found to be other than a config says now, is hashed again. */
    private Depth depth(Question question, Optional<String> url) {
        return url.flatMap(place -> find(place, question.blob))
                        .filter(entry -> contradicts(entry, question.blob))
                        .isPresent()
                ? Depth.HASH
                : question.depth;
    }

    private boolean isRight(Question question) {
        WantedBlob blob = question.blob;
        Optional<String> url = cacheable(blob);
        BlobCache.@Nullable Entry known =
                url.flatMap(place -> known(place, question)).orElse(null);
        Optional<Problem> skipped = findings.skipped(blob);
        if (skipped.isPresent()) {
            unreadable(question, skipped.get());
            return false;
        }
        try {
            boolean isByValidator = known != null && !known.validator().isEmpty();
            SeenBlob seen = look.look(blob, depth(question, url), isByValidator ? known : null);
            if (seen.problem() == null) {
                findings.right(blob);
                count(seen.depth());
                url.ifPresent(place -> cache.keep(place, blob.strongDigest().orElseThrow(), blob.size(), seen));
                return true;
            }
            url.ifPresent(place -> cache.forget(place, blob.strongDigest().orElseThrow()));
            findings.wrong(question.order, blob, seen.problem());
        } catch (RunInterruptedException e) {
            throw e;
        } catch (RegistryException e) {
            Problem cause = e.problem();
            if (cause.code() == ProblemCode.BLOB_UNKNOWN || cause.code() == ProblemCode.SIZE_INVALID) {
                url.ifPresent(place -> cache.forget(place, blob.strongDigest().orElseThrow()));
                findings.wrong(question.order, blob, BlobLook.placed(cause, blob));
            } else {
                unreadable(question, cause);
            }
        }
        return false;
    }

    /** What the cache knows it by: directories are looked into faster, and legacy tags have no digest to rely on. */
    private Optional<String> cacheable(WantedBlob blob) {
        return blob.kind() == WantedBlob.Kind.LEGACY
                ? Optional.empty()
                : places.remote(blob).map(RemoteBlob::url).map(Object::toString);
    }

    private void count(Depth depth) {
        if (depth == Depth.HASH) {
            hashed.incrementAndGet();
        } else if (depth == Depth.SAMPLED) {
            sampled.incrementAndGet();
        }
    }

    private void unreadable(Question question, Problem cause) {
        WantedBlob blob = question.blob;
        boolean closed = cause.code() == ProblemCode.UNAUTHORIZED || cause.code() == ProblemCode.DENIED;
        boolean elsewhere = blob.kind() == WantedBlob.Kind.FOREIGN && cause.code() == ProblemCode.IO_FAILED;
        findings.unreadable(
                question.order,
                blob,
                cause,
                closed || elsewhere ? unverified(cause, blob) : BlobLook.placed(cause, blob));
    }

    /**
     * Without credentials existence cannot be verified; a later run with credentials has to. What a contribution adds has
     * to be readable, unless it is the operator whose credentials are refused. Who contributes a foreign
     * layer can do nothing about the server that has it, which need not be reachable from here.
     */
    private Problem unverified(Problem problem, WantedBlob blob) {
        boolean isForeign = blob.kind() == WantedBlob.Kind.FOREIGN;
        boolean isRefused = scope.contributed() && !isForeign && places.of(blob).mapEntry() == null;
        return Problem.of(
                        isRefused ? ProblemCode.BLOB_UNREADABLE : ProblemCode.BLOB_UNVERIFIED,
                        blob.subject(),
                        blob.digest() + " can't be looked for at " + BlobLook.shown(blob))
                .because(problem.what() + (problem.cause() == null ? "" : ": " + problem.cause()))
                .hint(hint(isForeign, isRefused))
                .at(blob.location());
    }

    private static String hint(boolean isForeign, boolean isRefused) {
        if (isForeign) {
            return "It is a foreign layer, which clients fetch from this URL of its manifest: where the URL"
                    + " doesn't respond, they can't pull the image.";
        }
        return isRefused
                ? "A contribution is accepted only if its blobs can be read. Make them publicly readable; or the registry's"
                        + " CI gets the bucket behind the store by registry.storeMap, with credentials for it."
                : "Validate again where the store can be read (registry.storeMap names the bucket behind"
                        + " a base), before the site is deployed. Readers without a key can't pull it.";
    }
}
