package io.github.registryorg.net;

import java.util.Set;

/** The names of Docker Hub, which is the registry of images that are named without a host. */
public final class DockerHub {

    /** The host in names of images. */
    public static final String HOST = "docker.io";

    /** The host of its API. */
    public static final String API = "registry-1.docker.io";

    /** The host that docker's logins are kept for. */
    public static final String INDEX = "index.docker.io";

    private static final Set<String> HOSTS = Set.of(HOST, API, INDEX);
    private static final String OFFICIAL = "library/";

    private DockerHub() {}

    /** {@link #HOST} for each of its hosts; any other host as it is. */
    public static String host(String host) {
        return HOSTS.contains(host) ? HOST : host;
    }

    /** The repository there that a name without slash is short for; any other name as it is. */
    public static String repository(String name) {
        return name.indexOf('/') < 0 ? OFFICIAL + name : name;
    }
}
