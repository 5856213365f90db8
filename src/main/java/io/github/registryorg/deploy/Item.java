package io.github.registryorg.deploy;

import io.github.registryorg.host.FileIndex;
import io.github.registryorg.oci.Digest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that shall be in the bucket.
 *
 * @param paths where; the first is the path in the site
 * @param delivery how it is delivered at each of them
 * @param size in bytes
 * @param digest of what is named by it; null of all else
 * @param isInSite whether the site has it; otherwise it is a blob that must be brought from a store
 */
record Item(
        List<String> paths,
        Delivery delivery,
        long size,
        @Nullable Digest digest,
        boolean isInSite) {

    private static final String INDEX = "index.html";

    static Item inSite(FileIndex.Row row, long size) {
        String path = row.path();
        // a bucket serves a directory only by an object of that name
        List<String> paths = path.endsWith("/" + INDEX)
                ? List.of(path, path.substring(0, path.length() - INDEX.length()))
                : List.of(path);
        return new Item(paths, Delivery.of(row), size, row.isNamedByHash() ? row.digest() : null, true);
    }

    static Item inStore(FileIndex.Row row, long size) {
        return new Item(List.of(row.path()), Delivery.of(row), size, row.digest(), false);
    }

    /** The path in the site. */
    String path() {
        return paths.get(0);
    }

    /** Whether it is the page of a directory. */
    boolean isPage() {
        return path().endsWith(INDEX);
    }

    /** The path in the site of what a bucket has under this name, if the site has it. */
    static String pathInSite(String name) {
        return name.endsWith("/") ? name + INDEX : name;
    }

    /** Whether it is a file that each repository has: its tag list, or a manifest. */
    static boolean isOfRepository(String path) {
        return path.endsWith("/tags/index.html") || path.startsWith("v2/") && path.contains("/manifests/");
    }
}
