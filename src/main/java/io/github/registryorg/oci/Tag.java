package io.github.registryorg.oci;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A name for a manifest that can move (distribution specification, "Pulling manifests").
 *
 * @param name {@code [a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}}
 */
public record Tag(String name) implements Reference, Comparable<Tag> {

    /** The grammar as a regular expression that captures no group. */
    public static final String PATTERN = "[A-Za-z0-9_][A-Za-z0-9._-]{0,127}";

    private static final Pattern GRAMMAR = Pattern.compile(PATTERN);
    private static final Pattern REFERRERS = Pattern.compile("sha(256-[0-9a-f]{64}|512-[0-9a-f]{64})");

    public Tag {
        Objects.requireNonNull(name, "name");
        if (!GRAMMAR.matcher(name).matches()) {
            throw new RegistryException(Problem.of(ProblemCode.TAG_INVALID, "\"" + name + "\"", "is not a tag")
                    .hint("A tag has at most 128 letters, digits, '.', '_' and '-', and starts with a letter, a digit"
                            + " or '_'."));
        }
    }

    public static Tag parse(String name) {
        return new Tag(name);
    }

    /**
     * The tag of a version: where it has build metadata (SemVer 2.0.0, section 10), its {@code +} is written {@code _}, as
     * helm does. Empty where it is not a tag all the same.
     */
    public static Optional<Tag> ofVersion(String version) {
        return tryParse(version.replace('+', '_'));
    }

    /** Empty where {@code name} breaks the grammar. */
    public static Optional<Tag> tryParse(String name) {
        return GRAMMAR.matcher(name).matches() ? Optional.of(new Tag(name)) : Optional.empty();
    }

    /** Whether this is a tag of the referrers tag schema, which may not be used for anything else. */
    public boolean isReferrersTag() {
        return REFERRERS.matcher(name).matches();
    }

    /** By the bytes of the name: the "lexical" order of the specification's tag list. */
    @Override
    public int compareTo(Tag other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
