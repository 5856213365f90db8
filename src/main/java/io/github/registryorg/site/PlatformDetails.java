package io.github.registryorg.site;

import io.github.registryorg.metadata.LruCache;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.HistoryEntry;
import io.github.registryorg.oci.ImageConfig;
import io.github.registryorg.oci.ImageGraph;
import io.github.registryorg.oci.ImageIndex;
import io.github.registryorg.oci.ImageManifest;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.page.ComparedPlatform;
import io.github.registryorg.page.ConfigView;
import io.github.registryorg.page.LayerView;
import io.github.registryorg.page.PlatformContent;
import io.github.registryorg.page.PlatformNames;
import io.github.registryorg.page.PlatformView;
import io.github.registryorg.page.RunSettings;
import io.github.registryorg.page.SettingView;
import io.github.registryorg.page.Shown;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What the manifests of one repository are made of, as pages of tags show and compare it. For one thread. */
final class PlatformDetails {

    /** Platforms of an index that are shown. */
    private static final int MAX_PLATFORMS = 40;

    /** Platforms of which layers and config are shown. */
    private static final int MAX_DETAILED = 12;

    /** Platforms of an index that are compared with those of another. */
    private static final int MAX_COMPARED = 1_000;

    private static final int MAX_LAYERS = 60;
    private static final int MAX_KEPT_CHARACTERS = 500_000;

    /** What a layer is taken for in memory. */
    private static final int LAYER_CHARACTERS = 500;

    private static final String TITLE = "org.opencontainers.image.title";

    private final Repository repository;
    private final BlobLinks links;
    private final Map<Digest, Platforms> known = new HashMap<>();

    /** The tag that one page compares with is the tag of the next. */
    private final LruCache<Digest, PlatformContent> contents =
            new LruCache<>(MAX_KEPT_CHARACTERS, PlatformDetails::characters);

    PlatformDetails(Repository repository, BlobLinks links) {
        this.repository = repository;
        this.links = links;
    }

    /**
     * The platforms of an index, or the one thing that an image manifest is.
     *
     * @param shown the first, as a page shows them
     * @param compared more of them, by their names
     */
    record Platforms(Shown<PlatformView> shown, Shown<ComparedPlatform> compared) {}

    /** Whether an entry of an index is no image, but what BuildKit says about one. */
    static boolean isAttestation(Descriptor entry) {
        return "attestation-manifest".equals(entry.annotations().get("vnd.docker.reference.type"));
    }

    Platforms of(RawManifest root) {
        Platforms platforms = known.get(root.digest());
        if (platforms == null) {
            platforms = read(root);
            known.put(root.digest(), platforms);
        }
        return platforms;
    }

    private Platforms read(RawManifest root) {
        PlatformNames names = new PlatformNames();
        List<PlatformView> shown = new ArrayList<>();
        List<ComparedPlatform> compared = new ArrayList<>();
        if (!(root.manifest() instanceof ImageIndex index)) {
            PlatformNames.Name name = names.next(nameOf(root));
            shown.add(view(name, root.digest(), Optional.of(root), true));
            compared.add(new ComparedPlatform(name.text(), root.digest()));
            return new Platforms(new Shown<>(shown, 0), new Shown<>(compared, 0));
        }
        int count = 0;
        for (Descriptor entry : index.manifests()) {
            if (isAttestation(entry)) {
                continue;
            }
            if (count < MAX_COMPARED) {
                boolean isShown = count < MAX_PLATFORMS;
                Optional<RawManifest> manifest = isShown ? repository.manifest(entry.digest()) : Optional.empty();
                PlatformNames.Name name = names.next(nameOf(entry, manifest));
                compared.add(new ComparedPlatform(name.text(), entry.digest()));
                if (isShown) {
                    shown.add(view(name, entry.digest(), manifest, count < MAX_DETAILED));
                }
            }
            count++;
        }
        return new Platforms(new Shown<>(shown, count - shown.size()), new Shown<>(compared, count - compared.size()));
    }

    private String nameOf(Descriptor entry, Optional<RawManifest> manifest) {
        return entry.platform() != null && entry.platform().isKnown()
                ? fullName(entry.platform())
                : manifest.map(this::nameOf).orElse(entry.mediaType().value());
    }

    private PlatformView view(
            PlatformNames.Name name, Digest digest, Optional<RawManifest> manifest, boolean isDetailed) {
        if (manifest.isEmpty()) {
            return new PlatformView(name.id(), name.text(), digest, null, Shown.none(), 0, null);
        }
        RawManifest raw = manifest.get();
        long size = size(raw);
        return isDetailed && raw.manifest() instanceof ImageManifest image
                ? detailed(name, raw, image, size)
                : new PlatformView(name.id(), name.text(), digest, size, Shown.none(), 0, null);
    }

