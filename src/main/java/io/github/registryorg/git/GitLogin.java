package io.github.registryorg.git;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/**
 * What opens a git server. Printing it shows no secret.
 *
 * @param username as the server wants it beside a token
 * @param secret a token or a password
 */
public record GitLogin(String username, String secret) {

    public GitLogin {
        Objects.requireNonNull(username, "username");
        Objects.requireNonNull(secret, "secret");
    }

    /** The value of an {@code Authorization} header. */
    public String basic() {
        byte[] both = (username + ":" + secret).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    @Override
    public String toString() {
        return "the user " + username;
    }
}
