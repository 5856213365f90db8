package io.github.registryorg.push;

import io.github.registryorg.file.DirectoryLock;
import io.github.registryorg.file.DirectoryTree;
import io.github.registryorg.file.FileTree;
import io.github.registryorg.metadata.ContributionDirectory;
import io.github.registryorg.oci.BlobAddress;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.Reference;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.Report;
import io.github.registryorg.publish.Contributing;
import io.github.registryorg.store.BlobStore;
import io.github.registryorg.store.BlobStores;
import io.github.registryorg.store.OpenStores;
import io.github.registryorg.store.ReceivingBlobStore;
import io.github.registryorg.store.StoreAccess;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One run of a registry that can be pushed to: what it accepts, and what it then has. For several threads. */
public final class Pushing implements AutoCloseable {

    private final PushRequest request;
    private final OpenStores open;
    private final DirectoryLock lock;
    private final AtomicBoolean isClosed = new AtomicBoolean();
    private final PushedBlobs blobs;
    private final Uploads uploads;
    private final MetadataView contribution;
    private final MetadataView registry;
    private final PushedManifests manifests;

    private Pushing(
            PushRequest request,
            FileTree registry,
            FileTree site,
            DirectoryLock lock,
            OpenStores open,
            Consumer<Problem> warnings) {
        this.request = request;
        this.lock = lock;
        this.open = open;
        BlobStores stores = open.stores();
        ReceivingBlobStore store = stores.openReceiving(request.store());
        List<String> bases = List.of(
                Contributing.readersBase(store, request.store(), request.storeUrl(), request.contribution(), stores));
        if (request.startsAfresh()) {
            // not before the lock: another run may be writing
            ContributionDirectory.startedAfresh(request.contribution()).put(Map.of());
        }
        Report once = new Report(warnings);
        this.blobs = new PushedBlobs(store);
        this.uploads = new Uploads(blobs);
        this.contribution = new MetadataView(new DirectoryTree(request.contribution()));
        this.registry = new MetadataView(registry);
        this.manifests = new PushedManifests(
                ContributionDirectory.addedTo(request.contribution()),
                contribution,
                this.registry,
                new SiteView(site),
                name -> new Contributing(
                        name, bases, request.keepConfigs(), request.allowedSecrets(), Optional::empty, once),
                blobs,
                once);
    }

    /**
     * Begins.
     *
     * @param registry metadata that is read, and never written
     * @param site files of a site that has what the metadata has, and maybe more; empty where there is none
     * @param access how the store is reached
     * @param warnings receives what is accepted and unusual, each once; from several threads
     * @throws RegistryException {@code STORE_INVALID} if nothing can be pushed to the store; {@code CONFIGURATION_INVALID}
     *     if another server writes to the contribution
     */
    public static Pushing begin(
            PushRequest request, FileTree registry, FileTree site, StoreAccess access, Consumer<Problem> warnings) {
        DirectoryLock lock = DirectoryLock.of(request.contribution());
        OpenStores open = new OpenStores(request.baseDirectory(), access);
        Pushing pushing = null;
        try {
            pushing = new Pushing(request, registry, site, lock, open, warnings);
            return pushing;
        } finally {
            if (pushing == null) {
                end(lock, open);
            }
        }
    }

    private static void end(DirectoryLock lock, OpenStores open) {
        try (lock;
                open) {
            // both, whatever becomes of the other
        }
    }

    /**
     * Whether this repository may be pushed to.
     *
     * @throws RegistryException {@code DENIED} outside of the namespace, {@code NAME_RESERVED}
     */
    public void requirePushable(RepositoryName name) {
        RepositoryName namespace = request.namespace();
        if (namespace != null && !name.equals(namespace) && !name.name().startsWith(namespace + "/")) {
            throw new RegistryException(
                    Problem.of(ProblemCode.DENIED, name.name(), "only what is in " + namespace + " may be pushed")
                            .hint("Push to " + namespace + "/…, or set -Dregistry.namespace to another one."));
        }
        Contributing.checkName(name);
    }

    /** {@code BLOB_UNKNOWN}. */
    public static RegistryException unknownBlob(RepositoryName name, Digest digest) {
        return PushedBlobs.unknown(name, digest);
    }

    public Uploads uploads() {
        return uploads;
    }

