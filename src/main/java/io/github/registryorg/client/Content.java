package io.github.registryorg.client;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.ImageIndex;
import io.github.registryorg.oci.ImageManifest;
import io.github.registryorg.oci.Manifest;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.tree.SingularityApi.Lack;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Something on a site for clients to pull, as far as they differ in it.
 *
 * @param kind what it is
 * @param lacks what it doesn't give, on any host
 */
public record Content(Kind kind, Set<Need> lacks) {

    /** Clients differ in what they can do with these. */
    public enum Kind {
        /** A container image for one platform. */
        IMAGE("images of one platform", "Image", "Image"),
        /** A container image for several platforms. */
        MULTI_PLATFORM_IMAGE("images of several platforms", "Multi-platform image", "Multi-platform"),
        /** A Helm chart. */
        CHART("Helm charts", "Helm chart", "Chart"),
        /** A Singularity image file. */
        SIF("SIF images", "SIF image", "SIF"),
        /** A Singularity image in the legacy format: an address, and nothing below {@code /v2/}. */
        LEGACY("SIF images by URL", "SIF image by URL", "SIF"),
        /** Any other artifact. */
        ARTIFACT("artifacts", "Artifact", "Artifact");

        private final String title;
        private final String label;
        private final String shortLabel;

        Kind(String title, String label, String shortLabel) {
            this.title = title;
            this.label = label;
            this.shortLabel = shortLabel;
        }

        /** As people name them. */
        public String title() {
            return title;
        }

        /** One of them, as pages name it. */
        public String label() {
            return label;
        }

        /** One of them, in the fewest words. */
        public String shortLabel() {
            return shortLabel;
        }

        boolean isInDistribution() {
            return this != LEGACY;
        }

        /**
         * What a tag names.
         *
         * @param artifactType null for container images
         */
        public static Kind of(Manifest manifest, @Nullable MediaType artifactType) {
            if (manifest instanceof ImageManifest image) {
                if (image.layers().stream().anyMatch(layer -> layer.mediaType().isSif())) {
                    return SIF;
                }
                if (image.config().mediaType().equals(MediaType.HELM_CONFIG)) {
                    return CHART;
                }
            }
            if (artifactType == null) {
                return manifest.mediaType().isIndex() ? MULTI_PLATFORM_IMAGE : IMAGE;
            }
            return ARTIFACT;
        }
    }

    public Content {
        lacks = Set.copyOf(lacks);
    }

    /**
     * What a tag names.
     *
     * @param lacks what clients don't find of it on the site
     * @param lookup finds what an index names
     */
    public static Content of(
            Kind kind, Tag tag, RawManifest manifest, Set<Need> lacks, Function<Digest, Optional<RawManifest>> lookup) {
        Set<Need> all = EnumSet.noneOf(Need.class);
        all.addAll(lacks);
        if (manifest.manifest() instanceof ImageIndex index) {
            all.addAll(Compatibility.of(index).keySet());
        }
        switch (kind) {
            case CHART -> {
                all.addAll(Compatibility.ofChart(tag).keySet());
                all.addAll(Compatibility.ofLayers(manifest, lookup).keySet());
            }
            case SIF, ARTIFACT ->
                all.addAll(Compatibility.ofLayers(manifest, lookup).keySet());
            case IMAGE, MULTI_PLATFORM_IMAGE, LEGACY -> {}
        }
        return new Content(kind, all);
    }

    /** The same, which lacks these too. */
    public Content lacking(Set<Need> needs) {
        Set<Need> all = EnumSet.noneOf(Need.class);
        all.addAll(lacks);
        all.addAll(needs);
        return new Content(kind, all);
    }

    /**
     * A Singularity image.
     *
     * @param lacks what clients of {@code /v2/} don't find of it
     * @param without what keeps protocols of its own from it
     * @param inHub whether {@code shub://} takes the address of its repository
     */
    public static Content singularity(Kind kind, Set<Need> lacks, Set<Lack> without, boolean inHub) {
        Set<Need> all = EnumSet.noneOf(Need.class);
        all.addAll(lacks);
        without.forEach(lack -> all.add(need(lack)));
        if (!inHub) {
            all.add(Need.HUB_ADDRESS);
        }
        return new Content(kind, all);
    }

    private static Need need(Lack lack) {
        return switch (lack) {
            case FILE -> Need.SIF_FILES;
            case COPY -> Need.IMAGES_IN_SITE;
            case LIBRARY_NAME -> Need.LIBRARY_NAMES;
            case SHA256 -> Need.SHA256;
            case ADDRESS -> Need.IMAGE_ADDRESSES;
            case HUB_NAME -> Need.HUB_NAMES;
        };
    }
}
