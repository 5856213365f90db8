package io.github.registryorg.deploy;

import java.util.List;
import java.util.Objects;

/**
 * What a deployment does.
 *
 * @param wanted items to send
 * @param stale paths that are removed, in this order
 * @param unchanged how many objects stay as they are
 * @param before the note of the last deployment
 * @param after the note of this one, which is brought up to date while objects are sent
 */
public record DeployPlan(
        List<Item> wanted, List<String> stale, long unchanged, DeployedFiles before, DeployedFiles after) {

    public DeployPlan {
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(after, "after");
        wanted = List.copyOf(wanted);
        stale = List.copyOf(stale);
    }

    boolean isEmpty() {
        return wanted.isEmpty() && stale.isEmpty();
    }
}
