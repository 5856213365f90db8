package io.github.registryorg.metadata;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.ImageConfig;
import io.github.registryorg.oci.ImageGraph;
import io.github.registryorg.oci.ImageManifest;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.oci.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The description of an image: the annotations of its manifest, else the labels of its config, else those of the first
 * image of an index that has any (image specification, "Pre-Defined Annotation Keys"). Its time of creation is the first
 * valid one that tells its age, of annotations and configs before labels, since those may be the base image's; and its
 * revision is that of the first annotation, before any label.
 */
public final class ImageDescription {

    private static final String PREFIX = "org.opencontainers.image.";
    private static final String CREATED = PREFIX + "created";
    private static final String REVISION = PREFIX + "revision";

    /** Times of creation that are kept: those of the first platforms. */
    private static final int MAX_TIMES = 32;

    private static final Pattern DATE =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}([Tt ]\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?([Zz]|[+-]\\d{2}:\\d{2}))?");

    /** As the schemas have it: without a user, since whatever an image was built with must not become public. */
    private static final Pattern WEB = Pattern.compile("(?=.{1,1990}$)https?://[^\\s/?#@\\\\]+(?:[/?#]\\S*)?");

    private static final int MAX_TEXT_LENGTH = 2000;
    private static final int MAX_WORD_LENGTH = 200;

    private final RawManifest root;
    private final long pullSize;
    private final List<Platform> platforms;
    private final boolean hasAllPlatforms;
    private final Map<String, String> words = new TreeMap<>();
    private final Set<String> uncertain = new HashSet<>();
    private final Set<String> created = new LinkedHashSet<>();
    private final Set<String> createdOfLabels = new LinkedHashSet<>();
    private final Set<String> certainlyCreated = new HashSet<>();
    private final boolean isWhole;
    private @Nullable String revisionOfLabel;
    private boolean isRevisionOfLabelCertain;

    ImageDescription(
            RawManifest root,
            Function<Digest, Optional<RawManifest>> lookup,
            Function<Digest, Optional<ImageConfig>> configs) {
        this.root = root;
        ImageGraph graph = ImageGraph.of(root, lookup);
        this.pullSize = graph.pullSize();
        Set<Digest> unread = new HashSet<>();
        this.platforms = graph.platforms(digest -> {
            Optional<ImageConfig> config = configs.apply(digest);
            if (config.isEmpty()) {
                unread.add(digest);
            }
            return config;
        });
        this.hasAllPlatforms = unread.isEmpty() && graph.missing().isEmpty();
        boolean isCertain = true;
        for (RawManifest manifest : graph.manifests()) {
            Map<String, String> annotations = manifest.manifest().annotations();
            take(annotations, isCertain);
            takeCreated(annotations.get(CREATED), isCertain, created);
            if (manifest.manifest() instanceof ImageManifest image && image.isContainerImage()) {
                Optional<ImageConfig> config = configs.apply(image.config().digest());
                // it would have come before all that follows
                isCertain &= config.isPresent();
                if (config.isPresent()) {
                    Map<String, String> labels = config.get().labels();
                    takeLabels(labels, isCertain);
                    takeCreated(config.get().created(), isCertain, created);
                    takeCreated(labels.get(CREATED), false, createdOfLabels);
                }
            }
            isCertain &= graph.missing().isEmpty();
        }
        this.isWhole = isCertain;
    }

    private void takeCreated(@Nullable String value, boolean isCertain, Set<String> times) {
        if (value != null
                && times.size() < MAX_TIMES
                && DATE.matcher(value.strip()).matches()) {
            times.add(value.strip());
            if (isCertain && isAge(value.strip())) {
                certainlyCreated.add(value.strip());
            }
        }
    }

    private static boolean isAge(String created) {
        return Timestamp.ofAge(created).isPresent();
    }

    private Stream<String> allCreated() {
        return Stream.concat(created.stream(), createdOfLabels.stream());
    }

    private @Nullable String created() {
        return allCreated()
                .filter(ImageDescription::isAge)
                .findFirst()
                .or(() -> allCreated().findFirst())
                .orElse(null);
    }

    /** Whether the image has this time of creation at any of the places where it may have one. */
    public boolean isCreated(Timestamp time) {
        return allCreated().flatMap(one -> Timestamp.tryParse(one).stream()).anyMatch(time::agrees);
    }

    private void take(Map<String, String> annotations, boolean isCertain) {
        annotations.forEach((key, value) -> {
            if (key.startsWith(PREFIX)) {
                take(key.substring(PREFIX.length()), value, isCertain);
            }
        });
    }

    /** A revision only where no annotation has one, of whatever image of an index: it decides whether a tag moves. */
    private void takeLabels(Map<String, String> labels, boolean isCertain) {
        Map<String, String> others = new HashMap<>(labels);
        String revision = others.remove(REVISION);
        take(others, isCertain);
        if (revisionOfLabel == null && revision != null && !revision.isBlank()) {
            revisionOfLabel = kept(revision);
            isRevisionOfLabelCertain = isCertain;
        }
    }

    /** One character more than is used of any. */
    private static String kept(String value) {
        String stripped = value.strip();
        return stripped.substring(0, Math.min(stripped.length(), MAX_TEXT_LENGTH + 1));
    }

    private void take(String word, @Nullable String value, boolean isCertain) {
        if (value != null && !value.isBlank()) {
            String kept = kept(value);
            if (words.putIfAbsent(word, kept) == null && !isCertain) {
                uncertain.add(word);
            }
        }
    }

    /** Bytes that a full pull moves. */
    public long pullSize() {
        return pullSize;
    }

    /**
     * The tag of the image, without values that a config or manifest that could not be read may change.
     */
    public OciTag certainTag(Tag name) {
        OciTag all = tag(name);
        return new OciTag(
                name,
                all.mediaType(),
                all.digest(),
                all.size(),
                hasAllPlatforms ? all.platforms() : List.of(),
                all.artifactType(),
                isWhole || certainlyCreated.contains(all.created()) ? all.created() : null,
                null,
                isRevisionCertain() ? all.revision() : null,
                uncertain.contains("version") ? null : all.version(),
                uncertain.contains("source") ? null : all.source(),
                null,
                all.fromLabels(),
                FrontMatter.NONE);
    }

    /** Characters that it takes to remember it, about. */
    long weight() {
        long total = 1_000 + 100L * platforms.size() + 150L * (created.size() + createdOfLabels.size());
        for (Map.Entry<String, String> word : words.entrySet()) {
            total += 100L + word.getKey().length() + word.getValue().length();
        }
        return total;
    }

    /** What says for people what it is; may be empty. */
    public List<String> texts() {
        return Stream.of("title", "description", "vendor")
                .map(words::get)
                .filter(Objects::nonNull)
                .toList();
    }

    private @Nullable String text(String word, int longest) {
        return ofLength(words.get(word), longest);
    }

    private static @Nullable String ofLength(@Nullable String value, int longest) {
        return value == null || value.length() > longest ? null : value;
    }

    private @Nullable String matching(String word, Pattern pattern) {
        String value = words.get(word);
        return value != null && pattern.matcher(value).matches() ? value : null;
    }

    /** Of what decides whether a tag moves. */
    private List<String> fromLabels() {
        String time = created();
        List<String> keys = new ArrayList<>();
        if (time != null && !created.contains(time)) {
            keys.add("created");
        }
        if (!words.containsKey("revision") && revision() != null) {
            keys.add("revision");
        }
        return keys;
    }

    private @Nullable String revision() {
        return ofLength(words.getOrDefault("revision", revisionOfLabel), MAX_WORD_LENGTH);
    }

    private boolean isRevisionCertain() {
        return words.containsKey("revision") ? !uncertain.contains("revision") : isRevisionOfLabelCertain;
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
                pullSize,
                platforms.stream().map(Platform::toString).toList(),
                artifactType,
                created(),
                null,
                revision(),
                text("version", MAX_WORD_LENGTH),
                matching("source", WEB),
                null,
                fromLabels(),
                FrontMatter.NONE);
    }

    RepositoryPage page(List<String> stores) {
        return new RepositoryPage(
                text("title", MAX_WORD_LENGTH),
                text("description", MAX_TEXT_LENGTH),
                stores,
                matching("source", WEB),
                matching("url", WEB),
                matching("documentation", WEB),
                text("licenses", MAX_TEXT_LENGTH),
                text("authors", MAX_TEXT_LENGTH),
                text("vendor", MAX_TEXT_LENGTH),
                null,
                null,
                "");
    }
}
