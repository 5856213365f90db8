package io.github.registryorg.host;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.tree.ServedManifest;
import io.github.registryorg.tree.ServedReferrers;
import io.github.registryorg.tree.Stage;
import io.github.registryorg.tree.TreeSink;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Empty files whose names give a web server what it has no means to look up. So its configuration names neither
 * repositories nor tags: it is as small for a large registry as for a small one, and need not be loaded again when a tag
 * moves. Below {@code -/host/v2/<repository>}:
 *
 * <ul>
 *   <li>{@code manifests/<tag>/<digest>.<kind>}: what a tag names, alone in its directory
 *   <li>{@code others/<digest>}: a digest that names no OCI manifest, so that one look is enough for most; an OCI index,
 *       or else there is {@code <kind>/<digest>} too
 *   <li>{@code store/<key>}: the store that has the repository's blobs, alone in its directory
 *   <li>{@code referrers/<digest>/<type>}: not empty, the list of referrers of this type
 *   <li>{@code urls/<digest>}: a blob that has an address of its own
 * </ul>
 */
final class Markers {

    private static final Map<MediaType, String> KINDS = Map.of(
            MediaType.OCI_MANIFEST, "oci-manifest",
            MediaType.OCI_INDEX, "oci-index",
            MediaType.DOCKER_MANIFEST, "docker-manifest",
            MediaType.DOCKER_INDEX, "docker-index");

    private static final byte[] EMPTY = {};

    private static final Pattern PLAIN_TYPE =
            Pattern.compile(ServerConfig.PART + "/" + ServerConfig.PART + "(?:\\+" + ServerConfig.PART + ")?");

    private final String directory;
    private final RepositoryContent content;
    private final TreeSink sink;

    Markers(RepositoryContent content, TreeSink sink) {
        this.directory = "-/host/v2/" + content.name() + "/";
        this.content = content;
        this.sink = sink;
    }

    void emitManifests() {
        for (ServedManifest manifest : content.manifests()) {
            String kind = KINDS.get(manifest.mediaType());
            if (manifest.reference() instanceof Tag tag) {
                // no digest has the list of referrers, so the tag is where its bytes are
                String what = tag.isReferrersTag() ? "referrers" : kind;
                mark("manifests/" + tag + "/" + manifest.digest() + "." + what, Stage.TAGS);
            } else if (!manifest.mediaType().equals(MediaType.OCI_MANIFEST)) {
                mark("others/" + manifest.digest(), Stage.HOST);
                if (!manifest.mediaType().equals(MediaType.OCI_INDEX)) {
                    mark(kind + "/" + manifest.digest(), Stage.HOST);
                }
            }
        }
    }

    void emitStore() {
        for (BlobRule rule : content.blobs()) {
            if (rule.digest() == null) {
                mark("store/" + WebStore.of(rule).key(), Stage.HOST);
            }
        }
    }

    /** What a filter leaves of a list of referrers; of a type that clients write in many ways there is none. */
    void emitReferrers() {
        for (ServedReferrers referrers : content.referrers()) {
            String type = referrers.artifactType().value();
            if (PLAIN_TYPE.matcher(type).matches()) {
                String path = directory + "referrers/" + referrers.subject() + "/" + type.replace('/', ',');
                sink.file(path, Stage.LISTS, MediaType.OCI_INDEX, referrers.index());
            }
        }
    }

    void emitAddresses() {
        for (BlobRule rule : content.blobs()) {
            Digest digest = rule.digest();
            if (digest != null) {
                mark("urls/" + digest, Stage.HOST);
            }
        }
    }

    private void mark(String name, Stage stage) {
        sink.file(directory + name, stage, MediaType.OCTET_STREAM, EMPTY);
    }
}
