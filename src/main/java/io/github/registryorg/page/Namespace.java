package io.github.registryorg.page;

import io.github.registryorg.oci.RepositoryName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Repositories that share the first component of their names.
 *
 * @param name that component; null for repositories whose names have no other
 * @param repositories sorted by name
 */
public record Namespace(@Nullable String name, List<RepositoryEntry> repositories) {

    public Namespace {
        repositories = List.copyOf(repositories);
    }

    /** Sorted by name, those without a namespace first. */
    static List<Namespace> group(List<RepositoryEntry> repositories) {
        Map<String, List<RepositoryEntry>> groups =
                new TreeMap<>(Comparator.nullsFirst(Comparator.<String>naturalOrder()));
        for (RepositoryEntry repository : repositories) {
            groups.computeIfAbsent(of(repository.name()), name -> new ArrayList<>())
                    .add(repository);
        }
        List<Namespace> namespaces = new ArrayList<>(groups.size());
        groups.forEach((name, members) -> {
            members.sort(Comparator.comparing(RepositoryEntry::name));
            namespaces.add(new Namespace(name, members));
        });
        return List.copyOf(namespaces);
    }

    /** Null where the name has one component. */
    static @Nullable String of(RepositoryName repository) {
        int slash = repository.name().indexOf('/');
        return slash < 0 ? null : repository.name().substring(0, slash);
    }
}
