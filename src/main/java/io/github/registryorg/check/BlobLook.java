package io.github.registryorg.check;

import io.github.registryorg.metadata.LegacySize;
import io.github.registryorg.metadata.Rule.Limit;
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
import io.github.registryorg.store.BlobStores;
import io.github.registryorg.store.BlobSubject;
import io.github.registryorg.store.CountedContent;
import io.github.registryorg.store.RemoteBlob;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one blob at one address, as closely as is wanted. Throws what stores throw where that is no fault of the blob.
 * For several threads.
 */
final class BlobLook {

    /** Without a size from the server, up to this many bytes are read to find it. */
    private static final long MAX_UNSIZED = Limit.HASH_UP_TO.unasked();

    private final BlobStores stores;
    private final BlobPlaces places;
    private final ImageContents images;
    private final ConfigReading configs;
    private final BlobSamples samples = new BlobSamples();
    private final LongConsumer moved;

    /** @param moved hears how many more bytes were read */
    BlobLook(BlobStores stores, BlobPlaces places, ImageContents images, ConfigReading configs, LongConsumer moved) {
        this.stores = stores;
        this.places = places;
        this.images = images;
        this.configs = configs;
        this.moved = moved;
    }

    /**
     * Looks at the blob.
     *
     * @param known what was verified before, with a validator, and at least as closely; null for nothing
     */
    SeenBlob look(WantedBlob blob, Depth depth, BlobCache.@Nullable Entry known) {
        Optional<RemoteBlob> remote = places.remote(blob);
        if (depth.compareTo(Depth.HASH) >= 0 && known == null) {
            return fetch(blob, remote, depth);
        }
        if (depth == Depth.SAMPLED && known == null && remote.isPresent()) {
            return sample(blob, remote.get());
        }
        SeenBlob seen = stat(blob, remote);
        if (known == null || seen.problem() != null) {
            return seen;
        }
        return seen.validator().equals(known.validator())
                ? SeenBlob.right(known.depth(), seen.validator(), known.uncompressed())
                : look(blob, depth, null);
    }

    private SeenBlob stat(WantedBlob blob, Optional<RemoteBlob> remote) {
        Optional<RemoteBlob.Found> found;
        try {
            found = remote.isPresent() ? find(blob, remote.get()) : inStore(blob);
        } catch (RegistryException e) {
            if (e.problem().code() == ProblemCode.STORE_INVALID
                    && blob.strongDigest().isPresent()
                    && blob.size() <= MAX_UNSIZED) {
                // there, but the server states no size: it is read, up to the size that it should have
                return fetch(blob, remote, Depth.HASH);
            }
            throw e;
        }
        if (found.isEmpty()) {
            return SeenBlob.wrong(absent(blob));
        }
        long actual = found.get().size();
        if (fits(blob, actual)) {
            return SeenBlob.right(Depth.SIZE, found.get().validator());
        }
        return SeenBlob.wrong(blob.kind() == WantedBlob.Kind.LEGACY ? legacySize(blob, actual) : size(blob, actual));
    }

    /** Where it isn't the size that is expected, the server gets the request that readers send. */
    private static Optional<RemoteBlob.Found> find(WantedBlob blob, RemoteBlob remote) {
        Optional<RemoteBlob.Found> found = remote.look();
        return found.isEmpty() || fits(blob, found.get().size()) ? found : remote.lookByGet();
    }

    private Optional<RemoteBlob.Found> inStore(WantedBlob blob) {
        if (blob.kind() != WantedBlob.Kind.IN_STORE) {
            // not an address, which is what this reports
            return stores.blob(blob.address()).look();
        }
        OptionalLong size = stores.open(blob.address()).stat(digest(blob));
        return size.isPresent() ? Optional.of(new RemoteBlob.Found(size.getAsLong(), "")) : Optional.empty();
    }

    private SeenBlob sample(WantedBlob blob, RemoteBlob remote) {
        SeenBlob seen = stat(blob, Optional.of(remote));
        if (seen.problem() != null || seen.depth() == Depth.HASH) {
            return seen;
        }
        return samples.check(blob, remote)
                .map(problem -> problem.isPresent()
                        ? SeenBlob.wrong(placed(problem.get(), blob))
                        : SeenBlob.right(Depth.SAMPLED, seen.validator()))
                .orElse(seen);
    }

    private SeenBlob fetch(WantedBlob blob, Optional<RemoteBlob> remote, Depth depth) {
        Descriptor expected = Descriptor.of(MediaType.OCTET_STREAM, digest(blob), blob.size());
        AtomicReference<String> validator = new AtomicReference<>("");
        Blob.Content content = remote.<Blob.Content>map(there -> () -> there.open(validator::set))
                .orElse(() -> stores.open(blob.address()).open(expected.digest()));
        List<MediaTypeFault> contradictions = new ArrayList<>();
        Blob observed = CountedContent.of(new Blob(expected, content), moved)
                .observed(start -> MediaTypeFault.of(blob.format(), start).ifPresent(contradictions::add));
        ImageContents.Read read;
        try {
            read = depth == Depth.READ
                    ? new ImageContents.Read(configs.read(observed).orElse(null), Uncompressed.UNKNOWN)
                    : images.check(observed, blob.format());
        } catch (RegistryException e) {
            if (e.problem().code() == ProblemCode.BLOB_UNKNOWN) {
                return SeenBlob.wrong(absent(blob));
            }
            throw e;
        }
        return Optional.ofNullable(read.problem())
                .map(problem -> placed(problem, blob))
                .or(() -> contradictions.stream()
                        .map(fault -> fault.problem(blob.subject(), "its layer " + blob.digest())
                                .at(blob.location()))
                        .findFirst())
                .map(SeenBlob::wrong)
                .orElseGet(() -> SeenBlob.right(
                        Depth.HASH, Objects.requireNonNullElse(validator.get(), ""), read.uncompressed()));
    }

    private static boolean fits(WantedBlob blob, long actual) {
        return blob.kind() == WantedBlob.Kind.LEGACY
                ? blob.size() == WantedBlob.UNKNOWN || new LegacySize(blob.size()).fits(actual)
                : actual == blob.size();
    }

    private static Digest digest(WantedBlob blob) {
        return blob.strongDigest().orElseThrow();
    }

    /** Its address as messages have it: a URL may have a signature in its query. Those of legacy tags are as written. */
    static String shown(WantedBlob blob) {
        return blob.kind() == WantedBlob.Kind.LEGACY ? blob.address() : RemoteUrl.redacted(blob.address());
    }

    /** The problem of a store as one of this blob. */
    static Problem placed(Problem problem, WantedBlob blob) {
        return BlobSubject.at(blob.subject(), blob.digest(), blob.address())
                .of(problem)
                .at(blob.location());
    }

    private static Problem absent(WantedBlob blob) {
        return Problem.of(ProblemCode.BLOB_UNKNOWN, blob.subject(), blob.digest() + " is not at " + shown(blob))
                .hint(
                        blob.kind() == WantedBlob.Kind.IN_STORE
                                ? "Publish it again (registry:publish), or correct the store that the repository's"
                                        + " page or the digest's .yaml names."
                                : "Put it there again, or correct the URL.")
                .at(blob.location());
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
}
