package io.github.registryorg.page;

import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.Utf8ByteOutput;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.page.templates.JtehomeGenerated;
import io.github.registryorg.page.templates.JteindexGenerated;
import io.github.registryorg.page.templates.JtenamespaceGenerated;
import io.github.registryorg.page.templates.JtenotFoundGenerated;
import io.github.registryorg.page.templates.JterepositoryGenerated;
import io.github.registryorg.page.templates.JtetagListGenerated;
import io.github.registryorg.page.templates.JtetagPageGenerated;
import io.github.registryorg.problem.Count;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the pages of a site: HTML in UTF-8 with LF, with scripts that it works without, the same bytes for the same view. Links are
 * relative, so that a site may be under any path; only the page for unknown addresses starts its links at the root.
 * Safe for use by several threads.
 */
public final class Pages {

    private static final int SMALL_PAGE = 16 * 1024;

    /** Directories below that of the repository. */
    private static final int TAG_PAGE_DEPTH = 3;

    private static final Feed FEED = new Feed("api/feed.xml", "New tags");

    private final Branding branding;
    private final Assets assets;
    private final @Nullable String address;

    /** Pages of a registry that says nothing about their looks, at an unknown address. */
    public Pages() {
        this(Branding.NONE);
    }

    /** Pages at an unknown address. */
    public Pages(Branding branding) {
        this(branding, null);
    }

    /** @param address where the site will be served, with a slash at the end; null where unknown */
    public Pages(Branding branding, @Nullable String address) {
        this.branding = branding;
        this.assets = new Assets(branding);
        this.address = address;
    }

    /** {@code index.html}. */
    public byte[] home(HomeView view) {
        Utf8ByteOutput page = new Utf8ByteOutput(SMALL_PAGE);
        Frame frame = at(
                "",
                FEED,
                null,
                frame(view.title(), PlainText.line(view.description(), 300), view.title(), "./", Assets.Subject.LIST));
        JtehomeGenerated.render(escaping(page), null, frame, view, Markdown.toHtml(view.description()));
        return page.toByteArray();
    }

    /** {@code <namespace>/index.html}, and the pages that lists go on at. */
    public byte[] namespace(NamespaceView view) {
        Utf8ByteOutput page = new Utf8ByteOutput(SMALL_PAGE);
        Namespace namespace = view.namespace();
        String path = namespace.path();
        String title = (path.isEmpty() ? "Namespaces and repositories" : path + "/") + number(view.page()) + " · "
                + view.registry();
        String description = path.isEmpty()
                ? null
                : Count.grouped(namespace.size(), "repository", "repositories") + " below " + path + "/";
        Frame frame = at(
                view.address(),
                feed(namespace),
                null,
                frame(title, description, view.registry(), root(view.address()), Assets.Subject.LIST));
        JtenamespaceGenerated.render(escaping(page), null, frame, view);
        return page.toByteArray();
    }

    /** {@code -/list/index.html}, and those that it leads to. */
    public byte[] index(IndexView view) {
        Utf8ByteOutput page = new Utf8ByteOutput(SMALL_PAGE);
        RepositoryIndex.Range range = view.page().range();
        String title = view.page().above().isEmpty()
                ? "All repositories"
                : "Repositories from " + range.first() + " to " + range.last();
        Frame frame = at(
                range.address(),
                FEED,
                null,
                frame(
                        title + " · " + view.registry(),
                        null,
                        view.registry(),
                        root(range.address()),
                        Assets.Subject.LIST));
        JteindexGenerated.render(escaping(page), null, frame, view);
        return page.toByteArray();
    }

    private static String root(String address) {
        return "../".repeat((int) address.chars().filter(c -> c == '/').count());
    }

    /** Pages of a list have different titles. */
    private static String number(ListPage page) {
        return page.number() == 1 ? "" : ", page " + page.number();
    }

    private static Feed feed(Namespace namespace) {
        return namespace.path().isEmpty() ? FEED : new Feed(namespace.feed(), "New tags of " + namespace.path() + "/");
    }

    private static Feed feed(RepositoryName repository) {
        return new Feed("api/repositories/" + repository + "/-/feed.xml", "New tags of " + repository);
    }

