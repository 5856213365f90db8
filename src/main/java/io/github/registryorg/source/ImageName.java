package io.github.registryorg.source;

import io.github.registryorg.net.DockerHub;
import java.util.Optional;

/** Names of images as container tools write them into archives: {@code app}, {@code acme/app:1.2}, {@code host/app:1}. */
final class ImageName {

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
        Optional<String> host = RegistryReference.host(tagged);
        if (!DockerHub.host(host.orElse(DockerHub.HOST)).equals(DockerHub.HOST)) {
            return tagged;
        }
        String path = host.map(given -> tagged.substring(given.length() + 1)).orElse(tagged);
        return DockerHub.HOST + "/" + DockerHub.repository(path);
    }

    private static int tagColon(String name) {
        int colon = name.lastIndexOf(':');
        return colon > name.lastIndexOf('/') ? colon : -1;
    }
}
