package io.github.registryorg.site;

import io.github.registryorg.client.Need;
import io.github.registryorg.client.SiteAddress;
import io.github.registryorg.host.BlobRule;
import io.github.registryorg.metadata.RegistrySettings;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.BlobAddress;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.store.BlobSubject;
import io.github.registryorg.tree.Endpoint;
import io.github.registryorg.tree.Stage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Where clients find each blob of one repository, decided once: rules of the host, pages, the grade, limits, and the files
 * of the site are all made of this.
 */
final class BlobPlan {

    /** Where one blob is. */
    sealed interface Placement {}

    /**
     * Elsewhere; the host sends clients there, or finds it.
     *
     * @param addresses in order of preference
     */
    record Redirect(List<BlobAddress> addresses) implements Placement {}

    /** A config that the metadata has itself, which is in the site. */
    record Kept(Descriptor blob) implements Placement {}

    /**
     * In the site, with the bytes of a store.
     *
     * @param file on this machine that has them; empty where they are read from the store
     * @param subject the blob in the store, for problems
     */
    record Copied(Blob content, Supplier<Optional<Path>> file, BlobSubject subject) implements Placement {}

    /**
     * Elsewhere, at addresses that only the manifest has.
     *
     * @param urls on the web, in order of preference
     * @param need what clients must do that find it
     */
    record ByManifest(Descriptor blob, List<BlobAddress> urls, Need need) implements Placement {}

    /**
     * Nowhere that clients look.
     *
     * @param need what clients don't find therefore
     * @param requested whether a store was asked for it, which may have it another time
     */
    record Missing(Descriptor blob, Need need, boolean requested) implements Placement {}

    private final Repository repository;
    private final Optional<BlobRule> usual;
    private final Map<Digest, Placement> others;
    private final RegistrySettings settings;
    private final Optional<SiteAddress> address;

    /**
     * @param usual where all blobs are that have no placement of their own; empty where each has one
     * @param address of the site
     */
    BlobPlan(
            Repository repository,
            Optional<BlobRule> usual,
            Map<Digest, Placement> others,
            RegistrySettings settings,
            Optional<SiteAddress> address) {
        this.repository = repository;
        this.usual = usual;
        this.others = others;
        this.settings = settings;
        this.address = address;
    }

    static String path(RepositoryName repository, Descriptor blob) {
        return new Endpoint.BlobOf(repository, blob.digest()).path();
    }

    /** The rules for the host on blobs that are not in the site. */
    List<BlobRule> rules() {
        List<BlobRule> rules = new ArrayList<>();
        usual.ifPresent(rules::add);
        others.forEach((digest, placement) -> {
            if (placement instanceof Redirect redirect) {
                rules.add(new BlobRule(repository.name(), digest, redirect.addresses()));
            }
        });
        return rules;
    }

    /** Puts into the site what belongs there. */
    void emit(SiteSink sink) {
        others.values().forEach(placement -> {
            if (placement instanceof Kept kept) {
                byte[] content =
                        repository.config(kept.blob().digest()).orElseThrow().bytes();
                sink.file(path(repository.name(), kept.blob()), Stage.BLOBS, MediaType.OCTET_STREAM, content);
            } else if (placement instanceof Copied copied) {
                Blob content = copied.content();
                sink.blob(path(repository.name(), content.descriptor()), content, copied.file(), copied.subject());
            }
        });
    }

    /** The blobs that are in the site. */
    List<Descriptor> inSite() {
        List<Descriptor> blobs = new ArrayList<>();
        others.values().forEach(placement -> {
            if (placement instanceof Kept kept) {
                blobs.add(kept.blob());
            } else if (placement instanceof Copied copied) {
                blobs.add(copied.content().descriptor());
            }
        });
        return blobs;
    }

    /** Whether the bytes of a blob are in the site. */
    boolean isInSite(Digest blob) {
        Placement placement = others.get(blob);
        return placement instanceof Kept || placement instanceof Copied;
    }

    /** Blobs that the host would not take. */
    List<LargeFile> tooLarge() {
        List<LargeFile> large = new ArrayList<>();
        others.values().forEach(placement -> {
            if (placement instanceof Missing missing && missing.need() == Need.LARGE_BLOBS) {
                large.add(new LargeFile(
                        path(repository.name(), missing.blob()), missing.blob().size()));
            }
        });
        return large;
    }

    /** Whether a later run may find what this one doesn't, though the metadata is the same. */
    boolean isComplete() {
        return others.values().stream()
                .noneMatch(placement -> placement instanceof Missing missing && missing.requested());
    }

    /** Public URLs of a blob, for whoever reads manifests and follows them; empty where there is none. */
    List<String> urls(Digest manifest, Digest blob) {
        List<String> urls = repository.keeps(manifest, blob) ? List.of() : web(manifest, blob);
        boolean answered = !(others.get(blob) instanceof Missing) && !(others.get(blob) instanceof ByManifest);
        if (urls.isEmpty() && address.isPresent() && answered) {
            return List.of(address.get().url() + "/" + new Endpoint.BlobOf(repository.name(), blob).path());
        }
        return urls;
    }

    /** Public URLs of a blob that manifests must name; empty for all others. */
    List<String> urlsInManifests(Digest manifest, Digest blob) {
        return others.get(blob) instanceof ByManifest ? web(manifest, blob) : List.of();
    }

    /** Whether any manifest must name URLs. */
    boolean changesManifests() {
        return others.values().stream().anyMatch(ByManifest.class::isInstance);
    }

    private List<String> web(Digest manifest, Digest blob) {
        return repository.addresses(manifest, blob, settings).stream()
                .filter(BlobAddress::isWeb)
                .map(address -> address.url(blob))
                .toList();
    }

    /** What clients don't find of a manifest, or of an index any manifest that it names. */
    Set<Need> lacks(Digest manifest) {
        Set<Need> lacks = EnumSet.noneOf(Need.class);
        if (!others.isEmpty()) {
            addLacks(manifest, lacks);
        }
        return lacks;
    }

    private void addLacks(Digest manifest, Set<Need> lacks) {
        repository
                .manifest(manifest)
                .ifPresent(raw -> raw.manifest().references().forEach(child -> {
                    Placement placement = others.get(child.digest());
                    if (child.mediaType().isManifest()) {
                        addLacks(child.digest(), lacks);
                    } else if (placement instanceof Missing missing) {
                        lacks.add(missing.need());
                    } else if (placement instanceof ByManifest byManifest) {
                        lacks.add(byManifest.need());
                    }
                }));
    }
}
