package io.github.registryorg.site;

import io.github.registryorg.client.Need;
import io.github.registryorg.client.SiteAddress;
import io.github.registryorg.host.BlobRule;
import io.github.registryorg.host.DocumentStart;
import io.github.registryorg.host.HostAbility;
import io.github.registryorg.host.HostCapabilities;
import io.github.registryorg.host.Limit;
import io.github.registryorg.metadata.DigestNote;
import io.github.registryorg.metadata.ManifestReferences;
import io.github.registryorg.metadata.RegistrySettings;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.BlobAddress;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.ImageManifest;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.site.BlobPlan.Placement;
import io.github.registryorg.store.BlobStore;
import io.github.registryorg.store.BlobStores;
import io.github.registryorg.store.BlobSubject;
import io.github.registryorg.store.FileBlobStore;
import io.github.registryorg.store.RemoteBlob;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Decides where clients of one site find each blob: the only place that knows what a {@link BlobMode} means. */
final class BlobPolicy {

    private final BlobMode mode;
    private final HostCapabilities host;
    private final RegistrySettings settings;
    private final Optional<SiteAddress> address;
    private final BlobStores stores;

    BlobPolicy(SiteRequest request, RegistrySettings settings, Optional<SiteAddress> address, BlobStores stores) {
        this.mode = request.blobs();
        this.host = request.host().capabilities();
        this.settings = settings;
        this.address = address;
        this.stores = stores;
        if (mode == BlobMode.REDIRECT && !host.can(HostAbility.REDIRECTS_BLOBS) && !host.can(HostAbility.FINDS_BLOBS)) {
            throw new RegistryException(Problem.of(
                            ProblemCode.CONFIGURATION_INVALID,
                            "registry.blobs=redirect",
                            "the host " + request.host().name() + " can't redirect")
                    .hint("Use registry.blobs=copy, or another host."));
        }
    }

    /**
     * Whether the bytes of stores on the web go into the site as far as they fit, since they are served nowhere else.
     */
    boolean fetchesWebBlobs() {
        return mode == BlobMode.AUTO && !host.can(HostAbility.REDIRECTS_BLOBS) && !host.can(HostAbility.FINDS_BLOBS);
    }

    /** Whether clients find nothing that is not in the site. */
    boolean needsBytes() {
        return mode == BlobMode.COPY || fetchesWebBlobs();
    }

    /** Those of the addresses to which the host redirects clients, or at which it finds blobs itself. */
    private List<BlobAddress> reachable(List<BlobAddress> addresses) {
        if (mode == BlobMode.COPY || mode == BlobMode.URLS && addresses.stream().anyMatch(BlobAddress::isWeb)) {
            return List.of();
        }
        if (host.can(HostAbility.FINDS_BLOBS)) {
            return addresses;
        }
        return host.can(HostAbility.REDIRECTS_BLOBS) ? web(addresses) : List.of();
    }

    private static List<BlobAddress> web(List<BlobAddress> addresses) {
        return addresses.stream().filter(BlobAddress::isWeb).toList();
    }

    /**
     * Decides for all blobs of a repository.
     *
     * @param doubtful whether the site is made without the blobs that can't be had, though they should be copied
     * @param web asked for each blob that is not served otherwise
     */
    BlobPlan plan(Repository repository, boolean doubtful, WebBlobs web) {
        List<BlobAddress> bases = reachable(BlobAddress.inStores(repository.bases(settings)));
        Optional<BlobRule> usual = bases.isEmpty() || repository.digests().isEmpty()
                ? Optional.empty()
                : Optional.of(new BlobRule(repository.name(), null, bases));
        ManifestReferences references = new ManifestReferences(repository);
        Map<Digest, Placement> others = new LinkedHashMap<>();
        for (Digest digest : repository.digests()) {
            DigestNote note = repository.note(digest);
            boolean unusual = !note.bases().isEmpty() || !note.urls().isEmpty();
            if (note.removed().isPresent() || usual.isPresent() && !unusual) {
                continue;
            }
            repository
                    .manifest(digest)
                    .ifPresent(manifest -> manifest.manifest()
                            .blobs()
                            .forEach(blob -> others.computeIfAbsent(
                                    blob.digest(),
                                    none -> inert(
                                            placement(repository, manifest, blob, references, doubtful, web), web))));
        }
        return new BlobPlan(repository, usual, others, settings, address);
    }

