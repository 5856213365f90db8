package io.github.registryorg.git;

import io.github.registryorg.problem.ByteCount;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/** A git repository on this machine, to read from: a clone of any kind, or a worktree. For one thread. */
public final class GitRepository implements AutoCloseable {

    /** Bytes of all files that merging changes: git's compression makes next to nothing of many that are alike. */
    private static final long MAX_CHANGED = 256L * 1024 * 1024;

    private final Repository repository;
    private final ObjectReader reader;
    private final BoundedObjects objects;
    private final CommitHistory history;
    private final Path directory;

    private GitRepository(Repository repository, Path directory) {
        this.repository = repository;
        this.reader = repository.newObjectReader();
        this.objects = new BoundedObjects(reader);
        this.history = new CommitHistory(reader);
        this.directory = directory;
    }

    /**
     * Opens the repository whose work tree a directory is in, or the one that {@code GIT_DIR} names, which may be bare.
     *
     * @throws RegistryException {@code REVISION_UNKNOWN} if there is none
     */
    public static GitRepository containing(Path directory) {
        QuietSystem.install();
        return containing(directory, SystemReader.getInstance());
    }

    /** By the environment of this machine. */
    static GitRepository containing(Path directory, SystemReader machine) {
        Path real = real(directory);
        try {
            FileRepositoryBuilder builder =
                    EnclosingRepository.of(real, new FileRepositoryBuilder().readEnvironment(machine));
            if (builder.getGitDir() == null) {
                throw none(directory);
            }
            Repository repository = builder.setMustExist(true).build();
            try {
                ObjectFormat.expectReadable(directory.toString(), repository);
            } catch (RegistryException e) {
                repository.close();
                throw e;
            }
            return new GitRepository(repository, real);
        } catch (RepositoryNotFoundException e) {
            throw none(directory);
        } catch (IOException | IllegalArgumentException e) {
            throw Failures.of(
                    Problem.of(ProblemCode.REVISION_UNKNOWN, directory.toString(), "is not a readable git repository")
                            .because(e.getMessage())
                            .hint("See what git status says there."),
                    e);
        }
    }

    private static Path real(Path directory) {
        try {
            return directory.toRealPath();
        } catch (IOException e) {
            throw Failures.io("opening", directory, e);
        }
    }

    private static RegistryException none(Path directory) {
        return new RegistryException(
                Problem.of(ProblemCode.REVISION_UNKNOWN, directory.toString(), "is in no git repository")
                        .hint("Run this in a clone of the registry, or without registry.base to validate all of it. A"
                                + " bare repository counts only if GIT_DIR names it."));
    }

    /**
     * The directory that was opened, as the commits call it: empty if it is their root.
     *
     * @throws RegistryException {@code REVISION_UNKNOWN} if it is not in the working tree
     */
    public String directory() {
        if (repository.isBare()) {
            return "";
        }
        Path root = real(repository.getWorkTree().toPath());
        if (!directory.startsWith(root)) {
            throw new RegistryException(Problem.of(
                            ProblemCode.REVISION_UNKNOWN, directory.toString(), "is not below the working tree " + root)
                    .hint("Is GIT_DIR or GIT_WORK_TREE set? Name a directory of that repository with"
                            + " -Dregistry.directory."));
        }
        return root.relativize(directory).toString().replace(File.separatorChar, '/');
    }

    /**
     * The commit that a name means: a branch, a tag, an id, or what git makes of those.
     *
     * @throws RegistryException {@code REVISION_UNKNOWN} also if several refs have the name, and are of different commits: a
     *     local branch {@code origin/main} must not stand for the one that was fetched
     */
    public Revision revision(String name) {
        try (RevWalk walk = new RevWalk(reader)) {
            expectOneRef(name.split("[~^:]|@\\{", 2)[0]);
            ObjectId id = repository.resolve(name + "^{commit}");
            if (id != null) {
                return new Revision(name, walk.parseCommit(id).name());
            }
        } catch (IllegalArgumentException | IOException e) {
            throw unknown(name, e);
        }
        throw unknown(name, null);
    }

    private void expectOneRef(String name) throws IOException {
        if (name.isEmpty() || ObjectId.isId(name) || repository.exactRef(name) != null) {
            return;
        }
        Map<ObjectId, String> refs = new LinkedHashMap<>();
        for (String prefix : List.of(Constants.R_REFS, Constants.R_TAGS, Constants.R_HEADS, Constants.R_REMOTES)) {
            Ref ref = repository.exactRef(prefix + name);
            if (ref != null && ref.getObjectId() != null) {
                ObjectId peeled = repository.getRefDatabase().peel(ref).getPeeledObjectId();
                refs.putIfAbsent(peeled == null ? ref.getObjectId() : peeled, ref.getName());
            }
        }
        if (refs.size() > 1) {
            throw new RegistryException(
                    Problem.of(ProblemCode.REVISION_UNKNOWN, name, "is ambiguous: " + String.join(", ", refs.values()))
                            .hint("Write it in full, such as refs/remotes/origin/main, or delete the others."));
        }
    }

    private static RegistryException unknown(String name, @Nullable Exception cause) {
        Problem problem = Problem.of(ProblemCode.REVISION_UNKNOWN, name, "is not a commit of this repository")
                .hint("Fetch it first (git fetch), or name it as git log does, such as origin/main.");
        return cause == null ? new RegistryException(problem) : Failures.of(problem.because(cause.getMessage()), cause);
    }

