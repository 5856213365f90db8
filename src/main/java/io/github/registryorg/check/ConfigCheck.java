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

/** Where a config is kept here, it has the size in the manifest, and an image's has one diff_id for each layer of an image. */
final class ConfigCheck implements Check {

    /** Of what is no config of an image. */
    static final String UNREADABLE_HINT = "Clients read such a config differently: build the image again.";

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
            if (!image.isContainerImage() || image.hasOtherLayersOnly()) {
                return;
            }
            ImageConfig described;
            try {
                described = config.image();
            } catch (RegistryException e) {
                Problem problem = e.problem();
                problems.accept(problem.about(subject).at(file).hint(UNREADABLE_HINT));
                return;
            }
            judge(
                    subject,
                    repository.layout().content(manifest.digest()),
                    file,
                    image.layers().size(),
                    described,
                    problems);
        });
    }

    /**
     * Judges the config of an image that containers run from, kept here or read from a store.
     *
     * @param manifest the file of the image
     * @param file the file of the config, or what names it
     * @param layers how many the image has
     */
    static void judge(
            String subject, String manifest, String file, int layers, ImageConfig config, Consumer<Problem> problems) {
        if (!config.missing().isEmpty()) {
            problems.accept(Problem.of(
                            ProblemCode.IMAGE_UNUSUAL,
                            subject,
                            "has a config without " + String.join(" and ", config.missing())
                                    + ", which the image specification requires")
                    .hint("Clients can't tell what it runs on: build the image again.")
                    .at(file));
        }
        if (!config.wrongTypes().isEmpty()) {
            problems.accept(Problem.of(
                            ProblemCode.IMAGE_UNUSUAL,
                            subject,
                            "has a config whose " + String.join(", ", config.wrongTypes())
                                    + (config.wrongTypes().size() == 1 ? " has" : " have")
                                    + " another JSON type than in the image specification")
                    .hint("Docker, podman and other clients refuse such a config: build the image again.")
                    .at(file));
        }
        int diffIds = config.diffIds().size();
        if (diffIds != layers) {
            problems.accept(Problem.of(
                            ProblemCode.MANIFEST_INVALID,
                            subject,
                            "has " + Count.of(layers, "layer") + ", and its config describes " + diffIds)
                    .hint("Clients refuse that: build the image again.")
                    .at(manifest));
        }
    }

    /** Whether an image's config is here, and has another size than the manifest declares. */
    static boolean isOfAnotherSize(Repository repository, ImageManifest image) {
        return repository
                .config(image.config().digest())
                .filter(config -> config.size() != image.config().size())
                .isPresent();
    }
}
