package io.github.registryorg.deploy;

import io.github.registryorg.host.FileIndex;
import io.github.registryorg.net.CacheControl;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.store.ObjectKind;
import io.github.registryorg.tree.Stage;
import java.util.Set;

/**
 * How a file of a site is delivered, for hosts that take this with each file.
 *
 * @param stage when it comes
 * @param contentType as readers get it
 * @param cacheControl what is named by its own hash is kept forever, all else for a short time
 * @param compressed whether it goes by gzip, to every reader: only what browsers alone request. Container clients need
 *     manifests as they are, and the JSON API is read by scripts
 */
record Delivery(Stage stage, String contentType, String cacheControl, boolean compressed) {

    private static final String ASSETS = "-/assets/";
    private static final Set<MediaType> FOR_BROWSERS = Set.of(
            new MediaType("text/html"),
            new MediaType("text/css"),
            new MediaType("text/javascript"),
            new MediaType("image/svg+xml"));

    static Delivery of(FileIndex.Row row) {
        boolean forEver = row.isNamedByHash() || row.path().startsWith(ASSETS);
        boolean page = row.stage() == Stage.PAGES || row.stage() == Stage.ASSETS;
        return new Delivery(
                row.stage(),
                row.contentType(),
                forEver ? CacheControl.IMMUTABLE : CacheControl.SHORT,
                page && FOR_BROWSERS.contains(row.mediaType()));
    }

    ObjectKind kind() {
        return new ObjectKind(contentType, cacheControl, compressed ? "gzip" : null);
    }
}
