package io.github.registryorg.oci;

/** What names a manifest within a repository: a tag or a digest (distribution specification, "Pulling manifests"). */
public sealed interface Reference permits Tag, Digest {

    /** A tag or a digest: only a digest has a colon. */
    static Reference parse(String text) {
        return text.indexOf(':') >= 0 ? Digest.parse(text) : Tag.parse(text);
    }
}
