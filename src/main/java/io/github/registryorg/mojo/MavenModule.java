package io.github.registryorg.mojo;

import io.github.registryorg.metadata.MetadataLayout;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * The module that a goal runs for; without a {@code pom.xml}, the directory that Maven runs in.
 *
 * @param project null where Maven has none
 */
record MavenModule(@Nullable MavenProject project, MavenSession session) {

    /** Whether there is a {@code pom.xml}: without one, Maven makes up a project that has no file. */
    boolean hasPom() {
        return pom().isPresent();
    }

    /** The project of the {@code pom.xml}; empty without one. */
    Optional<MavenProject> pom() {
        return Optional.ofNullable(project).filter(known -> known.getFile() != null);
    }

    /** {@code groupId:artifactId}, as messages have it; empty without a {@code pom.xml}. */
    String name() {
        return pom().map(known -> known.getGroupId() + ":" + known.getArtifactId())
                .orElse("");
    }

    /** The project's directory; without a project, the one that Maven runs in. */
    Path baseDirectory() {
        return pom().map(known -> known.getBasedir().toPath())
                .orElseGet(() -> Path.of(session.getExecutionRootDirectory()));
    }

    /** The project's build directory; without a project, {@code target} where Maven runs. */
    Path buildDirectory() {
        return pom().map(known -> Path.of(known.getBuild().getDirectory()))
                .orElseGet(() -> baseDirectory().resolve("target"));
    }

    /**
     * A file or directory that a parameter can set.
     *
     * @param configured null for the default
     * @param name of the default, in the build directory
     */
    Path orBuild(@Nullable File configured, String name) {
        return configured == null
                ? buildDirectory().resolve(name)
                : configured.toPath().toAbsolutePath();
    }

    /**
     * The metadata: the directory that is configured; else the contribution that was published here; else the
     * directory that Maven runs in.
     *
     * @param configured null for the default
     */
    Path metadata(@Nullable File configured) {
        if (configured != null) {
            return configured.toPath().toAbsolutePath();
        }
        Path contribution = buildDirectory().resolve("registry");
        boolean isRegistry = Files.exists(baseDirectory().resolve(MetadataLayout.SETTINGS));
        return !isRegistry && Files.isDirectory(contribution) ? contribution : baseDirectory();
    }
}
