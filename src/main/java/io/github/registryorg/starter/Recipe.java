package io.github.registryorg.starter;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a repository builds its container. */
public enum Recipe {
    /** A Java project, by Jib. */
    JIB("jib", null),
    /** A Dockerfile or Containerfile, by podman. */
    PODMAN("podman", "oci:target/built/image.tar"),
    /** The same, by docker's buildx, with BuildKit in a container. */
    BUILDX("buildx", "oci:target/built/image.tar"),
    /** A definition file, by Singularity or Apptainer. */
    APPTAINER("apptainer", "sif:target/built/image.sif");

    private static final List<String> DOCKERFILES = List.of("Containerfile", "Dockerfile");

    private final String tool;
    private final @Nullable String source;

    Recipe(String tool, @Nullable String source) {
        this.tool = tool;
        this.source = source;
    }

    /** The name of its build among the templates. */
    String tool() {
        return tool;
    }

    /** What is published of it; null for what Jib leaves. */
    @Nullable String source() {
        return source;
    }

    /** Whether it builds a Dockerfile. */
    boolean isOfDockerfile() {
        return this == PODMAN || this == BUILDX;
    }

    /**
     * What builds a Dockerfile.
     *
     * @throws RegistryException {@code CONFIGURATION_INVALID} if it is neither podman nor buildx
     */
    public static Recipe builder(String name) {
        return switch (name) {
            case "podman" -> PODMAN;
            case "buildx" -> BUILDX;
            default ->
                throw new RegistryException(Problem.of(
                                ProblemCode.CONFIGURATION_INVALID, "registry.builder=" + name, "is not a known builder")
                        .hint("Set it to podman or buildx."));
        };
    }

    /**
     * The file that a container is built from, of those that there are.
     *
     * @param recipe how it is built
     * @param file its name; empty for a project that has none
     */
    public record Found(Recipe recipe, String file) {}

    /**
     * What a repository builds, by the names of its files, which are sorted; a Dockerfile where nothing indicates
     * otherwise.
     *
     * @param files names of what is at its root
     * @param builder of a Dockerfile; null for podman, and for what has none
     * @throws RegistryException {@code CONFIGURATION_INVALID} if there is a builder, and no Dockerfile for it
     */
    public static Found of(List<String> files, @Nullable Recipe builder) {
        for (String name : DOCKERFILES) {
            if (files.contains(name)) {
                return new Found(builder == null ? PODMAN : builder, name);
            }
        }
        Found other = other(files);
        if (builder == null || other.recipe().isOfDockerfile()) {
            return new Found(builder == null ? other.recipe() : builder, other.file());
        }
        throw new RegistryException(Problem.of(
                        ProblemCode.CONFIGURATION_INVALID,
                        "registry.builder=" + builder.tool(),
                        "builds a Dockerfile, and there is none")
                .hint("Leave it out: " + (other.file().isEmpty() ? "pom.xml" : other.file()) + " is built by "
                        + other.recipe().tool() + ". Or add the Dockerfile first."));
    }

    private static Found other(List<String> files) {
        for (String name : files) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.endsWith(".def") || lower.matches("(singularity|apptainer)(\\..+)?")) {
                return new Found(APPTAINER, name);
            }
        }
        return files.contains("pom.xml") ? new Found(JIB, "") : new Found(PODMAN, "Dockerfile");
    }
}
