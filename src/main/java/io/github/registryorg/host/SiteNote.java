package io.github.registryorg.host;

import io.github.registryorg.file.SortedLines;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.Location;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A file of sorted lines that a site has for whoever serves or deploys it. A site may come from elsewhere, or from another
 * version of ours, so what is not as it should be is refused.
 */
public final class SiteNote {

    /** Where all notes of a site are. They name paths of the machine that made it, so they are never published. */
    public static final String DIRECTORY = "-/host/";

    private final Path site;
    private final String path;

    /** @param path of the file, relative to the site */
    public SiteNote(Path site, String path) {
        this.site = site;
        this.path = path;
    }

    Path file() {
        return site.resolve(path);
    }

    /**
     * The first line that begins so; empty where there is none, or no such file.
     *
     * @throws RegistryException {@code SITE_UNKNOWN} if the file is not one of sorted lines
     */
    public Optional<String> find(String prefix) throws IOException {
        try {
            return SortedLines.find(file(), prefix);
        } catch (SortedLines.Malformed e) {
            throw refuse(0, e.getMessage());
        }
    }

    /**
     * Reads the whole once, so that a file from elsewhere is refused and gives no wrong result.
     *
     * @throws RegistryException as {@link #forEach} does
     */
    public void check() {
        forEach(line -> {});
    }

    /**
     * Reads all lines.
     *
     * @throws RegistryException {@code SITE_UNKNOWN} if the file does not exist, or its lines are not sorted
     */
    public void forEach(Consumer<String> lines) {
        try {
            SortedLines.forEach(file(), lines);
        } catch (NoSuchFileException e) {
            throw refuse(0, "it has no " + path);
        } catch (SortedLines.Malformed e) {
            throw refuse(0, e.getMessage());
        } catch (IOException e) {
            throw Failures.io("reading", file(), e);
        }
    }

    /**
     * The failure of what is not as it should be.
     *
     * @param line counted from 1; 0 for the file as a whole
     */
    RegistryException refuse(int line, @Nullable String why) {
        return new RegistryException(Problem.of(
                        ProblemCode.SITE_UNKNOWN,
                        site.toString(),
                        "is not a site that can be served or deployed: " + why)
                .at(new Location(path, line))
                .hint("Make the site again (registry:site)."));
    }
}
