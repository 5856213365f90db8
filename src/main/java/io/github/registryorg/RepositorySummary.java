package io.github.registryorg;

import io.github.registryorg.host.BlobRule;
import io.github.registryorg.host.Pull;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import java.util.List;

/**
 * What remains of a repository when its files are made: what the home page and the host need of it.
 *
 * @param name its name
 * @param description one sentence; null where there is none
 * @param tags how many
 * @param latest when a tag was last published or made; null where nobody says
 * @param pullable whether it is in {@code /v2/}
 * @param example a tag to pull; null where there is none
 * @param exampleKind what that tag names; null where there is none
 * @param rules where its blobs are
 */
record RepositorySummary(
        RepositoryName name,
        String description,
        int tags,
        String latest,
        boolean pullable,
        Tag example,
        Pull.Kind exampleKind,
        List<BlobRule> rules) {}
