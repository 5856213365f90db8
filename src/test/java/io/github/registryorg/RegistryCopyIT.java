package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.source.LayoutFixture;
import io.github.registryorg.testkit.DockerRegistry;
import io.github.registryorg.testkit.EncryptedPassword;
import io.github.registryorg.testkit.FileTrees;
import io.github.registryorg.testkit.MavenRun;
import io.github.registryorg.testkit.RealClient;
import io.github.registryorg.testkit.RegistryStory;
import io.github.registryorg.testkit.Skopeo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image for several platforms, with its signatures, from a real registry behind a login to a site and its clients. */
class RegistryCopyIT {

    private static final String REPOSITORY = "team/app";

    @TempDir
    Path temporary;

    private DockerRegistry registry;
    private RegistryStory story;
    private RealClient skopeo;
    private final LayoutFixture layout = new LayoutFixture();
    private final Descriptor amd64 = layout.image("a".repeat(100_000));
    private final Descriptor index =
            layout.index(amd64, layout.image("b".repeat(100_000), Platform.parse("linux/arm64")));
    private final Descriptor signature = layout.referrer("signed", index);

    @BeforeEach
    void begin() throws IOException {
        skopeo = RealClient.of("skopeo");
        registry = DockerRegistry.start(Files.createDirectory(temporary.resolve("registry-server")));
        story = new RegistryStory(temporary);
        layout.entry(index, "1.0").writeDirectory(temporary.resolve("layout"));
        skopeo.run(
                temporary,
                "copy",
                "-q",
                "--all",
                "--preserve-digests",
                "--dest-tls-verify=false",
                "--dest-creds=" + DockerRegistry.USER + ":" + DockerRegistry.PASSWORD,
                "oci:layout:1.0",
                "docker://" + registry.address() + "/" + REPOSITORY + ":1.0");
        // no client of Debian's pushes referrers
        registry.pushBlob(REPOSITORY, "{}".getBytes());
        registry.pushBlob(REPOSITORY, "signed".getBytes());
        registry.pushManifest(
                REPOSITORY, signature.digest().toString(), MediaType.OCI_MANIFEST, layout.content(signature.digest()));
        Descriptor list = layout.index(signature);
        registry.pushManifest(
                REPOSITORY, index.digest().referrersTag().name(), MediaType.OCI_INDEX, layout.content(list.digest()));
    }

    @AfterEach
    void end() {
        story.close();
        registry.close();
    }

    private MavenRun publish(String... properties) {
        MavenRun run = MavenRun.goal(
                temporary,
                "publish",
                "source=docker://" + registry.address() + "/" + REPOSITORY + ":1.0",
                "repository=acme/app",
                "tags=1.0",
                "store=file:registry/blobs-of-all",
                "output=registry");
        for (String property : properties) {
            run.with("-Dregistry." + property);
        }
        return run.environment("DOCKER_CONFIG", temporary.resolve("docker").toString());
    }

    private void pull(String credentials, String from, String directory) {
        new Skopeo(skopeo, temporary).pull(from, directory, credentials);
    }

    @Test
    void image_copied_isThatOfTheRegistry() {
        EncryptedPassword encrypted = EncryptedPassword.of(DockerRegistry.PASSWORD, temporary);
        MavenRun.Ended ended = publish("referrers", "deep")
                .with("-X")
                .with(encrypted.masterKey())
                .server(registry.address(), DockerRegistry.USER, encrypted.text())
                .run()
                .succeeded();
        assertThat(ended.output()).doesNotContain(DockerRegistry.PASSWORD, "YWxpY2U6");

        String site = story.serve();
        pull(
                "--src-creds=" + DockerRegistry.USER + ":" + DockerRegistry.PASSWORD,
                registry.address() + "/" + REPOSITORY + ":1.0",
                "expected");
        pull("--src-no-creds", site + "/acme/app:1.0", "pulled");
        assertThat(FileTrees.of(temporary.resolve("pulled"))).isEqualTo(FileTrees.of(temporary.resolve("expected")));
        pull("--src-no-creds", site + "/acme/app@" + signature.digest(), "signature");
        assertThat(FileTrees.of(temporary.resolve("signature")))
                .containsValue(signature.digest().toString())
                .containsValue(Digest.sha256("signed".getBytes()).toString());
        assertThat(story.site.resolve("v2/acme/app/referrers/" + index.digest()))
                .content()
                .contains(signature.digest().toString());
    }

    @Test
    void login_ofDocker_isUsed() throws IOException {
        RealClient.of("skopeo")
                .run(
                        temporary,
                        "login",
                        "--authfile="
                                + Files.createDirectory(temporary.resolve("docker"))
                                        .resolve("config.json"),
                        "--tls-verify=false",
                        "--username=" + DockerRegistry.USER,
                        "--password=" + DockerRegistry.PASSWORD,
                        registry.address());

        publish("platforms=linux/amd64").run().succeeded();
        assertThat(story.validate().errors()).isEmpty();
        story.makeSite();
        assertThat(Digest.sha256(Files.readAllBytes(story.site.resolve("v2/acme/app/manifests/1.0"))))
                .isEqualTo(amd64.digest());
    }

    @Test
    void login_absent_isReportedWithHowToGetOne() {
        MavenRun.Ended ended = publish().run();

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.output())
                .contains("UNAUTHORIZED " + registry.address() + "/team/app", "docker login", "settings.xml")
                .doesNotContain("\tat ");
        assertThat(temporary.resolve("registry")).doesNotExist();
    }

    @Test
    void password_wrong_isReported() {
        MavenRun.Ended ended = publish()
                .server(registry.address(), DockerRegistry.USER, "drowssap")
                .run();

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.output()).contains("may not be read by the user alice").doesNotContain("drowssap");
    }
}
