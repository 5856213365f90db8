package io.github.registryorg.check;

import io.github.registryorg.metadata.ImageDescription;
import io.github.registryorg.metadata.OciTag;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.metadata.TagRecord;
import io.github.registryorg.oci.ImageManifest;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.Timestamp;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The optional keys of a tag, such as its platforms and version, do not contradict its image. */
final class TagClaimsCheck implements Check {

    private static final int MAX_SHOWN = 10;

    @Override
    public void tag(Repository repository, TagRecord record, Consumer<Problem> problems) {
        if (!(record instanceof OciTag tag) || !hasClaims(tag)) {
            return;
        }
        Optional<RawManifest> manifest = repository.manifest(tag.digest());
        if (manifest.isEmpty()) {
            return;
        }
        ImageDescription description = repository.description(manifest.get());
        OciTag image = description.certainTag(tag.tag());
        Claims claims = new Claims(repository, tag, problems);
        claims.platforms(tag.platforms(), image.platforms());
        claims.artifactType(text(tag.artifactType()), text(image.artifactType()), manifest.get());
        claims.created(tag.created(), image.created(), description);
        // whoever built the image may know better than a label, which may be the base image's
        claims.text(
                "revision",
                tag.revision(),
                tag.fromLabels().contains("revision") ? image.revision() : image.ownRevision());
        claims.text("version", tag.version(), image.version());
        claims.text("source", tag.source(), image.source());
    }

    private static boolean hasClaims(OciTag tag) {
        return !tag.platforms().isEmpty()
                || tag.artifactType() != null
                || tag.created() != null
                || tag.revision() != null
                || tag.version() != null
                || tag.source() != null;
    }

    private static @Nullable String text(@Nullable MediaType type) {
        return type == null ? null : type.value();
    }

    /** One tag's; what either side leaves out is not a contradiction. */
    private record Claims(Repository repository, OciTag tag, Consumer<Problem> problems) {

        void text(String key, @Nullable String claimed, @Nullable String actual) {
            if (claimed != null && actual != null && !claimed.strip().equals(actual)) {
                contradicted(key, claimed, actual);
            }
        }

        /** Of a container image, it is known that it has none. */
        void artifactType(@Nullable String claimed, @Nullable String actual, RawManifest manifest) {
            boolean hasNone = manifest.manifest() instanceof ImageManifest found && found.isContainerImage();
            if (claimed != null && hasNone) {
                contradicted("artifactType", claimed, "none, since it is a container image");
            } else {
                text("artifactType", claimed, actual);
            }
        }

        void created(@Nullable String claimed, @Nullable String actual, ImageDescription description) {
            if (claimed != null && actual != null && !claimed.strip().equals(actual)) {
                boolean isStated = Timestamp.tryParse(claimed)
                        .filter(description::isCreated)
                        .isPresent();
                if (!isStated) {
                    contradicted("created", claimed, actual);
                }
            }
        }

        void platforms(List<String> claimed, List<String> actual) {
            if (!claimed.isEmpty() && !actual.isEmpty() && !usual(claimed).equals(usual(actual))) {
                contradicted("platforms", shown(claimed), shown(actual));
            }
        }

        /** The variant that arm64 has anyway may be left out. */
        private static Set<String> usual(List<String> platforms) {
            Set<String> usual = new HashSet<>();
            platforms.forEach(platform -> usual.add(
                    platform.endsWith("/arm64/v8") ? platform.substring(0, platform.length() - 3) : platform));
            return usual;
        }

        private static String shown(List<String> platforms) {
            String first = String.join(", ", platforms.subList(0, Math.min(MAX_SHOWN, platforms.size())));
            return platforms.size() > MAX_SHOWN ? first + ", …" : first;
        }

        private void contradicted(String key, String claimed, String actual) {
            problems.accept(Problem.of(
                            ProblemCode.MANIFEST_INVALID,
                            repository.name() + ":" + tag.tag(),
                            "has " + key + " " + claimed + ", and its image has " + actual)
                    .hint("Write what the image has, or leave " + key + " out.")
                    .at(tag.frontMatter().at(key)));
        }
    }
}
