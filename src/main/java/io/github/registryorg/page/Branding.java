package io.github.registryorg.page;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the pages of one registry look, and what is at their end: from its settings.
 *
 * @param accent the color of links; null for ours
 * @param logo null for ours
 * @param footer one line; null for the registry's title
 * @param links that the registry wants on each page
 * @param contact whom to ask; null where unknown
 * @param source the git repository with the registry's metadata; null where unknown
 */
public record Branding(
        @Nullable Accent accent,
        @Nullable Logo logo,
        @Nullable String footer,
        List<TitledLink> links,
        @Nullable TitledLink contact,
        @Nullable TitledLink source) {

    /** Of a registry whose settings have none of it. */
    public static final Branding NONE = new Branding(null, null, null, List.of(), null, null);

    public Branding {
        footer = PlainText.line(footer, 300);
        links = List.copyOf(links);
    }

    /** All links, in their order. */
    public List<TitledLink> footerLinks() {
        List<TitledLink> all = new ArrayList<>(links);
        if (contact != null) {
            all.add(contact);
        }
        if (source != null) {
            all.add(source);
        }
        return List.copyOf(all);
    }
}
