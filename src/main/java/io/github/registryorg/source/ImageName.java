package io.github.registryorg.source;

import java.util.Optional;

/** Names of images as container tools write them into archives: {@code app}, {@code acme/app:1.2}, {@code host/app:1}. */
final class ImageName {

    private static final String DEFAULT_HOST = "docker.io";

    private ImageName() {}

    /** What is after the colon; empty where the name has no tag. */
    static Optional<String> tag(String name) {
        int colon = tagColon(name);
        return colon < 0 ? Optional.empty() : Optional.of(name.substring(colon + 1));
    }

    /**
     * The full name, so that two spellings of one name are equal: {@code app} is {@code
     * docker.io/library/app:latest}.
     */
    static String full(String name) {
        String tagged = tagColon(name) < 0 ? name + ":latest" : name;
        int slash = tagged.indexOf('/');
        String first = slash < 0 ? "" : tagged.substring(0, slash);
        boolean hasHost = first.contains(".") || first.contains(":") || first.equals("localhost");
        String host = hasHost ? first : DEFAULT_HOST;
        String path = hasHost ? tagged.substring(slash + 1) : tagged;
        if (!host.equals(DEFAULT_HOST) && !host.equals("index." + DEFAULT_HOST)) {
            return tagged;
        }
        return DEFAULT_HOST + "/" + (path.indexOf('/') < 0 ? "library/" : "") + path;
    }

    private static int tagColon(String name) {
        int colon = name.lastIndexOf(':');
        return colon > name.lastIndexOf('/') ? colon : -1;
    }
}
