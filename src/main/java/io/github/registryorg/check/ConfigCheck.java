package io.github.registryorg.check;

import io.github.registryorg.metadata.Repository;
import io.github.registryorg.oci.ImageConfig;
import io.github.registryorg.oci.ImageManifest;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.problem.ByteCount;
import io.github.registryorg.problem.Count;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.function.Consumer;

/** Where a config is kept here, it has the size in the manifest, and an image's has one diff_id for each layer. */
final class ConfigCheck implements Check {

    @Override
    public void manifest(Repository repository, RawManifest manifest, Consumer<Problem> problems) {
        if (!(manifest.manifest() instanceof ImageManifest image)) {
            return;
        }
        repository.config(image.config().digest()).ifPresent(config -> {
            String subject = repository.name() + "@" + manifest.digest();
            String file = repository.layout().content(image.config().digest());
            if (isOfAnotherSize(repository, image)) {
                problems.accept(Problem.of(
                                ProblemCode.SIZE_INVALID,
                                subject,
                                "declares that its config has "
                                        + ByteCount.exact(image.config().size()) + ", and it has "
                                        + Count.grouped(config.size()))
                        .hint("Clients refuse that: build the image again.")
                        .at(repository.layout().content(manifest.digest())));
            }
            if (!image.isContainerImage()) {
                return;
            }
            ImageConfig described;
            try {
                described = config.image();
            } catch (RegistryException e) {
                Problem problem = e.problem();
                problems.accept(problem.about(subject)
                        .at(file)
                        .hint("Clients read such a config differently: build the image again."));
                return;
            }
            if (!described.wrongTypes().isEmpty()) {
                problems.accept(Problem.of(
                                ProblemCode.IMAGE_UNUSUAL,
                                subject,
                                "has a config whose " + String.join(", ", described.wrongTypes())
                                        + (described.wrongTypes().size() == 1 ? " has" : " have")
                                        + " another JSON type than in the image specification")
                        .hint("Docker, podman and other clients refuse such a config: build the image again.")
                        .at(file));
            }
            int diffIds = described.diffIds().size();
            if (diffIds != image.layers().size()) {
                problems.accept(Problem.of(
                                ProblemCode.MANIFEST_INVALID,
                                subject,
                                "has " + Count.of(image.layers().size(), "layer") + ", and its config describes "
                                        + diffIds)
                        .hint("Clients refuse that: build the image again.")
                        .at(file));
            }
        });
    }

    /** Whether an image's config is here, and has another size than the manifest declares. */
    static boolean isOfAnotherSize(Repository repository, ImageManifest image) {
        return repository
                .config(image.config().digest())
                .filter(config -> config.size() != image.config().size())
                .isPresent();
    }
}
