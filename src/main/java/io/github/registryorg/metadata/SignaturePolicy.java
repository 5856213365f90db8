package io.github.registryorg.metadata;

import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Location;
import io.github.registryorg.problem.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Which images must be signed, and by what: {@code signatures} of {@code registry.yaml}.
 *
 * @param rules in the order in which they were written
 */
public record SignaturePolicy(List<Rule> rules) {

    /** No image must be signed. */
    public static final SignaturePolicy EMPTY = new SignaturePolicy(List.of());

    /** Which tool makes a signature. */
    public enum Tool {
        /** Sigstore's cosign, with a key. */
        COSIGN,
        /** The Notary Project's notation, with a certificate. */
        NOTATION
    }

    /**
     * One of the signatures that make an image acceptable.
     *
     * @param tool that makes it
     * @param key path of a file beside {@code registry.yaml}, or PEM text: a public key of cosign, a certificate of
     *     notation
     * @param at where it is written
     */
    public record Signer(Tool tool, String key, Location at) {

        public Signer {
            Objects.requireNonNull(tool, "tool");
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(at, "at");
        }

        /** The path of the file; empty where the text is here. */
        public Optional<String> file() {
            return key.startsWith("-----BEGIN ") ? Optional.empty() : Optional.of(key);
        }
    }

    /**
     * What images of some repositories must carry.
     *
     * @param names of the repositories
     * @param anyOf a signature by one of these; empty where none is required
     */
    public record Rule(NamePattern names, List<Signer> anyOf) {

        public Rule {
            Objects.requireNonNull(names, "names");
            anyOf = List.copyOf(anyOf);
        }
    }

    public SignaturePolicy {
        rules = List.copyOf(rules);
    }

    /** The rule for a repository, of those that match it the most precise one; empty where it requires no signature. */
    public Optional<Rule> of(RepositoryName name) {
        return rules.stream()
                .filter(rule -> rule.names().covers(name))
                .max(Comparator.comparing(Rule::names))
                .filter(rule -> !rule.anyOf().isEmpty());
    }

    /** The paths of the files that it names, in the order in which they were written. */
    public List<String> files() {
        return rules.stream()
                .flatMap(rule -> rule.anyOf().stream())
                .flatMap(signer -> signer.file().stream())
                .distinct()
                .toList();
    }

    /**
     * Reads the key {@code signatures}.
     *
     * @param keys valid by their schema
     * @param problems receives what is wrong with names
     */
    static SignaturePolicy read(FrontMatter keys, Consumer<Problem> problems) {
        List<Rule> rules = new ArrayList<>();
        if (keys.keys().entries().get("signatures") instanceof YamlValue.Mapping patterns) {
            patterns.entries()
                    .forEach((pattern, value) -> NamePattern.read(
                                    "signatures", pattern, new Location(keys.file(), value.line()), problems)
                            .ifPresent(names -> rules.add(new Rule(names, signers(keys.file(), value)))));
        }
        return new SignaturePolicy(rules);
    }

    private static List<Signer> signers(String file, YamlValue value) {
        List<Signer> signers = new ArrayList<>();
        if (value instanceof YamlValue.Sequence list) {
            for (YamlValue item : list.items()) {
                if (item instanceof YamlValue.Mapping mapping) {
                    for (Map.Entry<String, YamlValue> entry : mapping.entries().entrySet()) {
                        Tool tool = entry.getKey().equals("cosign") ? Tool.COSIGN : Tool.NOTATION;
                        Location at = new Location(file, entry.getValue().line());
                        FrontMatter.text(entry.getValue()).ifPresent(key -> signers.add(new Signer(tool, key, at)));
                    }
                }
            }
        }
        return signers;
    }
}
