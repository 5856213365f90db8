package io.github.registryorg.site;

import io.github.registryorg.file.FileTree;
import io.github.registryorg.git.GitRepository;
import io.github.registryorg.problem.Problem;
import java.util.Optional;

/**
 * The metadata of a commit. For one thread.
 *
 * @param git that they are read from
 * @param tree the files
 */
record CommitFiles(GitRepository git, FileTree tree) implements AutoCloseable {

    /** What of the files that were read the clone doesn't have; empty if it has them all. */
    Optional<Problem> missing() {
        return git.missing();
    }

    @Override
    public void close() {
        git.close();
    }
}
