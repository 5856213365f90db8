package io.github.registryorg.deploy;

import io.github.registryorg.host.BlobRules;
import io.github.registryorg.host.FileIndex;
import io.github.registryorg.host.SiteNote;
import io.github.registryorg.oci.BlobAddress;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.ImageGraph;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.JsonFault;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.Reference;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.ByteCount;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.RunInterruptedException;
import io.github.registryorg.tree.Endpoint;
import io.github.registryorg.tree.Stage;
import io.github.registryorg.work.ParallelWork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** The blobs that a site's manifests name and that are not in it; its {@link BlobRules} have their addresses. */
final class WantedBlobs {

    private final Path site;
    private final SiteNote rules;

    WantedBlobs(Path site) {
        this.site = site;
        this.rules = new SiteNote(site, BlobRules.FILE);
    }

    /**
     * How manifests name a blob.
     *
     * @param size where manifests disagree, the smallest: they can't all be right
     * @param urls whether one of them has its address
     */
    private record Named(long size, boolean urls) {

        private Named and(Named other) {
            return new Named(Math.min(size, other.size), urls || other.urls);
        }
    }

    /**
     * Each once for each repository, sorted; none where the host of the site redirects to them.
     *
     * @param items what the site has
     */
    List<Item> items(List<Item> items) {
        if (!Files.isRegularFile(site.resolve(BlobRules.FILE))) {
            return List.of();
        }
        rules.check();
        ConcurrentMap<String, Named> blobs = new ConcurrentSkipListMap<>();
        new ParallelWork(items.size()).map(index -> {
            collect(items.get(index), blobs);
            return null;
        });
        items.forEach(item -> blobs.remove(item.path()));
        return blobs.entrySet().stream()
                // where the site names no place, since manifests do, it means clients to go there
                .filter(blob ->
                        !blob.getValue().urls() || !addresses(blob.getKey()).isEmpty())
                .map(blob -> Item.inStore(
                        new FileIndex.Row(blob.getKey(), Stage.BLOBS, MediaType.OCTET_STREAM),
                        blob.getValue().size()))
                .toList();
    }

    private void collect(Item item, ConcurrentMap<String, Named> blobs) {
        boolean byDigest =
                item.delivery().stage() == Stage.DIGESTS || item.delivery().stage() == Stage.INDEXES;
        if (byDigest
                && Endpoint.ofFile(item.path()).orElse(null) instanceof Endpoint.ManifestOf manifest
                && manifest.reference() instanceof Digest digest) {
            for (Descriptor blob : read(item, digest).manifest().blobs()) {
                blobs.merge(
                        new Endpoint.BlobOf(manifest.repository(), blob.digest()).path(),
                        new Named(blob.size(), !blob.urls().isEmpty()),
                        Named::and);
            }
        }
    }

    private RawManifest read(Item item, Digest digest) {
        if (item.size() > RawManifest.MAX_SIZE) {
            throw new RegistryException(broken("it has " + ByteCount.exact(item.size()), item));
        }
        Path file = site.resolve(item.path());
        try {
            return RawManifest.of(Files.readAllBytes(file), digest);
        } catch (IOException e) {
            throw Failures.io("reading", file, e);
        } catch (RegistryException e) {
            throw new RegistryException(broken(e.problem().what(), item), e);
        }
    }

    private Problem broken(String why, Item item) {
        return Problem.of(
                        ProblemCode.SITE_UNKNOWN,
                        site.toString(),
                        "has a file that is not a manifest where a manifest belongs")
                .because(why)
                .at(item.path())
                .hint("Make the site again (registry:site).");
    }

    /**
     * How findings name a blob: by the first tag whose manifest, or one that its index names, names the blob. By its
     * repository where there is none, or what is read for this is broken: what is wrong with the blob is reported all
     * the same. Each manifest is searched once, however many tags and indexes name it.
     */
    String reference(String path) {
        Endpoint.BlobOf blob = (Endpoint.BlobOf) Endpoint.ofFile(path).orElseThrow();
        Set<Digest> searched = new HashSet<>();
        return tags(blob.repository())
                .filter(tag -> names(blob, tag, searched))
                .findFirst()
                .map(tag -> blob.repository() + ":" + tag)
                .orElse(blob.repository().name());
    }

    private Stream<Tag> tags(RepositoryName repository) {
        return content(new Endpoint.TagList(repository)).stream()
                .flatMap(list -> {
                    try {
                        return Json.readObject(list).path("tags").valueStream();
                    } catch (JsonFault e) {
                        return Stream.empty();
                    }
                })
                .flatMap(tag -> Tag.tryParse(tag.asText()).stream());
    }

    private boolean names(Endpoint.BlobOf blob, Tag tag, Set<Digest> searched) {
        RawManifest root = manifest(blob.repository(), tag)
                .filter(found -> !searched.contains(found.digest()))
                .orElse(null);
        if (root == null) {
            return false;
        }
        ImageGraph graph = ImageGraph.of(
                root, digest -> searched.contains(digest) ? Optional.empty() : manifest(blob.repository(), digest));
        graph.manifests().forEach(manifest -> searched.add(manifest.digest()));
        return graph.blobs().stream().anyMatch(found -> found.digest().equals(blob.digest()));
    }

    private Optional<RawManifest> manifest(RepositoryName repository, Reference reference) {
        return content(new Endpoint.ManifestOf(repository, reference)).flatMap(content -> {
            try {
                return Optional.of(
                        reference instanceof Digest digest ? RawManifest.of(content, digest) : RawManifest.of(content));
            } catch (RegistryException e) {
                return Optional.empty();
            }
        });
    }

    /** Empty where it is not there or can't be read. */
    private Optional<byte[]> content(Endpoint endpoint) {
        Path file = site.resolve(endpoint.path());
        try {
            return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (IOException e) {
            if (Failures.io("reading", file, e) instanceof RunInterruptedException stopped) {
                throw stopped;
            }
            return Optional.empty();
        }
    }

    /** Where a blob is, in order of preference; empty where it is unknown. */
    List<BlobAddress> addresses(String path) {
        Endpoint.BlobOf blob = (Endpoint.BlobOf) Endpoint.ofFile(path).orElseThrow();
        try {
            return BlobRules.addresses(site, blob.repository(), blob.digest());
        } catch (IOException e) {
            throw Failures.io("reading", site.resolve(BlobRules.FILE), e);
        }
    }
}