    /** The same, if the host doesn't make a document of it. */
    private Placement inert(Placement placement, WebBlobs web) {
        if (host.can(HostAbility.INERT_BLOBS) || !web.areReadable() || !(placement instanceof BlobPlan.Copied copied)) {
            return placement;
        }
        Descriptor blob = copied.content().descriptor();
        try (InputStream in = copied.content().content().open()) {
            return DocumentStart.isDocument(host, in.readNBytes(DocumentStart.LENGTH))
                    ? new BlobPlan.Missing(blob, Need.DATA_BLOBS, false)
                    : placement;
        } catch (IOException e) {
            throw Failures.of(
                    copied.subject()
                            .of(Problem.of(ProblemCode.IO_FAILED, "", "reading failed")
                                    .because(e.getMessage())),
                    e);
        }
    }

    private Placement placement(
            Repository repository,
            RawManifest manifest,
            Descriptor blob,
            ManifestReferences references,
            boolean doubtful,
            WebBlobs web) {
        if (repository.keeps(manifest.digest(), blob.digest())) {
            return new BlobPlan.Kept(blob);
        }
        List<BlobAddress> addresses = repository.addresses(manifest.digest(), blob.digest(), settings);
        List<BlobAddress> reachable = reachable(addresses);
        if (!reachable.isEmpty()) {
            return new BlobPlan.Redirect(reachable);
        }
        if (mode == BlobMode.COPY && !doubtful) {
            return addresses.isEmpty()
                    ? new BlobPlan.Missing(blob, Need.BLOBS, false)
                    : copied(references.of(manifest.digest()), blob, addresses.get(0));
        }
        if (mode == BlobMode.URLS && !web(addresses).isEmpty()) {
            return byManifest(repository, manifest, blob, web(addresses));
        }
        if (blob.size() > host.most(Limit.FILE_BYTES)) {
            return new BlobPlan.Missing(blob, Need.LARGE_BLOBS, false);
        }
        Optional<BlobStore> directory = addresses.stream()
                .filter(BlobAddress.InStore.class::isInstance)
                .map(store -> stores.open(store.text()))
                .filter(FileBlobStore.class::isInstance)
                .filter(store -> !doubtful || has(store, blob))
                .findFirst();
        if (directory.isPresent()) {
            return copied(references.of(manifest.digest()), blob, directory.get());
        }
        if (repository.config(blob.digest()).isPresent()) {
            return new BlobPlan.Kept(blob);
        }
        if (web(addresses).isEmpty()) {
            return new BlobPlan.Missing(blob, Need.BLOBS, false);
        }
        String reference = references.of(manifest.digest());
        Optional<Path> file =
                web.file(new WantedBlob(BlobPlan.path(repository.name(), blob), blob, web(addresses), reference));
        return file.<Placement>map(had -> new BlobPlan.Copied(
                        new Blob(blob, () -> Files.newInputStream(had)),
                        () -> Optional.of(had),
                        subject(reference, blob, had.toString())))
                .orElseGet(() -> new BlobPlan.Missing(blob, Need.BLOBS, true));
    }

    private static boolean has(BlobStore store, Descriptor blob) {
        OptionalLong size = store.stat(blob.digest());
        return size.isPresent() && size.getAsLong() == blob.size();
    }

    /**
     * Clients fetch configs from the registry, with few exceptions, so those that the metadata has go into the site.
     */
    private static Placement byManifest(
            Repository repository, RawManifest manifest, Descriptor blob, List<BlobAddress> urls) {
        if (repository.config(blob.digest()).isPresent()) {
            return new BlobPlan.Kept(blob);
        }
        boolean isConfig = manifest.manifest() instanceof ImageManifest image
                && image.config().digest().equals(blob.digest());
        return new BlobPlan.ByManifest(blob, urls, isConfig ? Need.CONFIGS_HERE : Need.LAYERS_HERE);
    }

    private Placement copied(String reference, Descriptor blob, BlobAddress address) {
        if (address instanceof BlobAddress.AtUrl url) {
            RemoteBlob remote = stores.blob(url.text());
            return new BlobPlan.Copied(
                    new Blob(blob, remote::open), Optional::empty, subject(reference, blob, url.text()));
        }
        return copied(reference, blob, stores.open(address.text()));
    }

    private static Placement copied(String reference, Descriptor blob, BlobStore store) {
        return new BlobPlan.Copied(
                new Blob(blob, () -> store.open(blob.digest())),
                () -> store.locate(blob.digest()),
                subject(reference, blob, store.base().toString()));
    }

    private static BlobSubject subject(String reference, Descriptor blob, String address) {
        return BlobSubject.at(reference, blob.digest().toString(), address);
    }
}
