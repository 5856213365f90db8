package io.github.registryorg.event;

import io.github.registryorg.git.GitRepository;
import io.github.registryorg.git.Revision;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The commits of an event, as a clone has them.
 *
 * @param base what the contribution would be merged into: the newest commit of its branch that was fetched, or the event's
 * @param head commit of the contribution
 */
public record EventCommits(String base, String head) {

    public EventCommits {
        Objects.requireNonNull(base, "base");
        Objects.requireNonNull(head, "head");
    }

    /**
     * Looks for the base in the clone that a directory is in. A branch that has left the event's base behind is not it.
     *
     * @throws RegistryException {@code REVISION_UNKNOWN} if the directory is in no clone
     */
    public static EventCommits in(Path directory, CiEvent.CommitRange range) {
        try (GitRepository git = GitRepository.containing(directory)) {
            return new EventCommits(base(git, range).map(Revision::name).orElse(range.base()), range.head());
        }
    }

    /** The base, by a name that can't mean another branch or tag; empty where the clone does not have it. */
    static Optional<Revision> base(GitRepository git, CiEvent.CommitRange range) {
        Optional<Revision> newest =
                range.branch() == null ? Optional.empty() : find(git, "refs/remotes/origin/" + range.branch());
        Optional<Revision> base = find(git, range.base());
        boolean isNewer = newest.isPresent() && (base.isEmpty() || isAncestor(git, base.get(), newest.get()));
        return isNewer ? newest : base;
    }

    private static boolean isAncestor(GitRepository git, Revision older, Revision newer) {
        return known(() -> git.history().mergeBases(older, newer))
                .filter(common -> common.stream().map(Revision::id).toList().equals(List.of(older.id())))
                .isPresent();
    }

    static Optional<Revision> find(GitRepository git, String name) {
        return known(() -> git.revision(name));
    }

    /** Empty for what the clone does not have. */
    static <T> Optional<T> known(Supplier<T> asked) {
        try {
            return Optional.of(asked.get());
        } catch (RegistryException e) {
            if (e.problem().code() == ProblemCode.REVISION_UNKNOWN) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
