package io.github.registryorg.source;

import io.github.registryorg.net.AllowedHosts;
import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.remote.Logins;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a user wrote to name a source. */
public final class SourceGrammar {

    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]+:.*", Pattern.DOTALL);

    /** Places of images that skopeo reads and we don't. */
    private static final Set<String> COPIED_BY_SKOPEO = Set.of("docker-daemon", "containers-storage", "dir");

    static final String UNDERSTOOD =
            "Supported are oci:DIR|TAR[:REF], docker-archive:TAR[:REF], docker://REF, sif:FILE, file:FILE and a plain"
                    + " path.";

    private final String text;
    private final Path baseDirectory;
    private final OpenSources sources;

    private SourceGrammar(String text, Path baseDirectory, OpenSources sources) {
        this.text = text;
        this.baseDirectory = baseDirectory;
        this.sources = sources;
    }

    /**
     * Understands {@code oci:DIR|TAR[:REF]}, {@code docker-archive:TAR[:REF]}, {@code sif:FILE}, {@code file:FILE}, a
     * plain path, which is a file that is published as an artifact, and {@code docker://REF}, an image in a registry.
     * {@code REF} is a name, a tag or a digest; as skopeo has it, what exists as a path as a whole is the path.
     *
     * @param baseDirectory what relative paths are relative to
     * @param sources what is opened; the source can be read until it is closed
     * @throws RegistryException {@code CONFIGURATION_INVALID} if the text is none of these, {@code SOURCE_UNKNOWN} if
     *     nothing is there, {@code SOURCE_INVALID} if what is there is of another kind
     */
    public static ImageSource parse(String text, Path baseDirectory, OpenSources sources) {
        return isInRegistry(text) ? sources.open(text) : new SourceGrammar(text, baseDirectory, sources).source();
    }

    /** Whether a source is an image in a registry: it was built elsewhere. */
    public static boolean isInRegistry(String text) {
        return text.startsWith(RegistryReference.PREFIX);
    }

    /**
     * Whether the file or directory of a source exists. A registry gets no request: an image in one counts as present.
     *
     * @param baseDirectory what relative paths are relative to
     */
    public static boolean isThere(String text, Path baseDirectory) {
        if (isInRegistry(text)) {
            return true;
        }
        try (OpenSources nothing =
                new OpenSources(AllowedHosts.NONE, null, Logins.NONE, false, LayerCompression.NONE)) {
            new SourceGrammar(text, baseDirectory, nothing).source();
            return true;
        } catch (RegistryException e) {
            return e.problem().code() != ProblemCode.SOURCE_UNKNOWN;
        }
    }

    private ImageSource source() {
        Optional<SourceKind> kind = Arrays.stream(SourceKind.values())
                .filter(one -> text.startsWith(one.prefix()))
                .findFirst();
        if (kind.isPresent()) {
            String rest = text.substring(kind.get().prefix().length());
            if (rest.isBlank()) {
                throw invalid("names no path", UNDERSTOOD);
            }
            return source(kind.get(), rest);
        }
        Path path = existing(text);
        if (path == null) {
            throw SCHEME.matcher(text).matches() ? unknownScheme() : absent(text);
        }
        SourceKind.of(path).ifPresent(one -> refuseUnprefixed(one, path));
        return new PlainFile(text, regularFile(path));
    }

    private ImageSource source(SourceKind kind, String rest) {
        return switch (kind) {
            case OCI -> {
                Split split = split(kind, rest);
                yield new OciLayout(split.name, split.path, split.reference, sources);
            }
            case DOCKER_ARCHIVE -> {
                Split split = split(kind, rest);
                yield new DockerArchive(split.name, split.path, split.reference, sources);
            }
            case SIF -> new SifFile(text, whole(rest));
            case FILE -> new PlainFile(text, whole(rest));
        };
    }

    /** The path and the reference: all of it where that exists, else what is before the first colon that fits. */
    private Split split(SourceKind kind, String rest) {
        Path all = existing(rest);
        if (all != null) {
            return new Split(text, readable(all), null);
        }
        for (int colon = rest.indexOf(':'); colon >= 0; colon = rest.indexOf(':', colon + 1)) {
            Path path = existing(rest.substring(0, colon));
            if (path != null) {
                String reference = rest.substring(colon + 1);
                if (reference.isEmpty()) {
                    throw invalid("has no reference after the last colon", UNDERSTOOD);
                }
                return new Split(kind.prefix() + rest.substring(0, colon), readable(path), reference);
            }
        }
        throw absent(rest);
    }

    private Path whole(String rest) {
        Path path = existing(rest);
        if (path == null) {
            throw absent(rest);
        }
        return regularFile(path);
    }

    private Path regularFile(Path path) {
        if (Files.isRegularFile(path)) {
            return path;
        }
        throw new RegistryException(Problem.of(ProblemCode.SOURCE_INVALID, text, "is not a regular file")
                .hint(UNDERSTOOD));
    }

    /** A pipe or a device would be read without end. */
    private Path readable(Path path) {
        return Files.isDirectory(path) ? path : regularFile(path);
    }

    /** Null where nothing is there. */
    private @Nullable Path existing(String name) {
        if (name.isBlank()) {
            return null;
        }
        try {
            Path path = baseDirectory.resolve(name);
            return Files.exists(path) ? path : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private void refuseUnprefixed(SourceKind kind, Path path) {
        String hint = "Write " + kind.prefix() + text + " to publish what it holds";
        throw invalid(
                "is " + kind.label() + ", and has no prefix that determines how to publish it",
                Files.isDirectory(path)
                        ? hint + "."
                        : hint + ", or " + SourceKind.FILE.prefix() + text + " to publish the file itself.");
    }

    private RegistryException unknownScheme() {
        String scheme = text.substring(0, text.indexOf(':'));
        String hint = UNDERSTOOD;
        if (scheme.equals("docker")) {
            hint = "Write docker://HOST/NAME:TAG for an image in a registry.";
        } else if (scheme.equals("oci-archive")) {
            hint = "Write oci: for an OCI layout in a tar archive, too.";
        } else if (COPIED_BY_SKOPEO.contains(scheme)) {
            hint = "Copy it first (skopeo copy --all " + RemoteUrl.redacted(text) + " oci:image), then name oci:image. "
                    + UNDERSTOOD;
        }
        return invalid("is of a kind that is not understood", hint);
    }

    private RegistryException absent(String name) {
        return new RegistryException(Problem.of(
                        ProblemCode.SOURCE_UNKNOWN, text, "no file or directory \"" + name + "\" in " + baseDirectory)
                .hint("Check the path. " + UNDERSTOOD));
    }

    private RegistryException invalid(String what, String hint) {
        return new RegistryException(Problem.of(ProblemCode.CONFIGURATION_INVALID, RemoteUrl.redacted(text), what)
                .hint(hint));
    }

    /** The name is the user's text without the reference; the reference is null where there is none. */
    private record Split(String name, Path path, @Nullable String reference) {}
}
