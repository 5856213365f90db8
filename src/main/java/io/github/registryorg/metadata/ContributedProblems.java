package io.github.registryorg.metadata;

import io.github.registryorg.problem.Location;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.util.Collection;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a contribution. Some of what a registry may have, with a warning, since its keepers put it there or
 * it is older than the checks, is an error in the files that a contribution brings.
 */
public final class ContributedProblems implements Consumer<Problem> {

    private static final Map<ProblemCode, ProblemCode> ERRORS = Map.of(
            ProblemCode.FILE_IGNORED, ProblemCode.FILE_STRAY,
            ProblemCode.FRONT_MATTER_ABSENT, ProblemCode.FRONT_MATTER_INVALID,
            ProblemCode.REPOSITORY_LEFT_OUT, ProblemCode.NAME_INVALID,
            ProblemCode.DIGEST_UNUSUAL, ProblemCode.DIGEST_INVALID,
            ProblemCode.TAG_LEFT_OUT, ProblemCode.FRONT_MATTER_INVALID,
            ProblemCode.RECIPE_LEFT_OUT, ProblemCode.FILE_STRAY,
            ProblemCode.MEDIA_TYPE_UNUSUAL, ProblemCode.MEDIA_TYPE_INVALID);

    private final NavigableSet<String> files;
    private final Consumer<Problem> problems;

    /** @param files that the contribution changes, by their paths within the metadata */
    public ContributedProblems(Collection<String> files, Consumer<Problem> problems) {
        this.files = new TreeSet<>(files);
        this.problems = problems;
    }

    /** Takes findings about nothing but what a contribution brings. */
    public static Consumer<Problem> ofWhatIsBrought(Consumer<Problem> problems) {
        return problem -> problems.accept(asError(problem));
    }

    @Override
    public void accept(Problem problem) {
        problems.accept(isBrought(problem.location()) ? asError(problem) : problem);
    }

    private static Problem asError(Problem problem) {
        ProblemCode error = ERRORS.get(problem.code());
        return error == null ? problem : problem.as(error);
    }

    /** Whether a file, or something in a directory, is changed by the contribution. */
    private boolean isBrought(@Nullable Location location) {
        if (location == null) {
            return false;
        }
        String below = location.file() + "/";
        String next = files.ceiling(below);
        return files.contains(location.file()) || next != null && next.startsWith(below);
    }
}
