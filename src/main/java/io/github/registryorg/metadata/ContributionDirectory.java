package io.github.registryorg.metadata;

import io.github.registryorg.file.DirectoryTree;
import io.github.registryorg.file.FileTree;
import io.github.registryorg.file.WholeFile;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The directory that a contribution is written to. It is added to, or starts afresh: then what repositories have there
 * from earlier builds is removed. A write that fails leaves what was there before. A directory that is a registry of its
 * own or a git work tree never starts afresh, and a file that belongs to no repository is never touched.
 */
public final class ContributionDirectory {

    private final Path path;
    private final boolean startsAfresh;

    private ContributionDirectory(Path path, boolean startsAfresh) {
        this.path = Objects.requireNonNull(path, "path");
        this.startsAfresh = startsAfresh;
    }

    /** A directory that is added to. */
    public static ContributionDirectory addedTo(Path path) {
        return new ContributionDirectory(path, false);
    }

    /** A directory of the build, which starts empty unless a registry is kept in it. */
    public static ContributionDirectory startedAfresh(Path path) {
        return new ContributionDirectory(path, !isKept(path));
    }

    /** Whether this is a registry of its own, a git work tree, or a link to what may be either. */
    public static boolean isKept(Path directory) {
        return Files.isSymbolicLink(directory)
                || Stream.of(MetadataLayout.SETTINGS, ".git")
                        .anyMatch(name -> Files.exists(directory.resolve(name), LinkOption.NOFOLLOW_LINKS));
    }

    /** What a new contribution builds on. */
    FileTree base() {
        return startsAfresh ? FileTree.EMPTY : new DirectoryTree(path);
    }

    /** The manifest of this digest as an earlier run has left it; empty where it is absent or broken. */
    public Optional<byte[]> kept(RepositoryName repository, Digest digest) {
        return kept(repository, digest, RawManifest.MAX_SIZE);
    }

    /** The bytes of this digest as an earlier run has left them; empty where they are absent or broken. */
    Optional<byte[]> kept(RepositoryName repository, Digest digest, int limit) {
        try {
            return new DirectoryTree(path)
                    .read(MetadataLayout.of(repository).content(digest), limit)
                    .filter(digest::matches);
        } catch (RegistryException e) {
            // it is made again
            return Optional.empty();
        }
    }

    /** Whether each of these paths still is a file. */
    public boolean hasAll(Collection<String> files) {
        return files.stream().allMatch(file -> Files.isRegularFile(path.resolve(file), LinkOption.NOFOLLOW_LINKS));
    }

    /** The contribution as it will be once these files have been written, by their path. */
    public FileTree with(Map<String, byte[]> files) {
        return new DraftTree(base(), files);
    }

    /**
     * Writes files in this order, then removes what a directory that starts afresh has beside them.
     *
     * @return the paths of what was written, changed or removed
     * @throws RegistryException {@code FILE_KIND_INVALID} if one of them would be written behind a link, {@code IO_FAILED}
     */
    public List<String> put(Map<String, byte[]> files) {
        DirectoryTree tree = new DirectoryTree(path);
        Map<String, byte[]> before = new LinkedHashMap<>();
        files.keySet()
                .forEach(file -> tree.read(file, RawManifest.MAX_SIZE).ifPresent(content -> before.put(file, content)));
        List<String> changed = new ArrayList<>();
        try {
            files.forEach((file, content) -> {
                if (!Arrays.equals(before.get(file), content)) {
                    changed.add(file);
                    WholeFile.write(path.resolve(file), content);
                }
            });
        } catch (RegistryException e) {
            undo(changed, before, e);
            throw e;
        }
        if (startsAfresh) {
            List<String> stale = new ArrayList<>();
            findStale(tree, "", files, stale);
            stale.forEach(this::remove);
            changed.addAll(stale);
        }
        return changed;
    }

    /**
     * Removes files of repositories, and the directories that they leave empty; what is gone already is fine.
     *
     * @throws RegistryException {@code IO_FAILED}
     */
    public void remove(Collection<String> files) {
        files.forEach(this::remove);
    }

    private void undo(List<String> changed, Map<String, byte[]> before, RegistryException reason) {
        for (String file : changed) {
            try {
                if (before.get(file) == null) {
                    remove(file);
                } else {
                    WholeFile.write(path.resolve(file), before.get(file));
                }
            } catch (RegistryException e) {
                reason.addSuppressed(e);
            }
        }
    }

    private static void findStale(FileTree tree, String directory, Map<String, byte[]> files, List<String> stale) {
        for (FileTree.Entry entry : tree.list(directory)) {
            String at = directory.isEmpty() ? entry.name() : directory + "/" + entry.name();
            if (entry.isDirectory() && !entry.name().startsWith(".")) {
                findStale(tree, at, files, stale);
            } else if (entry.isFile()
                    && !files.containsKey(at)
                    && MetadataLayout.parse(at).isPresent()) {
                stale.add(at);
            }
        }
    }

    /** Removes a file, and the directories that it leaves empty. */
    private void remove(String file) {
        try {
            Files.deleteIfExists(path.resolve(file));
            for (Path parent = Path.of(file).getParent(); parent != null; parent = parent.getParent()) {
                Files.deleteIfExists(path.resolve(parent));
            }
            Files.deleteIfExists(path);
        } catch (DirectoryNotEmptyException e) {
            // what is in it stays
        } catch (IOException e) {
            throw Failures.io("removing", path.resolve(file), e);
        }
    }
}
