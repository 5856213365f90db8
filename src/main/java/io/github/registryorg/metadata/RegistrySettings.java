package io.github.registryorg.metadata;

import io.github.registryorg.problem.Location;
import io.github.registryorg.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The content of {@code registry.yaml}: the registry's policy.
 *
 * @param title null where it has none
 * @param description null where it has none
 * @param url where the site is served; null where it is not set
 * @param stores of repositories whose page names none; may be empty
 * @param allowedStores bases below which every address of a blob must lie; empty where any is allowed
 */
public record RegistrySettings(
        @Nullable String title,
        @Nullable String description,
        @Nullable String url,
        List<String> stores,
        List<AllowedStore> allowedStores) {

    /**
     * An entry of {@code allowedStores}.
     *
     * @param base as it is written
     * @param at where it is
     */
    public record AllowedStore(String base, Location at) {}

    /** The settings of a registry without the file. */
    public static final RegistrySettings EMPTY = new RegistrySettings(null, null, null, List.of(), List.of());

    public RegistrySettings {
        stores = List.copyOf(stores);
        allowedStores = List.copyOf(allowedStores);
    }

    /**
     * Reads the settings.
     *
     * @param problems receives what is wrong with them
     * @return {@link #EMPTY} where they break their schema
     * @throws io.github.registryorg.problem.RegistryException {@code FRONT_MATTER_INVALID} if they can't be parsed
     */
    public static RegistrySettings read(byte[] content, Consumer<Problem> problems) {
        FrontMatter keys = FrontMatter.readYaml(MetadataLayout.SETTINGS, content);
        return FrontMatterKind.REGISTRY.check(keys, problems) ? of(keys) : EMPTY;
    }

    private static RegistrySettings of(FrontMatter keys) {
        return new RegistrySettings(
                keys.text("title").orElse(null),
                keys.text("description").orElse(null),
                keys.text("url").orElse(null),
                keys.texts("store"),
                allowedStores(keys));
    }

    private static List<AllowedStore> allowedStores(FrontMatter keys) {
        List<AllowedStore> all = new ArrayList<>();
        if (keys.keys().entries().get("allowedStores") instanceof YamlValue.Sequence list) {
            for (YamlValue item : list.items()) {
                FrontMatter.text(item)
                        .ifPresent(base -> all.add(new AllowedStore(base, new Location(keys.file(), item.line()))));
            }
        }
        return all;
    }
}
