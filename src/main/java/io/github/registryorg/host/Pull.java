package io.github.registryorg.host;

import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;

/**
 * What somebody wants to fetch, and from where.
 *
 * @param authority host and port of the site
 * @param repository its name
 * @param tag its tag
 * @param kind what the tag names
 */
public record Pull(String authority, RepositoryName repository, Tag tag, Kind kind) {

    /** Clients differ in what they can do with these. */
    public enum Kind {
        /** A container image for one platform. */
        IMAGE,
        /** A container image for several platforms. */
        MULTI_PLATFORM_IMAGE,
        /** A Singularity image file. */
        SIF,
        /** Any other artifact. */
        ARTIFACT;

        /**
         * What a tag names.
         *
         * @param mediaType of the manifest or index
         * @param artifactType null for container images
         */
        public static Kind of(MediaType mediaType, MediaType artifactType) {
            if (artifactType == null) {
                return mediaType.isIndex() ? MULTI_PLATFORM_IMAGE : IMAGE;
            }
            return artifactType.equals(MediaType.SIF_CONFIG) ? SIF : ARTIFACT;
        }
    }

    /** {@code authority/repository:tag}. */
    public String reference() {
        return authority + "/" + repository + ":" + tag;
    }

    /** A file name that is as good as any for what is fetched. */
    String fileName(String extension) {
        String name = repository.name();
        return name.substring(name.lastIndexOf('/') + 1) + "-" + tag + extension;
    }
}
