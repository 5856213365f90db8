package io.github.registryorg.oci;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What cosign 1 and 2 keep about an image, under a tag that is made of its digest: {@code sha256-<hex>.sig}. */
public enum CosignTag {
    SIGNATURE(".sig", "application/vnd.dev.cosign.simplesigning.v1+json"),
    ATTESTATION(".att", "application/vnd.dsse.envelope.v1+json"),
    SBOM(
            ".sbom",
            "text/spdx",
            "text/spdx+json",
            "text/spdx+xml",
            "application/vnd.cyclonedx",
            "application/vnd.cyclonedx+json",
            "application/vnd.cyclonedx+xml",
            "application/vnd.syft+json");

    private final String suffix;
    private final Set<String> layerTypes;

    CosignTag(String suffix, String... layerTypes) {
        this.suffix = suffix;
        this.layerTypes = Set.of(layerTypes);
    }

    /** The tags under which they are looked for, of all kinds; none for a digest that cosign can't sign. */
    public static List<Tag> of(Digest subject) {
        return subject.algorithm() == DigestAlgorithm.SHA256
                ? Stream.of(values()).map(kind -> kind.tag(subject)).toList()
                : List.of();
    }

    private Tag tag(Digest subject) {
        return new Tag(subject.algorithm().id() + "-" + subject.hex() + suffix);
    }

    /** Which kind is under a tag; empty where it is any other tag. */
    public static Optional<CosignTag> of(Tag tag) {
        return Stream.of(values())
                .filter(kind -> kind.subjectOf(tag).isPresent())
                .findFirst();
    }

    /**
     * Whether a manifest is what cosign keeps under such a tag, by the types of its layers: its config is that of an image,
     * as cosign writes it. Anything else that somebody gives such a tag may be something to run.
     */
    public boolean isKindOf(Manifest manifest) {
        return manifest instanceof ImageManifest image
                && !image.layers().isEmpty()
                && image.layers().stream()
                        .allMatch(layer -> layerTypes.contains(layer.mediaType().value()));
    }

    /** The digest whose tag it is; empty where it is any other tag. */
    public static Optional<Digest> subject(Tag tag) {
        return of(tag).flatMap(kind -> kind.subjectOf(tag));
    }

    private Optional<Digest> subjectOf(Tag tag) {
        String name = tag.name();
        return name.endsWith(suffix)
                ? Digest.tryParse(name.substring(0, name.length() - suffix.length())
                                .replaceFirst("-", ":"))
                        .filter(subject -> of(subject).contains(tag))
                : Optional.empty();
    }
}
