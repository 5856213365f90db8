package io.github.registryorg.check;

import io.github.registryorg.metadata.Repository;
import io.github.registryorg.metadata.Rule;
import io.github.registryorg.metadata.Rule.Limit;
import io.github.registryorg.metadata.Rule.Permission;
import io.github.registryorg.metadata.Rule.Values;
import io.github.registryorg.metadata.RuleSet;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.ImageConfig;
import io.github.registryorg.oci.ImageIndex;
import io.github.registryorg.oci.ImageManifest;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.problem.ByteCount;
import io.github.registryorg.problem.Count;
import io.github.registryorg.problem.Problem;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** New manifests are of the types, platforms, sizes and shapes that the rules allow. */
final class ContentRules implements Check {

    private static final int MAX_SHOWN = 10;

    private static final MediaType STATEMENT = new MediaType("application/vnd.in-toto+json");

    private final Ruling ruling;

    ContentRules(Ruling ruling) {
        this.ruling = ruling;
    }

    @Override
    public void manifest(Repository repository, RawManifest manifest, Consumer<Problem> problems) {
        if (ruling.before(repository.name()).has(manifest.digest())) {
            return;
        }
        Findings findings = new Findings(repository, manifest, problems);
        if (manifest.manifest() instanceof ImageIndex index) {
            findings.index(index);
        } else if (manifest.manifest() instanceof ImageManifest image) {
            findings.atMost(Limit.LAYERS, image.layers().size(), "layer", "Build the image with fewer layers.");
        }
        findings.pullSize();
        findings.mediaTypes();
        findings.platforms();
    }

    /** One manifest's. */
    private final class Findings {

        private final Repository repository;
        private final RawManifest manifest;
        private final Consumer<Problem> problems;
        private final RuleSet rules;

        Findings(Repository repository, RawManifest manifest, Consumer<Problem> problems) {
            this.repository = repository;
            this.manifest = manifest;
            this.problems = problems;
            this.rules = ruling.rules(repository.name());
        }

        void index(ImageIndex index) {
            atMost(
                    Limit.INDEX_MANIFESTS,
                    index.manifests().size(),
                    "manifest",
                    "Make several indexes of it, or leave platforms out.");
            if (index.manifests().isEmpty() && index.subject().isEmpty() && !rules.permits(Permission.EMPTY_INDEXES)) {
                report(
                        Permission.EMPTY_INDEXES,
                        "is an index of nothing",
                        "Clients can't pull it: name an image in it.");
            }
            long deepest = rules.limit(Limit.INDEX_DEPTH);
            if (isDeeper(index, deepest)) {
                report(
                        Limit.INDEX_DEPTH,
                        "is an index with more than " + Count.grouped(deepest, "index", "indexes")
                                + " on the way to an image",
                        "Name the images in one index.");
            }
        }

        /** Level by level, since one index may be in many. */
        private boolean isDeeper(ImageIndex index, long deepest) {
            Set<Digest> level = indexesIn(index).collect(Collectors.toCollection(LinkedHashSet::new));
            for (long depth = 1; !level.isEmpty(); depth++) {
                if (depth >= deepest) {
                    return true;
                }
                level = level.stream()
                        .flatMap(digest -> repository.manifest(digest).stream())
                        .map(RawManifest::manifest)
                        .filter(ImageIndex.class::isInstance)
                        .map(ImageIndex.class::cast)
                        .flatMap(this::indexesIn)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
            }
            return false;
        }

        private Stream<Digest> indexesIn(ImageIndex index) {
            return index.manifests().stream()
                    .filter(child -> child.mediaType().isIndex())
                    .map(Descriptor::digest);
        }

        void pullSize() {
            long size = repository.description(manifest).pullSize();
            long most = rules.limit(Limit.IMAGE_SIZE);
            if (size > most) {
                report(
                        Limit.IMAGE_SIZE,
                        "moves " + ByteCount.exact(size) + " in a full pull, and " + ByteCount.exact(most)
                                + " are allowed",
                        "Make the image smaller.");
            }
        }

