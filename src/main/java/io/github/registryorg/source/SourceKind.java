package io.github.registryorg.source;

import io.github.registryorg.oci.FileArtifact;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.source.file.DirectoryFiles;
import io.github.registryorg.source.file.SourceFiles;
import io.github.registryorg.source.file.TarIndex;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The kinds of source, by prefix and by content. */
enum SourceKind {
    OCI(
            "oci",
            "an OCI layout",
            "oci-layout",
            "Check the path. An archive of a layout is made from inside it: tar -C LAYOUT -cf image.tar ."),
    DOCKER_ARCHIVE(
            "docker-archive",
            "a docker archive",
            "manifest.json",
            "Check the path, or save the image again: docker save -o image.tar NAME"),
    SIF("sif", "a SIF file", null, "Check the path, or build the file again."),
    FILE("file", "a plain file", null, null);

    private final String scheme;
    private final String label;
    /** A file that every one of this kind has; null for a kind that has no files in it. */
    private final @Nullable String marker;
    /** For whoever takes something else for one of this kind; null for a kind that everything is of. */
    private final @Nullable String advice;

    SourceKind(String scheme, String label, @Nullable String marker, @Nullable String advice) {
        this.scheme = scheme;
        this.label = label;
        this.marker = marker;
        this.advice = advice;
    }

    /** What a user writes before the path. */
    String prefix() {
        return scheme + ":";
    }

    /** With its article. */
    String label() {
        return label;
    }

    /** By its content; empty for a plain file, which a compressed archive is too, or where it can't be read. */
    static Optional<SourceKind> of(Path path) {
        try {
            return isSif(path)
                    ? Optional.of(SIF)
                    : of(Files.isDirectory(path) ? DirectoryFiles.of("", path) : TarIndex.read("", path));
        } catch (RegistryException notOfThese) {
            return Optional.empty();
        }
    }

    /** Whether a file begins as SIF files do. */
    static boolean isSif(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return FileArtifact.ofStart(in.readNBytes(FileArtifact.START_LENGTH)) == FileArtifact.SIF;
        } catch (IOException e) {
            throw Failures.io("reading", file, e);
        }
    }

    private static Optional<SourceKind> of(SourceFiles files) {
        if (OCI.isMarked(files)) {
            return Optional.of(OCI);
        }
        return DOCKER_ARCHIVE.isMarked(files) ? Optional.of(DOCKER_ARCHIVE) : Optional.empty();
    }

    /** Opens the files of a layout or archive, which may be compressed, that a user called one of this kind. */
    SourceFiles open(String name, Path path, OpenSources sources) {
        if (isSif(path)) {
            throw another(name, path, SIF);
        }
        SourceFiles files = Files.isDirectory(path)
                ? DirectoryFiles.of(name, path)
                : TarIndex.read(name, sources.plain(name, path));
        if (!isMarked(files)) {
            throw of(files)
                    .map(kind -> another(name, path, kind))
                    .orElseGet(() -> notOne(name, "it has no " + marker + " at its top"));
        }
        return files;
    }

    /** It is not of this kind, and maybe of another. */
    RegistryException notOne(String name, Path path, String why) {
        return of(path).map(kind -> another(name, path, kind)).orElseGet(() -> notOne(name, why));
    }

    private RegistryException notOne(String name, String why) {
        return new RegistryException(Problem.of(ProblemCode.SOURCE_INVALID, name, "is not " + label)
                .because(why)
                .hint(advice));
    }

    private RegistryException another(String name, Path path, SourceKind kind) {
        return new RegistryException(
                Problem.of(ProblemCode.SOURCE_INVALID, name, "is not " + label + " but " + kind.label)
                        .hint("Write " + kind.prefix() + path + " instead."));
    }

    private boolean isMarked(SourceFiles files) {
        return marker != null && files.find(marker).isPresent();
    }
}
