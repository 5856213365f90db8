package io.github.registryorg.metadata;

import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Location;
import io.github.registryorg.problem.Problem;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a registry about what may change and what may be there: {@code rules} in {@code registry.yaml}. For each key,
 * the most specific pattern that matches a repository and has the key decides.
 */
public final class Rules {

    private static final String NAMESPACES = "namespaces";

    /** Those of a registry that says nothing. */
    public static final Rules DEFAULT = new Rules(Map.of(), new TreeMap<>());

    private final Map<String, YamlValue> general;
    private final SortedMap<NamePattern, Map<String, YamlValue>> namespaces;

    private Rules(Map<String, YamlValue> general, SortedMap<NamePattern, Map<String, YamlValue>> namespaces) {
        this.general = general;
        this.namespaces = namespaces;
    }

    /**
     * Reads the key {@code rules}.
     *
     * @param keys valid by their schema
     * @param problems receives what is wrong with names
     */
    static Rules read(FrontMatter keys, Consumer<Problem> problems) {
        if (!(keys.keys().entries().get("rules") instanceof YamlValue.Mapping rules)) {
            return DEFAULT;
        }
        SortedMap<NamePattern, Map<String, YamlValue>> namespaces = new TreeMap<>();
        if (rules.entries().get(NAMESPACES) instanceof YamlValue.Mapping patterns) {
            patterns.entries().forEach((pattern, value) -> {
                if (value instanceof YamlValue.Mapping mapping) {
                    NamePattern.read("rules." + NAMESPACES, pattern, new Location(keys.file(), value.line()), problems)
                            .ifPresent(names -> namespaces.put(names, mapping.entries()));
                }
            });
        }
        return new Rules(rules.entries(), namespaces);
    }

    /** The rules for a repository, whether it exists or not. */
    public RuleSet of(RepositoryName name) {
        Map<String, YamlValue> keys = new HashMap<>(general);
        namespaces.forEach((pattern, more) -> {
            if (pattern.covers(name)) {
                keys.putAll(more);
            }
        });
        return RuleSet.of(keys);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Rules rules && general.equals(rules.general) && namespaces.equals(rules.namespaces);
    }

    @Override
    public int hashCode() {
        return 31 * general.hashCode() + namespaces.hashCode();
    }
}
