package io.github.registryorg.publish;

import io.github.registryorg.metadata.Contribution;
import io.github.registryorg.metadata.ContributionDirectory;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Image;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.secret.AllowedSecrets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What is published of an image, and where.
 *
 * @param image whose blobs are uploaded
 * @param tags that name it; empty where it has a digest only
 * @param configs that may be kept beside the manifests, each of which a client can read
 * @param directory of the contribution
 * @param contribution to one repository in there
 * @param allowed exceptions from the search for secrets, and which were needed
 */
public record PublishPlan(
        Image image,
        List<Tag> tags,
        Map<Digest, byte[]> configs,
        ContributionDirectory directory,
        Contribution contribution,
        AllowedSecrets.Use allowed) {

    public PublishPlan {
        Objects.requireNonNull(image, "image");
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(contribution, "contribution");
        Objects.requireNonNull(allowed, "allowed");
        tags = List.copyOf(tags);
        // in their order, in which files are written
        configs = Collections.unmodifiableMap(new TreeMap<>(configs));
    }
}
