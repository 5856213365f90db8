package io.github.registryorg;

import io.github.registryorg.host.ClientCommand;
import io.github.registryorg.host.Grade;
import io.github.registryorg.problem.Problem;
import java.nio.file.Path;
import java.util.List;

/**
 * A site that was made.
 *
 * @param site its folder
 * @param changed whether anything was written; otherwise the site was already as it should be
 * @param repositories how many
 * @param tags how many, in all repositories
 * @param files how many
 * @param bytes of all files
 * @param warnings about the metadata that did not keep it from being made
 * @param limits of its host that it passes
 * @param commands that pull something from it, as an example; empty where nothing can be pulled
 * @param grade what each client can do with it
 */
public record SiteResult(
        Path site,
        boolean changed,
        int repositories,
        long tags,
        long files,
        long bytes,
        List<Problem> warnings,
        List<Problem> limits,
        List<ClientCommand> commands,
        Grade grade) {

    public SiteResult {
        warnings = List.copyOf(warnings);
        commands = List.copyOf(commands);
        limits = List.copyOf(limits);
    }
}
