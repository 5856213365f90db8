package io.github.registryorg.client;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What there is on a site for clients.
 *
 * @param contents what can be pulled; what is alike counts once
 * @param referrers whether anything refers to something else
 * @param signatures whether there may be a signature: a referrer, or a tag as cosign makes them
 */
public record SiteContent(Set<Content> contents, boolean referrers, boolean signatures) {

    public SiteContent {
        contents = Set.copyOf(contents);
    }

    /** All of these together. */
    public static SiteContent of(List<SiteContent> parts) {
        Set<Content> contents = new HashSet<>();
        parts.forEach(part -> contents.addAll(part.contents));
        return new SiteContent(
                contents,
                parts.stream().anyMatch(SiteContent::referrers),
                parts.stream().anyMatch(SiteContent::signatures));
    }

    /** What there is for a client to do this with. */
    List<Content> of(Client client, Operation operation) {
        boolean there = switch (operation) {
            case PULL, LIST -> true;
            case REFERRERS -> referrers;
            case VERIFY -> signatures;
        };
        return contents.stream()
                .filter(one -> there)
                .filter(one -> operation == Operation.PULL
                        ? client.pulls(one.kind())
                        : one.kind().isInDistribution())
                .toList();
    }
}
