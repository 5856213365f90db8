package io.github.registryorg.page;

/** What a tag names, in the words of a page. */
public enum TagKind {
    /** An image for one platform. */
    IMAGE("Image"),
    /** An index of images. */
    MULTI_PLATFORM("Multi-platform image"),
    /** Anything else that is stored as a manifest. */
    ARTIFACT("Artifact"),
    /** A Singularity image, stored as an artifact. */
    SIF("SIF image"),
    /** A Singularity image in the seed's format: addresses to download from, and nothing under {@code /v2/}. */
    SINGULARITY("SIF image by URL");

    private final String label;

    TagKind(String label) {
        this.label = label;
    }

    /** As it stands in the table. */
    public String label() {
        return label;
    }
}
