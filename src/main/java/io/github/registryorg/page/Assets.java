package io.github.registryorg.page;

import io.github.registryorg.oci.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The files that pages load. Their names change with their content, so that hosts may let caches keep them. */
final class Assets {

    private static final String DIRECTORY = "-/assets/";

    private final Map<String, byte[]> files = new TreeMap<>();
    private final String style = add("style", ".css");
    private final String icon = add("icon", ".svg");

    /** The style sheet, relative to the home page. */
    String style() {
        return style;
    }

    /** The icon, relative to the home page. */
    String icon() {
        return icon;
    }

    Map<String, byte[]> files() {
        Map<String, byte[]> copies = new TreeMap<>();
        files.forEach((path, content) -> copies.put(path, content.clone()));
        return Collections.unmodifiableMap(copies);
    }

    private String add(String name, String extension) {
        byte[] content = read("assets/" + name + extension);
        String path = DIRECTORY + name + "." + Digest.sha256(content).hex().substring(0, 8) + extension;
        files.put(path, content);
        return path;
    }

    private static byte[] read(String resource) {
        try (InputStream content = Assets.class.getResourceAsStream(resource)) {
            return content.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
