package io.github.registryorg.check;

import io.github.registryorg.git.GitRepository;
import io.github.registryorg.git.Revision;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.verdict.CommitId;
import io.github.registryorg.verdict.RepositoryVerdict;
import io.github.registryorg.verdict.Verdict;
import io.github.registryorg.verdict.VerdictFile;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Findings of a whole registry, and the verdict of the run before → the verdict. */
final class VerdictMaking {

    /**
     * What is checked out.
     *
     * @param commit null where the metadata is in no git repository
     * @param changed repositories whose files are not those of the commit
     */
    private record CheckedOut(@Nullable CommitId commit, Set<RepositoryName> changed) {}

    private VerdictMaking() {}

    /** @param problems receives what is wrong with the verdict of the run before, and what is unknown of the commit */
    static void write(Path directory, Path file, RepositoryFindings findings, Consumer<Problem> problems) {
        Optional<Verdict> before = before(file, problems);
        CheckedOut out = checkedOut(directory, findings, problems);
        SortedMap<RepositoryName, RepositoryVerdict> repositories = new TreeMap<>();
        for (RepositoryName name : findings.names()) {
            CommitId good =
                    before.flatMap(verdict -> verdict.of(name).lastGood()).orElse(null);
            CommitId now = out.changed().contains(name) ? null : out.commit();
            repositories.put(name, findings.verdict(name, now, good));
        }
        VerdictFile.write(file, new Verdict(out.commit(), repositories));
    }

    private static Optional<Verdict> before(Path file, Consumer<Problem> problems) {
        try {
            return VerdictFile.read(file);
        } catch (RegistryException e) {
            if (e.problem().code() != ProblemCode.VERDICT_UNUSABLE) {
                throw e;
            }
            problems.accept(e.problem()
                    .hint(
                            "It is replaced. What is held back now stays in the site as it is, since the commit at which it was"
                                    + " last good is not known."));
            return Optional.empty();
        }
    }

    private static CheckedOut checkedOut(Path directory, RepositoryFindings findings, Consumer<Problem> problems) {
        try (GitRepository git = GitRepository.containing(directory)) {
            Revision head = git.revision("HEAD");
            String below = git.directory();
            String prefix = below.isEmpty() ? "" : below + "/";
            Set<RepositoryName> changed = new HashSet<>();
            git.changesOfWorkingTree(head, change -> {
                if (change.path().startsWith(prefix)) {
                    findings.paths()
                            .of(change.path().substring(prefix.length()))
                            .ifPresent(changed::add);
                }
            });
            git.missing().ifPresent(missing -> {
                throw new RegistryException(missing);
            });
            report(new TreeSet<>(changed), head, problems);
            return new CheckedOut(new CommitId(head.id()), changed);
        } catch (RegistryException e) {
            if (!e.problem().code().isUserError()) {
                throw e;
            }
            problems.accept(Problem.of(
                            ProblemCode.VERDICT_UNUSABLE,
                            "registry.verdict",
                            "names no commit at which repositories are good")
                    .because(e.problem().subject() + " " + e.problem().what())
                    .hint("Validate a clone of the registry, so that a site can have what was last good."));
            return new CheckedOut(null, Set.of());
        }
    }

    private static void report(TreeSet<RepositoryName> changed, Revision head, Consumer<Problem> problems) {
        if (!changed.isEmpty()) {
            problems.accept(Problem.of(
                            ProblemCode.VERDICT_UNUSABLE,
                            "registry.verdict",
                            "does not say that " + changed.first()
                                    + (changed.size() == 1 ? "" : " and " + (changed.size() - 1) + " more")
                                    + " is good at " + head.shortId())
                    .because("its files are not those of the commit")
                    .hint("Commit them, and validate again."));
        }
    }
}
