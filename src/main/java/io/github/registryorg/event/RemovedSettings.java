package io.github.registryorg.event;

import io.github.registryorg.git.GitRepository;
import io.github.registryorg.git.Revision;
import io.github.registryorg.metadata.MetadataLayout;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells a registry whose {@code registry.yaml} a contribution has removed from what has never been a registry, such as what a
 * build writes: by the base, which a contribution can't change.
 */
final class RemovedSettings {

    private final GitRepository git;
    private final Path metadata;
    private final String directory;
    private final Optional<Revision> base;
    private final Optional<Revision> head;

    private RemovedSettings(GitRepository git, Path metadata, CiEvent.CommitRange range) {
        this.git = git;
        this.metadata = metadata;
        this.directory = git.directory();
        this.base = EventCommits.base(git, range);
        this.head = EventCommits.find(git, "HEAD");
    }

    /**
     * Whether the base has the file in a directory that has none now.
     *
     * @param metadata real path of the directory
     * @param isForBase whether the user has named a base, by which it is judged in any case
     * @throws RegistryException {@code CONFIGURATION_INVALID} if a directory above has lost it, or if the clone
     *     does not have the base of what is committed there; {@code REVISION_UNKNOWN} if it is in no clone
     */
    static boolean isIn(Path metadata, CiEvent.CommitRange range, boolean isForBase) {
        try (GitRepository git = GitRepository.containing(metadata)) {
            return new RemovedSettings(git, metadata, range).isIn(isForBase);
        }
    }

    private boolean isIn(boolean isForBase) {
        if (isRemoved(directory, metadata)) {
            return true;
        }
        Path path = metadata;
        for (String at = directory; !at.isEmpty(); ) {
            at = at.substring(0, Math.max(0, at.lastIndexOf('/')));
            path = path.getParent();
            if (path == null || isRemoved(at, path)) {
                throw invalid(path, "was removed by this contribution, and " + metadata + " is not what it is for");
            }
        }
        if (!isForBase && isUnknown()) {
            throw invalid(metadata, "does not exist, and this clone does not have the base, which may have it");
        }
        return false;
    }

    private boolean isRemoved(String at, Path path) {
        return !Files.exists(path.resolve(MetadataLayout.SETTINGS))
                && Stream.of(base, head).flatMap(Optional::stream).anyMatch(revision -> hasSettings(revision, at));
    }

    private boolean hasSettings(Revision revision, String at) {
        return git.tree(revision, at).list("").stream()
                .anyMatch(entry -> entry.name().equals(MetadataLayout.SETTINGS));
    }

    /** Of what a build has written, nothing is committed: there, the base has no part in it. */
    private boolean isUnknown() {
        boolean isCommitted = head.filter(
                        revision -> !git.tree(revision, directory).list("").isEmpty())
                .isPresent();
        return git.missing().isPresent() || base.isEmpty() && isCommitted;
    }

    private static RegistryException invalid(@Nullable Path path, String what) {
        String file = path == null
                ? MetadataLayout.SETTINGS
                : path.resolve(MetadataLayout.SETTINGS).toString();
        return new RegistryException(Problem.of(ProblemCode.CONFIGURATION_INVALID, file, what)
                .hint(
                        "Check out the base, fetch the contribution without a limit of depth, and specify registry.base and"
                                + " registry.head."));
    }
}
