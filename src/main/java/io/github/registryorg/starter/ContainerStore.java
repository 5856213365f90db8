package io.github.registryorg.starter;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the bytes of a container go.
 *
 * @param location {@code s3://BUCKET/PREFIX}, {@code gs://BUCKET/PREFIX} or {@code file:DIRECTORY}
 * @param url where readers find them; null for the location's own address
 * @param endpoint of a service that is compatible with S3; null for that of the location
 */
public record ContainerStore(
        String location, @Nullable String url, @Nullable String endpoint) {

    public ContainerStore {
        Inputs.store(location);
        if (url != null) {
            Inputs.storeUrl(url);
        }
        if (endpoint != null) {
            Inputs.endpoint(endpoint);
        }
    }

    /** Whether it is a directory of one machine. */
    boolean isDirectory() {
        return location.startsWith("file:");
    }

    /** Whether AWS itself has it, which gives short-lived keys to those whom a CI service vouches for. */
    boolean isOnAws() {
        return location.startsWith("s3:") && endpoint == null;
    }

    /** The host that readers find it at, with its port, where its name or address is of a private network. */
    Optional<String> privateHost() {
        return url != null && url.startsWith("http") ? new StorePlace(url).privateHost() : Optional.empty();
    }

    /** The bucket's name; empty for a directory. */
    String bucket() {
        Matcher matcher = Pattern.compile("(?:s3|gs)://([^/]+)(?:/.*)?").matcher(location);
        return matcher.matches() ? matcher.group(1) : "";
    }
}
