package io.github.registryorg.page;

import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.Utf8ByteOutput;
import io.github.registryorg.page.templates.JtehomeGenerated;
import io.github.registryorg.page.templates.JtenotFoundGenerated;
import io.github.registryorg.page.templates.JterepositoryGenerated;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the pages of a site: HTML in UTF-8 with LF, without scripts, the same bytes for the same view. Links are
 * relative, so that a site may be under any path; only the page for unknown addresses starts its links at the root.
 * Safe for use by several threads.
 */
public final class Pages {

    private static final int SMALL_PAGE = 16 * 1024;

    private final Assets assets = new Assets();

    /** {@code index.html}. */
    public byte[] home(HomeView view) {
        Utf8ByteOutput page = new Utf8ByteOutput(SMALL_PAGE);
        Frame frame = frame(view.title(), null, view.title(), "./");
        JtehomeGenerated.render(escaping(page), null, frame, view, Markdown.toHtml(view.description()));
        return page.toByteArray();
    }

    /** {@code <repository>/index.html}. */
    public byte[] repository(RepositoryView view) {
        Utf8ByteOutput page = new Utf8ByteOutput(SMALL_PAGE);
        String root = "../".repeat(view.name().components().size());
        String title = view.name() + " · " + view.registry();
        Frame frame = frame(title, view.description(), view.registry(), root);
        JterepositoryGenerated.render(escaping(page), null, frame, view, Markdown.toHtml(view.prose()));
        return page.toByteArray();
    }

    /** {@code 404.html}, good at any address. */
    public byte[] notFound(NotFoundView view) {
        Utf8ByteOutput page = new Utf8ByteOutput(SMALL_PAGE);
        Frame frame = frame("Not found · " + view.registry(), null, view.registry(), view.basePath());
        JtenotFoundGenerated.render(escaping(page), null, frame);
        return page.toByteArray();
    }

    /** What all pages load: content by path, relative to the site, sorted. */
    public Map<String, byte[]> assets() {
        return assets.files();
    }

    private Frame frame(String title, @Nullable String description, String registry, String root) {
        return new Frame(title, description, registry, root, root + assets.style(), root + assets.icon());
    }

    private static HtmlTemplateOutput escaping(Utf8ByteOutput page) {
        return new OwaspHtmlTemplateOutput(page);
    }
}
