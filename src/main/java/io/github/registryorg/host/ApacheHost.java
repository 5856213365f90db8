package io.github.registryorg.host;

import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.tree.ServedManifest;
import io.github.registryorg.tree.ServedReferrers;
import io.github.registryorg.tree.Stage;
import io.github.registryorg.tree.TreeSink;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Apache, from version 2.4, by {@code .htaccess} files: one for what all repositories have in common, and a small one in
 * each directory of manifests. So it works where only files can be put; the first can also be included, and is then read once. Includes can leave out
 * tags, but neither count them nor set a header, so a list does not end after {@code n}.
 */
final class ApacheHost extends WebServerHost {

    private static final MediaType JSON = new MediaType("application/json");

    private static final Map<String, String> ERRORS = new TreeMap<>(Map.of(
            "BLOB_UNKNOWN", "this repository has no such blob",
            "DIGEST_INVALID", "not a sha256 or sha512 digest",
            "MANIFEST_UNKNOWN", "this repository has no such manifest",
            "NAME_INVALID", "not a valid repository name",
            "NAME_UNKNOWN", "this registry has no such repository",
            "UNSUPPORTED", "this registry is made from files: it can only be read, and has nothing else"));

    ApacheHost() {
        super(
                "apache",
                EnumSet.complementOf(
                        EnumSet.of(HostAbility.FINDS_BLOBS, HostAbility.TAG_PAGES, HostAbility.LIBRARY_ARCHITECTURES)));
    }

    @Override
    public void emit(RepositoryContent content, TreeSink sink) {
        Markers markers = new Markers(content, sink);
        markers.emitStore();
        markers.emitReferrers();
        markers.emitAddresses();
        emitTags(content, sink);
        String directory = "v2/" + content.name() + "/";
        if (!content.manifests().isEmpty()) {
            // it names manifests by digest
            write(directory + "manifests/.htaccess", Stage.TAGS, manifests(content.manifests()), sink);
        }
        String redirects = forBlobs(
                content.blobs(),
                (rule, url) -> "Redirect 307 \"/%sblobs/%s\" \"%s\"\n".formatted(directory, rule.digest(), url));
        if (!redirects.isEmpty()) {
            write(directory + "blobs/.htaccess", Stage.HOST, redirects, sink);
        }
    }

    /**
     * The list of tags, with server-side includes that leave out what {@code last} asks to. It is not {@code list}
     * below {@code v2}: nothing that a stranger wrote may ever be where includes are looked for.
     */
    private static void emitTags(RepositoryContent content, TreeSink sink) {
        List<Tag> tags = content.manifests().stream()
                .map(ServedManifest::reference)
                .filter(Tag.class::isInstance)
                .map(Tag.class::cast)
                .filter(tag -> !tag.isReferrersTag())
                .sorted()
                .toList();
        if (tags.isEmpty()) {
            return;
        }
        StringBuilder text =
                new StringBuilder("{\"name\":\"").append(content.name()).append("\",\"tags\":[");
        for (Tag tag : tags) {
            // what is left out are the first ones, so the last of all has no comma, whatever is there before it
            String comma = tag.equals(tags.get(tags.size() - 1)) ? "" : ",";
            text.append("<!--#if expr=\"v('REDIRECT_REGISTRY_LAST') < '")
                    .append(tag)
                    .append("'\" -->\"")
                    .append(tag)
                    .append('"')
                    .append(comma)
                    .append("<!--#endif -->");
        }
        write(
                "-/host/tags/" + content.name() + "/-list",
                Stage.LISTS,
                text.append("]}").toString(),
                sink);
    }

    private static String manifests(List<ServedManifest> manifests) {
        StringBuilder text = new StringBuilder("ForceType " + MediaType.OCI_MANIFEST + "\n");
        for (ServedManifest manifest : manifests) {
            if (manifest.reference() instanceof Tag tag) {
                text.append("<Files \"").append(tag).append("\">\n");
                // no file with a digest for its name has the list of referrers
                if (tag.isReferrersTag()) {
                    text.append("ForceType ").append(manifest.mediaType()).append('\n');
                }
                text.append("SetEnvIf Request_Protocol HTTP ")
                        .append(tag.isReferrersTag() ? "REGISTRY_DIGEST=" : "REGISTRY_NAMED=")
                        .append(manifest.digest())
                        .append("\n</Files>\n");
            } else if (!manifest.mediaType().equals(MediaType.OCI_MANIFEST)) {
                text.append("<Files \"")
                        .append(manifest.reference())
                        .append("\">\nForceType ")
                        .append(manifest.mediaType())
                        .append("\n</Files>\n");
            }
        }
        return text.toString();
    }

    @Override
    public void emit(List<BlobRule> blobs, TreeSink sink) {
        String stores = forStores(blobs, ApacheHost::redirect);
        write("-/host/tags/.htaccess", Stage.HOST, "SetOutputFilter INCLUDES\n", sink);
        write(
                ".htaccess",
                Stage.HOST,
                ServerConfig.of("htaccess").with("@STORES@", stores).text(),
                sink);
        sink.file("-/host/referrers.json", Stage.HOST, ServerConfig.TEXT, ServedReferrers.none());
        ERRORS.forEach((code, message) -> sink.file(
                "-/host/errors/" + code + ".json",
                Stage.HOST,
                JSON,
                ("{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}]}")
                        .getBytes(StandardCharsets.UTF_8)));
    }

    private static String redirect(WebStore store) {
        return """
                RewriteCond %%{DOCUMENT_ROOT}/-/host/v2/$1/store/%s -f
                RewriteRule "^v2/(%s)/blobs/(?:(sha256):([0-9a-f]{64})|(sha512):([0-9a-f]{128}))$" "%s/$2$4/$3$5" [NE,QSD,R=307,END]
                """.formatted(
                        store.key(),
                        RepositoryName.PATTERN,
                        // what a substitution takes for the group of a condition
                        store.base().replace("%", "\\%"));
    }

    private static void write(String path, Stage stage, String text, TreeSink sink) {
        sink.file(path, stage, ServerConfig.TEXT, text.getBytes(StandardCharsets.UTF_8));
    }
}
