package io.github.registryorg.check;

import io.github.registryorg.metadata.OciTag;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.metadata.Rule.Permission;
import io.github.registryorg.metadata.Rule.Values;
import io.github.registryorg.metadata.RuleSet;
import io.github.registryorg.metadata.TagRecord;
import io.github.registryorg.oci.ImageConfig;
import io.github.registryorg.oci.ImageGraph;
import io.github.registryorg.oci.ImageManifest;
import io.github.registryorg.oci.RankedTag;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.problem.Location;
import io.github.registryorg.problem.Problem;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Tags that are new or moved have what the rules require, and {@code latest} is nothing that was yanked. */
final class TagRules implements Check {

    private final Ruling ruling;

    TagRules(Ruling ruling) {
        this.ruling = ruling;
    }

    @Override
    public void tag(Repository repository, TagRecord record, Consumer<Problem> problems) {
        RuleSet rules = ruling.rules(repository.name());
        if (!(record instanceof OciTag tag)) {
            if (!rules.permits(Permission.LEGACY_TAGS)
                    && TagTarget.hasMoved(ruling.before(repository.name()), record)) {
                refuseLegacy(repository, record, problems);
            }
            return;
        }
        RankedTag rank = RankedTag.of(tag.tag());
        boolean hasMoved = TagTarget.hasMoved(ruling.before(repository.name()), tag);
        if (hasMoved && rank.isImage()) {
            requireKeys(repository, tag, rules, problems);
            requireAnnotations(repository, tag, rules, problems);
        }
        if (rank.kind() == RankedTag.Kind.LATEST && !rules.permits(Permission.YANKED_LATEST)) {
            refuseYanked(repository, tag, hasMoved, problems);
        }
    }

    private void refuseLegacy(Repository repository, TagRecord tag, Consumer<Problem> problems) {
        problems.accept(ruling.problem(
                        Permission.LEGACY_TAGS,
                        repository.name() + ":" + tag.tag(),
                        "is a tag of the legacy format, which the rules about content can't be applied to",
                        "Publish its file as an OCI artifact (registry:import makes one of it).")
                .at(tag.frontMatter().at("layout")));
    }

    private void requireKeys(Repository repository, OciTag tag, RuleSet rules, Consumer<Problem> problems) {
        for (String key : rules.list(Values.REQUIRED_TAG_KEYS)) {
            if (tag.frontMatter().texts(key).isEmpty()) {
                problems.accept(ruling.problem(
                                Values.REQUIRED_TAG_KEYS,
                                repository.name() + ":" + tag.tag(),
                                "has no " + key + " in its front matter",
                                "Write \"" + key + ": …\" into it.")
                        .at(tag.frontMatter().at("digest")));
            }
        }
    }

    private void requireAnnotations(Repository repository, OciTag tag, RuleSet rules, Consumer<Problem> problems) {
        Optional<RawManifest> manifest = repository.manifest(tag.digest());
        if (rules.list(Values.REQUIRED_ANNOTATIONS).isEmpty() || manifest.isEmpty()) {
            return;
        }
        ImageGraph graph = ImageGraph.of(manifest.get(), repository::manifest);
        if (!graph.missing().isEmpty()) {
            // which is reported: what those have is not known
            return;
        }
        Set<String> known = new HashSet<>();
        boolean areAllKept = true;
        for (RawManifest one : graph.manifests()) {
            known.addAll(one.manifest().annotations().keySet());
            if (one.manifest() instanceof ImageManifest image && image.isContainerImage()) {
                Optional<ImageConfig> config =
                        repository.imageConfig(image.config().digest());
                config.ifPresent(kept -> known.addAll(kept.labels().keySet()));
                areAllKept &= config.isPresent();
            }
        }
        String what = areAllKept
                ? "names an image without the annotation or label "
                : "names an image whose config is not kept here, and which has no annotation ";
        String hint = areAllKept
                ? "Build it with that label, or annotate its manifest or index."
                : "Keep the config beside the manifest, as registry:publish does, if it has that label; or annotate"
                        + " the manifest or index.";
        for (String key : rules.list(Values.REQUIRED_ANNOTATIONS)) {
            if (!known.contains(key)) {
                problems.accept(ruling.problem(
                                Values.REQUIRED_ANNOTATIONS, repository.name() + ":" + tag.tag(), what + key, hint)
                        .at(tag.frontMatter().at("digest")));
            }
        }
    }

    private void refuseYanked(Repository repository, OciTag tag, boolean hasMoved, Consumer<Problem> problems) {
        String reason = repository.yankedReason(tag);
        boolean wasYanked =
                ruling.before(repository.name()).note(tag.digest()).yanked().isPresent();
        if (reason == null || !hasMoved && wasYanked) {
            return;
        }
        Location at = hasMoved
                ? tag.frontMatter().at("digest")
                : repository.locate(repository.layout().note(tag.digest()), "yanked", "");
        problems.accept(ruling.problem(
                        Permission.YANKED_LATEST,
                        repository.name() + ":" + tag.tag(),
                        "names an image that is yanked",
                        "Move latest to another image in the same contribution, or remove it.")
                .because(reason)
                .at(at));
    }
}
