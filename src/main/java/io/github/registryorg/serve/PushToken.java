package io.github.registryorg.serve;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The token that opens a registry that can be pushed to, on machines that others use too; or none. */
final class PushToken {

    private static final String BASIC = "Basic ";
    private static final String BEARER = "Bearer ";

    private final @Nullable String token;

    /** @param token null where none is needed; never blank, which a request without a password would match */
    PushToken(@Nullable String token) {
        if (token != null && token.isBlank()) {
            throw new IllegalArgumentException("a blank token");
        }
        this.token = token;
    }

    /** The refusal of a request without the token: as a bearer token, or as the password of any user. */
    Optional<Response> refusal(Request request) {
        String header = request.header("Authorization").orElse("");
        if (token == null || MessageDigest.isEqual(token.getBytes(StandardCharsets.UTF_8), sent(header))) {
            return Optional.empty();
        }
        Problem problem = Problem.of(ProblemCode.UNAUTHORIZED, "", "this registry requires its token")
                .hint("Log in with any user name and the token as the password: docker login, podman login, skopeo"
                        + " --dest-creds");
        return Optional.of(ErrorResponse.of(401, problem).with("WWW-Authenticate", "Basic realm=\"registry\""));
    }

    private static byte[] sent(String header) {
        if (header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return header.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8);
        }
        if (!header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return new byte[0];
        }
        try {
            String pair = new String(
                    Base64.getDecoder().decode(header.substring(BASIC.length()).strip()), StandardCharsets.UTF_8);
            return pair.substring(pair.indexOf(':') + 1).getBytes(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
