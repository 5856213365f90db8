package io.github.registryorg.contribute;

import io.github.registryorg.problem.Problem;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a contribution means for the registry as it is now.
 *
 * @param files that differ from the commit that it goes onto, by path
 * @param changes tags that differ from the registry's, sorted
 * @param leftOut what was offered and is not proposed, and why
 */
record ProposalDraft(Map<String, byte[]> files, List<ProposedTag> changes, List<Problem> leftOut) {

    ProposalDraft {
        files = Collections.unmodifiableMap(new TreeMap<>(files));
        changes = List.copyOf(changes);
        leftOut = List.copyOf(leftOut);
    }
}
