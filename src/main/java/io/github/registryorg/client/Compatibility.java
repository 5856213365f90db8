package io.github.registryorg.client;

import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.FileArtifact;
import io.github.registryorg.oci.ImageGraph;
import io.github.registryorg.oci.ImageIndex;
import io.github.registryorg.oci.ImageManifest;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What content and names lack for some clients, on any host: the rule of each {@link Need} that is about them. Results name
 * what shows it, such as the platforms of an index, for people to read.
 */
public final class Compatibility {

    /** Libraries of some clients refuse a name of fewer characters. */
    private static final int MIN_NAME = 2;

    /** Libraries of some clients refuse a host and a name of more characters together, with the slash between them. */
    private static final int MAX_ADDRESS = 255;

    /** Platforms that are shown of an index, which may name thousands. */
    private static final int MAX_SHOWN = 5;

    /** What helm takes for a version, once an underscore of a tag is a plus. */
    private static final Pattern VERSION = Pattern.compile(
            "v?\\d+(\\.\\d+){0,2}(-[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*+)?(\\+[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*+)?");

    private Compatibility() {}

    /** What the entries of an index lack. */
    public static Map<Need, String> of(ImageIndex index) {
        Map<Need, String> lacks = new EnumMap<>(Need.class);
        platforms(index, lacks);
        List<String> inner = new ArrayList<>();
        boolean direct = false;
        for (Descriptor child : index.manifests()) {
            if (child.mediaType().isIndex()) {
                inner.add(child.digest().toString());
            }
            direct |= child.mediaType().isImageManifest()
                    && (child.platform() == null || child.platform().isKnown());
        }
        if (!inner.isEmpty()) {
            lacks.put(direct ? Need.FLAT_INDEXES : Need.DIRECT_IMAGES, shown(inner));
        }
        return lacks;
    }

    private static void platforms(ImageIndex index, Map<Need, String> lacks) {
        Map<String, List<Platform>> alike = new LinkedHashMap<>();
        for (Descriptor child : index.manifests()) {
            Platform platform = child.platform();
            if (platform != null
                    && platform.os().equals("linux")
                    && !platform.architecture().equals("arm")) {
                alike.computeIfAbsent(platform.architecture(), none -> new ArrayList<>())
                        .add(platform);
            }
        }
        List<String> alone = new ArrayList<>();
        List<String> baseline = new ArrayList<>();
        List<String> first = new ArrayList<>();
        alike.values().forEach(platforms -> {
            List<String> before = platforms.stream()
                    .takeWhile(platform -> !isPlain(platform) && !isBaseline(platform))
                    .map(Platform::toString)
                    .toList();
            if (before.size() == platforms.size()) {
                alone.addAll(before);
                return;
            }
            first.addAll(before);
            if (platforms.stream().noneMatch(Compatibility::isPlain)) {
                baseline.add(platforms.get(before.size()).toString());
            }
        });
        Map.of(Need.PLAIN_PLATFORMS, alone, Need.NO_V1, baseline, Need.PLAIN_FIRST, first)
                .forEach((need, platforms) -> {
                    if (!platforms.isEmpty()) {
                        lacks.put(need, shown(platforms));
                    }
                });
    }

    /** Whether whoever takes it can run it, on each processor of the architecture; some clients look for no variant. */
    private static boolean isBaseline(Platform platform) {
        return platform.architecture().equals("amd64") && "v1".equals(platform.variant());
    }

    /** Whether every client takes it on each processor of the architecture; arm has no such variant. */
    private static boolean isPlain(Platform platform) {
        String variant = platform.variant();
        return variant == null || variant.isEmpty() || platform.architecture().equals("arm64") && variant.equals("v8");
    }

    private static String shown(List<String> all) {
        String shown = String.join(", ", all.subList(0, Math.min(MAX_SHOWN, all.size())));
        return all.size() > MAX_SHOWN ? shown + ", …" : shown;
    }

    /** What the name of a repository lacks, wherever it is served. */
    public static Map<Need, String> of(RepositoryName name) {
        return name.name().length() < MIN_NAME ? Map.of(Need.LONGER_NAMES, name.name()) : Map.of();
    }

    /**
     * What the name of a repository lacks at a host.
     *
     * @param authority host and port, as references have them
     */
    public static Map<Need, String> of(RepositoryName name, String authority) {
        int length = authority.length() + 1 + name.name().length();
        return length > MAX_ADDRESS
                ? Map.of(Need.SHORTER_ADDRESSES, length + " characters with the host " + authority)
                : Map.of();
    }

    /** What a tag lacks for a chart that clients pull by its version. */
    static Map<Need, String> ofChart(Tag tag) {
        return VERSION.matcher(version(tag)).matches() ? Map.of() : Map.of(Need.VERSION_TAGS, tag.name());
    }

    /** The version of a chart under a tag: tags have no plus. */
    static String version(Tag tag) {
        return tag.name().replace('_', '+');
    }

    /**
     * What the layers of an artifact lack.
     *
     * @param lookup finds what an index names
     */
    static Map<Need, String> ofLayers(RawManifest artifact, Function<Digest, Optional<RawManifest>> lookup) {
        boolean titled = ImageGraph.of(artifact, lookup).manifests().stream()
                .map(RawManifest::manifest)
                .filter(ImageManifest.class::isInstance)
                .map(ImageManifest.class::cast)
                .allMatch(Compatibility::isTitled);
        return titled ? Map.of() : Map.of(Need.LAYER_TITLES, artifact.digest().toString());
    }

    private static boolean isTitled(ImageManifest artifact) {
        return !artifact.layers().isEmpty()
                && artifact.layers().stream()
                        .noneMatch(layer -> layer.annotations()
                                .getOrDefault(FileArtifact.TITLE, "")
                                .isEmpty());
    }
}
