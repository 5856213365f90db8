package io.github.registryorg;

import io.github.registryorg.host.BlobRule;
import io.github.registryorg.host.HostAbility;
import io.github.registryorg.host.HostCapabilities;
import io.github.registryorg.host.Limit;
import io.github.registryorg.metadata.DigestNote;
import io.github.registryorg.metadata.RegistrySettings;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.store.BlobStore;
import io.github.registryorg.store.BlobStores;
import io.github.registryorg.store.FileBlobStore;
import io.github.registryorg.store.RemoteBlob;
import io.github.registryorg.tree.Endpoint;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How one site answers for blobs: by rules for its host, or by their bytes. */
final class SiteBlobs {

    private final SiteRequest request;
    private final RegistrySettings settings;
    private final Optional<SiteAddress> address;
    private final BlobStores stores;
    private final HostCapabilities host;

    SiteBlobs(SiteRequest request, RegistrySettings settings, Optional<SiteAddress> address, BlobStores stores) {
        this.request = request;
        this.settings = settings;
        this.address = address;
        this.stores = stores;
        this.host = request.host().capabilities();
        if (request.blobs() == BlobMode.REDIRECT
                && !host.can(HostAbility.REDIRECTS_BLOBS)
                && !host.can(HostAbility.FINDS_BLOBS)) {
            throw new RegistryException(Problem.of(
                            ProblemCode.CONFIGURATION_INVALID,
                            "registry.blobs=redirect",
                            "the host " + request.host().name() + " can't redirect")
                    .hint("Use registry.blobs=copy, or another host."));
        }
    }

    /** Of these bases or URLs, those for which the host answers though the blobs are not in the site. */
    private List<String> answered(List<String> addresses) {
        if (request.blobs() == BlobMode.COPY) {
            return List.of();
        }
        if (host.can(HostAbility.FINDS_BLOBS)) {
            return addresses;
        }
        return host.can(HostAbility.REDIRECTS_BLOBS)
                ? addresses.stream().filter(SiteBlobs::isOfTheWeb).toList()
                : List.of();
    }

    private static boolean isOfTheWeb(String address) {
        return address.startsWith("http://") || address.startsWith("https://");
    }

    /** Public URLs of a blob; empty where there is none. */
    List<String> urls(Repository repository, Digest manifest, Digest blob) {
        List<String> urls = repository.keptBlob(manifest, blob).isPresent()
                ? List.of()
                : addresses(repository, manifest, blob).stream()
                        .filter(SiteBlobs::isOfTheWeb)
                        .toList();
        if (urls.isEmpty() && address.isPresent()) {
            return List.of(address.get().url() + "/" + new Endpoint.BlobOf(repository.name(), blob).path());
        }
        return urls;
    }

    private List<String> addresses(Repository repository, Digest manifest, Digest blob) {
        List<String> own = repository.note(manifest).urls().get(blob);
        return own != null
                ? own
                : repository.bases(manifest, settings).stream()
                        .map(base -> withoutSlash(base) + "/" + BlobStore.path(blob))
                        .toList();
    }

    /**
     * How the blobs of one repository are answered for.
     *
     * @param rules for those that are not in the site
     * @param here those that are
     */
    record Answer(List<BlobRule> rules, List<Descriptor> here) {

        boolean has(Digest blob) {
            return here.stream().anyMatch(one -> one.digest().equals(blob));
        }
    }

    /** Emits the blobs of a repository that go into the site. */
    Answer emit(Repository repository, SiteOutput output) {
        List<BlobRule> rules = new ArrayList<>();
        List<Descriptor> here = new ArrayList<>();
        List<String> usual = answered(repository.bases(settings));
        if (!usual.isEmpty() && !repository.digests().isEmpty()) {
            rules.add(new BlobRule(repository.name(), null, usual));
        }
        Set<Digest> done = new HashSet<>();
        for (Digest digest : repository.digests()) {
            DigestNote note = repository.note(digest);
            boolean unusual = !note.bases().isEmpty() || !note.urls().isEmpty();
            if (note.removed().isPresent() || !usual.isEmpty() && !unusual) {
                continue;
            }
            for (Descriptor blob : repository
                    .manifest(digest)
                    .map(manifest -> manifest.manifest().blobs())
                    .orElse(List.of())) {
                if (done.add(blob.digest())) {
                    Optional<byte[]> kept = repository.keptBlob(digest, blob.digest());
                    if (kept.isPresent()) {
                        String path = new Endpoint.BlobOf(repository.name(), blob.digest()).path();
                        output.file(path, MediaType.OCTET_STREAM, kept.get());
                        here.add(blob);
                        continue;
                    }
                    List<String> own = answered(addresses(repository, digest, blob.digest()));
                    if (!own.isEmpty()) {
                        rules.add(new BlobRule(repository.name(), blob.digest(), own));
                    } else if (copy(repository, digest, blob, output)) {
                        here.add(blob);
                    }
                }
            }
        }
        return new Answer(rules, here);
    }

    /** Whether the site answers for the blobs of a repository. */
    boolean serves(Repository repository) {
        return request.blobs() == BlobMode.COPY
                || !answered(repository.bases(settings)).isEmpty()
                || repository.bases(settings).stream().map(stores::open).anyMatch(FileBlobStore.class::isInstance);
    }

    private static String withoutSlash(String base) {
        return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    }

    /** False where the site can't have the bytes. */
    private boolean copy(Repository repository, Digest manifest, Descriptor blob, SiteOutput output) {
        String path = new Endpoint.BlobOf(repository.name(), blob.digest()).path();
        boolean all = request.blobs() == BlobMode.COPY;
        List<String> urls = repository.note(manifest).urls().get(blob.digest());
        if (urls != null) {
            if (all) {
                RemoteBlob remote = stores.blob(urls.get(0));
                output.blob(path, new Blob(blob, remote::open), Optional.empty());
            }
            return all;
        }
        Optional<BlobStore> from = repository.bases(manifest, settings).stream()
                .map(stores::open)
                .filter(store -> all || store instanceof FileBlobStore)
                .findFirst();
        from.ifPresent(store ->
                output.blob(path, new Blob(blob, () -> store.open(blob.digest())), store.locate(blob.digest())));
        return from.isPresent();
    }

    /** Where the host would refuse the site. */
    List<Problem> passedLimits(SiteOutput output, List<BlobRule> rules) {
        Map<Limit, Long> uses = new EnumMap<>(Limit.class);
        uses.put(Limit.FILE_BYTES, output.largest().bytes());
        uses.put(Limit.SITE_BYTES, output.bytes());
        uses.put(Limit.FILES, output.files());
        uses.putAll(request.host().uses(rules));
        List<Problem> passed = new ArrayList<>();
        uses.forEach((limit, amount) -> {
            if (amount > host.most(limit)) {
                String what = limit == Limit.FILE_BYTES ? output.largest().path() : "the site";
                passed.add(Problem.of(
                                ProblemCode.HOST_LIMIT,
                                what,
                                "has " + limit.amount(amount) + ", and "
                                        + request.host().name() + " takes " + host.most(limit))
                        .hint(request.host().advice(limit, amount)));
            }
        });
        return passed;
    }
}
