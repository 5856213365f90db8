package io.github.registryorg.metadata;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.ImageConfig;
import io.github.registryorg.oci.ImageGraph;
import io.github.registryorg.oci.ImageManifest;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What an image says of itself: the annotations of its manifest, else the labels of its config, else those of the first
 * image of an index that says anything (image specification, "Pre-Defined Annotation Keys").
 */
final class ImageDescription {

    private static final String PREFIX = "org.opencontainers.image.";
    private static final Pattern DATE =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}([Tt ]\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?([Zz]|[+-]\\d{2}:\\d{2}))?");

    /** As the schemas have it: without a user, since whatever an image was built with must not become public. */
    private static final Pattern WEB = Pattern.compile("(?=.{1,1990}$)https?://[^\\s/?#@\\\\]+(?:[/?#]\\S*)?");

    private static final int LONGEST_TEXT = 2000;
    private static final int LONGEST_WORD = 200;

    private final RawManifest root;
    private final ImageGraph graph;
    private final List<Platform> platforms;
    private final Map<String, String> words = new TreeMap<>();

    ImageDescription(
            RawManifest root,
            Function<Digest, Optional<RawManifest>> lookup,
            Function<Digest, Optional<ImageConfig>> configs) {
        this.root = root;
        this.graph = ImageGraph.of(root, lookup);
        this.platforms = graph.platforms(configs);
        for (RawManifest manifest : graph.manifests()) {
            take(manifest.manifest().annotations());
            if (manifest.manifest() instanceof ImageManifest image) {
                Optional<ImageConfig> config =
                        image.isContainerImage() ? configs.apply(image.config().digest()) : Optional.empty();
                config.ifPresent(known -> take(known.labels()));
                config.map(ImageConfig::created).ifPresent(when -> words.putIfAbsent("created", when));
            }
        }
    }

    private void take(Map<String, String> annotations) {
        annotations.forEach((key, value) -> {
            if (key.startsWith(PREFIX) && !value.isBlank()) {
                words.putIfAbsent(key.substring(PREFIX.length()), value.strip());
            }
        });
    }

    private String text(String word, int longest) {
        String value = words.get(word);
        return value == null || value.length() > longest ? null : value;
    }

    private String matching(String word, Pattern pattern) {
        String value = words.get(word);
        return value != null && pattern.matcher(value).matches() ? value : null;
    }

    OciTag tag(Tag name) {
        boolean container =
                !platforms.isEmpty() || root.manifest() instanceof ImageManifest image && image.isContainerImage();
        MediaType artifactType =
                container ? null : root.manifest().artifactType().orElse(null);
        return new OciTag(
                name,
                root.mediaType(),
                root.digest(),
                graph.pullSize(),
                platforms.stream().map(Platform::toString).toList(),
                artifactType,
                matching("created", DATE),
                null,
                text("revision", LONGEST_WORD),
                text("version", LONGEST_WORD),
                matching("source", WEB),
                null);
    }

    RepositoryPage page(List<String> stores) {
        return new RepositoryPage(
                text("title", LONGEST_WORD),
                text("description", LONGEST_TEXT),
                stores,
                matching("source", WEB),
                matching("url", WEB),
                matching("documentation", WEB),
                text("licenses", LONGEST_TEXT),
                text("authors", LONGEST_TEXT),
                text("vendor", LONGEST_TEXT),
                "");
    }
}
