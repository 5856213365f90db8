package io.github.registryorg.file;

import io.github.registryorg.problem.ByteCount;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The files of a directory on this machine. */
public final class DirectoryTree implements FileTree {

    /** Directories known to be real, at most: looking up the whole way for each file would cost more than reading it. */
    private static final int MAX_KNOWN = 256;

    private final Path root;
    private final Set<Path> real = ConcurrentHashMap.newKeySet();

    public DirectoryTree(Path root) {
        this.root = Objects.requireNonNull(root, "root");
    }

    /**
     * The metadata in a directory that must be there.
     *
     * @throws RegistryException {@code CONFIGURATION_INVALID}
     */
    public static DirectoryTree ofMetadata(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new RegistryException(Problem.of(
                            ProblemCode.CONFIGURATION_INVALID,
                            directory.toString(),
                            Files.exists(directory) ? "is not a directory" : "does not exist")
                    .hint("Set -Dregistry.directory to the directory of the metadata."));
        }
        return new DirectoryTree(directory);
    }

    /** An entry with all that was seen of it. */
    record Found(Entry entry, BasicFileAttributes attributes) {}

    @Override
    public List<Entry> list(String directory) {
        return found(directory).stream().map(Found::entry).toList();
    }

    /** The same as {@link #list}, with what was seen of each entry. */
    List<Found> found(String directory) {
        Path path = resolve(directory);
        return leadsThroughLink(path) ? List.of() : found(path);
    }

    /**
     * The same of a path that was looked at.
     *
     * @param attributes what there was, links not followed
     */
    List<Found> found(String directory, BasicFileAttributes attributes) {
        Path path = resolve(directory);
        if (path.equals(root)) {
            return found(path);
        }
        if (!attributes.isDirectory() || leadsThroughLink(path.getParent())) {
            return List.of();
        }
        remember(path);
        return found(path);
    }

    private static List<Found> found(Path directory) {
        List<Found> entries = new ArrayList<>();
        // not File.list, which takes fewer system calls, but also what was listed before an error for all there is
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                entries.add(seen(
                        child.getFileName().toString(),
                        Files.readAttributes(child, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)));
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw Failures.io("listing", directory, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw Failures.io("listing", directory, e);
        }
        entries.sort(Comparator.comparing(Found::entry));
        return entries;
    }

    private static Found seen(String name, BasicFileAttributes attributes) {
        Kind kind = kind(attributes);
        return new Found(new Entry(name, kind, kind == Kind.FILE ? attributes.size() : 0), attributes);
    }

    private Path resolve(String relative) {
        Path path = root.getFileSystem().getPath(relative);
        if (relative.contains("..")) {
            for (Path name : path) {
                if (name.toString().equals("..")) {
                    throw new IllegalArgumentException(relative + " leads out of the directory");
                }
            }
        }
        return root.resolve(path.isAbsolute() ? path.getRoot().relativize(path) : path);
    }

    /** A link in the middle leads away as well as one at the end; the root may be reached by any way. */
    private boolean leadsThroughLink(@Nullable Path path) {
        if (path == null || path.equals(root) || real.contains(path)) {
            return false;
        }
        if (Files.isSymbolicLink(path) || leadsThroughLink(path.getParent())) {
            return true;
        }
        remember(path);
        return false;
    }

    private void remember(Path directory) {
        if (real.size() >= MAX_KNOWN) {
            real.clear();
        }
        real.add(directory);
    }

    /** What there is at a path, links not followed; null where there is nothing. */
    @Nullable BasicFileAttributes attributes(String relative) {
        Path path = resolve(relative);
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return null;
        } catch (FileSystemException e) {
            if (e.getClass() == FileSystemException.class) {
                // a part of the path is not a directory
                return null;
            }
            throw Failures.io("reading", path, e);
        } catch (IOException e) {
            throw Failures.io("reading", path, e);
        }
    }

    /** The names in a directory that is known to be one, in any order; empty where it can't be listed. */
    Optional<String[]> names(String directory) {
        return Optional.ofNullable(resolve(directory).toFile().list());
    }

    static Kind kind(BasicFileAttributes attributes) {
        return attributes.isRegularFile()
                ? Kind.FILE
                : attributes.isDirectory() ? Kind.DIRECTORY : attributes.isSymbolicLink() ? Kind.LINK : Kind.OTHER;
    }

    @Override
    public Optional<byte[]> read(String file, int limit) {
        Path path = resolve(file);
        refuseBehindLink(file, path);
        // opening a pipe would wait forever, so look before
        try {
            return Optional.of(read(
                    file,
                    path,
                    limit,
                    Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw Failures.io("reading", path, e);
        }
    }

    /**
     * The same of a file that was looked at.
     *
     * @param attributes what there was
     */
    Optional<byte[]> read(String file, int limit, BasicFileAttributes attributes) {
        Path path = resolve(file);
        refuseBehindLink(file, path);
        try {
            return Optional.of(read(file, path, limit, attributes));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw Failures.io("reading", path, e);
        }
    }

    private void refuseBehindLink(String file, Path path) {
        if (leadsThroughLink(path.getParent())) {
            throw new RegistryException(Problem.of(ProblemCode.FILE_KIND_INVALID, file, "is behind a symbolic link")
                    .hint("Links are never followed: put the directory itself there.")
                    .at(file));
        }
    }

    private static byte[] read(String file, Path path, int limit, BasicFileAttributes attributes) throws IOException {
        if (!attributes.isRegularFile()) {
            throw new RegistryException(Problem.of(ProblemCode.FILE_KIND_INVALID, file, "is not an ordinary file")
                    .hint("Links and devices can't be metadata: put the file itself there.")
                    .at(file));
        }
        try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            Optional<byte[]> content =
                    attributes.size() > limit ? Optional.empty() : read(in, (int) attributes.size(), limit);
            return content.orElseThrow(() -> new RegistryException(Problem.of(
                            ProblemCode.FILE_TOO_LARGE,
                            file,
                            "has more than " + ByteCount.exact(limit) + ", the most that a file of its kind may have")
                    .hint("Make it smaller; what is large belongs into a store or onto another page.")
                    .at(file)));
        }
    }

    /** The whole content; empty if there is more than the limit. The size is a guess: the file may be being written. */
    private static Optional<byte[]> read(InputStream in, int size, int limit) throws IOException {
        byte[] content = new byte[size + 1];
        int length = Math.max(0, in.read(content));
        if (length != size) {
            length += in.readNBytes(content, length, content.length - length);
        }
        if (length <= size) {
            return Optional.of(Arrays.copyOf(content, length));
        }
        byte[] more = in.readNBytes(limit - size);
        if (length + more.length > limit) {
            return Optional.empty();
        }
        byte[] whole = Arrays.copyOf(content, length + more.length);
        System.arraycopy(more, 0, whole, length, more.length);
        return Optional.of(whole);
    }
}
