package io.github.registryorg.store;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.BlobAddress;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.RunInterruptedException;
import io.github.registryorg.remote.RemoteClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** The stores of one run, and the connections to them, which end with it. */
public final class OpenStores implements AutoCloseable {

    private final RemoteClient client;
    private final Buckets buckets;
    private final BlobStores stores;

    /**
     * @param directory what relative {@code file:} addresses are relative to
     */
    public OpenStores(Path directory, StoreAccess access) {
        this.client = new RemoteClient(access.allowed(), access.proxy(), access.hostTimeout(), access.connections());
        this.buckets = new Buckets(access.buckets(), access.hostTimeout());
        this.stores = new BlobStores(directory, access.map(), client, buckets);
    }

    /** A bucket that a user names. */
    public Bucket bucket(String address) {
        if (StoreAddress.parse(address, stores.directory()) instanceof StoreAddress.Cloud cloud) {
            return buckets.open(cloud);
        }
        throw new RegistryException(Problem.of(ProblemCode.STORE_INVALID, address, "is not a bucket")
                .hint("Write s3://<bucket>/<prefix> or gs://<bucket>/<prefix>."));
    }

    /**
     * Brings a blob into a bucket: by the service itself where it has both, otherwise through this machine.
     *
     * @param reference what names it, for problems; asked for once, where no address has it
     * @param addresses where it is, in order of preference
     * @param moved hears how many more bytes are there
     */
    public void bring(
            Supplier<String> reference,
            Descriptor blob,
            List<BlobAddress> addresses,
            Bucket target,
            String path,
            ObjectKind kind,
            LongConsumer moved) {
        List<Failed> failures = new ArrayList<>();
        for (BlobAddress address : addresses) {
            try {
                bring(blob, address, target, path, kind, moved);
                return;
            } catch (RunInterruptedException e) {
                throw e;
            } catch (RegistryException e) {
                failures.add(new Failed(address, e));
            }
        }
        throw new RegistryException(problems(reference.get(), blob, failures));
    }

    private record Failed(BlobAddress address, RegistryException failure) {}

    private static List<Problem> problems(String reference, Descriptor blob, List<Failed> failures) {
        if (failures.isEmpty()) {
            return List.of(
                    Problem.of(ProblemCode.BLOB_UNKNOWN, reference, blob.digest() + " is not in any of the stores")
                            .hint("Make the site again (registry:site -Dregistry.host=s3)."));
        }
        return failures.stream()
                .flatMap(failed -> {
                    BlobSubject subject = BlobSubject.at(
                            reference,
                            blob.digest().toString(),
                            failed.address().text());
                    return failed.failure().problems().stream().map(subject::of);
                })
                .toList();
    }

    private void bring(
            Descriptor blob, BlobAddress address, Bucket target, String path, ObjectKind kind, LongConsumer moved) {
        if (address instanceof BlobAddress.AtUrl) {
            target.put(path, kind, CountedContent.of(new Blob(blob, stores.blob(address.text())::open), moved));
            return;
        }
        BlobStore store = stores.open(address.text());
        boolean copied = store instanceof BucketBlobStore cloud
                && target.copy(cloud.bucket(), BlobAddress.path(blob.digest()), path, kind, blob);
        if (copied) {
            moved.accept(blob.size());
        } else {
            target.put(path, kind, CountedContent.of(new Blob(blob, () -> store.open(blob.digest())), moved));
        }
    }

    public BlobStores stores() {
        return stores;
    }

    @Override
    public void close() {
        try (client) {
            buckets.close();
        }
    }
}
