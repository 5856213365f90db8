package io.github.registryorg.contribute;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.Locale;

/** What has pull requests. */
public enum ForgeKind {
    /** github.com and GitHub Enterprise. */
    GITHUB("x-access-token"),
    /** gitlab.com and GitLab of one's own. */
    GITLAB("oauth2"),
    /** Codeberg, Forgejo and Gitea. */
    FORGEJO("oauth2"),
    /** A git server with branches and nothing else. */
    NONE("git");

    private final String username;

    ForgeKind(String username) {
        this.username = username;
    }

    /** The user name that its git server requires beside a token. */
    public String username() {
        return username;
    }

    /**
     * Reads the property.
     *
     * @throws RegistryException {@code CONFIGURATION_INVALID}
     */
    public static ForgeKind parse(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "github" -> GITHUB;
            case "gitlab" -> GITLAB;
            case "forgejo", "gitea" -> FORGEJO;
            case "none" -> NONE;
            default ->
                throw new RegistryException(
                        Problem.of(ProblemCode.CONFIGURATION_INVALID, "registry.forge", "is not a known forge")
                                .hint("Choose github, gitlab, forgejo (Gitea too) or none."));
        };
    }
}
