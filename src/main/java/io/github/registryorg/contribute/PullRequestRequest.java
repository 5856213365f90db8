package io.github.registryorg.contribute;

import io.github.registryorg.net.ProxySettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What to propose to a registry.
 *
 * @param contributions directories of metadata; those that are absent are ignored
 * @param output the directory that the text and, without a push, the patch are written to
 * @param source a directory of the source's git repository, for its history
 * @param options what is wanted
 * @param tokens what opens git servers and forges
 * @param proxy null for none
 * @param environment the variables of the process
 */
public record PullRequestRequest(
        List<Path> contributions,
        Path output,
        Path source,
        ProposalOptions options,
        Tokens tokens,
        @Nullable ProxySettings proxy,
        Map<String, String> environment) {

    public PullRequestRequest {
        contributions = List.copyOf(contributions);
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(tokens, "tokens");
        environment = Map.copyOf(environment);
    }

    /** The same, for what several modules have published. */
    public PullRequestRequest withContributions(List<Path> all) {
        return new PullRequestRequest(all, output, source, options, tokens, proxy, environment);
    }
}
