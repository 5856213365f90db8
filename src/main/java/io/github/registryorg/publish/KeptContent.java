package io.github.registryorg.publish;

import io.github.registryorg.metadata.Contribution;
import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Image;
import io.github.registryorg.oci.ImageConfig;
import io.github.registryorg.oci.ImageManifest;
import io.github.registryorg.oci.RawContent;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.signature.SignatureFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The small blobs of an image that a contribution has beside the manifests. */
final class KeptContent {

    private static final String ARTIFACT =
            "If it is an artifact, build it with an artifactType, and a config of the type"
                    + " application/vnd.oci.empty.v1+json or one of its own; otherwise build the image again.";

    private final Contribution contribution;
    private final Consumer<Problem> warnings;

    /** @param contribution may have some of it from an earlier run */
    KeptContent(Contribution contribution, Consumer<Problem> warnings) {
        this.contribution = contribution;
        this.warnings = warnings;
    }

    /**
     * The configs and payloads of signatures that are kept beside the manifests, so that pages, platforms and signatures do
     * not require the network.
     */
    Map<Digest, byte[]> of(Image image) {
        Map<Digest, Blob> blobs = image.blobs().stream().collect(Collectors.toMap(Blob::digest, blob -> blob));
        Map<Digest, byte[]> kept = new TreeMap<>();
        for (RawManifest manifest : image.manifests()) {
            if (!(manifest.manifest() instanceof ImageManifest one)) {
                continue;
            }
            if (one.isContainerImage()) {
                keep(one.config(), blobs, kept, content -> describesImage(manifest, content));
            }
            for (Descriptor layer : one.layers()) {
                if (SignatureFormat.of(one, layer)
                        .filter(SignatureFormat::isJson)
                        .isPresent()) {
                    keep(layer, blobs, kept, RawContent::isNoManifest);
                }
            }
        }
        return kept;
    }

    private void keep(Descriptor blob, Map<Digest, Blob> blobs, Map<Digest, byte[]> kept, Predicate<byte[]> isKept) {
        if (blob.size() <= Contribution.MAX_CONFIG_SIZE && blobs.containsKey(blob.digest())) {
            // what an earlier run has kept need not be fetched again
            byte[] content = contribution
                    .keptConfig(blob.digest())
                    .orElseGet(() -> blobs.get(blob.digest()).read());
            if (isKept.test(content)) {
                kept.put(blob.digest(), content);
            }
        }
    }

    /** What clients can't read is refused before anything is uploaded; an artifact's config is not one of an image. */
    private boolean describesImage(RawManifest manifest, byte[] content) {
        try {
            if (!ImageConfig.describesNone(content)) {
                ImageConfig.read(content);
                return true;
            }
        } catch (RegistryException e) {
            throw new RegistryException(
                    e.problem()
                            .about("config "
                                    + ((ImageManifest) manifest.manifest())
                                            .config()
                                            .digest())
                            .hint(
                                    e.problem().hint() == null
                                            ? ARTIFACT
                                            : e.problem().hint()),
                    e);
        }
        warnings.accept(Problem.of(
                        ProblemCode.IMAGE_UNUSUAL,
                        "manifest " + manifest.digest(),
                        "has a config of an image's type that describes no image: container engines can't run it")
                .hint(ARTIFACT));
        return false;
    }
}
