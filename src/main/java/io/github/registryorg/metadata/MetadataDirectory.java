package io.github.registryorg.metadata;

import io.github.registryorg.file.FileTree;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The metadata of a registry: its settings and its repositories, found by walking its directories. */
public final class MetadataDirectory {

    private final FileTree tree;
    private final Consumer<Problem> problems;

    /**
     * @param problems receives what is found wrong while reading; from several threads if several read
     */
    public MetadataDirectory(FileTree tree, Consumer<Problem> problems) {
        this.tree = tree;
        this.problems = problems;
    }

    /** The content of {@code registry.yaml}; {@link RegistrySettings#EMPTY} where it is absent or broken. */
    public RegistrySettings settings() {
        try {
            return tree.read(MetadataLayout.SETTINGS, FrontMatter.MAX_SIZE)
                    .map(content -> RegistrySettings.read(content, problems))
                    .orElse(RegistrySettings.EMPTY);
        } catch (RegistryException e) {
            e.problems().forEach(problems);
            return RegistrySettings.EMPTY;
        }
    }

    /** The registry's logo; empty where there is none, or none that can be used, which is reported. */
    public Optional<LogoFile> logo() {
        return LogoFile.read(tree, problems);
    }

    /** What concerns all repositories, by path, as it is: what can't be read is left out. */
    public static SortedMap<String, byte[]> registryFiles(FileTree tree) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        List<String> names = new ArrayList<>(List.of(MetadataLayout.SETTINGS, LogoFile.SVG, LogoFile.PNG));
        names.addAll(new MetadataDirectory(tree, problem -> {})
                .settings()
                .signatures()
                .files());
        for (String file : names) {
            try {
                tree.read(file, FrontMatter.MAX_SIZE).ifPresent(content -> files.put(file, content));
            } catch (RegistryException e) {
                // whoever uses it reports that
            }
        }
        return files;
    }

    /** The names of all repositories, sorted. What conflicts with a name is reported as a problem. */
    public List<RepositoryName> repositories() {
        RegistryWalk walk = new RegistryWalk(tree);
        walk.problems().forEach(problems);
        return walk.names();
    }

    /** Same as {@link #repositoriesOf(Path, String)}, for the directory in {@code registry.directory}. */
    public List<RepositoryName> repositoriesOf(Path directory) {
        return repositoriesOf(
                directory,
                "Set -Dregistry.directory to the registry's directory, or make this one a registry with "
                        + MetadataLayout.SETTINGS + " (registry:init -Dregistry.kind=registry).");
    }

    /**
     * As {@link #repositories()}, of a directory that must be a registry or a contribution: it has
     * {@code registry.yaml}, or repositories and not mostly other files. Of anything else, nothing is reported but that.
     *
     * @param directory as the user knows it
     * @param hint what to do if it is neither
     * @throws RegistryException {@code REGISTRY_UNKNOWN}
     */
    public List<RepositoryName> repositoriesOf(Path directory, String hint) {
        RegistryWalk walk = new RegistryWalk(tree);
        walk.reasonAgainst().ifPresent(reason -> {
            throw new RegistryException(Problem.of(ProblemCode.REGISTRY_UNKNOWN, directory.toString(), reason)
                    .hint(hint));
        });
        walk.problems().forEach(problems);
        return walk.names();
    }

    /** Whether there is a repository of this name. */
    public boolean has(RepositoryName name) {
        return RegistryWalk.isRepository(tree, name);
    }

    /** {@code SUCCESSOR_UNKNOWN} where the page of a repository names a successor that is not a repository here. */
    public Optional<Problem> unknownSuccessor(Repository repository) {
        RepositoryName successor = repository.page().successor();
        if (successor == null || has(successor)) {
            return Optional.empty();
        }
        return Optional.of(Problem.of(
                        ProblemCode.SUCCESSOR_UNKNOWN,
                        repository.name().name(),
                        "names the successor " + successor + ", which is not a repository of this registry")
                .hint("Correct successor in its README.md, or name what replaces it in deprecated.")
                .at(repository.locate(repository.layout().page(), "successor", successor.name())));
    }

    /** Opens one of {@link #repositories()}. */
    public Repository repository(RepositoryName name) {
        return new Repository(tree, name, problems);
    }
}
