package io.github.registryorg.net;

import java.util.Objects;

/**
 * What opens a registry or a git server. Printing it shows no secret.
 *
 * @param username empty with an identity token
 * @param secret a password, an access token, or the identity token
 * @param isIdentityToken whether the secret is one that a token server gives tokens for
 */
public record Login(String username, String secret, boolean isIdentityToken) {

    public Login {
        Objects.requireNonNull(username, "username");
        Objects.requireNonNull(secret, "secret");
    }

    public static Login password(String username, String password) {
        return new Login(username, password, false);
    }

    public static Login identityToken(String token) {
        return new Login("", token, true);
    }

    @Override
    public String toString() {
        return isIdentityToken ? "an identity token" : "the user " + username;
    }
}
