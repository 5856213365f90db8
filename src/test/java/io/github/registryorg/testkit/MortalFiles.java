package io.github.registryorg.testkit;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardOpenOption;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The files of this machine, for a run that dies at a change of theirs that is known: neither that change nor any later one
 * is made, not even where the run cleans up, just as if its process was killed there.
 */
public final class MortalFiles {

    private static final Set<OpenOption> WRITING = Set.of(
            StandardOpenOption.WRITE,
            StandardOpenOption.APPEND,
            StandardOpenOption.CREATE,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.TRUNCATE_EXISTING);

    private final AtomicInteger changes = new AtomicInteger();
    private final int most;
    private final Files files = new Files();

    /** @param most changes that are made */
    public MortalFiles(int most) {
        this.most = most;
    }

    /** What a run ends with that dies. */
    public static final class Death extends Error {

        private static final long serialVersionUID = 1L;
    }

    /** A path of this machine, whose changes are counted. */
    public Path path(Path real) {
        return (Path) Proxy.newProxyInstance(
                MortalFiles.class.getClassLoader(),
                new Class<?>[] {Path.class, Real.class},
                (proxy, method, values) -> {
                    if (method.getDeclaringClass() == Real.class) {
                        return real;
                    }
                    if (method.getName().equals("getFileSystem")) {
                        return new Wrapped(real.getFileSystem());
                    }
                    Object[] arguments = values == null ? new Object[0] : values.clone();
                    for (int i = 0; i < arguments.length; i++) {
                        arguments[i] = arguments[i] instanceof Real path ? path.real() : arguments[i];
                    }
                    try {
                        Object result = method.invoke(real, arguments);
                        return result instanceof Path path ? path(path) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** Whether the run has died. */
    public boolean isDead() {
        return changes.get() > most;
    }

    /** Changes that were made, or at least begun. */
    public int changes() {
        return changes.get();
    }

    private void change() {
        if (changes.incrementAndGet() > most) {
            throw new Death();
        }
    }

    /** A path that is wrapped. */
    private interface Real {
        Path real();
    }

    private static Path real(Path path) {
        return path instanceof Real wrapped ? wrapped.real() : path;
    }

    private final class Wrapped extends FileSystem {

        private final FileSystem real;

        private Wrapped(FileSystem real) {
            this.real = real;
        }

        @Override
        public FileSystemProvider provider() {
            return files;
        }

        @Override
        public void close() {
            // the machine's own stays open
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public boolean isReadOnly() {
            return false;
        }

        @Override
        public String getSeparator() {
            return real.getSeparator();
        }

        @Override
        public Iterable<Path> getRootDirectories() {
            return real.getRootDirectories();
        }

        @Override
        public Iterable<FileStore> getFileStores() {
            return real.getFileStores();
        }

        @Override
        public Set<String> supportedFileAttributeViews() {
            return real.supportedFileAttributeViews();
        }

        @Override
        public Path getPath(String first, String... more) {
            return path(real.getPath(first, more));
        }

        @Override
        public PathMatcher getPathMatcher(String syntaxAndPattern) {
            return real.getPathMatcher(syntaxAndPattern);
        }

        @Override
        public UserPrincipalLookupService getUserPrincipalLookupService() {
            return real.getUserPrincipalLookupService();
        }

        @Override
        public WatchService newWatchService() throws IOException {
            return real.newWatchService();
        }
    }

    private final class Files extends FileSystemProvider {

        private final FileSystemProvider real = FileSystems.getDefault().provider();

        private void changing(Set<? extends OpenOption> options) {
            if (options.stream().anyMatch(WRITING::contains)) {
                change();
            }
        }

        @Override
        public SeekableByteChannel newByteChannel(
                Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
            changing(options);
            return opened(real.newByteChannel(real(path), options, attributes), options);
        }

        @Override
        public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
                throws IOException {
            changing(options);
            return opened(real.newFileChannel(real(path), options, attributes), options);
        }

        /** A file that is open may stay as it is. */
        private <C extends SeekableByteChannel> C opened(C channel, Set<? extends OpenOption> options)
                throws IOException {
            try {
                changing(options);
                return channel;
            } catch (Death e) {
                channel.close();
                throw e;
            }
        }

        @Override
        public void createDirectory(Path directory, FileAttribute<?>... attributes) throws IOException {
            change();
            real.createDirectory(real(directory), attributes);
        }

        @Override
        public void createLink(Path link, Path existing) throws IOException {
            change();
            real.createLink(real(link), real(existing));
        }

        @Override
        public void delete(Path path) throws IOException {
            change();
            real.delete(real(path));
        }

        @Override
        public void copy(Path source, Path target, CopyOption... options) throws IOException {
            change();
            real.copy(real(source), real(target), options);
        }

        @Override
        public void move(Path source, Path target, CopyOption... options) throws IOException {
            change();
            real.move(real(source), real(target), options);
        }

        @Override
        public DirectoryStream<Path> newDirectoryStream(Path directory, DirectoryStream.Filter<? super Path> filter)
                throws IOException {
            DirectoryStream<Path> all =
                    real.newDirectoryStream(real(directory), entry -> filter.accept(MortalFiles.this.path(entry)));
            Iterator<Path> entries = all.iterator();
            return new DirectoryStream<>() {
                @Override
                public Iterator<Path> iterator() {
                    return new Iterator<>() {
                        @Override
                        public boolean hasNext() {
                            return entries.hasNext();
                        }

                        @Override
                        public Path next() {
                            return MortalFiles.this.path(entries.next());
                        }
                    };
                }

                @Override
                public void close() throws IOException {
                    all.close();
                }
            };
        }

        @Override
        public boolean isSameFile(Path one, Path other) throws IOException {
            return real.isSameFile(real(one), real(other));
        }

        @Override
        public boolean isHidden(Path path) throws IOException {
            return real.isHidden(real(path));
        }

        @Override
        public FileStore getFileStore(Path path) throws IOException {
            return real.getFileStore(real(path));
        }

        @Override
        public void checkAccess(Path path, AccessMode... modes) throws IOException {
            real.checkAccess(real(path), modes);
        }

        @Override
        public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
            return real.getFileAttributeView(real(path), type, options);
        }

        @Override
        public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
                throws IOException {
            return real.readAttributes(real(path), type, options);
        }

        @Override
        public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
                throws IOException {
            return real.readAttributes(real(path), attributes, options);
        }

        @Override
        public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
            real.setAttribute(real(path), attribute, value, options);
        }

        @Override
        public String getScheme() {
            return "mortal";
        }

        @Override
        public FileSystem newFileSystem(URI uri, Map<String, ?> settings) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileSystem getFileSystem(URI uri) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Path getPath(URI uri) {
            throw new UnsupportedOperationException();
        }
    }
}
