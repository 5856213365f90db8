package io.github.registryorg.contribute;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The branch that something is proposed on: {@code update/acme+app} for the repository {@code acme/app}. No two
 * repositories share one, and none is in another's way: {@code acme/app} and {@code acme/app/tools} would.
 */
final class BranchName {

    static final String PREFIX = "update/";

    /** Names of files have 255 bytes at most, and git puts {@code .lock} behind a branch's. */
    private static final int MAX_LENGTH = 200;

    private static final int HASH = 16;
    private static final Pattern UNFIT = Pattern.compile("[^A-Za-z0-9._-]+");
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_+][A-Za-z0-9._/+@=,-]{0,239}");

    private BranchName() {}

    /**
     * The configured name, or else the name that follows from what is proposed.
     *
     * @param configured null where none is
     * @param build what the repositories are built by
     * @param hasModules whether that has modules: then the branch is the same whichever of them are built
     */
    static String of(
            @Nullable String configured, Collection<RepositoryName> repositories, String build, boolean hasModules) {
        if (configured != null) {
            return checked(configured.strip());
        }
        return repositories.size() == 1 && !hasModules
                ? of(repositories.iterator().next())
                : PREFIX + fit("_" + UNFIT.matcher(build).replaceAll("-"));
    }

    static String of(RepositoryName repository) {
        return PREFIX + fit(repository.name().replace('/', '+'));
    }

    /**
     * No repository's name ends with a slash or has two of them, so that what is added here is in no repository's
     * name.
     */
    private static String fit(String name) {
        String cut = name;
        if (name.length() > MAX_LENGTH) {
            String hash =
                    Digest.sha256(name.getBytes(StandardCharsets.UTF_8)).hex().substring(0, HASH);
            cut = name.substring(0, MAX_LENGTH - HASH - 2) + "++" + hash;
        }
        return isRefused(cut) ? cut + "+" : cut;
    }

    private static boolean isRefused(String component) {
        return component.endsWith(".lock") || component.endsWith(".");
    }

    private static String checked(String configured) {
        boolean fits = ALLOWED.matcher(configured).matches()
                && !configured.contains("..")
                && !configured.contains("//")
                && !configured.contains("/.")
                && !configured.contains(".lock/")
                && !configured.endsWith("/")
                && !isRefused(configured);
        if (!fits) {
            throw new RegistryException(Problem.of(
                            ProblemCode.CONFIGURATION_INVALID, "registry.branch", "is not a valid branch name")
                    .hint("Write letters, digits, '-', '_', '.', '+' and '/' as in update/acme+app, or leave it out."));
        }
        return configured;
    }
}
