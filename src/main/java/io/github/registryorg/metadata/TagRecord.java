package io.github.registryorg.metadata;

import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.util.Optional;
import java.util.function.Consumer;

/** What is in {@code manifests/<tag>/README.md}: our format, or the legacy one. */
public sealed interface TagRecord permits OciTag, LegacyTag {

    Tag tag();

    /** The front matter that it was read from, for the lines of its keys. */
    FrontMatter frontMatter();

    /**
     * Reads a tag's file.
     *
     * @param file its path, for problems
     * @param problems receives what is wrong with it
     * @return empty where it is broken
     */
    static Optional<TagRecord> read(Tag tag, String file, byte[] content, Consumer<Problem> problems) {
        FrontMatter keys = FrontMatter.readMarkdown(file, content);
        String layout = keys.text("layout").orElse("");
        FrontMatterKind kind = FrontMatterKind.ofLayout(layout).orElse(null);
        if (kind == FrontMatterKind.OCI_TAG) {
            return OciTag.of(tag, keys, problems).map(TagRecord.class::cast);
        }
        if (kind == FrontMatterKind.LEGACY_TAG) {
            return LegacyTag.of(tag, keys, problems).map(TagRecord.class::cast);
        }
        problems.accept(Problem.of(ProblemCode.FRONT_MATTER_INVALID, file, "\"layout\" is \"" + layout + "\" in a tag")
                .hint("A tag has layout: " + FrontMatterKind.OCI_TAG.layout() + " (or "
                        + FrontMatterKind.LEGACY_TAG.layout() + ", the legacy format).")
                .at(keys.at("layout")));
        return Optional.empty();
    }
}