    /** Which commits come after which. */
    public CommitHistory history() {
        return history;
    }

    /**
     * The files of a commit.
     *
     * @param below directory that paths are relative to; empty for the root
     */
    public RevisionTree tree(Revision revision, String below) {
        return new RevisionTree(objects, treeOf(revision), below);
    }

    private String treeOf(Revision revision) {
        return objects.commit(revision.id()).tree();
    }

    /**
     * Reports what differs between two commits, sorted by path.
     *
     * @param problems receives directories that can't be read as such
     * @throws RegistryException {@code FILE_TOO_LARGE} if it is larger than the limit
     */
    public void changes(Revision before, Revision after, Consumer<ChangedPath> changes, Consumer<Problem> problems) {
        new TreeComparison(objects, changes, problems, missing -> false).directories("", treeOf(before), treeOf(after));
    }

    /**
     * Reports what merging one commit into another changes, sorted by path. Nothing is merged or written.
     *
     * @param problems receives directories that can't be read as such
     * @throws RegistryException {@code FILE_TOO_LARGE} if there are too many changes, or too many bytes in what is changed,
     *     {@code REVISION_UNKNOWN} if the two have no commit in common
     */
    public void changesByMerging(
            Revision base, Revision head, Consumer<ChangedPath> changes, Consumer<Problem> problems) {
        merge(base, head, (common, known, found) -> changes(common, head, found, problems), limited(changes));
    }

    private Consumer<ChangedPath> limited(Consumer<ChangedPath> changes) {
        AtomicLong bytes = new AtomicLong();
        return change -> {
            TreeEntry after = change.after();
            if (after != null
                    && after.kind() == TreeEntry.Kind.FILE
                    && bytes.addAndGet(objects.size(after.id(), change.path())) > MAX_CHANGED) {
                throw new RegistryException(Problem.of(
                                ProblemCode.FILE_TOO_LARGE,
                                "",
                                "files of more than " + ByteCount.binary(MAX_CHANGED) + " are changed")
                        .hint("Split it into several contributions."));
            }
            changes.accept(change);
        };
    }

    /**
     * Reports what merging the working tree into a commit would change.
     *
     * @throws RegistryException {@code REVISION_UNKNOWN} without a working tree, or if it has no commit in common with
     *     the base
     */
    public void changesByMergingWorkingTree(Revision base, Consumer<ChangedPath> changes) {
        merge(base, revision(Constants.HEAD), this::changesOfWorkingTree, changes);
    }

    /** Finds what one side has changed since a merge base, given all trees that the merge knows. */
    private interface Comparison {
        void from(Revision common, List<RevisionTree> known, Consumer<ChangedPath> found);
    }

    private void merge(Revision base, Revision head, Comparison comparison, Consumer<ChangedPath> changes) {
        List<Revision> bases = history.mergeBases(base, head);
        List<RevisionTree> common = roots(bases);
        List<RevisionTree> older = bases.size() == 1 ? List.of() : roots(history.common(bases.get(0), bases.get(1)));
        RevisionTree into = tree(base, "");
        List<RevisionTree> known =
                Stream.of(common, older, List.of(into)).flatMap(List::stream).toList();
        SortedMap<String, ChangedPath> all = new TreeMap<>();
        bases.forEach(one -> comparison.from(one, known, change -> all.put(change.path(), change)));
        all.values().forEach(new MergedChanges(common, older, into, changes));
    }

    private List<RevisionTree> roots(List<Revision> revisions) {
        return revisions.stream().map(one -> tree(one, "")).toList();
    }

    /**
     * Reports what differs between a commit and the working tree, sorted by path; ignored files are skipped.
     *
     * @throws RegistryException {@code REVISION_UNKNOWN} without a working tree
     */
    public void changesOfWorkingTree(Revision before, Consumer<ChangedPath> changes) {
        changesOfWorkingTree(before, List.of(), changes);
    }

    private void changesOfWorkingTree(Revision before, List<RevisionTree> known, Consumer<ChangedPath> changes) {
        new WorkingTreeComparison(repository, tree(before, ""), known).from(ObjectId.fromString(before.id()), changes);
    }

    /**
     * What of the files that were read the clone doesn't have, since it was made or fetched into with a filter; empty if
     * it has them all. What was found without them is wrong.
     */
    public Optional<Problem> missing() {
        return objects.missing()
                .map(what -> Problem.of(
                                ProblemCode.REVISION_UNKNOWN, directory.toString(), "its git repository lacks " + what)
                        .because(isPartial() ? "it is a partial clone" : null)
                        .hint(
                                "Fetch them: git fetch --refetch --no-filter, with the remote and what you validate. In CI, check out"
                                        + " without a filter (such as --filter=blob:none)."));
    }

    private boolean isPartial() {
        return repository.getConfig().getString("extensions", null, "partialclone") != null
                || repository.getConfig().getSubsections("remote").stream()
                        .anyMatch(remote -> repository.getConfig().getBoolean("remote", remote, "promisor", false));
    }

    @Override
    public void close() {
        try (repository) {
            reader.close();
        }
    }
}