        void mediaTypes() {
            if (rules.list(Values.ALLOWED_MEDIA_TYPES).isEmpty()) {
                return;
            }
            Stream<MediaType> own =
                    Stream.concat(Stream.of(manifest.mediaType()), manifest.manifest().artifactType().stream());
            Set<String> refused = Stream.concat(
                            own, manifest.manifest().references().stream().map(Descriptor::mediaType))
                    .map(MediaType::value)
                    .filter(type -> !rules.allows(Values.ALLOWED_MEDIA_TYPES, type))
                    .limit(MAX_SHOWN)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            refused(Values.ALLOWED_MEDIA_TYPES, "has the media type ", refused);
        }

        void platforms() {
            if (rules.list(Values.ALLOWED_PLATFORMS).isEmpty()) {
                return;
            }
            if (manifest.manifest() instanceof ImageManifest image) {
                if (image.isContainerImage() && ofConfig(image).isEmpty() && !runsOnNothing(image)) {
                    unknownPlatform("has a platform that is not known: its config is not here, or does not say it");
                } else if (image.isTakenForImage()) {
                    unknownPlatform(
                            "has a platform that is not known: its config is "
                                    + image.config().mediaType() + ", which Docker takes for that of an image",
                            "Build it again with a builder of today, or give what is not an image a type of its own.");
                }
            } else if (manifest.manifest() instanceof ImageIndex index) {
                index.manifests().stream()
                        .filter(this::isUnknown)
                        .findFirst()
                        .ifPresent(
                                child -> unknownPlatform("names " + child.digest() + " without an allowed platform"));
            }
            Set<String> refused = platformsOf(manifest)
                    .map(Platform::toString)
                    .filter(platform -> !rules.allows(Values.ALLOWED_PLATFORMS, platform))
                    .limit(MAX_SHOWN)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            refused(Values.ALLOWED_PLATFORMS, "is for ", refused);
        }

        private void unknownPlatform(String what) {
            unknownPlatform(what, "Keep the config beside the manifest, as registry:publish does.");
        }

        private void unknownPlatform(String what, String hint) {
            report(
                    Values.ALLOWED_PLATFORMS,
                    what,
                    hint + " Allowed: " + String.join(", ", rules.list(Values.ALLOWED_PLATFORMS)) + ".");
        }

        private Stream<Platform> platformsOf(RawManifest one) {
            return one.manifest() instanceof ImageManifest image
                    ? ofConfig(image).stream()
                    : one.manifest().references().stream()
                            .flatMap(child -> Stream.ofNullable(child.platform()))
                            .filter(Platform::isKnown);
        }

        /** Whether neither the index nor what it names says what it runs on, if it runs at all. */
        private boolean isUnknown(Descriptor child) {
            if (child.platform() != null && child.platform().isKnown()
                    || !child.mediaType().isManifest()) {
                return false;
            }
            Optional<RawManifest> known = repository.manifest(child.digest());
            return known.isEmpty()
                    || known.get().manifest() instanceof ImageManifest image
                            && image.isContainerImage()
                            && !runsOnNothing(image)
                            && platformsOf(known.get())
                                    .noneMatch(platform -> rules.allows(Values.ALLOWED_PLATFORMS, platform.toString()));
        }

        /** What builders attach to an image within its index. */
        private static boolean runsOnNothing(ImageManifest image) {
            return !image.layers().isEmpty()
                    && image.layers().stream()
                            .allMatch(layer -> layer.mediaType().equals(STATEMENT));
        }

        private Optional<Platform> ofConfig(ImageManifest image) {
            return image.isContainerImage()
                    ? repository
                            .imageConfig(image.config().digest())
                            .map(ImageConfig::platform)
                            .filter(Platform::isKnown)
                    : Optional.empty();
        }

        private void refused(Values rule, String has, Set<String> refused) {
            if (!refused.isEmpty()) {
                report(
                        rule,
                        has + String.join(", ", refused) + ", which " + (refused.size() == 1 ? "is" : "are")
                                + " not allowed",
                        "Allowed: " + String.join(", ", rules.list(rule)) + ".");
            }
        }

        void atMost(Limit rule, long number, String thing, String hint) {
            if (number > rules.limit(rule)) {
                report(
                        rule,
                        "has " + Count.of(number, thing) + ", and " + Count.grouped(rules.limit(rule)) + " are allowed",
                        hint);
            }
        }

        private void report(Rule rule, String what, String hint) {
            String subject = repository.name() + "@" + manifest.digest();
            problems.accept(ruling.problem(rule, subject, what, hint)
                    .at(repository.layout().content(manifest.digest())));
        }
    }
}
