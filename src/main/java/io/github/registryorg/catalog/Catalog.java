package io.github.registryorg.catalog;

import io.github.registryorg.client.SiteAddress;
import io.github.registryorg.page.ListedRepository;
import io.github.registryorg.page.ListedTag;
import io.github.registryorg.page.Namespace;
import io.github.registryorg.tree.TreeSink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Repositories → the files below {@code api/} that machines read of them. For several threads. */
public final class Catalog {

    /** Tags of a repository that its feed has, at most. */
    public static final int MAX_PUBLISHED = Feed.MAX_ENTRIES;

    private static final String FEED = "api/feed.xml";

    private final String title;
    private final Optional<SiteAddress> address;

    /**
     * @param title of the registry
     * @param address where the site will be served, for all that names it; empty where that is not known
     */
    public Catalog(String title, Optional<SiteAddress> address) {
        this.title = title;
        this.address = address;
    }

    private static String directory(String repository) {
        return "api/repositories/" + repository + "/-/";
    }

    /**
     * Emits the files that belong to no repository.
     *
     * @param repositories sorted by name
     * @param namespaces all levels of their names
     */
    public void emit(List<ListedRepository> repositories, List<Namespace> namespaces, TreeSink sink) {
        List<CatalogJson.Page> pages = CatalogJson.emit(title, address.map(Catalog::base), repositories, sink);
        address.ifPresent(known -> {
            new Sitemap(base(known)).emit(pages, namespaces, known.path().isEmpty(), sink);
            emitFeeds(new Feed(title, base(known)), repositories, namespaces, sink);
        });
    }

    private static void emitFeeds(
            Feed feed, List<ListedRepository> repositories, List<Namespace> namespaces, TreeSink sink) {
        List<Feed.Entry> all = new ArrayList<>();
        Map<String, List<Feed.Entry>> below = new HashMap<>();
        for (ListedRepository repository : repositories) {
            List<Feed.Entry> entries = entries(repository, repository.recent());
            all.addAll(entries);
            String name = repository.name().name();
            for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
                below.computeIfAbsent(name.substring(0, slash), any -> new ArrayList<>())
                        .addAll(entries);
            }
        }
        feed.emit(FEED, "", "", all, sink);
        for (Namespace namespace : namespaces) {
            String path = namespace.path();
            feed.emit(namespace.feed(), path, namespace.address(), below.getOrDefault(path, List.of()), sink);
        }
    }

    /**
     * Emits the files of one repository.
     *
     * @param published its tags whose time of publication is known, the newest first
     */
    public void emit(ListedRepository repository, List<ListedTag> published, TreeSink sink) {
        address.ifPresent(known -> {
            String name = repository.name().name();
            Badge.of(repository).emit(directory(name), sink);
            new Feed(title, base(known))
                    .emit(directory(name) + "feed.xml", name, name + "/", entries(repository, published), sink);
        });
    }

    private static List<Feed.Entry> entries(ListedRepository repository, List<ListedTag> tags) {
        return tags.stream()
                .map(tag -> new Feed.Entry(repository.name(), tag, repository.description()))
                .toList();
    }

    private static String base(SiteAddress address) {
        return address.url() + "/";
    }
}
