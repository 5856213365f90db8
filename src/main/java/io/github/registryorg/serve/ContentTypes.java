package io.github.registryorg.serve;

import java.util.Locale;
import java.util.Map;

/** What browsers want to be told of a file, by its name's end. */
final class ContentTypes {

    static final String HTML = "text/html; charset=utf-8";
    static final String JSON = "application/json";
    static final String OTHER = "application/octet-stream";

    private static final Map<String, String> BY_EXTENSION = Map.ofEntries(
            Map.entry("html", HTML),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("md", "text/markdown; charset=utf-8"),
            Map.entry("json", JSON),
            Map.entry("xml", "application/xml"),
            Map.entry("atom", "application/atom+xml"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("gif", "image/gif"),
            Map.entry("webp", "image/webp"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"));

    private ContentTypes() {}

    /**
     * The type of a file.
     *
     * @param first its first byte; -1 where it has none
     */
    static String of(String name, int first) {
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String type = BY_EXTENSION.getOrDefault(extension, OTHER);
        // APIs made of files have JSON under names that browsers ask for: a directory's index.html, or tags like 1.2
        boolean api = name.equals("index.html") || type.equals(OTHER);
        return api && first == '{' ? JSON : type;
    }
}
