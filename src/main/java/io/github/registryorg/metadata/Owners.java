package io.github.registryorg.metadata;

import io.github.registryorg.oci.RepositoryName;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Who keeps a registry, and who owns which of its repositories: {@code keepers} and {@code owners} of {@code
 * registry.yaml}.
 *
 * @param home the forge that the registry itself is on
 * @param keepers may change all that a contribution may change; may be empty
 * @param namespaces in the order in which they are written; may be empty
 */
public record Owners(ForgeHost home, List<Identity> keepers, List<Namespace> namespaces) {

    /** Where the registry names nobody. */
    public static final Owners EMPTY = new Owners(ForgeHost.DEFAULT, List.of(), List.of());

    /**
     * The owners of a namespace or repository, and of all below it.
     *
     * @param identities without the keepers
     */
    public record Namespace(NamePattern pattern, List<Identity> identities) {

        public Namespace {
            Objects.requireNonNull(pattern, "pattern");
            identities = List.copyOf(identities);
        }
    }

    public Owners {
        Objects.requireNonNull(home, "home");
        keepers = List.copyOf(keepers);
        namespaces = List.copyOf(namespaces);
    }

    /** Whether the registry names nobody, so that anybody may contribute anything. */
    public boolean isEmpty() {
        return keepers.isEmpty() && namespaces.isEmpty();
    }

    /** Who owns a repository, which need not exist, by all patterns that cover it; without the keepers. */
    public List<Identity> of(RepositoryName name) {
        return distinct(namespaces.stream()
                .filter(namespace -> namespace.pattern().covers(name))
                .flatMap(namespace -> namespace.identities().stream()));
    }

    /** Who owns all that a pattern covers, the keepers included. */
    List<Identity> of(NamePattern pattern) {
        return distinct(Stream.concat(
                namespaces.stream()
                        .filter(namespace -> namespace.pattern().covers(pattern))
                        .flatMap(namespace -> namespace.identities().stream()),
                keepers.stream()));
    }

    private static List<Identity> distinct(Stream<Identity> identities) {
        List<Identity> all = new ArrayList<>();
        identities.forEach(identity -> {
            if (all.stream().noneMatch(identity::isSame)) {
                all.add(identity);
            }
        });
        return List.copyOf(all);
    }
}
