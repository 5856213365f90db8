package io.github.registryorg.site;

import io.github.registryorg.file.DirectoryTree;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.tree.Endpoint;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Which directories a site is not made in. */
final class SiteDirectory {

    private SiteDirectory() {}

    /** Clients request {@code sha256:…}, and no host takes another character for the colon. */
    static void refuseWithoutColons(Path site) {
        try {
            site.getFileSystem().getPath("sha256:0");
        } catch (InvalidPathException e) {
            throw new RegistryException(Problem.of(
                            ProblemCode.CONFIGURATION_INVALID,
                            site.toString(),
                            "is in a file system that allows no colons in file names, and a site has such names (sha256:…)")
                    .hint("Make the site on Linux or macOS, such as in CI or under WSL."));
        }
    }

    /** The directory is replaced as a whole, so it must not be used for anything else. */
    static void refuseForeign(Path target, Path registry) {
        Path site = target.toAbsolutePath().normalize();
        Path metadata = registry.toAbsolutePath().normalize();
        boolean mine = !Files.exists(site)
                || Files.isRegularFile(site.resolve(new Endpoint.Base().path()))
                || Files.isDirectory(site) && (isEmpty(site) || SiteOutput.hasBegun(site));
        if (Files.isRegularFile(site.resolveSibling("v2").resolve("index.html"))) {
            throw new RegistryException(Problem.of(
                            ProblemCode.CONFIGURATION_INVALID,
                            site.toString(),
                            "is in a directory that is a site itself")
                    .hint("Remove " + site.getParent() + " (mvn clean), or name another directory with"
                            + " -Dregistry.site."));
        }
        if (!mine || metadata.startsWith(site)) {
            throw new RegistryException(Problem.of(
                            ProblemCode.CONFIGURATION_INVALID,
                            site.toString(),
                            "is not a site, and would be overwritten")
                    .hint("Set -Dregistry.site to another directory, or remove this one."));
        }
    }

    private static boolean isEmpty(Path directory) {
        return new DirectoryTree(directory).list("").isEmpty();
    }
}
