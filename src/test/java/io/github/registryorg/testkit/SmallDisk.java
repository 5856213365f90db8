package io.github.registryorg.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A disk of one mebibyte. Where mounting one is not permitted, the test is reported as skipped, and fails in CI.
 *
 * @param directory where it is mounted
 */
public record SmallDisk(Path directory) {

    private static final int SIZE = 1024 * 1024;

    /** @param directory that is made */
    public static SmallDisk mount(Path directory) throws IOException, InterruptedException {
        Files.createDirectory(directory);
        int exit = run("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "none", directory.toString());
        Prerequisite.check(exit == 0, "this user may not mount a small disk");
        return new SmallDisk(directory);
    }

    /** Leaves about that many bytes free, until the file is deleted that takes the rest. */
    public Path fill(int free) throws IOException {
        long left = Files.getFileStore(directory).getUsableSpace();
        return Files.write(directory.resolve("ballast"), new byte[(int) left - free]);
    }

    public void makeReadOnly() throws IOException, InterruptedException {
        assertThat(run("mount", "-o", "remount,ro", directory.toString())).isZero();
    }

    public void unmount() throws IOException, InterruptedException {
        run("umount", directory.toString());
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
