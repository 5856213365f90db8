package io.github.registryorg.oci;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a repository (distribution specification, "Pulling manifests").
 *
 * @param name components of lower-case letters and digits, joined by {@code .}, {@code _}, {@code __} or dashes
 *     inside, and by {@code /} between them; at most 255 characters
 */
public record RepositoryName(String name) implements Comparable<RepositoryName> {

    private static final int MAX_LENGTH = 255;

    /** The golden ratio, as multiplicative hashes use it. */
    private static final long HASH_MULTIPLIER = 0x9E3779B97F4A7C15L;

    private static final String COMPONENT_PATTERN = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
    private static final Pattern COMPONENT = Pattern.compile(COMPONENT_PATTERN + "+");
    private static final Pattern NAME = Pattern.compile(COMPONENT + "(?:/" + COMPONENT + ")*+");

    /**
     * The grammar, but for the length, as a regular expression that captures no group, for programs that have no other:
     * engines without possessive quantifiers read it too.
     */
    public static final String PATTERN = COMPONENT_PATTERN + "(?:/" + COMPONENT_PATTERN + ")*";

    public RepositoryName {
        Objects.requireNonNull(name, "name");
        if (!isValid(name)) {
            String lower = name.toLowerCase(Locale.ROOT);
            throw new RegistryException(
                    Problem.of(ProblemCode.NAME_INVALID, "\"" + name + "\"", "is not a repository's name")
                            .hint((isValid(lower) ? "Did you mean " + lower + "? " : "")
                                    + "A name is like acme/app: lower-case letters and digits, with '.', '_', '__' or '-'"
                                    + " between them, '/' between components, 255 characters at most."));
        }
    }

    public static RepositoryName parse(String name) {
        return new RepositoryName(name);
    }

    /** Empty where {@code name} breaks the grammar. */
    public static Optional<RepositoryName> tryParse(String name) {
        return isValid(name) ? Optional.of(new RepositoryName(name)) : Optional.empty();
    }

    /** Whether {@code text} can be one component of a name. */
    public static boolean isComponent(String text) {
        return text.length() <= MAX_LENGTH && COMPONENT.matcher(text).matches();
    }

    private static boolean isValid(String name) {
        return name.length() <= MAX_LENGTH && NAME.matcher(name).matches();
    }

    /**
     * A hash that is the same on every machine and spreads over all bits. Anybody can make names with equal ones, so
     * nothing may depend on that they differ.
     */
    public long hash() {
        long hash = 0;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * HASH_MULTIPLIER;
            hash ^= hash >>> 29;
        }
        return hash;
    }

    /** What is between the slashes; never empty. */
    public List<String> components() {
        return List.of(name.split("/"));
    }

    @Override
    public int compareTo(RepositoryName other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
