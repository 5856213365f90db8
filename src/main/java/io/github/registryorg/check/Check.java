package io.github.registryorg.check;

import io.github.registryorg.metadata.Repository;
import io.github.registryorg.metadata.TagRecord;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.problem.Problem;
import java.util.function.Consumer;

/** One thing that must hold. A check looks at whichever of the three it is about. */
public interface Check {

    /** Looks at the repository as a whole. */
    default void repository(Repository repository, Consumer<Problem> problems) {}

    /** Looks at one of its manifests, whether a tag names it or not. */
    default void manifest(Repository repository, RawManifest manifest, Consumer<Problem> problems) {}

    /** Looks at one of its tags. */
    default void tag(Repository repository, TagRecord tag, Consumer<Problem> problems) {}
}