    /**
     * A feed of new tags.
     *
     * @param path in the site
     */
    private record Feed(String path, String title) {}

    /** {@code <repository>/index.html} of a repository whose name is not a namespace. */
    public byte[] repository(RepositoryView view) {
        return repository(view, false);
    }

    /**
     * {@code <repository>/index.html}.
     *
     * @param isNamespace whether there are repositories below its name, which then have a page
     */
    public byte[] repository(RepositoryView view, boolean isNamespace) {
        Utf8ByteOutput page = new Utf8ByteOutput(SMALL_PAGE);
        String root = "../".repeat(view.name().components().size());
        String title = view.name() + " · " + view.registry();
        String name = view.name().name();
        Frame frame = at(
                name + "/",
                feed(view.name()),
                name,
                frame(title, view.description(), view.registry(), root, Assets.Subject.REPOSITORY));
        JterepositoryGenerated.render(
                escaping(page),
                null,
                frame,
                view,
                Markdown.toHtml(view.prose(), view.headings(), view.facts().source()),
                isNamespace);
        return page.toByteArray();
    }

    /** {@code <repository>/-/list/<n>/index.html}. */
    public byte[] tagList(TagListView view) {
        Utf8ByteOutput page = new Utf8ByteOutput(SMALL_PAGE);
        String root =
                "../".repeat(view.name().components().size()) + view.list().base();
        String title =
                "Tags of " + view.name() + ", page " + view.list().pager().page() + " · " + view.registry();
        Frame frame = at(
                view.name() + "/-/list/" + view.list().pager().page() + "/",
                feed(view.name()),
                null,
                frame(title, null, view.registry(), root, Assets.Subject.REPOSITORY));
        JtetagListGenerated.render(escaping(page), null, frame, view);
        return page.toByteArray();
    }

    /** {@code <repository>/-/tags/<tag>/index.html}. */
    public byte[] tag(TagPageView view) {
        Utf8ByteOutput page = new Utf8ByteOutput(SMALL_PAGE);
        String root = "../".repeat(view.repository().components().size() + TAG_PAGE_DEPTH);
        String name = view.repository() + ":" + view.tag();
        Frame frame = at(
                view.repository() + "/-/tags/" + view.tag() + "/",
                feed(view.repository()),
                null,
                frame(name + " · " + view.registry(), view.summary(), view.registry(), root, Assets.Subject.TAG));
        JtetagPageGenerated.render(
                escaping(page),
                null,
                frame,
                view,
                root + assets.compare(),
                Markdown.toHtml(view.prose(), view.headings(), view.facts().source()));
        return page.toByteArray();
    }

    /** {@code 404.html}, good at any address. */
    public byte[] notFound(NotFoundView view) {
        Utf8ByteOutput page = new Utf8ByteOutput(SMALL_PAGE);
        Frame frame =
                frame("Not found · " + view.registry(), null, view.registry(), view.basePath(), Assets.Subject.LIST);
        JtenotFoundGenerated.render(escaping(page), null, frame);
        return page.toByteArray();
    }

    /** What all pages load: content by path, relative to the site, sorted. */
    public Map<String, byte[]> assets() {
        return assets.files();
    }

    /**
     * @param path of the page in the site
     * @param feed with the new tags of what it is about
     * @param software name of what it describes; null where it describes no software
     */
    private Frame at(String path, Feed feed, @Nullable String software, Frame frame) {
        return address == null
                ? frame
                : frame.at(address + path, new TitledLink(feed.title(), address + feed.path()), software);
    }

    private Frame frame(
            String title, @Nullable String description, String registry, String root, Assets.Subject subject) {
        return new Frame(
                title,
                description,
                registry,
                root,
                assets.styles(subject).stream().map(path -> root + path).toList(),
                root + assets.theme(),
                assets.scripts(subject).stream().map(path -> root + path).toList(),
                root + assets.search(),
                root + assets.icon(),
                root + assets.logo(),
                branding,
                null,
                null,
                null);
    }

    private static HtmlTemplateOutput escaping(Utf8ByteOutput page) {
        return new OwaspHtmlTemplateOutput(page);
    }
}
