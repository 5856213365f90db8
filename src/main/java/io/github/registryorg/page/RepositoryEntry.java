package io.github.registryorg.page;

import io.github.registryorg.oci.RepositoryName;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A repository in the list on the home page.
 *
 * @param name leads to its page
 * @param description one line; null where there is none
 * @param tags how many it has
 * @param published when its newest tag was published, RFC 3339; null where unknown
 */
public record RepositoryEntry(
        RepositoryName name,
        @Nullable String description,
        int tags,
        @Nullable String published) {

    public RepositoryEntry {
        Objects.requireNonNull(name, "name");
        description = PlainText.line(description, 300);
        published = PlainText.line(published, 40);
    }
}
