package io.github.registryorg.event;

import io.github.registryorg.git.GitRepository;
import io.github.registryorg.metadata.MetadataLayout;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Finds the event of this run. */
public final class CiEvents {

    private CiEvents() {}

    /**
     * The event of this run, if it is about what is in a directory: a registry that the run has checked out, and not what a
     * build makes or a test has somewhere. Empty outside of a CI that is known here, and for events that are about no
     * contribution. What has a {@code registry.yaml} is a registry, and so is what has one in the base of a contribution.
     *
     * @param environment the variables of the process
     * @param metadata directory of the registry
     * @param isForBase whether the user has named a base: without one, a push or what is started by hand is not
     *     about a contribution
     * @throws io.github.registryorg.problem.RegistryException {@code CONFIGURATION_INVALID} if what the CI says can't be
     *     read, or is about another repository, if a contribution may have removed a {@code registry.yaml} and that
     *     can't be known, or if a symbolic link leads from the directory that it has checked out to another place
     */
    public static Optional<CiEvent> of(Map<String, String> environment, Path metadata, boolean isForBase) {
        CiVariables variables = new CiVariables(environment);
        Path directory = real(metadata);
        Optional<Path> workspace = workspace(variables);
        if (workspace.filter(directory::startsWith).isEmpty()) {
            if (workspace.filter(root -> isWrittenBelow(root, metadata)).isPresent()
                    && read(variables, isForBase).isPresent()) {
                throw leadsOut(metadata, directory, workspace.get());
            }
            return Optional.empty();
        }
        if (Files.exists(directory.resolve(MetadataLayout.SETTINGS))) {
            return read(variables, isForBase);
        }
        return isInClone(directory)
                ? read(variables, isForBase).filter(event -> isRemoved(directory, event, isForBase))
                : Optional.empty();
    }

    /** Whether a path names something in a directory, whatever links on the way there make of it. */
    private static boolean isWrittenBelow(Path root, Path path) {
        for (Path at = path.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
            if (real(at).equals(root)) {
                return true;
            }
        }
        return false;
    }

    /** A link is part of what was contributed: without the event, anybody could contribute what is behind it. */
    private static RegistryException leadsOut(Path metadata, Path directory, Path workspace) {
        return new RegistryException(Problem.of(
                        ProblemCode.CONFIGURATION_INVALID,
                        metadata.toString(),
                        "is, by a symbolic link, " + directory + ", which is not in " + workspace
                                + ", where the CI has checked out the contribution")
                .hint("Put the metadata itself there instead of a link, or specify the directory that is meant with"
                        + " registry.directory."));
    }

    private static Optional<CiEvent> read(CiVariables variables, boolean isForBase) {
        return GitLabEvent.read(variables).or(() -> ActionsEvent.read(variables, isForBase));
    }

    private static boolean isInClone(Path directory) {
        return EventCommits.known(() -> {
                    try (GitRepository git = GitRepository.containing(directory)) {
                        return git.directory();
                    }
                })
                .isPresent();
    }

    /** A contribution that removes the registry's settings is about the registry nevertheless. */
    private static boolean isRemoved(Path directory, CiEvent event, boolean isForBase) {
        CiEvent.CommitRange range = event.range();
        return range != null && RemovedSettings.isIn(directory, range, isForBase);
    }

    private static Optional<Path> workspace(CiVariables variables) {
        String name = variables.isSet("GITHUB_WORKSPACE") ? "GITHUB_WORKSPACE" : "CI_PROJECT_DIR";
        try {
            return variables.value(name).map(Path::of).map(CiEvents::real);
        } catch (InvalidPathException e) {
            throw new RegistryException(
                    CiVariables.invalid(name, "is not a path").problem(), e);
        }
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }
}
