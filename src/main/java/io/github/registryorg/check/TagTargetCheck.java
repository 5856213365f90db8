package io.github.registryorg.check;

import io.github.registryorg.metadata.OciTag;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.metadata.TagRecord;
import io.github.registryorg.oci.ImageGraph;
import io.github.registryorg.oci.ImageManifest;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.problem.ByteCount;
import io.github.registryorg.problem.Count;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.util.Optional;
import java.util.function.Consumer;

/** A tag's digest is here, and the tag's values match it. */
final class TagTargetCheck implements Check {

    @Override
    public void tag(Repository repository, TagRecord record, Consumer<Problem> problems) {
        if (!(record instanceof OciTag tag)) {
            return;
        }
        String subject = repository.name() + ":" + tag.tag();
        Optional<String> removed = repository.note(tag.digest()).removed();
        if (removed.isPresent()) {
            problems.accept(Problem.of(ProblemCode.MANIFEST_UNKNOWN, subject, "names a digest that was removed")
                    .because(removed.get())
                    .hint("Remove the tag too, or move it to another digest.")
                    .at(tag.frontMatter().at("digest")));
            return;
        }
        Optional<RawManifest> target = repository.manifest(tag.digest());
        if (target.isEmpty()) {
            // a broken file is reported already; this is about one that is absent, or holds a config
            if (!repository.has(tag.digest()) || repository.config(tag.digest()).isPresent()) {
                problems.accept(Problem.of(
                                ProblemCode.MANIFEST_UNKNOWN,
                                subject,
                                "names " + tag.digest() + ", which is not a manifest of this repository")
                        .hint("Add " + repository.layout().content(tag.digest())
                                + ", as registry:publish writes it, or correct the digest.")
                        .at(tag.frontMatter().at("digest")));
            }
            return;
        }
        RawManifest manifest = target.get();
        if (!manifest.mediaType().equals(tag.mediaType())) {
            problems.accept(Problem.of(
                            ProblemCode.MANIFEST_INVALID,
                            subject,
                            "has mediaType " + tag.mediaType() + ", and its manifest is " + manifest.mediaType())
                    .hint("Write what the manifest is.")
                    .at(tag.frontMatter().at("mediaType")));
        }
        long size = repository.description(manifest).pullSize();
        if (size != tag.size() && isSizeKnown(repository, manifest)) {
            problems.accept(Problem.of(
                            ProblemCode.SIZE_INVALID,
                            subject,
                            "has size " + Count.grouped(tag.size()) + ", and a full pull moves "
                                    + ByteCount.exact(size))
                    .hint("Write " + size + ": every manifest, config and layer, each once, in bytes.")
                    .at(tag.frontMatter().at("size")));
        }
    }

    /** What a manifest declares wrongly, or an index names in vain, is reported of these: the tag may have the right sum. */
    private static boolean isSizeKnown(Repository repository, RawManifest manifest) {
        ImageGraph graph = ImageGraph.of(manifest, repository::manifest);
        return graph.missing().isEmpty()
                && graph.manifests().stream()
                        .map(RawManifest::manifest)
                        .filter(ImageManifest.class::isInstance)
                        .map(ImageManifest.class::cast)
                        .noneMatch(image -> ConfigCheck.isOfAnotherSize(repository, image));
    }
}
