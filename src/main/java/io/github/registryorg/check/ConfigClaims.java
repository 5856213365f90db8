package io.github.registryorg.check;

import io.github.registryorg.metadata.Repository;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.ImageIndex;
import io.github.registryorg.oci.ImageManifest;
import io.github.registryorg.oci.LayerFormat;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.oci.RawManifest;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What manifests and indexes say of the configs of images that are in stores only: it can be judged once these are read.
 * Collected by one thread.
 */
final class ConfigClaims {

    /** Bytes of the largest config that is read: what Podman and Skopeo read, and registries accept as one request. */
    static final int MAX_SIZE = RawManifest.MAX_SIZE;

    private final Map<Digest, Set<Claim>> claims = new LinkedHashMap<>();

    /** What one manifest or index says. */
    sealed interface Claim permits OfImage, OfIndex {

        /** The manifest or index, for problems. */
        String subject();

        /** Where that is. */
        String file();
    }

    /**
     * An image has this config.
     *
     * @param isRun whether containers run from it, for which it must be a config of an image
     * @param layers those of the image, in their order
     */
    record OfImage(String subject, String file, boolean isRun, List<Digest> layers) implements Claim {}

    /** An index says the platform of an image that has this config. */
    record OfIndex(String subject, String file, Digest image, Platform platform) implements Claim {}

    /** Collects what a manifest or index of a repository says of configs that are not kept there. */
    void collect(Repository repository, RawManifest manifest) {
        String subject = repository.name() + "@" + manifest.digest();
        String file = repository.layout().content(manifest.digest());
        if (manifest.manifest() instanceof ImageManifest image) {
            config(repository, image)
                    .ifPresent(config -> add(
                            config,
                            new OfImage(
                                    subject,
                                    file,
                                    !image.hasOtherLayersOnly(),
                                    image.layers().stream()
                                            .map(Descriptor::digest)
                                            .toList())));
        } else if (manifest.manifest() instanceof ImageIndex index) {
            for (Descriptor child : index.manifests()) {
                Platform platform = child.platform();
                if (platform != null && platform.isKnown()) {
                    repository
                            .manifest(child.digest())
                            .map(RawManifest::manifest)
                            .filter(ImageManifest.class::isInstance)
                            .flatMap(image -> config(repository, (ImageManifest) image))
                            .ifPresent(config -> add(config, new OfIndex(subject, file, child.digest(), platform)));
                }
            }
        }
    }

    /** The config of an image, if it has to be read from a store. */
    private static Optional<Digest> config(Repository repository, ImageManifest image) {
        Digest config = image.config().digest();
        return image.isContainerImage() && repository.config(config).isEmpty() ? Optional.of(config) : Optional.empty();
    }

    private void add(Digest config, Claim claim) {
        claims.computeIfAbsent(config, none -> new LinkedHashSet<>()).add(claim);
    }

    /** Takes what another has collected. */
    void take(ConfigClaims other) {
        other.claims.forEach((config, more) -> more.forEach(claim -> add(config, claim)));
    }

    /** Forgets what another has collected too. */
    void forget(ConfigClaims known) {
        known.claims.forEach((config, same) -> claims.computeIfPresent(config, (digest, mine) -> {
            mine.removeAll(same);
            return mine.isEmpty() ? null : mine;
        }));
    }

    /** What is said of a config; empty where nothing is. */
    Set<Claim> of(Digest config) {
        return claims.getOrDefault(config, Set.of());
    }

    /** Whether a blob is a config of which something is said. */
    boolean isConfig(WantedBlob blob) {
        return blob.kind() != WantedBlob.Kind.LEGACY
                && blob.format() == LayerFormat.OTHER
                && blob.strongDigest().filter(claims::containsKey).isPresent();
    }

    /** Whether it is one that is read for that. */
    boolean isRead(WantedBlob blob) {
        return blob.size() <= MAX_SIZE && isConfig(blob);
    }

    /** The layers of which these configs may say something. */
    Set<Digest> layers() {
        Set<Digest> layers = new HashSet<>();
        for (Set<Claim> all : claims.values()) {
            for (Claim claim : all) {
                if (claim instanceof OfImage image) {
                    layers.addAll(image.layers());
                }
            }
        }
        return Collections.unmodifiableSet(layers);
    }
}
