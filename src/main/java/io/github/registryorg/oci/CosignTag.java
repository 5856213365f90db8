package io.github.registryorg.oci;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What cosign 1 and 2 keep about an image, under a tag that is made of its digest: {@code sha256-<hex>.sig}. */
public enum CosignTag {
    SIGNATURE(".sig"),
    ATTESTATION(".att"),
    SBOM(".sbom");

    private final String suffix;

    CosignTag(String suffix) {
        this.suffix = suffix;
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
