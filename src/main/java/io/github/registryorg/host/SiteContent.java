package io.github.registryorg.host;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What there is on a site for clients, as far as they differ in it.
 *
 * @param whole kinds of which the site has, or finds, the blobs
 * @param hollow kinds of which it doesn't
 * @param referrers whether anything refers to something else
 * @param signatures whether there may be a signature: a referrer, or a tag as cosign makes them
 */
public record SiteContent(Set<Pull.Kind> whole, Set<Pull.Kind> hollow, boolean referrers, boolean signatures) {

    public SiteContent {
        whole = Set.copyOf(whole);
        hollow = Set.copyOf(hollow);
    }

    /** All of these together. */
    public static SiteContent of(List<SiteContent> parts) {
        Set<Pull.Kind> whole = EnumSet.noneOf(Pull.Kind.class);
        Set<Pull.Kind> hollow = EnumSet.noneOf(Pull.Kind.class);
        parts.forEach(part -> {
            whole.addAll(part.whole);
            hollow.addAll(part.hollow);
        });
        return new SiteContent(
                whole,
                hollow,
                parts.stream().anyMatch(SiteContent::referrers),
                parts.stream().anyMatch(SiteContent::signatures));
    }

    boolean isEmpty() {
        return whole.isEmpty() && hollow.isEmpty();
    }

    /** Whether there is anything to do this with. */
    boolean has(Operation operation) {
        return switch (operation) {
            case PULL, LIST -> !isEmpty();
            case REFERRERS -> referrers;
            case VERIFY -> signatures;
        };
    }
}
