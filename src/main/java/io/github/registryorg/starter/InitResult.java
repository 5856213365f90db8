package io.github.registryorg.starter;

import java.util.List;
import java.util.Optional;

/**
 * What was started.
 *
 * @param written paths of files that are new
 * @param left paths of files that stood there, and were left as they are
 * @param pomSnippet what belongs into the pom that is there; empty where there was none
 */
public record InitResult(List<String> written, List<String> left, Optional<String> pomSnippet) {

    public static InitResult of(StarterDirectory.Outcome outcome, Optional<String> snippet) {
        return new InitResult(outcome.written(), outcome.left(), snippet);
    }
}
