package io.github.registryorg.check;

import io.github.registryorg.metadata.RegistrySettings;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.BlobAddress;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RawConfig;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.RunInterruptedException;
import io.github.registryorg.store.BlobStores;
import java.util.Optional;

/** The payloads of signatures: what is kept with the manifests, otherwise read from a store. For one thread. */
final class SignaturePayloads {

    /** Requests that one contribution may cause: one for each address of a payload. */
    private static final long MOST_OF_CONTRIBUTION = 1_000;

    private static final String LIMIT = "the limit of signatures that are read from stores is reached";

    private final RegistrySettings settings;
    private final AllowedStores allowed;
    private final BlobStores stores;
    private final RefusedAddresses refused;
    private final Unasked unasked;
    private long left;

    /** What people should know of payloads that are not asked for. */
    private record Unasked(String reason, String hint) {}

    private SignaturePayloads(
            RegistrySettings settings, BlobStores stores, RefusedAddresses refused, long most, Unasked unasked) {
        this.left = most;
        this.unasked = unasked;
        this.settings = settings;
        this.allowed = new AllowedStores(settings);
        this.stores = stores;
        this.refused = refused;
    }

    /** Of a registry that somebody has vouched for. */
    static SignaturePayloads ofRegistry(RegistrySettings settings, BlobStores stores) {
        return new SignaturePayloads(
                settings,
                stores,
                new RefusedAddresses(),
                Long.MAX_VALUE,
                new Unasked(LIMIT, "Keep the payload in digests/."));
    }

    /**
     * Of a contribution, with so many requests as one may cause.
     *
     * @param refused addresses that get none
     */
    static SignaturePayloads ofContribution(RegistrySettings settings, BlobStores stores, RefusedAddresses refused) {
        return new SignaturePayloads(
                settings,
                stores,
                refused,
                MOST_OF_CONTRIBUTION,
                new Unasked(LIMIT, "Keep the payload in digests/, or split the contribution."));
    }

    /**
     * Of a contribution for which nothing is requested: only what is kept with the manifests is read.
     *
     * @param obstacle why, such as "the contribution adds more than it may"
     */
    static SignaturePayloads ofNothing(RegistrySettings settings, BlobStores stores, String obstacle) {
        return new SignaturePayloads(
                settings,
                stores,
                new RefusedAddresses(),
                0,
                new Unasked(
                        "nothing is requested, since " + obstacle,
                        "Correct that first. A payload that is kept in digests/ needs no request."));
    }

    /** Why payloads are not asked for, where they aren't. */
    String reason() {
        return unasked.reason();
    }

    /** What to do about those that are not asked for. */
    String hint() {
        return unasked.hint();
    }

    /** The content of a layer, if it is kept with the manifests. */
    Optional<byte[]> kept(Repository repository, Descriptor layer) {
        return repository.config(layer.digest()).map(RawConfig::bytes);
    }

    /** Whether a failure says nothing of the content: a later run may be able to read it. */
    static boolean mayBeThere(RegistryException failure) {
        return switch (failure.problem().code()) {
            case BLOB_UNKNOWN, SIZE_INVALID, DIGEST_INVALID, ADDRESS_FORBIDDEN -> false;
            default -> true;
        };
    }

    /**
     * The content of a layer from a store.
     *
     * @param layer of a size that a signature may have
     * @return empty where it is not asked for
     * @throws RegistryException if it can't be read
     */
    Optional<byte[]> fetch(Repository repository, Digest manifest, Descriptor layer) {
        RegistryException first = null;
        for (BlobAddress address : repository.addresses(manifest, layer.digest(), settings)) {
            if (left <= 0) {
                return Optional.empty();
            }
            if (refused.has(repository.name(), address.text())) {
                continue;
            }
            left--;
            try {
                return Optional.of(fetch(address, layer));
            } catch (RunInterruptedException e) {
                throw e;
            } catch (RegistryException e) {
                first = first == null || !mayBeThere(first) ? e : first;
            }
        }
        throw first != null
                ? first
                : new RegistryException(
                        Problem.of(ProblemCode.BLOB_UNKNOWN, "", "no address of it is known and allowed"));
    }

    /** Addresses that may not be named get no request either. */
    private byte[] fetch(BlobAddress address, Descriptor layer) {
        boolean isUrl = address instanceof BlobAddress.AtUrl;
        Optional<Problem> refused =
                isUrl ? allowed.problemWithUrl(address.text()) : allowed.problemWithBase(address.text());
        if (refused.isPresent()) {
            throw new RegistryException(refused.get());
        }
        Blob.Content content = isUrl
                ? stores.blob(address.text())::open
                : () -> stores.open(address.text()).open(layer.digest());
        return new Blob(layer, content).read();
    }
}
