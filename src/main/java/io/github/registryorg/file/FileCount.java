package io.github.registryorg.file;

import io.github.registryorg.problem.Failures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveTask;

/** How many files there are in a directory and below it, links among them; several directories are counted at a time. */
final class FileCount extends RecursiveTask<Long> {

    private static final long serialVersionUID = 1L;

    private final transient Path directory;

    private FileCount(Path directory) {
        this.directory = directory;
    }

    static long of(Path directory) {
        try {
            return ForkJoinPool.commonPool().invoke(new FileCount(directory));
        } catch (UncheckedIOException e) {
            throw Failures.io("listing", directory, Objects.requireNonNull(e.getCause()));
        }
    }

    @Override
    protected Long compute() {
        long files = 0;
        List<FileCount> below = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    below.add(new FileCount(entry));
                } else {
                    files++;
                }
            }
        } catch (DirectoryIteratorException e) {
            throw new UncheckedIOException(e.getCause());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files + invokeAll(below).stream().mapToLong(ForkJoinTask::join).sum();
    }
}
