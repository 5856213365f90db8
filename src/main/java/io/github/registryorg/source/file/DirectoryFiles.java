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
 * The files in a directory. Links inside it are followed; one that leads out of it would publish files from elsewhere.
 *
 * @param subject of problems
 * @param directory with no link on the way to it
 */
public record DirectoryFiles(String subject, Path directory) implements SourceFiles {

    public static DirectoryFiles of(String subject, Path directory) {
        try {
            return new DirectoryFiles(subject, directory.toRealPath());
        } catch (IOException e) {
            throw Failures.io("reading the directory", directory, e);
        }
    }

    @Override
    public Optional<SourceFile> find(String name) {
        Path path = directory.resolve(name);
        try {
            Path real = path.toRealPath();
            if (!real.startsWith(directory)) {
                throw invalid(name + " is a link that leads out of the directory, to " + real);
            }
            if (!Files.isRegularFile(real)) {
                throw invalid(name + " is not a regular file");
            }
            return Optional.of(new SourceFile(
                    directory,
                    directory.relativize(real).toString(),
                    Files.size(real),
                    () -> Files.newInputStream(real)));
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
