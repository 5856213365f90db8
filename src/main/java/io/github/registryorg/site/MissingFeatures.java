package io.github.registryorg.site;

import io.github.registryorg.client.Need;
import io.github.registryorg.oci.Digest;
import java.util.Set;

/** What clients don't find of images. */
@FunctionalInterface
public interface MissingFeatures {

    /** All is found. */
    MissingFeatures NOTHING = manifest -> Set.of();

    /** What a manifest or index lacks. */
    Set<Need> of(Digest manifest);
}
