package io.github.registryorg.source.file;

import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The files in a folder. Links inside it are followed; one that leads out of it would publish what nobody put there.
 *
 * @param subject what problems are said of
 * @param folder with no link on the way to it
 */
public record FolderFiles(String subject, Path folder) implements SourceFiles {

    public static FolderFiles of(String subject, Path folder) {
        try {
            return new FolderFiles(subject, folder.toRealPath());
        } catch (IOException e) {
            throw Failures.io("reading the folder", folder, e);
        }
    }

    @Override
    public Optional<SourceFile> find(String name) {
        Path path = folder.resolve(name);
        try {
            Path real = path.toRealPath();
            if (!real.startsWith(folder)) {
                throw invalid(name + " is a link that leads out of the folder, to " + real);
            }
            if (!Files.isRegularFile(real)) {
                throw invalid(name + " is not a regular file");
            }
            return Optional.of(new SourceFile(
                    folder, folder.relativize(real).toString(), Files.size(real), () -> Files.newInputStream(real)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw Failures.io("reading", path, e);
        }
    }

    private RegistryException invalid(String what) {
        return new RegistryException(Problem.of(ProblemCode.SOURCE_INVALID, subject, what)
                .hint("Copy the layout with its links resolved (cp -rL), and name the copy."));
    }
}
