package io.github.registryorg.starter;

import io.github.registryorg.file.WholeFile;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The directory that gets the files: what is there stays, unless it is marked as made like what takes its place. */
public record StarterDirectory(Path directory) {

    /**
     * What became of the files.
     *
     * @param written paths of those that are new, or were made again
     * @param left paths of those that stood there
     */
    public record Outcome(List<String> written, List<String> left) {}

    /** The names of what is at its root, sorted. */
    public List<String> names() {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw Failures.io("listing", directory, e);
        }
    }

    /**
     * Writes the files that are not there, or are marked as replaceable and other, each whole.
     *
     * @throws RegistryException {@code FILE_KIND_INVALID} if a link or file is where a directory must be: nothing was
     *     written then
     */
    public Outcome write(List<StarterFile> files) {
        files.forEach(this::refuseDetour);
        List<String> written = new ArrayList<>();
        List<String> left = new ArrayList<>();
        for (StarterFile file : files) {
            Path path = directory.resolve(file.path());
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !isReplaced(path, file)) {
                left.add(file.path());
            } else {
                WholeFile.write(path, file.bytes());
                written.add(file.path());
            }
        }
        return new Outcome(List.copyOf(written), List.copyOf(left));
    }

    private static boolean isReplaced(Path path, StarterFile file) {
        if (file.mark().isEmpty() || !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        byte[] mark = file.mark().getBytes(StandardCharsets.UTF_8);
        byte[] made = file.bytes();
        try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            byte[] found = in.readNBytes(made.length + 1);
            return found.length >= mark.length
                    && Arrays.equals(found, 0, mark.length, mark, 0, mark.length)
                    && !Arrays.equals(found, made);
        } catch (IOException e) {
            throw Failures.io("reading", path, e);
        }
    }

    private void refuseDetour(StarterFile file) {
        for (Path step = directory.resolve(file.path()).getParent();
                step != null && !step.equals(directory);
                step = step.getParent()) {
            if (Files.exists(step, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(step, LinkOption.NOFOLLOW_LINKS)) {
                throw new RegistryException(
                        Problem.of(
                                        ProblemCode.FILE_KIND_INVALID,
                                        step.toString(),
                                        "is not a directory, and " + file.path() + " belongs below it")
                                .hint(
                                        "Move it away, or begin in another directory (registry.directory). Nothing was written."));
            }
        }
    }
}
