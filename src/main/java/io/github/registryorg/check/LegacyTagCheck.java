package io.github.registryorg.check;

import io.github.registryorg.host.DocumentTags;
import io.github.registryorg.metadata.LegacyDigest;
import io.github.registryorg.metadata.LegacySize;
import io.github.registryorg.metadata.LegacyTag;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.metadata.TagRecord;
import io.github.registryorg.problem.Location;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.util.Optional;
import java.util.function.Consumer;

/** Legacy tags: what can be known of them, and what cannot. */
final class LegacyTagCheck implements Check {

    @Override
    public void tag(Repository repository, TagRecord record, Consumer<Problem> problems) {
        if (!(record instanceof LegacyTag tag)) {
            return;
        }
        repository.recipes(tag).stream()
                .filter(DocumentTags::isDocument)
                .map(recipe -> DocumentTags.leftOut(repository.layout().recipe(tag.tag(), recipe)))
                .forEach(problems);
        String subject = repository.name() + ":" + tag.tag();
        checkDigest(subject, tag.digest(), tag.frontMatter().at("digest"), problems);
        for (LegacyTag.Layer layer : tag.layers()) {
            Location at = new Location(tag.frontMatter().file(), layer.line());
            if (!layer.digest().equals(tag.digest())) {
                checkDigest(subject, layer.digest(), at, problems);
            }
        }
        boolean agrees = tag.layers().isEmpty()
                || tag.layers().stream().anyMatch(layer -> layer.digest().equals(tag.digest()));
        if (!agrees) {
            problems.accept(
                    Problem.of(ProblemCode.DIGEST_UNUSUAL, subject, "names a digest that none of its layers has")
                            .hint("The digest of the image is that of its file: write the same in both places.")
                            .at(tag.frontMatter().at("digest")));
        }
        problems.accept(Problem.of(ProblemCode.SIZE_UNIT_UNKNOWN, subject, size(tag.size()))
                .hint(
                        "Its page reads \"size not stated\", and the tag can't be pulled through /v2/: registry:import makes an"
                                + " OCI artifact of it.")
                .at(tag.frontMatter().at("size")));
    }

    /** An image of less than a million bytes would hold next to nothing. */
    private static String size(LegacyTag.Size size) {
        if (size.text() == null) {
            return "has no size";
        }
        String subject = "size " + size.text();
        if (LegacySize.tryParse(size).isEmpty()) {
            return subject + " is not a number of bytes";
        }
        boolean small = size.number().orElse(Long.MAX_VALUE) < 1_000_000;
        return subject + " has no unit, and is probably " + (small ? "kibibytes (du -k)" : "bytes");
    }

    private static void checkDigest(String subject, String digest, Location at, Consumer<Problem> problems) {
        Optional<LegacyDigest> known = LegacyDigest.tryParse(digest);
        if (known.isPresent() && !known.get().isWeak()) {
            return;
        }
        if (known.isPresent()) {
            problems.accept(Problem.of(ProblemCode.DIGEST_WEAK, subject, digest + " is too weak to verify content")
                    .because("md5 can be forged")
                    .hint("Write the sha256 digest of the file (sha256sum FILE).")
                    .at(at));
            return;
        }
        problems.accept(Problem.of(ProblemCode.DIGEST_UNUSUAL, subject, "\"" + digest + "\" is not a digest")
                .hint("This format has sha256:<64 hex>, md5:<32 hex> and md5:<base64>.")
                .at(at));
    }
}
