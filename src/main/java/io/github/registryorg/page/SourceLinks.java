package io.github.registryorg.page;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;

/** Links of a README to files beside it, which lead to the repository of the source instead. */
final class SourceLinks extends AbstractVisitor {

    /** As long as an address may be that a page links to. */
    private static final int MAX_LENGTH = 2_000;

    private final WebLink source;

    /** One reference of a document may have any number of links. */
    private final Map<String, Optional<String>> known = new HashMap<>();

    private SourceLinks(WebLink source) {
        this.source = source;
    }

    /** Lets relative links and images lead to {@code source}, where it is known how its host shows files. */
    static void resolve(Node prose, WebLink source) {
        prose.accept(new SourceLinks(source));
    }

    @Override
    public void visit(Link link) {
        target(link.getDestination()).ifPresent(link::setDestination);
        visitChildren(link);
    }

    @Override
    public void visit(Image image) {
        target(image.getDestination()).ifPresent(image::setDestination);
        visitChildren(image);
    }

    private Optional<String> target(String link) {
        return link.isEmpty() || link.length() > MAX_LENGTH || link.startsWith("#")
                ? Optional.empty()
                : known.computeIfAbsent(
                        link, path -> SourceTree.file(source, path).map(WebLink::href));
    }
}
