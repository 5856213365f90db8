package io.github.registryorg.catalog;

import io.github.registryorg.oci.MediaType;
import io.github.registryorg.page.ListedRepository;
import io.github.registryorg.page.Namespace;
import io.github.registryorg.tree.Stage;
import io.github.registryorg.tree.TreeSink;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a site for search engines (sitemaps.org): {@code api/sitemap.xml} is the index of {@code
 * api/sitemap/<id>.xml}, one for each page of the catalogue, which has but some hundreds of repositories.
 *
 * @param base address of the site, with a slash at the end
 */
record Sitemap(String base) {

    private static final MediaType TYPE = new MediaType("application/xml");
    private static final MediaType TEXT = new MediaType("text/plain");
    /** After all names. */
    private static final String LAST = "\uffff";

    private static final String NAMESPACE = " xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";

    /**
     * Emits the files.
     *
     * @param namespaces all levels of names, in the order of their paths
     * @param isRoot whether the site is at the root of its host, where crawlers look for {@code robots.txt}
     */
    void emit(List<CatalogJson.Page> pages, List<Namespace> namespaces, boolean isRoot, TreeSink sink) {
        StringBuilder index =
                new StringBuilder(Xml.DECLARATION).append("<sitemapindex").append(NAMESPACE);
        int namespace = 0;
        for (int i = 0; i < pages.size(); i++) {
            CatalogJson.Page page = pages.get(i);
            String path = "api/sitemap/" + page.id() + ".xml";
            index.append("<sitemap>");
            location(path, index);
            index.append("</sitemap>\n");
            StringBuilder part =
                    new StringBuilder(Xml.DECLARATION).append("<urlset").append(NAMESPACE);
            if (i == 0) {
                url("", null, part);
            }
            String end = i + 1 == pages.size() ? LAST : pages.get(i + 1).first();
            for (;
                    namespace < namespaces.size()
                            && namespaces.get(namespace).path().compareTo(end) < 0;
                    namespace++) {
                url(namespaces.get(namespace).address(), null, part);
            }
            for (ListedRepository repository : page.repositories()) {
                url(repository.name() + "/", repository.published(), part);
            }
            part.append("</urlset>\n");
            sink.file(path, Stage.ASSETS, TYPE, part.toString().getBytes(StandardCharsets.UTF_8));
        }
        index.append("</sitemapindex>\n");
        if (pages.isEmpty()) {
            // an index has one sitemap at least
            index = new StringBuilder(Xml.DECLARATION).append("<urlset").append(NAMESPACE);
            url("", null, index);
            index.append("</urlset>\n");
        }
        sink.file("api/sitemap.xml", Stage.PAGES, TYPE, index.toString().getBytes(StandardCharsets.UTF_8));
        if (isRoot) {
            String robots = "User-agent: *\nDisallow: /v1/\nDisallow: /v2/\n\nSitemap: " + base + "api/sitemap.xml\n";
            sink.file("robots.txt", Stage.PAGES, TEXT, robots.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void url(String path, @Nullable String changed, StringBuilder part) {
        part.append("<url>");
        location(path, part);
        if (changed != null && Day.of(changed) != Day.NONE) {
            part.append("<lastmod>").append(changed, 0, Day.LENGTH).append("</lastmod>");
        }
        part.append("</url>\n");
    }

    private void location(String path, StringBuilder part) {
        part.append("<loc>").append(Xml.escaped(base + path)).append("</loc>");
    }
}
