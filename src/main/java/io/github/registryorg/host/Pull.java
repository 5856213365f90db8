package io.github.registryorg.host;

import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;

/**
 * What somebody wants to fetch, and from where.
 *
 * @param authority host and port of the site
 * @param secure whether the site is served over TLS
 * @param repository its name
 * @param tag its tag
 * @param kind what the tag names
 */
public record Pull(String authority, boolean secure, RepositoryName repository, Tag tag, Kind kind) {

    /** Clients differ in what they can do with these. */
    public enum Kind {
        /** A container image for one platform. */
        IMAGE("images of one platform"),
        /** A container image for several platforms. */
        MULTI_PLATFORM_IMAGE("images of several platforms"),
        /** A Singularity image file. */
        SIF("SIF images"),
        /** Any other artifact. */
        ARTIFACT("artifacts");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        /** As people name them. */
        public String title() {
            return title;
        }

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

    /** An option that clients want where there is no TLS. */
    String flag(String option) {
        return secure ? "" : option + " ";
    }

    /** A file name that is as good as any for what is fetched. */
    String fileName(String extension) {
        String name = repository.name();
        return name.substring(name.lastIndexOf('/') + 1) + "-" + tag + extension;
    }
}
