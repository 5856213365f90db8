package io.github.registryorg.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.StaticRegistry;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.JsonFault;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.secret.AllowedSecrets;
import io.github.registryorg.secret.Secrets;
import io.github.registryorg.site.BlobMode;
import io.github.registryorg.site.SiteResult;
import io.github.registryorg.source.LayoutFixture;
import io.github.registryorg.source.file.TarFixture;
import io.github.registryorg.testkit.RegistryStory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An image that holds a credential leaves nothing anywhere; configs stay in the store where that is wanted. */
class PublishSecretsTest {

    private static final String SECRET = Secrets.token("", 24);

    @TempDir
    Path directory;

    private RegistryStory story;
    private final List<String> output = new ArrayList<>();

    @BeforeEach
    void story() {
        story = new RegistryStory(directory);
    }

    private static ObjectNode config(Platform platform, Digest layer, String variable) {
        ObjectNode config;
        try {
            config = (ObjectNode) Json.readObject(LayoutFixture.config(platform, layer));
        } catch (JsonFault e) {
            throw new AssertionError(e);
        }
        config.put("created", "2026-11-20T10:11:12Z");
        config.withObject("config").withArray("Env").add("PATH=/bin").add(variable);
        return config;
    }

    /** An image for two platforms; the second has the variable. */
    private Digest image(MediaType manifestType, MediaType configType, String variable) {
        LayoutFixture layout = new LayoutFixture();
        List<Descriptor> platforms = new ArrayList<>();
        for (String architecture : List.of("amd64", "arm64")) {
            Platform platform = new Platform("linux", architecture, null, null);
            byte[] tar = new TarFixture().file("a", architecture).bytes();
            MediaType layerType =
                    configType.equals(MediaType.DOCKER_CONFIG) ? MediaType.DOCKER_LAYER_GZIP : MediaType.OCI_LAYER_GZIP;
            Descriptor layer = layout.blob(layerType, LayoutFixture.gzip(tar));
            ObjectNode config = config(platform, Digest.sha256(tar), architecture.equals("arm64") ? variable : "A=b");
            Descriptor made = layout.manifest(LayoutFixture.image(layout.blob(configType, Json.write(config)), layer)
                    .put("mediaType", manifestType.value()));
            platforms.add(
                    new Descriptor(made.mediaType(), made.digest(), made.size(), Map.of(), List.of(), platform, null));
        }
        Descriptor index = layout.index(platforms.toArray(Descriptor[]::new));
        layout.entry(index, "1.0").writeDirectory(directory.resolve("image"));
        return platforms.get(1).digest();
    }

    private Digest image(String variable) {
        return image(MediaType.OCI_MANIFEST, MediaType.OCI_CONFIG, variable);
    }

    private PublishRequest request(boolean keepConfigs, String... allowed) {
        PublishRequest all = story.request("oci:image", "acme/app", "1.0");
        return new PublishRequest(
                all.source(),
                all.baseDirectory(),
                all.buildDirectory(),
                all.repository(),
                all.tags(),
                all.store(),
                all.storeUrl(),
                all.contribution(),
                false,
                keepConfigs,
                AllowedSecrets.parse(List.of(allowed)),
                all.deep(),
                all.access());
    }

    private PublishResult publish(boolean keepConfigs, String... allowed) {
        return new StaticRegistry(output::add).publish(request(keepConfigs, allowed));
    }

    private List<Path> configFiles() throws IOException {
        List<Path> configs = new ArrayList<>();
        try (var files = Files.walk(directory.resolve("registry/acme/app/digests"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Json.readObject(Files.readAllBytes(file)).has("rootfs")) {
                    configs.add(file);
                }
            }
        }
        return configs;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/vnd.oci.image.manifest.v1+json",
                "application/vnd.docker.distribution.manifest.v2+json"
            })
    void publish_secretInOnePlatform_uploadsAndWritesNothing(String type) {
        boolean docker = type.contains("docker");
        Digest arm64 = image(
                new MediaType(type),
                docker ? new MediaType("application/vnd.docker.container.image.v1+json") : MediaType.OCI_CONFIG,
                "API_KEY=" + SECRET);

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> publish(true))
                .satisfies(e -> {
                    Problem problem = e.problem();
                    assertThat(problem.code()).isEqualTo(ProblemCode.SECRET_FOUND);
                    assertThat(problem.subject()).isEqualTo("linux/arm64 " + arm64);
                    assertThat(problem.what()).startsWith("env:API_KEY ");
                    StringWriter trace = new StringWriter();
                    e.printStackTrace(new PrintWriter(trace));
                    assertThat(trace.toString()).doesNotContain(SECRET);
                });
        assertThat(directory.resolve("registry")).doesNotExist();
        assertThat(directory.resolve("target")).doesNotExist();
        assertThat(output).isEmpty();
    }

    @Test
    void publish_secretThatIsAllowed_isPublished() throws IOException {
        image("API_KEY=" + SECRET);

        publish(true, "env:API_KEY");

        assertThat(configFiles()).hasSize(2);
        assertThat(story.validate().errors()).isEmpty();
    }

    @Test
    void publish_withoutConfigs_leavesThemInTheStoreAndStillSearchesThem() {
        image("API_KEY=" + SECRET);

        assertThatExceptionOfType(RegistryException.class).isThrownBy(() -> publish(false));
        assertThat(directory.resolve("registry")).doesNotExist();
    }

    @Test
    void publish_withoutConfigs_describesTheImageAndTheSiteIsWhole() throws IOException {
        image("A=b");

        publish(false);

        assertThat(configFiles()).isEmpty();
        assertThat(directory.resolve("registry/acme/app/manifests/1.0/README.md"))
                .content()
                .contains("platforms:\n- linux/amd64\n- linux/arm64\n", "created: 2026-11-20T10:11:12Z");
        assertThat(story.validate().errors()).isEmpty();
        SiteResult site = story.makeSite("local", BlobMode.AUTO);
        assertThat(site.warnings()).isEmpty();
        assertThat(site.findings()).isEmpty();
        assertThat(publish(false).changed()).isEmpty();
    }
}