    private long size(RawManifest raw) {
        return ImageGraph.of(raw, repository::manifest).pullSize();
    }

    private PlatformView detailed(PlatformNames.Name name, RawManifest raw, ImageManifest image, long size) {
        Optional<ImageConfig> config = config(image);
        return new PlatformView(
                name.id(),
                name.text(),
                raw.digest(),
                size,
                layers(raw, image, config),
                image.layers().size(),
                config.map(ImageSettings::of).map(ConfigView::of).orElse(null));
    }

    private Optional<ImageConfig> config(ImageManifest image) {
        return image.isContainerImage() ? repository.imageConfig(image.config().digest()) : Optional.empty();
    }

    /** All that is compared of a manifest. */
    PlatformContent content(Digest digest) {
        return contents.get(digest, this::readContent);
    }

    private static long characters(PlatformContent content) {
        long characters = content.layers() == null
                ? 0
                : (long) LAYER_CHARACTERS * content.layers().size();
        if (content.settings() != null) {
            RunSettings settings = content.settings();
            for (Map<String, String> group :
                    List.of(settings.parameters(), settings.environment(), settings.labels())) {
                for (Map.Entry<String, String> setting : group.entrySet()) {
                    characters += setting.getKey().length() + setting.getValue().length();
                }
            }
        }
        return characters;
    }

    private PlatformContent readContent(Digest digest) {
        Optional<RawManifest> manifest = repository.manifest(digest);
        if (manifest.isEmpty()) {
            return PlatformContent.UNKNOWN;
        }
        RawManifest raw = manifest.get();
        if (!(raw.manifest() instanceof ImageManifest image)) {
            return new PlatformContent(size(raw), null, null);
        }
        Optional<ImageConfig> config = config(image);
        List<LayerView> layers = new ArrayList<>();
        steps(image, config, Integer.MAX_VALUE, (layer, step) -> {
            if (layer != null) {
                layers.add(view(raw, image, layer, step));
            }
        });
        return new PlatformContent(
                size(raw),
                layers.isEmpty() ? null : layers,
                config.map(ImageSettings::of).orElse(null));
    }

    private Shown<LayerView> layers(RawManifest raw, ImageManifest image, Optional<ImageConfig> config) {
        List<LayerView> views = new ArrayList<>();
        int all = steps(
                image,
                config,
                MAX_LAYERS,
                (layer, step) -> views.add(
                        layer == null
                                ? new LayerView(null, 0, null, command(step), null)
                                : view(raw, image, layer, step)));
        return new Shown<>(views, all - views.size());
    }

    /**
     * The steps in which an image was built, each with the layer that it made, null where it made none.
     *
     * @param most steps to visit
     * @param visit receives layer and step; the step is null where nothing tells which made the layer
     * @return how many there are
     */
    private static int steps(
            ImageManifest image,
            Optional<ImageConfig> config,
            int most,
            BiConsumer<@Nullable Descriptor, @Nullable HistoryEntry> visit) {
        List<HistoryEntry> history = config.map(ImageConfig::history).orElse(List.of());
        List<Descriptor> layers = image.layers();
        if (history.stream().filter(step -> !step.isEmpty()).count() != layers.size()) {
            layers.stream().limit(most).forEach(layer -> visit.accept(layer, null));
            return layers.size();
        }
        Iterator<Descriptor> next = layers.iterator();
        history.stream().limit(most).forEach(step -> visit.accept(step.isEmpty() ? null : next.next(), step));
        return history.size();
    }

    private static @Nullable String command(@Nullable HistoryEntry step) {
        return step == null ? null : LayerCommand.of(step);
    }

    private LayerView view(RawManifest raw, ImageManifest image, Descriptor layer, @Nullable HistoryEntry step) {
        return new LayerView(
                layer.digest(),
                layer.size(),
                layer.annotations().get(TITLE),
                command(step),
                image.isContainerImage()
                        ? null
                        : links.of(raw.digest(), layer.digest()).orElse(null));
    }

    /** Names and values as a page shows them. */
    static List<SettingView> settings(Map<String, String> all) {
        return all.entrySet().stream()
                .map(entry -> new SettingView(entry.getKey(), entry.getValue()))
                .toList();
    }

    private String nameOf(RawManifest raw) {
        if (raw.manifest() instanceof ImageManifest image) {
            Optional<Platform> platform = image.isContainerImage()
                    ? repository.imageConfig(image.config().digest()).map(ImageConfig::platform)
                    : Optional.empty();
            return platform.filter(Platform::isKnown)
                    .map(PlatformDetails::fullName)
                    .orElse(image.isContainerImage() ? "Image" : "Files");
        }
        return "Index";
    }

    /** With the version that Windows has: images of several differ in nothing else. */
    private static String fullName(Platform platform) {
        String version = platform.osVersion();
        return version == null || version.isEmpty() ? platform.toString() : platform + " " + version;
    }
}
