package io.github.registryorg.site;

import io.github.registryorg.check.Inspection;
import io.github.registryorg.file.FileTree;
import io.github.registryorg.metadata.EarlierVersion;
import io.github.registryorg.metadata.MetadataDirectory;
import io.github.registryorg.metadata.OciTag;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.metadata.RepositoryPaths;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.Report;
import io.github.registryorg.problem.RunInterruptedException;
import io.github.registryorg.problem.Severity;
import io.github.registryorg.verdict.CommitId;
import io.github.registryorg.verdict.Reason;
import io.github.registryorg.verdict.RepositoryVerdict;
import io.github.registryorg.verdict.Verdict;
import io.github.registryorg.work.ParallelWork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides which version of each repository a site has. Without a verdict that is the present one, and errors in one stop
 * the site. With a verdict, a repository with errors is taken from the commit at which it was last good; where that can't be
 * had, it stays as it is, with errors, if its files can be read, and is left out otherwise. A store that does not respond is an error
 * only where the site needs its bytes. For several threads, once {@link #found} was called.
 */
final class RepositoryVersions {

    private final @Nullable Verdict verdict;
    private final GoodCommits commits;
    private final boolean needsBytes;
    private final Inspection inspection;

    /** What was found wrong with repositories while they were looked for: the first of each. */
    private final Map<RepositoryName, Problem> onTheWay = new HashMap<>();

    /**
     * @param directory of the metadata
     * @param verdict null for none
     * @param needsBytes whether the site must have the blobs itself
     */
    RepositoryVersions(Path directory, @Nullable Verdict verdict, boolean needsBytes, Inspection inspection) {
        this.verdict = verdict;
        this.commits = new GoodCommits(directory);
        this.needsBytes = needsBytes;
        this.inspection = inspection;
    }

    /** Whether a verdict is given. */
    boolean areJudged() {
        return verdict != null;
    }

    /** What is wrong with the verdict as a whole. */
    List<Problem> findings() {
        return verdict == null
                ? List.of()
                : verdict.commit().flatMap(commits::isOld).stream().toList();
    }

    /**
     * Takes what was found wrong while looking for repositories, and returns what of that concerns the site as a whole: with
     * a verdict, no errors, since what is in no repository is not in the site.
     */
    List<Problem> found(Collection<RepositoryName> names, List<Problem> problems) {
        if (verdict == null) {
            return problems;
        }
        onTheWay.clear();
        RepositoryPaths paths = new RepositoryPaths(names);
        List<Problem> others = new ArrayList<>();
        for (Problem problem : problems) {
            Optional<RepositoryName> name = problem.severity() == Severity.ERROR && problem.location() != null
                    ? paths.of(problem.location().file())
                    : Optional.empty();
            name.ifPresentOrElse(
                    of -> onTheWay.putIfAbsent(of, problem),
                    () -> others.add(
                            problem.severity() == Severity.ERROR ? problem.as(codeOutside(problem)) : problem));
        }
        return others;
    }

    /** A directory that is not the name of a repository may be one; anything else is not. */
    private static ProblemCode codeOutside(Problem problem) {
        return switch (problem.code()) {
            case NAME_INVALID, NAME_CONFLICT, NAME_RESERVED -> ProblemCode.REPOSITORY_LEFT_OUT;
            default -> ProblemCode.FILE_IGNORED;
        };
    }

    /** Those of the repositories that are in the site, as far as the verdict says it. */
    List<RepositoryName> inSite(List<RepositoryName> names, FileTree tree) {
        if (verdict == null) {
            return names;
        }
        List<Boolean> in = new ParallelWork(names.size()).map(index -> !isLeftOut(names.get(index), tree));
        List<RepositoryName> all = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (in.get(i)) {
                all.add(names.get(i));
            }
        }
        return all;
    }

    private boolean isLeftOut(RepositoryName name, FileTree tree) {
        boolean mayBe = Objects.requireNonNull(verdict, "verdict").of(name).reasons().stream()
                .anyMatch(reason -> reason.kind() == Reason.Kind.STRUCTURE);
        if (!mayBe) {
            return false;
        }
        try (RepositoryVersion version = of(name, tree, problem -> {}).orElse(null)) {
            return version == null;
        }
    }

    /**
     * What the verdict says of a repository, as far as its version depends on it: whenever that changes, the repository is
     * made again. Empty where it is good.
     */
    String dependsOn(RepositoryName name) {
        Problem found = onTheWay.get(name);
        if (verdict == null || verdict.of(name).reasons().isEmpty() && found == null) {
            return "";
        }
        RepositoryVerdict of = verdict.of(name);
        String good = of.lastGood()
                .map(commit -> commit + " "
                        + commits.problemWith(commit).map(Problem::toString).orElse(""))
                .orElse("");
        return of.heldBack() + " " + good + " " + of.reasons() + " " + found;
    }

    /**
     * The version of a repository, to be closed.
     *
     * @param tree the files as they are now
     * @param left receives that it is left out
     * @return empty where it is left out
     */
    Optional<RepositoryVersion> of(RepositoryName name, FileTree tree, Consumer<Problem> left) {
        Report report = new Report();
        AtomicBoolean isUnreadable = new AtomicBoolean();
        Repository present = new MetadataDirectory(tree, problem -> {
                    isUnreadable.compareAndSet(false, problem.severity() == Severity.ERROR);
                    report.accept(problem);
                })
                .repository(name);
        inspection.inspect(present, report);
        if (verdict == null) {
            return Optional.of(RepositoryVersion.present(present, false, report));
        }
        RepositoryVerdict of = verdict.of(name);
        boolean doubtful = !of.reasons().isEmpty();
        Optional<String> reason = reason(of, report, onTheWay.get(name));
        if (reason.isEmpty()) {
            return Optional.of(RepositoryVersion.present(present, doubtful, report));
        }
        String why;
        try {
            return Optional.of(earlier(name, of, tree, reason.get()));
        } catch (NoEarlierVersion e) {
            why = e.getMessage();
        }
        boolean isReadable = !isUnreadable.get();
        Problem problem = Problem.of(
                        isReadable ? ProblemCode.REPOSITORY_UNVERIFIED : ProblemCode.REPOSITORY_LEFT_OUT,
                        name.name(),
                        isReadable ? "is in the site as it is, with errors" : "is not in the site, since it has errors")
                .because(reason.get())
                .hint("No earlier version can be used: " + why + ". registry:validate lists every error.");
        if (!isReadable) {
            left.accept(problem);
            return Optional.empty();
        }
        Report calm = new Report();
        calm.accept(problem);
        return Optional.of(RepositoryVersion.present(withErrors(name, tree, calm), doubtful, calm));
    }

    /**
     * A repository that can be read, whose errors are known: only warnings are reported of it. It is without the tags that
     * name a manifest which it does not have.
     */
    private Repository withErrors(RepositoryName name, FileTree tree, Report report) {
        Repository present = new MetadataDirectory(tree, report).repository(name);
        inspection.inspect(present, problem -> {
            if (problem.severity() != Severity.ERROR) {
                report.accept(problem);
            }
        });
        return present.withTags(tag -> present.tag(tag)
                .filter(record -> !(record instanceof OciTag oci)
                        || present.manifest(oci.digest()).isPresent())
                .isPresent());
    }

    /** Why the present version is not taken; empty where it is. */
    private Optional<String> reason(RepositoryVerdict of, Report report, @Nullable Problem found) {
        if (report.hasErrors()) {
            List<Problem> errors = report.errors();
            return Optional.of(
                    errors.get(0).hint(null) + (errors.size() == 1 ? "" : " (and " + (errors.size() - 1) + " more)"));
        }
        if (found != null) {
            return Optional.of(found.hint(null).toString());
        }
        return of.isBroken() || of.heldBack() && needsBytes
                ? Optional.of(of.reasons().get(0).message())
                : Optional.empty();
    }

    /** Says why what was last good can't be had. */
    private static final class NoEarlierVersion extends Exception {

        private static final long serialVersionUID = 1L;

        NoEarlierVersion(String message) {
            super(message);
        }

        static NoEarlierVersion of(Problem problem) {
            return new NoEarlierVersion(problem.subject() + " " + problem.what()
                    + (problem.cause() == null ? "" : " (" + problem.cause() + ")"));
        }
    }

    private RepositoryVersion earlier(RepositoryName name, RepositoryVerdict of, FileTree tree, String reason)
            throws NoEarlierVersion {
        CommitId commit =
                of.lastGood().orElseThrow(() -> new NoEarlierVersion("no commit is known at which it was good"));
        Optional<Problem> unusable = commits.problemWith(commit);
        if (unusable.isPresent()) {
            throw NoEarlierVersion.of(unusable.get());
        }
        CommitFiles files = commits.open(commit);
        RepositoryVersion version = null;
        try {
            if (!new MetadataDirectory(files.tree(), problem -> {}).has(name)) {
                throw new NoEarlierVersion(commit.shortId() + " does not have it");
            }
            Report report = new Report();
            Repository repository = EarlierVersion.of(files.tree(), tree, name, report);
            inspection.inspect(repository, report);
            Optional<Problem> error =
                    files.missing().or(() -> report.errors().stream().findFirst());
            if (error.isPresent()) {
                throw NoEarlierVersion.of(error.get());
            }
            report.accept(Problem.of(
                            ProblemCode.REPOSITORY_HELD_BACK,
                            name.name(),
                            "is in the site as it was at " + commit.shortId())
                    .because(reason)
                    .hint("Its newer changes are not served, except what they take down. registry:validate lists every"
                            + " error."));
            version = new RepositoryVersion(repository, commit, !of.reasons().isEmpty(), report, files::close);
            return version;
        } catch (RunInterruptedException e) {
            throw e;
        } catch (RegistryException e) {
            throw NoEarlierVersion.of(e.problem());
        } finally {
            if (version == null) {
                files.close();
            }
        }
    }
}
