package io.github.registryorg.starter;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a repository builds its container. */
public enum Recipe {
    /** A Java project, by Jib. */
    JIB("jib", null),
    /** A Dockerfile or Containerfile, by buildah. */
    BUILDAH("buildah", "oci:target/image"),
    /** A definition file, by Singularity or Apptainer. */
    APPTAINER("apptainer", "sif:target/image.sif");

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
     */
    public static Found of(List<String> files) {
        for (String name : DOCKERFILES) {
            if (files.contains(name)) {
                return new Found(BUILDAH, name);
            }
        }
        for (String name : files) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.endsWith(".def") || lower.matches("(singularity|apptainer)(\\..+)?")) {
                return new Found(APPTAINER, name);
            }
        }
        return files.contains("pom.xml") ? new Found(JIB, "") : new Found(BUILDAH, "Dockerfile");
    }
}
