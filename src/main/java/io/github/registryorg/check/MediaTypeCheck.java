package io.github.registryorg.check;

import io.github.registryorg.metadata.Repository;
import io.github.registryorg.oci.ImageManifest;
import io.github.registryorg.oci.MediaTypeFault;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.problem.Problem;
import java.util.function.Consumer;

/** The media types in an image's manifest are all OCI's or all Docker's, as far as clients need that. */
final class MediaTypeCheck implements Check {

    @Override
    public void manifest(Repository repository, RawManifest manifest, Consumer<Problem> problems) {
        if (manifest.manifest() instanceof ImageManifest image) {
            MediaTypeFault.of(image)
                    .map(fault -> fault.problem(repository.name() + "@" + manifest.digest(), ""))
                    .map(problem -> problem.at(repository.layout().content(manifest.digest())))
                    .ifPresent(problems);
        }
    }
}
