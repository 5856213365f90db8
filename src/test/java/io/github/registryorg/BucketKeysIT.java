package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.remote.LoopbackServer;
import io.github.registryorg.store.S3Server;
import io.github.registryorg.testkit.EncryptedPassword;
import io.github.registryorg.testkit.MavenRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the keys of buckets come from, and what is loaded where no bucket is named. */
class BucketKeysIT {

    @TempDir
    Path temporary;

    private S3Server server;

    @BeforeEach
    void start() throws IOException {
        server = S3Server.start(Files.createDirectory(temporary.resolve("objects")));
        Files.writeString(temporary.resolve("hello.txt"), "Hello\n");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private MavenRun publish(String... properties) {
        List<String> all = new ArrayList<>(List.of("source=hello.txt", "repository=acme/app", "tags=1.0"));
        all.addAll(List.of(properties));
        return MavenRun.goal(temporary, "publish", all.toArray(String[]::new));
    }

    private MavenRun publishToBucket(String... properties) {
        return publish(properties)
                .with("-Dregistry.store=s3://" + S3Server.BUCKET)
                .with("-Dregistry.endpoint=" + server.endpoint())
                .with("-Dregistry.pathStyle=true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"it.maven", "it.newestMaven"})
    void password_encryptedInSettings_opensABucket(String maven) {
        EncryptedPassword secret = EncryptedPassword.of(S3Server.SECRET_KEY, temporary);
        MavenRun.Ended ended = publishToBucket("server=acme", "region=us-east-1")
                .maven(System.getProperty(maven))
                .with("-X")
                .with(secret.masterKey())
                .server("acme", S3Server.ACCESS_KEY, secret.text())
                .run()
                .succeeded();

        assertThat(ended.output()).contains("Published acme/app:1.0").doesNotContain(S3Server.SECRET_KEY);
    }

    /** Maven 4 refuses to start with it. */
    @ParameterizedTest
    @ValueSource(strings = {"it.maven", "it.newestMaven"})
    void publish_passwordThatCannotBeDecrypted_failsAndSendsNothing(String maven) {
        MavenRun.Ended ended = publishToBucket("server=acme", "region=us-east-1")
                .maven(System.getProperty(maven))
                .with("-Dsettings.security=" + temporary.resolve("absent.xml"))
                .server("acme", S3Server.ACCESS_KEY, "{QWNtZUV4YW1wbGVOb3RBUmVhbFNlY3JldDAxMjM0NTY=}")
                .run();

        assertThat(ended.exit()).isNotZero();
        assertThat(ended.output()).containsIgnoringCase("decrypt").doesNotContain("Published");
    }

    @Test
    void profile_configured_hasAKeyAndARegion() throws IOException {
        Path config = Files.writeString(temporary.resolve("aws-config"), "[profile acme]\nregion = eu-central-1\n");
        Path keys = Files.writeString(
                temporary.resolve("aws-credentials"),
                "[acme]\naws_access_key_id = " + S3Server.ACCESS_KEY + "\naws_secret_access_key = "
                        + S3Server.SECRET_KEY + "\n");
        MavenRun.Ended ended = publishToBucket("profile=acme")
                .environment("AWS_CONFIG_FILE", config.toString())
                .environment("AWS_SHARED_CREDENTIALS_FILE", keys.toString())
                .with("-X")
                .run()
                .succeeded();

        assertThat(ended.output()).contains("Published acme/app:1.0").doesNotContain(S3Server.SECRET_KEY);
    }

    /** As the CI that init writes sets it, and as machines in AWS have it. */
    @Test
    void token_ofAService_isExchangedForAKey() throws IOException {
        Path token = Files.writeString(temporary.resolve("token"), "identity-of-this-run");
        String answer = "<AssumeRoleWithWebIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
                + "<AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>" + S3Server.ACCESS_KEY + "</AccessKeyId>"
                + "<SecretAccessKey>" + S3Server.SECRET_KEY + "</SecretAccessKey><SessionToken>session-of-this-run"
                + "</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration></Credentials>"
                + "</AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>";
        List<String> asked = new CopyOnWriteArrayList<>();
        try (LoopbackServer sts = LoopbackServer.start(exchange -> {
            asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/xml");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        })) {
            MavenRun.Ended ended = publishToBucket()
                    .environment("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/registry")
                    .environment("AWS_WEB_IDENTITY_TOKEN_FILE", token.toString())
                    .environment("AWS_REGION", "us-east-1")
                    .environment("AWS_ENDPOINT_URL_STS", sts.url(""))
                    .with("-X")
                    .run()
                    .succeeded();

            assertThat(ended.output())
                    .contains("Published acme/app:1.0")
                    .doesNotContain(S3Server.SECRET_KEY, "identity-of-this-run", "session-of-this-run");
            assertThat(asked).hasSize(1);
            assertThat(asked.get(0))
                    .contains(
                            "Action=AssumeRoleWithWebIdentity",
                            "role%2Fregistry",
                            "WebIdentityToken=identity-of-this-run");
        }
    }

    @Test
    void server_absentInSettings_isReported() {
        MavenRun.Ended ended = publishToBucket("server=nobody").run();

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.output())
                .contains(
                        "registry.server=nobody: is not a server of settings.xml with a username and a password",
                        "<username> is the access key")
                .doesNotContain("\tat ");
    }

    @Test
    void sdk_withoutABucket_isNotLoaded() throws IOException {
        assertThat(classes(publish("store=file:store", "storeUrl=https://cdn.example/store")))
                .contains("io.github.registryorg.store.FileBlobStore")
                .doesNotContain("software.amazon.");
        String map = "storeMap=https://cdn.example/store=file:store";
        assertThat(classes(MavenRun.goal(temporary, "validate", map)))
                .contains("io.github.registryorg.check.BlobCheck")
                .doesNotContain("software.amazon.");
        assertThat(classes(MavenRun.goal(temporary, "site", map)))
                .contains("io.github.registryorg.site.SiteBuild")
                .doesNotContain("software.amazon.");
        assertThat(classes(publishToBucket("region=us-east-1", "server=acme")
                        .server("acme", S3Server.ACCESS_KEY, S3Server.SECRET_KEY)))
                .contains("software.amazon.awssdk.services.s3.");
    }

    /** The JVM's own list of all classes that it loads. */
    private String classes(MavenRun run) throws IOException {
        Path list = temporary.resolve("classes.log");
        run.environment("MAVEN_OPTS", "-Xlog:class+load:file=" + list).run().succeeded();
        return Files.readString(list);
    }
}
