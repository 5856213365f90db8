package io.github.registryorg.page;

import io.github.registryorg.client.PullTemplate;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Tag;
import org.jspecify.annotations.Nullable;

/**
 * A tag that the reader can choose to pull.
 *
 * @param tag its name
 * @param digest of what it names; null where it has none
 * @param templates which of the {@link PullBox#templates} pull it: their index
 */
public record PullChoice(Tag tag, @Nullable Digest digest, int templates) {

    /** What a chart's version is called under this tag. */
    public String version() {
        return PullTemplate.version(tag);
    }
}
