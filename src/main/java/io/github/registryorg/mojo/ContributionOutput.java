package io.github.registryorg.mojo;

import io.github.registryorg.metadata.ContributionDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.maven.project.MavenProject;

/**
 * The directory that a module's contribution is written to. Within the build directory, each build starts it afresh,
 * unless a registry or a git work tree is kept there; anywhere else it is added to.
 */
record ContributionOutput(Path directory, MavenModule module, BuildPublications builds) {

    /** For one thread at a time to hold while it writes the directory. */
    Object lock() {
        return builds.lock(directory);
    }

    /** Whether what the directory has is from earlier builds, and is to be replaced. */
    boolean startsAfresh() {
        return isOfBuild() && !builds.hasWritten(directory);
    }

    /** Removes what an earlier build has published of the module. */
    void clear() {
        synchronized (lock()) {
            if (startsAfresh()) {
                ContributionDirectory.startedAfresh(directory).put(Map.of());
            }
        }
    }

    /** Whether the directory is within the build directory of a module: only those are emptied. */
    private boolean isOfBuild() {
        List<MavenProject> all = module.session().getAllProjects();
        return Stream.concat(
                        Stream.of(module.buildDirectory()),
                        Stream.ofNullable(all)
                                .flatMap(List::stream)
                                .filter(one -> one.getFile() != null)
                                .map(one -> Path.of(one.getBuild().getDirectory())))
                .map(build -> build.toAbsolutePath().normalize())
                .anyMatch(this::isWithin);
    }

    /** Whether it is below a build directory, and not part of a registry or git work tree that is kept there. */
    private boolean isWithin(Path build) {
        Predicate<Path> isBelow = above -> above.startsWith(build);
        return directory.startsWith(build)
                && !directory.equals(build)
                && Stream.iterate(directory.getParent(), isBelow, Path::getParent)
                        .noneMatch(ContributionDirectory::isKept);
    }
}
