package io.github.registryorg;

import io.github.registryorg.host.Host;
import io.github.registryorg.site.BlobMode;
import io.github.registryorg.site.SiteRequest;
import io.github.registryorg.testkit.RegistryStory;
import java.nio.file.Path;

/** Makes a site without Maven around it, for measuring what serves it. */
final class SiteForMeasuring {

    private SiteForMeasuring() {}

    /** {@code REGISTRY SITE HOST}. */
    public static void main(String[] arguments) {
        new StaticRegistry()
                .site(new SiteRequest(
                        Path.of(arguments[0]),
                        Path.of(arguments[1]),
                        Host.of(arguments[2]),
                        null,
                        BlobMode.AUTO,
                        RegistryStory.ACCESS));
    }
}
