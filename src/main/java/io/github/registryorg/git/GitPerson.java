package io.github.registryorg.git;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who a commit is by.
 *
 * @param name for people
 * @param email an address, or what stands in its place
 */
public record GitPerson(String name, String email) {

    private static final Pattern GRAMMAR = Pattern.compile("(?<name>[^<>\\p{Cntrl}]+)<(?<email>[^<>\\s\\p{Cntrl}]+)>");
    private static final Pattern UNFIT = Pattern.compile("[<>\\p{Cntrl}]+");

    public GitPerson {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(email, "email");
    }

    /**
     * Reads {@code Name <email>}.
     *
     * @throws RegistryException {@code CONFIGURATION_INVALID} if it is not that
     */
    public static GitPerson parse(String subject, String text) {
        Matcher parts = GRAMMAR.matcher(text.strip());
        if (!parts.matches() || parts.group("name").isBlank()) {
            throw new RegistryException(Problem.of(ProblemCode.CONFIGURATION_INVALID, subject, "is no author")
                    .hint("Write \"Name <name@example.org>\"."));
        }
        return new GitPerson(parts.group("name").strip(), parts.group("email"));
    }

    /** Of what the environment says, without what no commit may have; empty where either is absent. */
    public static Optional<GitPerson> of(String name, String email) {
        if (name == null || email == null) {
            return Optional.empty();
        }
        String cleanName = UNFIT.matcher(name).replaceAll("").strip();
        String cleanEmail = UNFIT.matcher(email).replaceAll("").replace(" ", "");
        return cleanName.isEmpty() || cleanEmail.isEmpty()
                ? Optional.empty()
                : Optional.of(new GitPerson(cleanName, cleanEmail));
    }

    /**
     * Who is at work here: what the environment says, git's configuration, the CI, or else this plugin.
     *
     * @param environment {@code GIT_AUTHOR_NAME} and {@code GIT_AUTHOR_EMAIL}; {@code GITHUB_ACTOR},
     *     {@code GITLAB_USER_NAME} and {@code GITLAB_USER_EMAIL}
     * @param folder whose git repository may have a configuration of its own
     */
    public static GitPerson here(Map<String, String> environment, Path folder) {
        String actor = environment.get("GITHUB_ACTOR");
        return of(environment.get("GIT_AUTHOR_NAME"), environment.get("GIT_AUTHOR_EMAIL"))
                .or(() -> LocalHistory.user(folder))
                .or(() -> of(actor, actor + "@users.noreply.github.com"))
                .or(() -> of(environment.get("GITLAB_USER_NAME"), environment.get("GITLAB_USER_EMAIL")))
                .orElse(new GitPerson("registry-maven-plugin", "registry-maven-plugin@localhost"));
    }

    @Override
    public String toString() {
        return name + " <" + email + ">";
    }
}
