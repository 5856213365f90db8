package io.github.registryorg.host;

import io.github.registryorg.net.CacheControl;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.tree.Endpoint;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How one file of a site is delivered to a host that is told of each: what it is, how long readers may keep it, and when
 * it may come, so that nobody ever finds a name whose thing is missing.
 *
 * @param path in the site
 * @param stage when it comes
 * @param mediaType its Content-Type; of manifests exact and without a charset, which clients need
 * @param cacheControl what is named by its own hash is kept for ever, all else shortly
 * @param compressed whether it goes by gzip, to every reader: only what browsers alone ask for. Container clients need
 *     manifests as they are, and the JSON API is read by scripts
 */
public record Delivery(String path, Stage stage, String mediaType, String cacheControl, boolean compressed) {

    /** In this order; what is removed goes in the opposite one. */
    public enum Stage {
        /** What manifests name. */
        BLOBS,
        /** Manifests by digest. */
        DIGESTS,
        /** Indexes by digest, which name manifests. */
        INDEXES,
        /** Manifests by tag. */
        TAGS,
        /** What lists tags and referrers. */
        LISTS,
        /** What lists repositories, and says that this is a registry. */
        CATALOG,
        /** What pages are shown with. */
        ASSETS,
        /** Pages, and the first static registry's API. */
        PAGES
    }

    private static final String SHORTLY = "public, max-age=60";
    private static final String JSON = "application/json";
    private static final Set<String> FOR_BROWSERS = Set.of("html", "css", "js", "svg");
    private static final Pattern SINGULARITY = Pattern.compile("v1/images/|(?:.+/)?api/container/[^:]+:[^/]+$");
    private static final Map<String, String> BY_EXTENSION = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "txt", "text/plain; charset=utf-8",
            "json", JSON);

    /** Reads what is needed of a file, and no more. */
    @FunctionalInterface
    public interface Content<E extends Exception> {
        byte[] read() throws E;
    }

    /**
     * How a file of a site is delivered; empty for notes of the site to its host.
     *
     * @param content asked for where only it says what it is; never of a blob
     */
    public static <E extends Exception> Optional<Delivery> of(String path, Content<E> content) throws E {
        if (path.startsWith("-/host/")) {
            return Optional.empty();
        }
        if (path.startsWith("v2/")) {
            return Optional.of(ofRegistry(path, content));
        }
        if (path.startsWith("-/assets/")) {
            return Optional.of(
                    new Delivery(path, Stage.ASSETS, byExtension(path), CacheControl.IMMUTABLE, isForBrowsers(path)));
        }
        Optional<Delivery> singularity = ofSingularity(path);
        if (singularity.isPresent()) {
            return singularity;
        }
        byte[] bytes = path.endsWith("index.html") ? content.read() : new byte[0];
        boolean json = bytes.length > 0 && bytes[0] == '{';
        return Optional.of(new Delivery(
                path, Stage.PAGES, json ? JSON : byExtension(path), SHORTLY, !json && isForBrowsers(path)));
    }

    /**
     * How a file of Singularity's protocols is delivered, whatever its name looks like; empty for all others. Images are
     * from contributions.
     */
    public static Optional<Delivery> ofSingularity(String path) {
        if (path.startsWith("v1/imagefile/")) {
            // before what names it
            return Optional.of(new Delivery(path, Stage.ASSETS, MediaType.OCTET_STREAM.value(), SHORTLY, false));
        }
        return SINGULARITY.matcher(path).lookingAt()
                ? Optional.of(new Delivery(path, Stage.PAGES, JSON, SHORTLY, false))
                : Optional.empty();
    }

    /** The same under another path. */
    public Delivery at(String other) {
        return new Delivery(other, stage, mediaType, cacheControl, compressed);
    }

    /** When what has this path and this Content-Type came, or goes. */
    public static Stage stageOf(String path, String mediaType) {
        if (path.startsWith("v2/")) {
            return stage(Endpoint.ofFile(path), mediaType);
        }
        return path.startsWith("-/assets/") || path.startsWith("v1/imagefile/") ? Stage.ASSETS : Stage.PAGES;
    }

    private static Stage stage(Optional<Endpoint> endpoint, String mediaType) {
        Endpoint known = endpoint.orElse(null);
        if (known instanceof Endpoint.BlobOf) {
            return Stage.BLOBS;
        }
        if (known instanceof Endpoint.ManifestOf manifest) {
            boolean index =
                    MediaType.tryParse(mediaType).filter(MediaType::isIndex).isPresent();
            Stage byDigest = index ? Stage.INDEXES : Stage.DIGESTS;
            return manifest.reference() instanceof Digest ? byDigest : Stage.TAGS;
        }
        return known instanceof Endpoint.TagList || known instanceof Endpoint.Referrers ? Stage.LISTS : Stage.CATALOG;
    }

    private static <E extends Exception> Delivery ofRegistry(String path, Content<E> content) throws E {
        Optional<Endpoint> endpoint = Endpoint.ofFile(path);
        String mediaType = mediaType(endpoint, content);
        Stage stage = stage(endpoint, mediaType);
        boolean namedByHash = stage == Stage.BLOBS || stage == Stage.DIGESTS || stage == Stage.INDEXES;
        return new Delivery(path, stage, mediaType, namedByHash ? CacheControl.IMMUTABLE : SHORTLY, false);
    }

    private static <E extends Exception> String mediaType(Optional<Endpoint> endpoint, Content<E> content) throws E {
        Endpoint known = endpoint.orElse(null);
        if (known instanceof Endpoint.BlobOf) {
            return MediaType.OCTET_STREAM.value();
        }
        if (known instanceof Endpoint.ManifestOf) {
            return RawManifest.of(content.read()).mediaType().value();
        }
        return known instanceof Endpoint.Referrers ? MediaType.OCI_INDEX.value() : JSON;
    }

    private static String byExtension(String path) {
        return BY_EXTENSION.getOrDefault(extension(path), MediaType.OCTET_STREAM.value());
    }

    private static boolean isForBrowsers(String path) {
        return FOR_BROWSERS.contains(extension(path));
    }

    private static String extension(String path) {
        return path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
