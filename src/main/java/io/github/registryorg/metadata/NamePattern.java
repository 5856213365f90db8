package io.github.registryorg.metadata;

import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Location;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Names of repositories, as {@code registry.yaml} gives rules for them: {@code acme} is that repository and all below it,
 * {@code acme/web-*} each whose second component begins with {@code web-}, and all below. A {@code *} stands for any
 * characters within one component.
 *
 * @param text as it is written
 */
public record NamePattern(String text) implements Comparable<NamePattern> {

    private static final int MAX_LENGTH = 255;
    private static final Pattern CHARACTERS = Pattern.compile("[a-z0-9._*-]+");

    /**
     * By the number of components; then by the number of those without {@code *}; then by the number of characters other
     * than {@code *} in those with it; then by the text, so that only equal patterns are the same.
     */
    private static final Comparator<NamePattern> BY_SPECIFICITY = Comparator.<NamePattern>comparingInt(
                    pattern -> pattern.components().size())
            .thenComparing(pattern ->
                    pattern.wildcards().stream().filter(Wildcard::isLiteral).count())
            .thenComparing(pattern -> pattern.wildcards().stream()
                    .filter(component -> !component.isLiteral())
                    .mapToInt(Wildcard::literals)
                    .sum())
            .thenComparing(NamePattern::text);

    public NamePattern {
        Objects.requireNonNull(text, "text");
        reasonAgainst(text).ifPresent(reason -> {
            throw new IllegalArgumentException(reason);
        });
    }

    /**
     * Reads one that is a key of {@code registry.yaml}.
     *
     * @param key that has such names as its own keys
     * @param at where it is
     * @param problems receives why no repository can have such a name
     */
    static Optional<NamePattern> read(String key, String text, Location at, Consumer<Problem> problems) {
        Optional<String> reason = reasonAgainst(text);
        reason.ifPresent(why -> problems.accept(Problem.of(
                        ProblemCode.FRONT_MATTER_INVALID,
                        at.file(),
                        "\"" + key + "." + text + "\" matches no repository: " + why)
                .hint("Write the name of a namespace or a repository, such as acme or acme/web-*.")
                .at(at)));
        return reason.isPresent() ? Optional.empty() : Optional.of(new NamePattern(text));
    }

    /** Why no repository can have a name of this pattern; empty where one can. */
    public static Optional<String> reasonAgainst(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.of("is longer than any name of a repository");
        }
        boolean first = true;
        for (String component : text.split("/", -1)) {
            Optional<String> reason = reasonAgainst(component, first);
            if (reason.isPresent()) {
                return reason;
            }
            first = false;
        }
        return Optional.empty();
    }

    private static Optional<String> reasonAgainst(String component, boolean first) {
        if (component.contains("**")) {
            return Optional.of("has **, and * is within one component only: a pattern covers all below it anyway");
        }
        boolean isPattern = component.indexOf('*') >= 0;
        // what stands for any characters can always stand for this one
        String example = component.replace('*', '0');
        if (!CHARACTERS.matcher(component).matches() || !RepositoryName.isComponent(example)) {
            return Optional.of("\"" + component + "\" is not a component of a repository's name");
        }
        return isPattern ? Optional.empty() : ReservedNames.reasonAgainst(component, first);
    }

    /** Whether a repository is of this pattern, or below one that is. */
    public boolean covers(RepositoryName name) {
        return covers(name.components());
    }

    /** Whether all that another pattern covers is covered by this one too. */
    public boolean covers(NamePattern other) {
        return covers(other.components());
    }

    private boolean covers(List<String> names) {
        List<String> own = components();
        if (own.size() > names.size()) {
            return false;
        }
        for (int i = 0; i < own.size(); i++) {
            if (!new Wildcard(own.get(i)).matches(names.get(i))) {
                return false;
            }
        }
        return true;
    }

    List<String> components() {
        return List.of(text.split("/"));
    }

    private List<Wildcard> wildcards() {
        return components().stream().map(Wildcard::new).toList();
    }

    /** The less specific before the more specific one. */
    @Override
    public int compareTo(NamePattern other) {
        return BY_SPECIFICITY.compare(this, other);
    }

    @Override
    public String toString() {
        return text;
    }
}
