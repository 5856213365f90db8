package io.github.registryorg.source;

import io.github.registryorg.oci.CosignTag;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One manifest that {@code index.json} lists.
 *
 * @param names that it has there; empty where it has none
 * @param subject null where it has none, or can't be read
 * @param broken why it can't be read; null where it can
 */
record LayoutEntry(
        Descriptor descriptor,
        List<String> names,
        @Nullable Digest subject,
        @Nullable Problem broken) {

    private static final List<String> NAME_ANNOTATIONS =
            List.of("org.opencontainers.image.ref.name", "io.containerd.image.name");

    LayoutEntry {
        names = List.copyOf(names);
    }

    /** The names of an entry, in the order in which their annotations count. */
    static List<String> names(Descriptor descriptor) {
        return NAME_ANNOTATIONS.stream()
                .map(descriptor.annotations()::get)
                .filter(name -> name != null && !name.isEmpty())
                .toList();
    }

    /** The tag of the referrers tag schema that it is listed under; empty without one. */
    Optional<Tag> referrersTag() {
        return tags().filter(Tag::isReferrersTag).findFirst();
    }

    /** Whether it is about another, by the tag that it is listed under. */
    boolean isAboutAnother() {
        return tags().anyMatch(tag -> tag.isReferrersTag() || CosignTag.of(tag).isPresent());
    }

    boolean isTagged(Tag tag) {
        return tags().anyMatch(tag::equals);
    }

    private Stream<Tag> tags() {
        return names.stream().flatMap(name -> Tag.tryParse(ImageName.tag(name).orElse(name)).stream());
    }

    boolean isBroken() {
        return broken != null;
    }

    Optional<Problem> reason() {
        return Optional.ofNullable(broken);
    }
}
