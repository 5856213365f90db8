package io.github.registryorg.store;

import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.remote.RemoteClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The stores that the metadata of one registry names, opened for reading. Safe for use by several threads. */
public final class BlobStores {

    private final Path registry;
    private final StoreMap map;
    private final RemoteClient client;
    private final Map<String, BlobStore> open = new ConcurrentHashMap<>();

    /**
     * @param registry folder that relative {@code file:} bases are relative to
     */
    public BlobStores(Path registry, StoreMap map, RemoteClient client) {
        this.registry = Objects.requireNonNull(registry, "registry");
        this.map = Objects.requireNonNull(map, "map");
        this.client = Objects.requireNonNull(client, "client");
    }

    /**
     * The store at this base, or what the operator says stands behind it.
     *
     * @throws RegistryException {@code STORE_INVALID} if there can't be one
     */
    public BlobStore open(String base) {
        return open.computeIfAbsent(base, this::opened);
    }

    private BlobStore opened(String base) {
        String clean = StoreAddress.base(base);
        String location = map.locationOf(clean);
        return StoreAddress.isFile(location)
                ? new FileBlobStore(StoreAddress.folder(location, registry), clean)
                : new HttpBlobStore(location, client);
    }

    /** Single files by URL. */
    public RemoteFiles files() {
        return new RemoteFiles(client);
    }

    /** Whether this store is a folder. */
    public boolean isFolder(String base) {
        return open(base) instanceof FileBlobStore;
    }

    /**
     * Brings the verified bytes of a blob from a store to a place that nothing stands at: as a hard link where that is
     * possible.
     *
     * @throws RegistryException if the store has no such bytes; then nothing is left at the place
     */
    public void bring(String base, Descriptor blob, Path place) {
        BlobStore store = open(base);
        Optional<Path> file = store instanceof FileBlobStore folder ? folder.locate(blob.digest()) : Optional.empty();
        try {
            if (file.isPresent()) {
                try (InputStream in = Files.newInputStream(file.get())) {
                    VerifiedCopy.verify(in, blob);
                }
                if (linked(file.get(), place)) {
                    return;
                }
            }
            copy(store.open(blob.digest()), blob, place);
        } catch (IOException e) {
            throw Failures.io("writing", place, e);
        }
    }

    /** As {@link #bring}, from one URL. */
    public void fetch(String url, Descriptor blob, Path place) {
        try {
            copy(files().open(url), blob, place);
        } catch (IOException e) {
            throw Failures.io("writing", place, e);
        }
    }

    private static boolean linked(Path file, Path place) {
        try {
            Files.createLink(place, file);
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            // another file system, or one without links: the bytes are copied
            return false;
        }
    }

    private static void copy(InputStream content, Descriptor blob, Path place) throws IOException {
        boolean whole = false;
        try (content) {
            VerifiedCopy.copy(content, blob, place);
            whole = true;
        } finally {
            if (!whole) {
                Files.deleteIfExists(place);
            }
        }
    }
}
