package io.github.registryorg.file;

import io.github.registryorg.problem.Failures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Small files that readers see whole, with the old content or the new, whatever happens to the writer. */
public final class WholeFile {

    private WholeFile() {}

    /**
     * Makes {@code file} have this content, its folders included. A file that has it already is not touched.
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
                // a new file by its ordinary rights: Files.createTempFile would hide it from everybody else
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
