package io.github.registryorg.remote;

import io.github.registryorg.net.Login;
import java.util.Optional;

/** Logins by host and repository. */
@FunctionalInterface
public interface Logins {

    /** No login for any host. */
    Logins NONE = (host, repository) -> Optional.empty();

    /**
     * What opens a repository; empty where nothing is known.
     *
     * @param host of the registry, with its port where it has one; {@code docker.io} for Docker Hub
     * @param repository its name there
     */
    Optional<Login> find(String host, String repository);

    /** These; where they have no login, the others. */
    default Logins or(Logins others) {
        return (host, repository) -> find(host, repository).or(() -> others.find(host, repository));
    }
}
