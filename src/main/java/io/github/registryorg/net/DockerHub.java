package io.github.registryorg.net;

import java.util.List;
import java.util.stream.Stream;

/** The names of Docker Hub, which is the registry of images that are named without a host. */
public final class DockerHub {

    /** The host in names of images. */
    public static final String HOST = "docker.io";

    /** The host of its API. */
    public static final String API = "registry-1.docker.io";

    /** The host that docker's logins are kept for. */
    public static final String INDEX = "index.docker.io";

    /** The key of its login in docker's own files, and what its credential helpers are asked for. */
    public static final String LOGIN = "https://" + INDEX + "/v1/";

    private static final List<String> HOSTS = List.of(HOST, INDEX, API, "registry.hub.docker.com");
    private static final String OFFICIAL = "library/";

    private DockerHub() {}

    /** {@link #HOST} for each of its hosts; any other host as it is. */
    public static String host(String host) {
        return HOSTS.contains(host) ? HOST : host;
    }

    /** The names under which people keep a login for a host, its own first. */
    public static List<String> loginNames(String host) {
        return host.equals(HOST)
                ? Stream.concat(HOSTS.stream(), Stream.of(LOGIN)).toList()
                : List.of(host);
    }

    /** The repository there that a name without slash is short for; any other name as it is. */
    public static String repository(String name) {
        return name.indexOf('/') < 0 ? OFFICIAL + name : name;
    }
}
