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
 * @param appearance of its pages
 * @param stores of repositories whose page names none; may be empty
 * @param allowedStores bases below which every address of a blob must lie; empty where any is allowed
 * @param owners who may change what; empty where anybody may contribute anything
 * @param rules about what may change and what may be there
 * @param signatures which images must be signed
 */
public record RegistrySettings(
        @Nullable String title,
        @Nullable String description,
        @Nullable String url,
        Appearance appearance,
        List<String> stores,
        List<AllowedStore> allowedStores,
        Owners owners,
        Rules rules,
        SignaturePolicy signatures) {

    /** The same, with stores anywhere. */
    public RegistrySettings withoutAllowedStores() {
        return new RegistrySettings(title, description, url, appearance, stores, List.of(), owners, rules, signatures);
    }

    /**
     * An entry of {@code allowedStores}.
     *
     * @param base as it is written
     * @param at where it is
     */
    public record AllowedStore(String base, Location at) {}

    /**
     * How the pages look, and what is at their end. Addresses are those of the schema.
     *
     * @param accent {@code #rrggbb} or {@code #rgb}; null where it is not set
     * @param footer one line; null where it is not set
     * @param links in their order
     * @param contact an address of mail or of a page; null where it is not set
     * @param source address of the registry's git repository; null where it is not set
     */
    public record Appearance(
            @Nullable String accent,
            @Nullable String footer,
            List<Link> links,
            @Nullable String contact,
            @Nullable String source) {

        /** A link at the end of each page. */
        public record Link(String title, String url) {}

        /** Where nothing is set. */
        public static final Appearance EMPTY = new Appearance(null, null, List.of(), null, null);

        public Appearance {
            links = List.copyOf(links);
        }

        static Appearance of(FrontMatter keys) {
            List<Link> links = new ArrayList<>();
            if (keys.keys().entries().get("links") instanceof YamlValue.Sequence list) {
                for (YamlValue item : list.items()) {
                    if (item instanceof YamlValue.Mapping link) {
                        FrontMatter.text(link.entries().get("title"))
                                .ifPresent(
                                        title -> FrontMatter.text(link.entries().get("url"))
                                                .ifPresent(url -> links.add(new Link(title, url))));
                    }
                }
            }
            return new Appearance(
                    keys.text("accent").orElse(null),
                    keys.text("footer").orElse(null),
                    links,
                    keys.text("contact").orElse(null),
                    keys.text("source").orElse(null));
        }
    }

    /** The settings of a registry without the file. */
    public static final RegistrySettings EMPTY = new RegistrySettings(
            null,
            null,
            null,
            Appearance.EMPTY,
            List.of(),
            List.of(),
            Owners.EMPTY,
            Rules.DEFAULT,
            SignaturePolicy.EMPTY);

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
        return FrontMatterKind.REGISTRY.check(keys, problems) ? of(keys, problems) : EMPTY;
    }

    private static RegistrySettings of(FrontMatter keys, Consumer<Problem> problems) {
        return new RegistrySettings(
                keys.text("title").orElse(null),
                keys.text("description").orElse(null),
                keys.text("url").orElse(null),
                Appearance.of(keys),
                keys.texts("store"),
                allowedStores(keys),
                OwnersReader.read(keys, problems),
                Rules.read(keys, problems),
                SignaturePolicy.read(keys, problems));
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
