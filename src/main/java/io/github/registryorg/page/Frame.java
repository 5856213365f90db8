package io.github.registryorg.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is around the content of each page.
 *
 * @param title of the page, as browsers and search engines show it
 * @param description for search engines; null where there is none
 * @param registry the registry's title
 * @param root leads from the page to the home page, with a slash at the end
 * @param styles where its style sheets are
 * @param theme where the script is that runs before the page is shown
 * @param scripts where the scripts are that run once the page is shown
 * @param search where the script is that runs once someone searches
 * @param icon where the icon is
 * @param logo where the registry's logo is, or else the icon
 * @param branding what the registry's settings say
 * @param canonical the one address of the page; null where it is unknown
 * @param feed of new tags, with what it is about; null where there is none
 * @param software name of what the page describes; null where it describes no software
 */
public record Frame(
        String title,
        @Nullable String description,
        String registry,
        String root,
        List<String> styles,
        String theme,
        List<String> scripts,
        String search,
        String icon,
        String logo,
        Branding branding,
        @Nullable String canonical,
        @Nullable TitledLink feed,
        @Nullable String software) {

    /** The same at its address, for programs that read pages. */
    Frame at(String address, TitledLink newTags, @Nullable String name) {
        return new Frame(
                title,
                description,
                registry,
                root,
                styles,
                theme,
                scripts,
                search,
                icon,
                logo,
                branding,
                address,
                newTags,
                name);
    }
}
