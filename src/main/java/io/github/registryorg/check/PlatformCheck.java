package io.github.registryorg.check;

import io.github.registryorg.metadata.Repository;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.ImageConfig;
import io.github.registryorg.oci.ImageIndex;
import io.github.registryorg.oci.ImageManifest;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What an index says of the platform of an image is what the config of the image says. Clients choose by the first,
 * and run the second. Configs that are kept here are judged by the metadata alone.
 */
final class PlatformCheck implements Check {

    private final boolean contributed;

    /** @param contributed whether it can still be changed: a contradiction is an error then */
    PlatformCheck(boolean contributed) {
        this.contributed = contributed;
    }

    @Override
    public void manifest(Repository repository, RawManifest manifest, Consumer<Problem> problems) {
        if (!(manifest.manifest() instanceof ImageIndex index)) {
            return;
        }
        for (Descriptor child : index.manifests()) {
            Platform said = child.platform();
            if (said == null || !said.isKnown()) {
                continue;
            }
            Optional<Platform> real = repository
                    .manifest(child.digest())
                    .filter(raw -> raw.manifest() instanceof ImageManifest image && image.isContainerImage())
                    .flatMap(raw -> repository.imageConfig(
                            ((ImageManifest) raw.manifest()).config().digest()))
                    .map(ImageConfig::platform);
            ConfigClaims.OfIndex claim = new ConfigClaims.OfIndex(
                    repository.name() + "@" + manifest.digest(),
                    repository.layout().content(manifest.digest()),
                    child.digest(),
                    said);
            contradiction(contributed, claim, real.orElse(null)).ifPresent(problems);
        }
    }

    /**
     * How an index contradicts the config of an image.
     *
     * @param real what the config says; null where it says nothing
     */
    static Optional<Problem> contradiction(boolean contributed, ConfigClaims.OfIndex index, @Nullable Platform real) {
        if (real == null || !contradict(index.platform(), real)) {
            return Optional.empty();
        }
        return Optional.of(Problem.of(
                        contributed ? ProblemCode.MANIFEST_INVALID : ProblemCode.CLIENTS_FAIL,
                        index.subject(),
                        "says that " + index.image() + " is for " + index.platform() + ", and its config says " + real)
                .hint("Clients would get programs of another platform: build the index again.")
                .at(index.file()));
    }

    /** A variant is left out on one side by many tools. */
    private static boolean contradict(Platform said, Platform real) {
        return !said.os().equals(real.os())
                || !said.architecture().equals(real.architecture())
                || said.variant() != null
                        && real.variant() != null
                        && !real.variant().isEmpty()
                        && !said.variant().isEmpty()
                        && !said.variant().equals(real.variant());
    }
}
