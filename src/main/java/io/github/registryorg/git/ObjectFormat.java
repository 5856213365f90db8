package io.github.registryorg.git;

import io.github.registryorg.problem.Causes;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.lib.Repository;

/** How a repository names its objects. The library reads those with sha1 only, and takes others for damaged ones. */
final class ObjectFormat {

    private static final String SHA1 = "sha1";

    /** A line of a server's list of branches, as the library quotes it where it can't read it. */
    private static final Pattern LONG_ID = Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");

    private ObjectFormat() {}

    /**
     * Expects a repository on this machine to be one that can be read.
     *
     * @param subject what it is called in the problem
     * @throws RegistryException {@code UNSUPPORTED}
     */
    static void expectReadable(String subject, Repository repository) {
        String format = repository.getConfig().getString("extensions", null, "objectformat");
        if (format != null && !format.equalsIgnoreCase(SHA1)) {
            throw new RegistryException(unreadable(subject, format));
        }
    }

    /** Whether a server has listed branches by longer ids than the library knows. */
    static boolean isUnreadable(Throwable failure) {
        return Causes.find(failure, PackProtocolException.class)
                .filter(refused ->
                        LONG_ID.matcher(String.valueOf(refused.getMessage())).find())
                .isPresent();
    }

    static Problem unreadable(String subject) {
        return unreadable(subject, "sha256");
    }

    private static Problem unreadable(String subject, String format) {
        return Problem.of(
                        ProblemCode.UNSUPPORTED,
                        subject,
                        "is a git repository with " + format + " objects, which can't be read here yet")
                .hint("Make the registry's repository with sha1 objects (git init --object-format=sha1; on Forgejo, the"
                        + " object format of a new repository).");
    }
}
