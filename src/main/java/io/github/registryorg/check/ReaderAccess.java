package io.github.registryorg.check;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.store.BlobStores;
import io.github.registryorg.store.HttpBlobStore;
import io.github.registryorg.store.StoreAddress;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Whether readers, who have no key, get what we found in a bucket with ours. One blob of each store is requested at the
 * address that metadata names; that it can't be reached from here proves nothing about readers elsewhere.
 */
final class ReaderAccess {

    private final BlobStores stores;
    private final Set<String> asked = new HashSet<>();

    ReaderAccess(BlobStores stores) {
        this.stores = stores;
    }

    /** Called for a blob that is where it should be. */
    void check(WantedBlob blob, Consumer<Problem> problems) {
        if (blob.kind() != WantedBlob.Kind.IN_STORE || !asked.add(blob.address())) {
            return;
        }
        StoreAddress known = StoreAddress.parse(blob.address(), stores.directory());
        boolean isBucket = stores.map()
                .locate(known)
                .filter(StoreAddress.Cloud.class::isInstance)
                .isPresent();
        if (isBucket && known instanceof StoreAddress.Web web) {
            refusal(web, blob.strongDigest().orElseThrow()).ifPresent(what -> problems.accept(problem(what, blob)));
        }
    }

    private Optional<String> refusal(StoreAddress.Web web, Digest digest) {
        try {
            boolean there = new HttpBlobStore(web.base(), web.url(), stores.client())
                    .stat(digest)
                    .isPresent();
            return there ? Optional.empty() : Optional.of("does not have what is in the bucket behind it");
        } catch (RegistryException e) {
            ProblemCode code = e.problem().code();
            boolean closed = code == ProblemCode.UNAUTHORIZED || code == ProblemCode.DENIED;
            return closed ? Optional.of("is not readable without a key") : Optional.empty();
        }
    }

    private static Problem problem(String what, WantedBlob blob) {
        return Problem.of(ProblemCode.STORE_PRIVATE, blob.subject(), "the address " + blob.address() + " " + what)
                .hint(
                        "Pulls fail where readers are sent there. Make the bucket's objects publicly readable, or serve the"
                                + " blobs with the site: registry:deploy brings them into the site's bucket.")
                .at(blob.location());
    }
}
