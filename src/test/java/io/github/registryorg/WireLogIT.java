package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.github.registryorg.remote.LoopbackServer;
import io.github.registryorg.store.S3Server;
import io.github.registryorg.testkit.MavenRun;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code mvn -X} logs has no token, key or signature in it, with the oldest and the newest Maven that are supported. */
class WireLogIT {

    private static final String TOKEN = "session/token+of+the+tests";
    private static final String QUERY_SECRET = "presigned-by-somebody";

    @TempDir
    Path temporary;

    static Stream<Path> mavens() {
        return Stream.of("it.maven", "it.newestMaven").map(System::getProperty).map(Path::of);
    }

    private static void assertNoSecrets(MavenRun.Ended ended) {
        assertThat(ended.output())
                .contains("[DEBUG]")
                .doesNotContain(
                        TOKEN,
                        S3Server.SECRET_KEY,
                        QUERY_SECRET,
                        "AWS4-HMAC",
                        "Signature=",
                        "x-amz-security-token",
                        "X-Amz-Security-Token",
                        "http-outgoing",
                        "Set-Cookie");
    }

    private MavenRun withBucket(MavenRun run, URI endpoint, Path maven) {
        return run.maven(maven.toString())
                .with("-X")
                .with("-Dregistry.endpoint=" + endpoint)
                .with("-Dregistry.region=us-east-1")
                .with("-Dregistry.pathStyle=true")
                .environment("AWS_ACCESS_KEY_ID", S3Server.ACCESS_KEY)
                .environment("AWS_SECRET_ACCESS_KEY", S3Server.SECRET_KEY)
                .environment("AWS_SESSION_TOKEN", TOKEN);
    }

    @ParameterizedTest
    @MethodSource("mavens")
    void publish_toABucketWithASessionToken_logsNoSecret(Path maven) throws IOException {
        Files.writeString(temporary.resolve("hello.txt"), "Hello\n");
        try (S3Server server = S3Server.start(Files.createDirectory(temporary.resolve("objects")))) {
            MavenRun.Ended ended = withBucket(
                            MavenRun.goal(
                                    temporary,
                                    "publish",
                                    "source=hello.txt",
                                    "repository=acme/app",
                                    "tags=1.0",
                                    "store=s3://" + S3Server.BUCKET),
                            server.endpoint(),
                            maven)
                    .run()
                    .succeeded();
            assertThat(ended.output()).contains("Published acme/app:1.0");
            assertNoSecrets(ended);
        }
    }

    /** A service that refuses a request, and reports all of it that it received. */
    private static void refuse(HttpExchange exchange) throws IOException {
        StringBuilder output = new StringBuilder("<Error><Code>SignatureDoesNotMatch</Code><Message>m</Message>");
        exchange.getRequestHeaders()
                .forEach((name, values) -> output.append("<StringToSign>")
                        .append(name)
                        .append(": ")
                        .append(values)
                        .append("</StringToSign>"));
        byte[] body = output.append("</Error>").toString().getBytes();
        exchange.getResponseHeaders().set("Set-Cookie", "session=" + TOKEN);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.sendResponseHeaders(403, exchange.getRequestMethod().equals("HEAD") ? -1 : body.length);
        if (!exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseBody().write(body);
        }
    }

    @ParameterizedTest
    @MethodSource("mavens")
    void publish_refusedWithTheRequestInTheResponse_logsNoSecret(Path maven) throws IOException {
        Files.writeString(temporary.resolve("hello.txt"), "Hello\n");
        try (LoopbackServer server = LoopbackServer.start(WireLogIT::refuse)) {
            MavenRun.Ended ended = withBucket(
                            MavenRun.goal(
                                    temporary,
                                    "publish",
                                    "source=hello.txt",
                                    "repository=acme/app",
                                    "tags=1.0",
                                    "store=s3://" + S3Server.BUCKET),
                            URI.create(server.url("")),
                            maven)
                    .run();
            assertThat(ended.exit()).isEqualTo(1);
            assertThat(ended.output()).contains("the key is not accepted");
            assertNoSecrets(ended);
        }
    }

    @ParameterizedTest
    @MethodSource("mavens")
    void validate_ofAStoreThatRedirectsToASignedUrl_logsNoSecret(Path maven) throws IOException {
        try (LoopbackServer server = LoopbackServer.start(exchange -> {
            exchange.getResponseHeaders().set("Set-Cookie", "session=" + TOKEN);
            if (exchange.getRequestURI().getQuery() == null) {
                exchange.getResponseHeaders()
                        .set("Location", exchange.getRequestURI().getPath() + "?X-Amz-Signature=" + QUERY_SECRET);
                exchange.sendResponseHeaders(307, -1);
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        })) {
            Files.writeString(temporary.resolve("hello.txt"), "Hello\n");
            MavenRun.goal(
                            temporary,
                            "publish",
                            "source=hello.txt",
                            "repository=acme/app",
                            "tags=1.0",
                            "store=file:store",
                            "storeUrl=" + server.url("/blobs"))
                    .maven(maven.toString())
                    .run()
                    .succeeded();
            MavenRun.Ended ended = MavenRun.goal(temporary, "validate", "allowedHosts=127.0.0.1")
                    .maven(maven.toString())
                    .with("-X")
                    .run();
            assertThat(ended.exit()).isEqualTo(1);
            assertNoSecrets(ended);
        }
    }
}
