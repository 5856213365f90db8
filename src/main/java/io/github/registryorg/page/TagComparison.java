package io.github.registryorg.page;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.problem.Count;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How what a tag names differs from what another one names. The script of the page finds the same between it and the page
 * of any other tag ({@code compare.js}), as far as the two show it.
 *
 * @param other the tag that it is compared with
 * @param platforms of this tag, then those that only the other one has
 * @param settings of configs, where they differ
 * @param configs how many platforms have a config with both
 * @param isWhole whether all that both have was compared
 */
public record TagComparison(
        TagLink other, Shown<PlatformChange> platforms, Shown<SettingChange> settings, int configs, boolean isWhole) {

    private static final int MAX_PLATFORMS = 40;
    private static final int MAX_SETTINGS = 60;

    /** Layers of one platform that are shown, and of all of them. */
    private static final int MAX_LAYERS = 20;

    private static final int MAX_LAYERS_OF_ALL = 120;

    /** How a platform differs. */
    public enum Change {
        ADDED,
        REMOVED,
        /** It is the very same manifest. */
        NONE,
        /** Its layers are known on both sides. */
        LAYERS,
        UNKNOWN
    }

    /**
     * One platform.
     *
     * @param before size in bytes; null where unknown, or the other tag doesn't have it
     * @param now size in bytes; null where unknown, or this tag doesn't have it
     * @param layers how many layers this tag has of it
     * @param same how many of them the other one has too
     * @param changes the layers that only one of them has
     */
    public record PlatformChange(
            String name,
            @Nullable Long before,
            @Nullable Long now,
            Change change,
            int layers,
            int same,
            Shown<LayerChange> changes) {

        /** What there is to say of its layers. */
        public String text() {
            return switch (change) {
                case ADDED -> "added";
                case REMOVED -> "removed";
                case NONE -> "the same";
                case LAYERS -> Count.grouped(same) + " of " + Count.grouped(layers) + " the same";
                case UNKNOWN -> "not known";
            };
        }

        private static PlatformChange of(String name, @Nullable Long before, @Nullable Long now, Change change) {
            return new PlatformChange(name, before, now, change, 0, 0, Shown.none());
        }
    }

    /** A layer that only this tag has, or only the other. */
    public record LayerChange(LayerView layer, boolean isAdded) {

        /** Its digest in short, which is enough to find it in the pages of both tags. */
        public String digest() {
            return Objects.requireNonNull(layer.digest()).abbreviated();
        }
    }

    /**
     * One setting that is the same change for several platforms.
     *
     * @param before null where it was not set
     * @param now null where it is no longer set
     * @param platforms their names, joined
     * @param isForAll whether they are all that have a config with both
     */
    public record SettingChange(
            String name, @Nullable String before, @Nullable String now, String platforms, boolean isForAll) {

        public SettingChange {
            SettingView old = new SettingView(name, Objects.requireNonNullElse(before, ""));
            SettingView current = new SettingView(name, Objects.requireNonNullElse(now, ""));
            name = current.name();
            before = before == null ? null : old.value();
            now = now == null ? null : current.value();
        }
    }

    /** Whether some settings differ for some platforms only. */
    public boolean arePlatformsNamed() {
        return settings.items().stream().anyMatch(change -> !change.isForAll());
    }

    /** What there is to say of configs without a difference; null where there is nothing. */
    public @Nullable String sameConfig() {
        return configs == 0 || !settings.isEmpty()
                ? null
                : isWhole ? "No setting differs." : "Nothing that is shown here differs.";
    }

    private record Setting(
            String name, @Nullable String before, @Nullable String now) {}

    public TagComparison {
        Objects.requireNonNull(other, "other");
        Objects.requireNonNull(platforms, "platforms");
        Objects.requireNonNull(settings, "settings");
    }

    /**
     * Compares.
     *
     * @param before the platforms of the other tag
     * @param now those of this one
     * @param content finds what a manifest of them has
     */
    public static TagComparison of(
            TagLink other,
            Shown<ComparedPlatform> before,
            Shown<ComparedPlatform> now,
            Function<Digest, PlatformContent> content) {
        return new Comparing(before, now, content).of(other);
    }

    /** While it goes on. */
    private static final class Comparing {

        private final Shown<ComparedPlatform> before;
        private final Shown<ComparedPlatform> now;
        private final Function<Digest, PlatformContent> content;
        private final List<PlatformChange> platforms = new ArrayList<>();
        private final Map<Setting, List<String>> settings = new LinkedHashMap<>();
        private int shownLayers;
        private int configs;
        private boolean isWhole = true;

        private Comparing(
                Shown<ComparedPlatform> before,
                Shown<ComparedPlatform> now,
                Function<Digest, PlatformContent> content) {
            this.before = before;
            this.now = now;
            this.content = content;
        }

        private TagComparison of(TagLink other) {
            Map<ComparedPlatform, ComparedPlatform> pairs = ComparedPlatform.pairs(now.items(), before.items());
            Set<ComparedPlatform> paired = new HashSet<>(pairs.values());
            List<ComparedPlatform> gone = before.items().stream()
                    .filter(platform -> !paired.contains(platform))
                    .toList();
            now.items().stream().limit(MAX_PLATFORMS).forEach(platform -> add(pairs.get(platform), platform));
            gone.stream().limit(MAX_PLATFORMS - platforms.size()).forEach(platform -> {
                Long size = content.apply(platform.digest()).size();
                platforms.add(PlatformChange.of(
                        platform.name(), size, null, now.more() > 0 ? Change.UNKNOWN : Change.REMOVED));
            });
            int more = now.items().size() + now.more() + gone.size() - platforms.size();
            boolean isAll = isWhole && now.items().size() <= MAX_PLATFORMS && now.more() + before.more() == 0;
            return new TagComparison(
                    other,
                    new Shown<>(platforms, more),
                    Shown.first(
                            settings.entrySet().stream()
                                    .map(entry -> change(entry.getKey(), entry.getValue()))
                                    .toList(),
                            MAX_SETTINGS),
                    configs,
                    isAll);
        }

        private SettingChange change(Setting setting, List<String> names) {
            return new SettingChange(
                    setting.name(), setting.before(), setting.now(), String.join(", ", names), names.size() == configs);
        }

        private void add(@Nullable ComparedPlatform earlier, ComparedPlatform platform) {
            PlatformContent current = content.apply(platform.digest());
            if (earlier == null) {
                platforms.add(PlatformChange.of(
                        platform.name(), null, current.size(), before.more() > 0 ? Change.UNKNOWN : Change.ADDED));
                return;
            }
            boolean isSame = earlier.digest().equals(platform.digest());
            PlatformContent old = isSame ? current : content.apply(earlier.digest());
            List<LayerView> oldLayers = old.layers();
            List<LayerView> layers = current.layers();
            if (isSame) {
                platforms.add(PlatformChange.of(platform.name(), old.size(), current.size(), Change.NONE));
            } else if (oldLayers == null || layers == null) {
                platforms.add(PlatformChange.of(platform.name(), old.size(), current.size(), Change.UNKNOWN));
            } else {
                platforms.add(layers(platform.name(), old.size(), oldLayers, current.size(), layers));
            }
            RunSettings oldSettings = old.settings();
            RunSettings newSettings = current.settings();
            if (oldSettings != null && newSettings != null) {
                configs++;
                addSettings(platform.name(), oldSettings.byName(), newSettings.byName());
            } else {
                isWhole &= isSame;
            }
        }

        private PlatformChange layers(
                String name, @Nullable Long before, List<LayerView> old, @Nullable Long now, List<LayerView> current) {
            List<LayerChange> changes = new ArrayList<>();
            without(current, old).forEach(layer -> changes.add(new LayerChange(layer, true)));
            int same = current.size() - changes.size();
            without(old, current).forEach(layer -> changes.add(new LayerChange(layer, false)));
            Shown<LayerChange> shown = Shown.first(changes, Math.min(MAX_LAYERS, MAX_LAYERS_OF_ALL - shownLayers));
            shownLayers += shown.items().size();
            return new PlatformChange(name, before, now, Change.LAYERS, current.size(), same, shown);
        }

        private static List<LayerView> without(List<LayerView> layers, List<LayerView> others) {
            Set<@Nullable Digest> known = others.stream().map(LayerView::digest).collect(Collectors.toSet());
            return layers.stream()
                    .filter(layer -> !known.contains(layer.digest()))
                    .toList();
        }

        private void addSettings(String platform, Map<String, String> old, Map<String, String> current) {
            Set<String> names = new LinkedHashSet<>(current.keySet());
            names.addAll(old.keySet());
            names.stream()
                    .filter(name -> !Objects.equals(old.get(name), current.get(name)))
                    .map(name -> new Setting(name, old.get(name), current.get(name)))
                    .forEach(setting -> settings.computeIfAbsent(setting, none -> new ArrayList<>())
                            .add(platform));
        }
    }
}
