package io.github.registryorg.file;

import io.github.registryorg.problem.Failures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Small files that readers see whole, with the old content or the new, whatever happens to the writer. */
public final class WholeFile {

    private static final Pattern PARTIAL = Pattern.compile("\\..+\\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.tmp");

    private WholeFile() {}

    /**
     * Removes what killed writers have left in a directory. Not for directories that others may be writing to.
     *
     * @param depth how many directories deep to look; 1 for the directory's own files
     * @throws io.github.registryorg.problem.RegistryException {@code IO_FAILED}
     */
    public static void sweep(Path directory, int depth) {
        try (Stream<Path> all = Files.walk(directory, depth)) {
            List<Path> partial = all.filter(file ->
                            PARTIAL.matcher(file.getFileName().toString()).matches()
                                    && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .toList();
            for (Path file : partial) {
                Files.deleteIfExists(file);
            }
        } catch (UncheckedIOException e) {
            throw Failures.io("looking through", directory, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw Failures.io("looking through", directory, e);
        }
    }

    /**
     * Makes {@code file} have this content, its directories included. A file that has it already is not touched.
     *
     * @return whether anything was written
     * @throws io.github.registryorg.problem.RegistryException {@code IO_FAILED}; the file is then as it was
     */
    public static boolean write(Path file, byte[] content) {
        try {
            if (ContentComparison.holds(file, content)) {
                return false;
            }
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path beside = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
            try {
                // a new file by its ordinary rights: Files.createTempFile would hide it from other users
                Files.write(beside, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(beside);
            }
            return true;
        } catch (IOException e) {
            throw Failures.io("writing", file, e);
        }
    }
}
