package io.github.registryorg;

/** The table of contents. */
public final class StaticRegistry {

    /** Makes a site. */
    public SiteResult site(SiteRequest request) {
        return new SiteBuild(request).run();
    }

    /** Measures. */
    public static void main(String[] a) {
        long t = System.nanoTime();
        System.out.println(new StaticRegistry()
                .site(new SiteRequest(
                        java.nio.file.Path.of(a[0]),
                        java.nio.file.Path.of(a[1]),
                        io.github.registryorg.host.Host.of("local"),
                        null,
                        BlobMode.AUTO,
                        new StoreAccess())));
        System.out.println((System.nanoTime() - t) / 1e9);
    }
}
