package io.github.registryorg.site;

import io.github.registryorg.client.Need;
import io.github.registryorg.client.SiteAddress;
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
import io.github.registryorg.oci.ImageManifest;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.store.BlobStore;
import io.github.registryorg.store.BlobStores;
import io.github.registryorg.store.FileBlobStore;
import io.github.registryorg.store.RemoteBlob;
import io.github.registryorg.tree.Endpoint;
import io.github.registryorg.tree.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How one site answers for blobs: by rules for its host, or by their bytes. */
final class SiteBlobs {

    /** What is said of blobs that only manifests say where to find. */
    private static final Set<Need> BY_URL = EnumSet.of(Need.LAYERS_HERE, Need.CONFIGS_HERE);

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
        if (request.blobs() == BlobMode.COPY
                || request.blobs() == BlobMode.URLS && addresses.stream().anyMatch(SiteBlobs::isOfTheWeb)) {
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
    List<String> urls(Repository repository, Answer answer, Digest manifest, Digest blob) {
        List<String> urls =
                repository.keptBlob(manifest, blob).isPresent() ? List.of() : webAddresses(repository, manifest, blob);
        if (urls.isEmpty() && address.isPresent() && !answer.absent().containsKey(blob)) {
            return List.of(address.get().url() + "/" + new Endpoint.BlobOf(repository.name(), blob).path());
        }
        return urls;
    }

    /** Public URLs of a blob that manifests need them for; empty for all others. */
    List<String> elsewhere(Repository repository, Answer answer, Digest manifest, Digest blob) {
        return BY_URL.contains(answer.absent().get(blob)) ? webAddresses(repository, manifest, blob) : List.of();
    }

    private List<String> webAddresses(Repository repository, Digest manifest, Digest blob) {
        return addresses(repository, manifest, blob).stream()
                .filter(SiteBlobs::isOfTheWeb)
                .toList();
    }

    private List<String> addresses(Repository repository, Digest manifest, Digest blob) {
        List<String> own = repository.note(manifest).urls().get(blob);
        return own != null
                ? own
                : repository.bases(manifest, settings).stream()
                        .map(base -> withoutSlash(base) + "/" + BlobStore.path(blob))
                        .toList();
    }

    /** Whether the bytes of stores on the web go into the site as far as they fit, since nothing else answers. */
    boolean wantsWebBlobs() {
        return request.blobs() == BlobMode.AUTO
                && !host.can(HostAbility.REDIRECTS_BLOBS)
                && !host.can(HostAbility.FINDS_BLOBS);
    }

    /**
     * How the blobs of one repository are answered for.
     *
     * @param rules for those that are not in the site
     * @param here those that are
     * @param absent those that nothing answers for, and what is missing therefore
     * @param leftOut those of them that the host would not take
     */
    record Answer(List<BlobRule> rules, List<Descriptor> here, Map<Digest, Need> absent, List<LargeFile> leftOut) {

        boolean has(Digest blob) {
            return here.stream().anyMatch(one -> one.digest().equals(blob));
        }

        /** What a manifest lacks, or of an index any manifest that it names. */
        Set<Need> lacks(Repository repository, Digest manifest) {
            if (absent.isEmpty()) {
                return Set.of();
            }
            Set<Need> lacks = EnumSet.noneOf(Need.class);
            repository
                    .manifest(manifest)
                    .ifPresent(raw -> raw.manifest().references().forEach(child -> {
                        if (child.mediaType().isManifest()) {
                            lacks.addAll(lacks(repository, child.digest()));
                        } else if (absent.containsKey(child.digest())) {
                            lacks.add(absent.get(child.digest()));
                        }
                    }));
            return lacks;
        }
    }

    /**
     * Emits the blobs of a repository that go into the site.
     *
     * @param web asked for each that no other way answers for
     */
    Answer emit(Repository repository, SiteOutput output, WebBlobs web) {
        List<BlobRule> rules = new ArrayList<>();
        List<Descriptor> here = new ArrayList<>();
        Map<Digest, Need> absent = new HashMap<>();
        List<LargeFile> leftOut = new ArrayList<>();
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
                    List<String> own =
                            kept.isPresent() ? List.of() : answered(addresses(repository, digest, blob.digest()));
                    if (!own.isEmpty()) {
                        rules.add(new BlobRule(repository.name(), blob.digest(), own));
                        continue;
                    }
                    Optional<Need> missing = kept.isPresent()
                            ? put(repository, blob, kept.get(), output)
                            : put(repository, digest, blob, output, web);
                    missing.ifPresentOrElse(need -> absent.put(blob.digest(), need), () -> here.add(blob));
                    missing.filter(Need.LARGE_BLOBS::equals)
                            .ifPresent(need -> leftOut.add(new LargeFile(path(repository, blob), blob.size())));
                }
            }
        }
        return new Answer(rules, here, absent, leftOut);
    }

    private static String path(Repository repository, Descriptor blob) {
        return new Endpoint.BlobOf(repository.name(), blob.digest()).path();
    }

    private static Optional<Need> put(Repository repository, Descriptor blob, byte[] kept, SiteOutput output) {
        output.file(path(repository, blob), Stage.BLOBS, MediaType.OCTET_STREAM, kept);
        return Optional.empty();
    }

    /**
     * Puts the bytes of a blob into the site.
     *
     * @return what is missing where the site can't have them
     */
    private Optional<Need> put(
            Repository repository, Digest manifest, Descriptor blob, SiteOutput output, WebBlobs web) {
        if (request.blobs() == BlobMode.COPY) {
            return copy(repository, manifest, blob, output) ? Optional.empty() : Optional.of(Need.BLOBS);
        }
        if (request.blobs() == BlobMode.URLS
                && !webAddresses(repository, manifest, blob.digest()).isEmpty()) {
            return byUrl(repository, manifest, blob, output);
        }
        if (blob.size() > host.most(Limit.FILE_BYTES)) {
            return Optional.of(Need.LARGE_BLOBS);
        }
        String path = path(repository, blob);
        Optional<BlobStore> directory = repository.note(manifest).urls().containsKey(blob.digest())
                ? Optional.empty()
                : repository.bases(manifest, settings).stream()
                        .map(stores::open)
                        .filter(FileBlobStore.class::isInstance)
                        .findFirst();
        if (directory.isPresent()) {
            put(directory.get(), path, blob, output);
            return Optional.empty();
        }
        Optional<byte[]> config = repository.config(blob.digest());
        if (config.isPresent()) {
            return put(repository, blob, config.get(), output);
        }
        List<String> addresses = webAddresses(repository, manifest, blob.digest());
        Optional<Path> file =
                addresses.isEmpty() ? Optional.empty() : web.file(new SiteFiles.WantedBlob(path, blob, addresses));
        file.ifPresent(had -> output.blob(path, new Blob(blob, () -> Files.newInputStream(had)), file));
        return file.isPresent() ? Optional.empty() : Optional.of(Need.BLOBS);
    }

    /** Clients ask the registry for configs, with few exceptions, so those that the metadata has go into the site. */
    private static Optional<Need> byUrl(Repository repository, Digest manifest, Descriptor blob, SiteOutput output) {
        Optional<byte[]> config = repository.config(blob.digest());
        if (config.isPresent()) {
            return put(repository, blob, config.get(), output);
        }
        boolean isConfig = repository
                .manifest(manifest)
                .filter(raw -> raw.manifest() instanceof ImageManifest image
                        && image.config().digest().equals(blob.digest()))
                .isPresent();
        return Optional.of(isConfig ? Need.CONFIGS_HERE : Need.LAYERS_HERE);
    }

    private static void put(BlobStore store, String path, Descriptor blob, SiteOutput output) {
        output.blob(path, new Blob(blob, () -> store.open(blob.digest())), store.locate(blob.digest()));
    }

    private static String withoutSlash(String base) {
        return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    }

    /** Fetches a blob into the site, whatever its store is; false where nobody names one. */
    private boolean copy(Repository repository, Digest manifest, Descriptor blob, SiteOutput output) {
        String path = path(repository, blob);
        List<String> urls = repository.note(manifest).urls().get(blob.digest());
        if (urls != null) {
            RemoteBlob remote = stores.blob(urls.get(0));
            output.blob(path, new Blob(blob, remote::open), Optional.empty());
            return true;
        }
        Optional<String> base = repository.bases(manifest, settings).stream().findFirst();
        base.ifPresent(known -> put(stores.open(known), path, blob, output));
        return base.isPresent();
    }
}
