package io.github.registryorg.metadata;

import io.github.registryorg.oci.Tag;

/** What stands in {@code manifests/<tag>/README.md}: our format, or the first static registry's. */
public sealed interface TagRecord permits OciTag, SingularityTag {

    Tag tag();

    /** The front matter that it was read from, for the lines of its keys. */
    FrontMatter frontMatter();
}
