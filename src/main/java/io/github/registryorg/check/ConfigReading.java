package io.github.registryorg.check;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.ImageConfig;
import io.github.registryorg.problem.ByteCount;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.store.CheckedContent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads configs from stores, and judges what manifests and indexes say of them: as of those that are kept. What a config says
 * of layers is known afterwards. For several threads.
 */
final class ConfigReading {

    private final ConfigClaims claims;
    private final ImageContents images;
    private final boolean contributed;
    private final Consumer<Problem> problems;
    private final Set<Digest> judged = new HashSet<>();

    /**
     * @param images learns what layers should be
     * @param contributed whether images and indexes can still be changed
     */
    ConfigReading(ConfigClaims claims, ImageContents images, boolean contributed, Consumer<Problem> problems) {
        this.claims = claims;
        this.images = images;
        this.contributed = contributed;
        this.problems = problems;
    }

    /**
     * Reads a config of at most {@link ConfigClaims#MAX_SIZE}, and judges it, once, wherever it is.
     *
     * @return how it differs from its descriptor: it is not judged then
     */
    Optional<Problem> read(Blob config) {
        // grows with what arrives, not with what is declared
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            CheckedContent.copy(config, bytes);
        } catch (RegistryException e) {
            ProblemCode code = e.problem().code();
            if (code == ProblemCode.DIGEST_INVALID || code == ProblemCode.SIZE_INVALID) {
                return Optional.of(e.problem());
            }
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException("memory can be written", e);
        }
        judge(config.digest(), bytes.toByteArray());
        return Optional.empty();
    }

    /** One after the other: parsed, a config takes many times its size. */
    private synchronized void judge(Digest digest, byte[] bytes) {
        if (!judged.add(digest)) {
            return;
        }
        ImageConfig config;
        try {
            if (ImageConfig.describesNone(bytes)) {
                claims.of(digest).forEach(this::noImage);
                return;
            }
            config = ImageConfig.read(bytes);
        } catch (RegistryException e) {
            claims.of(digest).forEach(claim -> unreadable(digest, claim, e.problem()));
            return;
        }
        for (ConfigClaims.Claim claim : claims.of(digest)) {
            if (claim instanceof ConfigClaims.OfImage image) {
                if (image.isRun()) {
                    ConfigCheck.judge(
                            image.subject(),
                            image.file(),
                            image.file(),
                            image.layers().size(),
                            config,
                            problems);
                }
                images.describe(image.layers(), config);
            } else if (claim instanceof ConfigClaims.OfIndex index) {
                PlatformCheck.contradiction(contributed, index, config.platform())
                        .ifPresent(problems);
            }
        }
    }

    private void unreadable(Digest digest, ConfigClaims.Claim claim, Problem problem) {
        if (claim instanceof ConfigClaims.OfImage image && image.isRun()) {
            problems.accept(Problem.of(
                            problem.code(), image.subject(), "has the config " + digest + ", which " + problem.what())
                    .because(problem.cause())
                    .hint(ConfigCheck.UNREADABLE_HINT)
                    .at(image.file()));
        }
    }

    /** What tools push as an artifact with the media type of a config: publish, too, only warns of it. */
    private void noImage(ConfigClaims.Claim claim) {
        if (claim instanceof ConfigClaims.OfImage image && image.isRun()) {
            problems.accept(Problem.of(
                            ProblemCode.IMAGE_UNUSUAL,
                            image.subject(),
                            "has a config of an image's type that describes no image: container engines can't run it")
                    .hint("Build the image again; give what is not an image an artifact type of its own.")
                    .at(image.file()));
        }
    }

    /** A config is too large to be read, at the size that its manifest declares. */
    synchronized void tooLarge(WantedBlob config) {
        Digest digest = config.strongDigest().orElseThrow();
        if (!judged.add(digest)) {
            // at another of its addresses
            return;
        }
        for (ConfigClaims.Claim claim : claims.of(digest)) {
            if (claim instanceof ConfigClaims.OfImage image && image.isRun()) {
                problems.accept(Problem.of(
                                ProblemCode.CLIENTS_FAIL,
                                image.subject(),
                                "has a config of " + ByteCount.exact(config.size()) + ", which is not read: more than "
                                        + ByteCount.binary(ConfigClaims.MAX_SIZE))
                        .hint(
                                "Podman and Skopeo refuse it: build the image again, with less in its labels and history.")
                        .at(image.file()));
            }
        }
    }
}
