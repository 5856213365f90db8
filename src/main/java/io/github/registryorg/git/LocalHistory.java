package io.github.registryorg.git;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.SystemReader;

/**
 * The history of the source that is being built, where it is in a git repository of this machine. A history that was
 * cut off, as CI does, knows less, and never anything wrong.
 *
 * @param directory anywhere in the work tree
 */
public record LocalHistory(Path directory) {

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

    /** Whether both are commits here, and the one comes before the other. */
    public boolean isAncestor(String ancestor, String descendant) {
        if (!COMMIT.matcher(ancestor).matches() || !COMMIT.matcher(descendant).matches()) {
            return false;
        }
        FileRepositoryBuilder builder = EnclosingRepository.of(directory);
        if (builder.getGitDir() == null) {
            return false;
        }
        try (Repository repository = builder.build();
                RevWalk walk = new RevWalk(repository)) {
            return walk.isMergedInto(
                    walk.parseCommit(ObjectId.fromString(ancestor)), walk.parseCommit(ObjectId.fromString(descendant)));
        } catch (IOException e) {
            // not here, or not a repository that can be read: then nothing is known
            return false;
        }
    }

    /**
     * Who is at work here: by the environment, git's configuration, the CI, or else this plugin.
     *
     * @param environment {@code GIT_AUTHOR_NAME} and {@code GIT_AUTHOR_EMAIL}; {@code GITHUB_ACTOR},
     *     {@code GITLAB_USER_NAME} and {@code GITLAB_USER_EMAIL}
     */
    public GitPerson author(Map<String, String> environment) {
        String actor = environment.get("GITHUB_ACTOR");
        return GitPerson.of(environment.get("GIT_AUTHOR_NAME"), environment.get("GIT_AUTHOR_EMAIL"))
                .or(() -> user(directory))
                .or(() -> GitPerson.of(actor, actor + "@users.noreply.github.com"))
                .or(() -> GitPerson.of(environment.get("GITLAB_USER_NAME"), environment.get("GITLAB_USER_EMAIL")))
                .orElse(new GitPerson("registry-maven-plugin", "registry-maven-plugin@localhost"));
    }

    /** The author that git would use for a commit; empty where none is configured. */
    static Optional<GitPerson> user(Path directory) {
        try {
            FileRepositoryBuilder builder = EnclosingRepository.of(directory);
            if (builder.getGitDir() == null) {
                return user(SystemReader.getInstance().getUserConfig());
            }
            try (Repository repository = builder.build()) {
                return user(repository.getConfig());
            }
        } catch (IOException | ConfigInvalidException e) {
            return Optional.empty();
        }
    }

    private static Optional<GitPerson> user(Config config) {
        return GitPerson.of(config.getString("user", null, "name"), config.getString("user", null, "email"));
    }
}
