package io.github.registryorg.site;

import io.github.registryorg.metadata.LogoFile;
import io.github.registryorg.metadata.RegistrySettings;
import io.github.registryorg.page.Accent;
import io.github.registryorg.page.Branding;
import io.github.registryorg.page.Logo;
import io.github.registryorg.page.TitledLink;
import java.util.Optional;

/** A registry's settings and logo → what its pages have of them. */
final class RegistryBranding {

    private RegistryBranding() {}

    static Branding of(RegistrySettings.Appearance appearance, Optional<LogoFile> logo) {
        return new Branding(
                appearance.accent() == null ? null : Accent.parse(appearance.accent()),
                logo.map(file -> new Logo(file.isVector() ? Logo.Kind.SVG : Logo.Kind.PNG, file.content()))
                        .orElse(null),
                appearance.footer(),
                appearance.links().stream()
                        .flatMap(link -> TitledLink.tryParse(link.title(), link.url()).stream())
                        .toList(),
                TitledLink.tryParse("Contact", appearance.contact()).orElse(null),
                TitledLink.tryParse("Metadata in git", appearance.source()).orElse(null));
    }
}
