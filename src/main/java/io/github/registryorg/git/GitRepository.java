package io.github.registryorg.git;

import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** A git repository on this machine, to read from: a clone of any kind, or a worktree. For one thread. */
public final class GitRepository implements AutoCloseable {

    private final Repository repository;
    private final ObjectReader reader;
    private final BoundedObjects objects;
    private final Path folder;

    private GitRepository(Repository repository, Path folder) {
        this.repository = repository;
        this.reader = repository.newObjectReader();
        this.objects = new BoundedObjects(reader);
        this.folder = folder;
    }

    /**
     * Opens the repository that a folder is in, or the one that {@code GIT_DIR} names.
     *
     * @throws RegistryException {@code REVISION_UNKNOWN} if there is none
     */
    public static GitRepository containing(Path folder) {
        QuietSystem.install();
        Path real = real(folder);
        try {
            FileRepositoryBuilder builder =
                    new FileRepositoryBuilder().readEnvironment().findGitDir(real.toFile());
            if (builder.getGitDir() == null) {
                throw none(folder);
            }
            return new GitRepository(builder.setMustExist(true).build(), real);
        } catch (RepositoryNotFoundException e) {
            throw none(folder);
        } catch (IOException | IllegalArgumentException e) {
            throw new RegistryException(
                    Problem.of(ProblemCode.REVISION_UNKNOWN, folder.toString(), "is no git repository that can be read")
                            .because(e.getMessage())
                            .hint("See what git status says there."),
                    e);
        }
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            throw Failures.io("opening", folder, e);
        }
    }

    private static RegistryException none(Path folder) {
        return new RegistryException(
                Problem.of(ProblemCode.REVISION_UNKNOWN, folder.toString(), "is in no git repository")
                        .hint("Run this in a clone of the registry, or without registry.base to validate all of it."));
    }

    /**
     * The folder that was opened, as the commits call it: empty if it is their root.
     *
     * @throws RegistryException {@code REVISION_UNKNOWN} if it is not in the working tree
     */
    public String folder() {
        if (repository.isBare()) {
            return "";
        }
        Path root = real(repository.getWorkTree().toPath());
        if (!folder.startsWith(root)) {
            throw new RegistryException(
                    Problem.of(ProblemCode.REVISION_UNKNOWN, folder.toString(), "is not below the working tree " + root)
                            .hint("Is GIT_DIR or GIT_WORK_TREE set? Name a folder of that repository with"
                                    + " -Dregistry.directory."));
        }
        return root.relativize(folder).toString().replace(File.separatorChar, '/');
    }

    /**
     * The commit that a name means: a branch, a tag, an id, or what git makes of those.
     *
     * @throws RegistryException {@code REVISION_UNKNOWN}
     */
    public Revision revision(String name) {
        try (RevWalk walk = new RevWalk(reader)) {
            ObjectId id = repository.resolve(name + "^{commit}");
            if (id != null) {
                return new Revision(name, walk.parseCommit(id).name());
            }
        } catch (IllegalArgumentException | IOException e) {
            throw unknown(name, e);
        }
        throw unknown(name, null);
    }

    private static RegistryException unknown(String name, Exception cause) {
        Problem problem = Problem.of(ProblemCode.REVISION_UNKNOWN, name, "is no commit that this repository has")
                .hint("Fetch it first (git fetch), or name it as git log does, such as origin/main.");
        return new RegistryException(cause == null ? problem : problem.because(cause.getMessage()), cause);
    }

    /**
     * The commit from which two histories have gone apart.
     *
     * @throws RegistryException {@code REVISION_UNKNOWN} if they have none in common
     */
    public Revision mergeBase(Revision base, Revision head) {
        try (RevWalk walk = new RevWalk(reader)) {
            walk.setRevFilter(RevFilter.MERGE_BASE);
            walk.markStart(walk.parseCommit(ObjectId.fromString(base.id())));
            walk.markStart(walk.parseCommit(ObjectId.fromString(head.id())));
            RevCommit common = walk.next();
            if (common != null) {
                return new Revision(common.name(), common.name());
            }
        } catch (IOException e) {
            throw BoundedObjects.failure(head.name(), e);
        }
        throw new RegistryException(
                Problem.of(ProblemCode.REVISION_UNKNOWN, head.name(), "has no commit in common with " + base.name())
                        .hint("Make it from the registry's default branch. If the clone is shallow, fetch the rest:"
                                + " git fetch --unshallow."));
    }

    /**
     * The files of a commit.
     *
     * @param below folder that paths are relative to; empty for the root
     */
    public RevisionTree tree(Revision revision, String below) {
        return new RevisionTree(objects, treeOf(revision), below);
    }

    private String treeOf(Revision revision) {
        try (RevWalk walk = new RevWalk(reader)) {
            return walk.parseCommit(ObjectId.fromString(revision.id()))
                    .getTree()
                    .name();
        } catch (IOException e) {
            throw BoundedObjects.failure(revision.name(), e);
        }
    }

    /**
     * Tells what differs between two commits, sorted by path.
     *
     * @param problems hears of folders that can't be read as such
     * @throws RegistryException {@code FILE_TOO_LARGE} if there is no end of it
     */
    public void changes(Revision before, Revision after, Consumer<ChangedPath> changes, Consumer<Problem> problems) {
        new TreeComparison(objects, changes, problems).folders("", treeOf(before), treeOf(after));
    }

    /**
     * Tells what differs between a commit and the working tree, sorted by path; ignored files are passed over.
     *
     * @throws RegistryException {@code REVISION_UNKNOWN} if there is no working tree
     */
    public void changesOfWorkingTree(Revision before, Consumer<ChangedPath> changes) {
        new WorkingTreeComparison(repository, tree(before, "")).from(ObjectId.fromString(before.id()), changes);
    }

    @Override
    public void close() {
        try (repository) {
            reader.close();
        }
    }
}