    /** The size of a blob that a client need not send, in bytes; empty where it must. */
    public OptionalLong blobSize(RepositoryName name, Digest digest) {
        return blobs.size(name, digest);
    }

    /** Where the bytes of a blob are that has a size. */
    public BlobStore blobPlace(Digest digest) {
        return blobs.place(digest);
    }

    /** Whether the blob is in this repository now, since the store or another repository has it. */
    public boolean mount(RepositoryName name, Digest digest) {
        return blobs.mount(name, digest);
    }

    /** @throws RegistryException {@code BLOB_UNKNOWN}, {@code UNSUPPORTED} for what was there before the start */
    public void deleteBlob(RepositoryName name, Digest digest) {
        blobs.delete(name, digest);
    }

    /**
     * Accepts a manifest.
     *
     * @param reference its digest, or a tag that shall name it
     * @param tags more of these, where it is pushed by digest
     * @param declared its type as the client declares it; empty where that is no manifest's
     * @return the manifest
     * @throws RegistryException with the specification's codes and others, and what to do
     */
    public RawManifest accept(
            RepositoryName name, Reference reference, List<Tag> tags, byte[] content, Optional<MediaType> declared) {
        requirePushable(name);
        RawManifest manifest =
                reference instanceof Digest digest ? RawManifest.of(content, digest) : RawManifest.of(content);
        declared.filter(type -> !type.equals(manifest.mediaType())).ifPresent(type -> {
            throw new RegistryException(Problem.of(
                            ProblemCode.MANIFEST_INVALID, manifest.digest().toString(), "is a " + manifest.mediaType())
                    .because("the request declares " + type)
                    .hint("Send the manifest's own mediaType as Content-Type."));
        });
        manifests.accept(name, manifest, reference, tags);
        return manifest;
    }

    /** @throws RegistryException {@code MANIFEST_UNKNOWN}, {@code UNSUPPORTED} for what was there before the start */
    public void delete(RepositoryName name, Reference reference) {
        requirePushable(name);
        manifests.delete(name, reference);
    }

    /** What is under this reference: what was pushed, else what the metadata has. */
    public Optional<RawManifest> manifest(RepositoryName name, Reference reference) {
        return manifests.find(name, reference);
    }

    public boolean has(RepositoryName name) {
        return contribution.has(name) || registry.has(name);
    }

    /** Sorted. */
    public TreeSet<String> repositories() {
        TreeSet<String> names = new TreeSet<>();
        Stream.of(contribution, registry).forEach(view -> view.repositories().forEach(name -> names.add(name.name())));
        return names;
    }

    /** Sorted. */
    public TreeSet<String> tags(RepositoryName name) {
        TreeSet<String> tags = new TreeSet<>();
        Stream.of(contribution, registry).forEach(view -> view.tags(name).forEach(tag -> tags.add(tag.name())));
        return tags;
    }

    /** What has this subject, by digest. */
    public Map<Digest, RawManifest> referrers(RepositoryName name, Digest subject) {
        Map<Digest, RawManifest> referrers = new TreeMap<>();
        Stream.of(contribution, registry)
                .forEach(view ->
                        view.referrers(name, subject).forEach(manifest -> referrers.put(manifest.digest(), manifest)));
        return referrers;
    }

    /** The manifest that a tag of the referrers tag schema is for, of those that something refers to. */
    public Optional<Digest> subject(RepositoryName name, Tag tag) {
        return Stream.of(contribution, registry)
                .flatMap(view -> view.manifests(name))
                .flatMap(manifest -> manifest.manifest().subject().stream())
                .map(Descriptor::digest)
                .filter(subject -> subject.referrersTag().equals(tag))
                .findFirst();
    }

    /** Where the blobs of a repository are that were there before, in order of preference. */
    public List<BlobAddress> addresses(RepositoryName name) {
        return registry.addresses(name);
    }

    /** Whether a blob was deleted from this repository, wherever it still is. */
    public boolean isDeleted(RepositoryName name, Digest digest) {
        return blobs.isDeleted(name, digest);
    }

    /** Waits for what is being written, and discards what was not uploaded to its end. Closing again does nothing. */
    @Override
    public void close() {
        if (isClosed.compareAndSet(false, true)) {
            try {
                manifests.close();
                uploads.cancelAll();
            } finally {
                end(lock, open);
            }
        }
    }
}
