package io.github.registryorg.legacy;

import io.github.registryorg.metadata.LegacySize;
import io.github.registryorg.metadata.LegacyTag;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Count;
import io.github.registryorg.problem.Location;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a legacy tag names: one file at a URL.
 *
 * @param repository whose tag it is
 * @param tag what it claims, with one layer
 */
record LegacyImage(RepositoryName repository, LegacyTag tag) {

    /** Maximum of a file without a known size: more than any image has. */
    private static final long MAX_BYTES = 1L << 40;

    public LegacyImage {
        Objects.requireNonNull(repository, "repository");
        if (tag.layers().size() != 1) {
            throw new IllegalArgumentException("an image is one file");
        }
    }

    /** What keeps a tag from being an image; empty if nothing does. */
    public static Optional<Problem> obstacle(RepositoryName repository, LegacyTag tag) {
        if (tag.layers().size() == 1) {
            return Optional.empty();
        }
        return Optional.of(Problem.of(
                        ProblemCode.MANIFEST_INVALID,
                        repository + ":" + tag.tag(),
                        "has " + Count.of(tag.layers().size(), "layer") + ", and a Singularity image is one file")
                .hint("Name the one file, or publish the image anew (registry:publish with source sif:FILE).")
                .at(tag.frontMatter().at("layers")));
    }

    LegacyTag.Layer file() {
        return tag.layers().get(0);
    }

    public String url() {
        return file().url();
    }

    /** How many bytes the file can have at most, by the size in its metadata. */
    public long mostBytes() {
        return LegacySize.tryParse(file().size())
                .or(() -> LegacySize.tryParse(tag.size()))
                .map(LegacySize::mostBytes)
                .orElse(MAX_BYTES);
    }

    /** As problems name it. */
    public String subject() {
        return repository + ":" + tag.tag();
    }

    Location fileLocation() {
        return new Location(tag.frontMatter().file(), file().line());
    }

    /** What went wrong with the file, reported for this tag. */
    public Problem about(Problem problem) {
        String what = problem.subject().isEmpty() ? problem.what() : problem.subject() + " " + problem.what();
        return new Problem(problem.code(), subject(), what, problem.cause(), hint(problem), fileLocation());
    }

    private static @Nullable String hint(Problem problem) {
        return problem.code() == ProblemCode.BLOB_UNKNOWN
                ? "Put the file there again, fix the url, or publish it anew (registry:publish with source sif:FILE)."
                        + " If it is lost, remove the tag."
                : problem.hint();
    }
}
