package io.github.registryorg.file;

import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.RegistryException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A directory of which single files change, each moved into place, in stages: a reader finds each file old or new. What
 * goes, goes last. A run that is killed leaves some files old and some new, and the next one has to look at them all.
 */
public final class DirectoryUpdate extends StagedDirectory {

    /** Paths of files that are still to be moved, or removed, by stage; in files, since there may be millions. */
    private final TreeMap<Integer, BufferedWriter> moves = new TreeMap<>();

    private final TreeMap<Integer, BufferedWriter> removals = new TreeMap<>();
    private final List<Path> others = new ArrayList<>();
    private final Path own;
    private final Path lists;

    private DirectoryUpdate(Path directory, Path own) throws IOException {
        super(directory, Files.createDirectories(own.resolve("files")), true);
        this.own = own;
        this.lists = Files.createDirectories(own.resolve("lists"));
    }

    /**
     * Begins to change a directory that is there.
     *
     * @param lock of the directory; held until this is closed
     * @param inside where the new files are made, below the directory, so that they are in its file system; nothing else is
     *     there
     * @throws RegistryException {@code IO_FAILED}
     */
    public static DirectoryUpdate of(DirectoryLock lock, String inside) {
        Path directory = lock.directory();
        Path own = directory.resolve(inside);
        clean(lock, inside);
        try {
            return new DirectoryUpdate(directory, own);
        } catch (IOException e) {
            throw Failures.io("writing", directory, e);
        }
    }

    /** Removes what a run has left that was killed. */
    public static void clean(DirectoryLock lock, String inside) {
        Path own = lock.directory().resolve(inside);
        try {
            remove(lock.directory(), own);
        } catch (IOException e) {
            throw Failures.io("cleaning up", own, e);
        }
    }

    private static void remove(Path directory, Path own) throws IOException {
        DirectoryRemoval.remove(own);
        try {
            for (Path above = own.getParent(); above != null && !above.equals(directory); above = above.getParent()) {
                Files.deleteIfExists(above);
            }
        } catch (DirectoryNotEmptyException e) {
            // the directory has files of its own there
        }
    }

    @Override
    void unchanged(String path) {
        // it is where it shall be
    }

    @Override
    void changed(String path, int stage) throws IOException {
        note(moves, "move", path, stage);
    }

    /** A file shall go. */
    public void remove(String path, int stage) {
        try {
            note(removals, "remove", path, stage);
        } catch (IOException e) {
            throw Failures.io("writing", lists, e);
        }
    }

    private void note(TreeMap<Integer, BufferedWriter> all, String name, String path, int stage) throws IOException {
        synchronized (all) {
            BufferedWriter list = all.get(stage);
            if (list == null) {
                list = Files.newBufferedWriter(lists.resolve(name + stage));
                all.put(stage, list);
            }
            list.write(path);
            list.write('\n');
        }
    }

    @Override
    public boolean isUnchanged() {
        return changes() == 0 && removals.isEmpty() && others.isEmpty();
    }

    /** Removes all links at once: what is behind them is not in the directory. */
    public void removeLinks() {
        try {
            Path real = directory.toRealPath();
            Files.walkFileTree(real, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (attributes.isSymbolicLink()) {
                        Files.delete(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw Failures.io("removing links from", directory, e);
        }
    }

    /**
     * All files shall go that were not put.
     *
     * @param index names files that were put, at the beginning of its lines, sorted; a tab follows
     * @param unlisted files that were put, too
     */
    public void removeOthers(Path index, Set<String> unlisted) {
        try {
            // whatever leads to it
            Path real = directory.toRealPath();
            Path skipped = own.toRealPath();
            Files.walkFileTree(real, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path one, BasicFileAttributes attributes) {
                    return one.equals(skipped) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    String path = real.relativize(file).toString().replace(File.separatorChar, '/');
                    if (!unlisted.contains(path)
                            && SortedLines.find(index, path + "\t").isEmpty()) {
                        others.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw Failures.io("listing", directory, e);
        }
    }

    @Override
    public void commit() {
        try {
            for (Map.Entry<Integer, BufferedWriter> stage : moves.entrySet()) {
                forEach("move", stage, this::moveIntoPlace);
            }
            for (Map.Entry<Integer, BufferedWriter> stage :
                    removals.descendingMap().entrySet()) {
                forEach("remove", stage, path -> takeAway(directory, directory.resolve(path)));
            }
            Path real = directory.toRealPath();
            for (Path other : others) {
                takeAway(real, other);
            }
        } catch (IOException e) {
            throw Failures.io("moving new files into", directory, e);
        }
    }

    private interface Change {
        void apply(String path) throws IOException;
    }

    private void forEach(String name, Map.Entry<Integer, BufferedWriter> stage, Change change) throws IOException {
        stage.getValue().close();
        try (BufferedReader list = Files.newBufferedReader(lists.resolve(name + stage.getKey()))) {
            for (String path = list.readLine(); path != null; path = list.readLine()) {
                change.apply(path);
            }
        }
    }

    private void moveIntoPlace(String path) throws IOException {
        Path source = staging.resolve(path);
        Path target = directory.resolve(path);
        try {
            Files.move(source, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (FileSystemException e) {
            // the directory is not there yet, or something takes its place that has to be removed
            makeWay(target);
            Files.move(source, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void makeWay(Path target) throws IOException {
        List<Path> above = new ArrayList<>();
        for (Path one = target.getParent(); one != null && !one.equals(directory); one = one.getParent()) {
            above.add(0, one);
        }
        for (Path one : above) {
            if (!Files.isDirectory(one, LinkOption.NOFOLLOW_LINKS)) {
                Files.deleteIfExists(one);
                Files.createDirectory(one);
            }
        }
        if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            DirectoryRemoval.remove(target);
        }
    }

    private static void takeAway(Path directory, Path file) throws IOException {
        try {
            if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                Files.deleteIfExists(file);
            }
            for (Path above = file.getParent(); above != null && !above.equals(directory); above = above.getParent()) {
                Files.delete(above);
            }
        } catch (DirectoryNotEmptyException e) {
            // others are still there
        } catch (NoSuchFileException e) {
            // gone with what was in its way
        } catch (FileSystemException e) {
            if (!Files.isRegularFile(file.getParent())) {
                throw e;
            }
        }
    }

    /** Removes what was not moved into place. */
    @Override
    public void close() {
        try {
            try {
                for (BufferedWriter list : moves.values()) {
                    list.close();
                }
                for (BufferedWriter list : removals.values()) {
                    list.close();
                }
            } finally {
                remove(directory, own);
            }
        } catch (IOException e) {
            throw Failures.io("cleaning up", own, e);
        }
    }
}
