package io.github.registryorg.git;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who a commit is by.
 *
 * @param name for people
 * @param email an address, or what is in its place
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
            throw new RegistryException(
                    Problem.of(ProblemCode.CONFIGURATION_INVALID, subject, "is not of the form Name <email>")
                            .hint("Write \"Name <name@example.org>\"."));
        }
        return new GitPerson(parts.group("name").strip(), parts.group("email"));
    }

    /** From the environment, without what no commit may have; empty where either is absent. */
    public static Optional<GitPerson> of(@Nullable String name, @Nullable String email) {
        if (name == null || email == null) {
            return Optional.empty();
        }
        String cleanName = UNFIT.matcher(name).replaceAll("").strip();
        String cleanEmail = UNFIT.matcher(email).replaceAll("").replace(" ", "");
        return cleanName.isEmpty() || cleanEmail.isEmpty()
                ? Optional.empty()
                : Optional.of(new GitPerson(cleanName, cleanEmail));
    }

    @Override
    public String toString() {
        return name + " <" + email + ">";
    }
}
