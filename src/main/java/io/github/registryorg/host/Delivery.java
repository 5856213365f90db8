package io.github.registryorg.host;

import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RawManifest;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How one file of a site is delivered to a host that is told of each: what it is, how long readers may keep it, and when
 * it may come, so that nobody ever finds a name whose thing is missing.
 *
 * @param path in the site
 * @param stage when it comes
 * @param mediaType its Content-Type; of manifests exact and without a charset, which clients need
 * @param cacheControl what is named by its own hash is kept for ever, all else shortly
 */
public record Delivery(String path, Stage stage, String mediaType, String cacheControl) {

    /** In this order; what is removed goes in the opposite one. */
    public enum Stage {
        /** What manifests name. */
        BLOBS,
        /** Manifests by digest. */
        DIGESTS,
        /** Manifests by tag. */
        TAGS,
        /** What lists tags, repositories and referrers. */
        LISTS,
        /** What pages are shown with. */
        ASSETS,
        /** Pages, and the first static registry's API. */
        PAGES
    }

    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final String SHORTLY = "public, max-age=60";
    private static final String JSON = "application/json";
    private static final Pattern OCI = Pattern.compile("v2/.+/(?<what>blobs|manifests|referrers|tags)/(?<name>[^/]+)");
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
            return Optional.of(new Delivery(path, Stage.ASSETS, byExtension(path), FOR_EVER));
        }
        if (path.startsWith("v1/imagefile/")) {
            // before what names it
            return Optional.of(new Delivery(path, Stage.ASSETS, MediaType.OCTET_STREAM.value(), SHORTLY));
        }
        if (SINGULARITY.matcher(path).lookingAt()) {
            return Optional.of(new Delivery(path, Stage.PAGES, JSON, SHORTLY));
        }
        byte[] bytes = path.endsWith("index.html") ? content.read() : new byte[0];
        boolean json = bytes.length > 0 && bytes[0] == '{';
        return Optional.of(new Delivery(path, Stage.PAGES, json ? JSON : byExtension(path), SHORTLY));
    }

    /** When a path came, or goes, by its name alone. */
    public static Stage stageOf(String path) {
        if (path.startsWith("v2/")) {
            Matcher oci = OCI.matcher(path);
            return oci.matches() ? stage(oci) : Stage.LISTS;
        }
        return path.startsWith("-/assets/") || path.startsWith("v1/imagefile/") ? Stage.ASSETS : Stage.PAGES;
    }

    private static Stage stage(Matcher oci) {
        return switch (oci.group("what")) {
            case "blobs" -> Stage.BLOBS;
            case "manifests" -> oci.group("name").indexOf(':') >= 0 ? Stage.DIGESTS : Stage.TAGS;
            default -> Stage.LISTS;
        };
    }

    private static <E extends Exception> Delivery ofRegistry(String path, Content<E> content) throws E {
        Matcher oci = OCI.matcher(path);
        if (!oci.matches()) {
            return new Delivery(path, Stage.LISTS, JSON, SHORTLY);
        }
        Stage stage = stage(oci);
        return switch (stage) {
            case BLOBS -> new Delivery(path, stage, MediaType.OCTET_STREAM.value(), FOR_EVER);
            case DIGESTS -> new Delivery(path, stage, manifestType(content), FOR_EVER);
            case TAGS -> new Delivery(path, stage, manifestType(content), SHORTLY);
            default -> {
                boolean referrers = oci.group("what").equals("referrers");
                yield new Delivery(path, stage, referrers ? MediaType.OCI_INDEX.value() : JSON, SHORTLY);
            }
        };
    }

    private static <E extends Exception> String manifestType(Content<E> content) throws E {
        return RawManifest.of(content.read()).mediaType().value();
    }

    private static String byExtension(String path) {
        String extension = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return BY_EXTENSION.getOrDefault(extension, MediaType.OCTET_STREAM.value());
    }
}
