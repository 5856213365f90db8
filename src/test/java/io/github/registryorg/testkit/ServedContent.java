package io.github.registryorg.testkit;

import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.serve.LocalServer;
import io.github.registryorg.serve.RequestListener;
import io.github.registryorg.serve.StoreDirectories;
import io.github.registryorg.source.LayoutFixture;
import io.github.registryorg.tree.Stage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Content as a test makes it, right or wrong, served as it is; what is requested of it is known. */
public final class ServedContent implements AutoCloseable {

    private final LayoutFixture content;
    private final HandmadeSite site;
    private final Map<String, TreeSet<String>> tags = new TreeMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Path directory;
    private @Nullable LocalServer server;

    public ServedContent(LayoutFixture content, Path directory) throws IOException {
        this.content = content;
        this.directory = directory;
        this.site = new HandmadeSite(directory.resolve("site"));
    }

    /** Host and port; serves what is there by then. */
    public String address() {
        if (server == null) {
            RequestListener listener = (method, path, status) -> requests.add(method + " " + path + " " + status);
            server = LocalServer.start(directory.resolve("site"), directory, StoreDirectories.NONE, 0, listener);
        }
        return server.address();
    }

    /** Serves a manifest with all that it refers to, by a tag. */
    public void tag(String repository, String tag, Descriptor root) throws IOException {
        String type = root.mediaType().value();
        site.write(path(repository, "manifests", tag), Stage.TAGS, type, content.content(root.digest()));
        put(repository, root);
        TreeSet<String> all = tags.computeIfAbsent(repository, none -> new TreeSet<>());
        all.add(tag);
        String list = "{\"name\":\"" + repository + "\",\"tags\":[\"" + String.join("\",\"", all) + "\"]}";
        file("v2/" + repository + "/tags/list", "application/json", list.getBytes(StandardCharsets.UTF_8));
    }

    private void put(String repository, Descriptor descriptor) throws IOException {
        byte[] bytes = content.content(descriptor.digest());
        String reference = descriptor.digest().toString();
        if (!descriptor.mediaType().isManifest()) {
            site.write(path(repository, "blobs", reference), Stage.BLOBS, "application/octet-stream", bytes);
            return;
        }
        file(path(repository, "manifests", reference), descriptor.mediaType().value(), bytes);
        for (Descriptor child : RawManifest.of(bytes).manifest().references()) {
            put(repository, child);
        }
    }

    /** Serves any other file. */
    public void file(String path, String mediaType, byte[] bytes) throws IOException {
        site.write(path, Stage.PAGES, mediaType, bytes);
    }

    private static String path(String repository, String kind, String reference) {
        return "v2/" + repository + "/" + kind + "/" + reference;
    }

    /** Forgets what was requested before. */
    public void forget() {
        requests.clear();
    }

    /** Whether a blob or manifest was fetched, by its digest. */
    public boolean isFetched(Digest digest) {
        return requests.stream().anyMatch(request -> request.startsWith("GET ") && request.endsWith(digest + " 200"));
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
