package io.github.registryorg.page;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** All repositories of a registry, by the components of their names. */
public final class NamespaceTree {

    /** What should not be used any more comes last. */
    private static final Comparator<ListedRepository> ORDER =
            Comparator.comparing(ListedRepository::isDiscouraged).thenComparing(ListedRepository::name);

    private final List<ListedRepository> repositories;
    private final SortedMap<String, Namespace> namespaces = new TreeMap<>();

    private NamespaceTree(Collection<ListedRepository> repositories) {
        this.repositories = repositories.stream().sorted(ORDER).toList();
        Map<String, Level> levels = new TreeMap<>();
        levels.put("", new Level());
        Set<String> names = new HashSet<>();
        for (ListedRepository repository : this.repositories) {
            String name = repository.name().name();
            names.add(name);
            int last = name.lastIndexOf('/');
            String parent = last < 0 ? "" : name.substring(0, last);
            level(levels, parent).repositories.add(repository);
            for (String path = parent; !path.isEmpty(); path = parent(path)) {
                Objects.requireNonNull(levels.get(path)).size++;
            }
        }
        levels.get("").size = this.repositories.size();
        levels.forEach((path, level) -> {
            List<NestedNamespace> nested = level.nested.stream()
                    .map(below -> new NestedNamespace(
                            below, Objects.requireNonNull(levels.get(below)).size, names.contains(below)))
                    .toList();
            namespaces.put(path, new Namespace(path, level.size, names.contains(path), nested, level.repositories));
        });
    }

    /** @param repositories in any order, each name once */
    public static NamespaceTree of(Collection<ListedRepository> repositories) {
        return new NamespaceTree(repositories);
    }

    /** All repositories, in the order of lists: by name, and those last that should not be used any more. */
    public List<ListedRepository> repositories() {
        return repositories;
    }

    /** The registry itself. */
    public Namespace root() {
        return Objects.requireNonNull(namespaces.get(""));
    }

    /** All levels of names that have repositories below them, but the registry itself; sorted by path. */
    public List<Namespace> namespaces() {
        return namespaces.values().stream()
                .filter(namespace -> !namespace.path().isEmpty())
                .toList();
    }

    /** What is directly below a level, while it is counted. */
    private static final class Level {
        private final List<ListedRepository> repositories = new ArrayList<>();
        private final Set<String> nested = new TreeSet<>();
        private int size;
    }

    /** Adds those above it too, where they are missing. */
    private static Level level(Map<String, Level> levels, String path) {
        Level known = levels.get(path);
        if (known != null) {
            return known;
        }
        Level level = new Level();
        levels.put(path, level);
        level(levels, parent(path)).nested.add(path);
        return level;
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }
}
