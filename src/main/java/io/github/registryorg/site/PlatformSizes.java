package io.github.registryorg.site;

import io.github.registryorg.metadata.LruCache;
import io.github.registryorg.metadata.OciTag;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.ImageConfig;
import io.github.registryorg.oci.ImageGraph;
import io.github.registryorg.oci.ImageIndex;
import io.github.registryorg.oci.ImageManifest;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.page.TagPlatform;
import io.github.registryorg.page.TagView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A tag of one repository → what a pull of one of its platforms moves, from the manifests that are in the metadata. For one
 * thread.
 */
final class PlatformSizes {

    /** The platform whose size stands for the tag, where it has it. */
    private static final String USUAL = "linux/amd64";

    /** Entries of an index that are looked at: it may have thousands, each with a config. */
    private static final int MAX_ENTRIES = 40;

    /** Images that are kept in memory of one repository. */
    private static final int MAX_IMAGES = 100_000;

    private final Repository repository;

    /** By index, since thousands of tags may name the same. */
    private final LruCache<Digest, Images> images =
            new LruCache<>(MAX_IMAGES, of -> 1 + of.byPlatform().size());

    private final LruCache<Digest, Optional<Long>> sizes = new LruCache<>(MAX_IMAGES, size -> 1);

    PlatformSizes(Repository repository) {
        this.repository = repository;
    }

    /**
     * What a pull moves.
     *
     * @param isOfAll whether it is that of all platforms together, since nothing tells which image is for which
     */
    record PullSize(long bytes, boolean isOfAll) {}

    /**
     * The first images of an index.
     *
     * @param byPlatform in its order; of several for one platform, the first, which clients take
     * @param count how many there are, of known platforms or not
     */
    private record Images(Map<String, Digest> byPlatform, int count) {}

    /** Of {@code linux/amd64} if it is there, otherwise of the first platform that is known. */
    PullSize ofOne(OciTag tag) {
        // an artifact is pulled as a whole
        if (tag.artifactType() != null || !tag.mediaType().isIndex()) {
            return new PullSize(tag.size(), false);
        }
        Images found = images.get(tag.digest(), this::read);
        return Stream.of(Stream.of(USUAL), tag.platforms().stream(), found.byPlatform().keySet().stream())
                .flatMap(platforms -> platforms)
                .distinct()
                .flatMap(platform -> size(found, platform).stream())
                .findFirst()
                .map(size -> new PullSize(size, false))
                .orElseGet(() -> new PullSize(tag.size(), found.count() > 1));
    }

    /** The first platforms of a tag, in its order, each with its size. */
    List<TagPlatform> ofEach(OciTag tag) {
        // an image for one platform has no index
        if (!tag.mediaType().isIndex() && tag.platforms().size() == 1) {
            return List.of(new TagPlatform(tag.platforms().get(0), tag.size()));
        }
        Images found = images.get(tag.digest(), this::read);
        return first(tag)
                .map(platform -> new TagPlatform(platform, size(found, platform).orElse(null)))
                .toList();
    }

    /** The same without their sizes, which take a manifest each to find. */
    static List<TagPlatform> names(OciTag tag) {
        return first(tag).map(platform -> new TagPlatform(platform, null)).toList();
    }

    private static Stream<String> first(OciTag tag) {
        return tag.platforms().stream().limit(TagView.MAX_PLATFORMS);
    }

    private Images read(Digest digest) {
        List<Descriptor> entries = repository
                .manifest(digest)
                .map(RawManifest::manifest)
                .filter(ImageIndex.class::isInstance)
                .map(ImageIndex.class::cast)
                .stream()
                .flatMap(index -> index.manifests().stream())
                .filter(entry -> !PlatformDetails.isAttestation(entry))
                .limit(MAX_ENTRIES)
                .toList();
        Map<String, Digest> byPlatform = new LinkedHashMap<>();
        for (Descriptor entry : entries) {
            platform(entry).ifPresent(platform -> byPlatform.putIfAbsent(platform, entry.digest()));
        }
        return new Images(byPlatform, entries.size());
    }

    /** As the index has it, or else the config. */
    private Optional<String> platform(Descriptor image) {
        return Optional.ofNullable(image.platform())
                .or(() -> repository
                        .manifest(image.digest())
                        .map(RawManifest::manifest)
                        .filter(ImageManifest.class::isInstance)
                        .map(ImageManifest.class::cast)
                        .filter(ImageManifest::isContainerImage)
                        .flatMap(manifest ->
                                repository.imageConfig(manifest.config().digest()))
                        .map(ImageConfig::platform))
                .filter(Platform::isKnown)
                .map(Platform::toString);
    }

    /** Empty where the image is not here. */
    private Optional<Long> size(Images images, String platform) {
        return Optional.ofNullable(images.byPlatform().get(platform)).flatMap(image -> sizes.get(image, this::size));
    }

    private Optional<Long> size(Digest image) {
        return repository
                .manifest(image)
                .map(manifest -> ImageGraph.of(manifest, repository::manifest).pullSize());
    }
}
