package io.github.registryorg.net;

import java.util.Objects;

/**
 * What opens a registry or a git server. Printing it shows no secret.
 *
 * @param username empty with a token
 * @param secret a password, an access token, or the token
 * @param kind how the secret is used
 */
public record Login(String username, String secret, Kind kind) {

    /** How a secret is used. */
    public enum Kind {
        /** With the username. */
        PASSWORD,
        /** A token server gives tokens for it. */
        IDENTITY_TOKEN,
        /** The registry takes it as it is. */
        REGISTRY_TOKEN
    }

    public Login {
        Objects.requireNonNull(username, "username");
        Objects.requireNonNull(secret, "secret");
        Objects.requireNonNull(kind, "kind");
    }

    public static Login password(String username, String password) {
        return new Login(username, password, Kind.PASSWORD);
    }

    public static Login identityToken(String token) {
        return new Login("", token, Kind.IDENTITY_TOKEN);
    }

    public static Login registryToken(String token) {
        return new Login("", token, Kind.REGISTRY_TOKEN);
    }

    @Override
    public String toString() {
        return switch (kind) {
            case PASSWORD -> "the user " + username;
            case IDENTITY_TOKEN -> "an identity token";
            case REGISTRY_TOKEN -> "a registry token";
        };
    }
}
