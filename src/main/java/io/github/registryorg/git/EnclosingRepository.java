package io.github.registryorg.git;

import java.nio.file.Path;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * Finds the git repository whose work tree a directory is in. A bare one on the way there does not count: its files may
 * be those of a contribution, which would choose what is compared with what. Whoever means a bare one says so with
 * {@code GIT_DIR}.
 */
final class EnclosingRepository {

    private EnclosingRepository() {}

    /** A builder without a git directory where there is none. */
    static FileRepositoryBuilder of(Path directory) {
        return of(directory, new FileRepositoryBuilder());
    }

    /**
     * The builder with the git directory that was found.
     *
     * @param builder one that has a git directory, such as that of the environment, keeps it
     */
    static FileRepositoryBuilder of(Path directory, FileRepositoryBuilder builder) {
        QuietSystem.install();
        if (builder.getGitDir() != null) {
            return builder;
        }
        Path inside = directory.toAbsolutePath().normalize();
        for (Path from = inside; from != null; ) {
            builder.findGitDir(from.toFile());
            if (builder.getGitDir() == null) {
                return builder;
            }
            Path found = builder.getGitDir().toPath();
            if (!inside.startsWith(found)) {
                return builder;
            }
            // the directory is among git's own files: of a bare repository, or of a ".git"
            builder.setGitDir(null);
            from = found.endsWith(Constants.DOT_GIT) ? null : found.getParent();
        }
        return builder;
    }
}
