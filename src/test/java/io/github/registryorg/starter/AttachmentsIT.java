package io.github.registryorg.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.net.AllowedHosts;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.push.PushRequest;
import io.github.registryorg.secret.AllowedSecrets;
import io.github.registryorg.serve.LocalServer;
import io.github.registryorg.serve.RequestListener;
import io.github.registryorg.serve.ServeRequest;
import io.github.registryorg.source.LayoutFixture;
import io.github.registryorg.store.BucketSettings;
import io.github.registryorg.store.StoreAccess;
import io.github.registryorg.store.StoreMap;
import io.github.registryorg.testkit.RealClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What CI attaches to an image: the script that is written for it, with the programs that it calls. */
class AttachmentsIT {

    private static final String SBOM = """
            {"bomFormat":"CycloneDX","specVersion":"1.6","version":1,"components":[]}
            """;

    @TempDir
    private Path directory;

    private LocalServer server;
    private Descriptor amd64;
    private Descriptor arm64;

    /** An image for two platforms, which is published. */
    @BeforeEach
    void publish() throws IOException {
        LayoutFixture layout = new LayoutFixture();
        amd64 = layout.image("a");
        arm64 = layout.image("b", Platform.parse("linux/arm64"));
        layout.entry(layout.index(amd64, arm64), "1.0");
        layout.writeDirectory(directory.resolve("layout"));
        PushRequest push = new PushRequest(
                "file:store",
                "https://storage.example/acme",
                directory,
                directory.resolve("contribution"),
                false,
                null,
                true,
                AllowedSecrets.NONE);
        StoreAccess access = new StoreAccess(StoreMap.NONE, AllowedHosts.NONE, null, BucketSettings.NONE);
        server = new StaticRegistry()
                .serve(
                        new ServeRequest(
                                directory, directory.resolve("no-site"), 0, null, List.of(), access, push, null),
                        RequestListener.NONE);
        RealClient.of("skopeo")
                .run(
                        directory,
                        "copy",
                        "-q",
                        "--all",
                        "--dest-tls-verify=false",
                        "oci:layout:1.0",
                        "docker://" + server.address() + "/acme/app:1.0");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void sbom(Descriptor image) throws IOException {
        Path sboms = Files.createDirectories(directory.resolve("target/built/sbom"));
        Files.writeString(sboms.resolve(image.digest().hex() + ".json"), SBOM);
    }

    /** Runs the script of this container as {@code registry:serve} does. */
    private void attach(ImageOptions options, String... environment) throws IOException {
        Recipe.Found recipe = Recipe.of(List.of("Dockerfile"), null);
        for (StarterFile file : Starters.container(recipe, ProjectPom.NONE, options, Starters.AWS)
                .files()) {
            if (file.path().equals(".registry/attach.sh")) {
                Path script = directory.resolve(file.path());
                Files.createDirectories(script.getParent());
                Files.write(script, file.bytes());
            }
        }
        String path = Path.of("target/unstable-clients/bin").toAbsolutePath() + ":" + System.getenv("PATH");
        String[] all = new String[environment.length + 4];
        all[0] = "REGISTRY=" + server.address();
        all[1] = "VERSION=1.0";
        all[2] = "PATH=" + path;
        all[3] = "HOME=" + directory;
        System.arraycopy(environment, 0, all, 4, environment.length);
        RealClient.of("bash").withEnvironment(all).run(directory, ".registry/attach.sh");
    }

    /** How many manifests of the contribution say this. */
    private long contributed(String text) throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("contribution/acme/app/digests"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file ->
                            read(file).contains("\"subject\"") && read(file).contains(text))
                    .count();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void imageForPlatforms_signedWithSboms_isVerified() throws IOException {
        RealClient cosign = RealClient.unstable("cosign")
                .withEnvironment("HOME=" + directory, "XDG_CONFIG_HOME=" + directory, "COSIGN_PASSWORD=secret");
        cosign.run(directory, "generate-key-pair");
        sbom(amd64);
        sbom(arm64);

        attach(
                new ImageOptions(null, List.of(), true, true),
                "COSIGN_PRIVATE_KEY=" + Files.readString(directory.resolve("cosign.key")),
                "COSIGN_PASSWORD=secret");

        String image = server.address() + "/acme/app";
        String[] verify = {"--key=cosign.pub", "--insecure-ignore-tlog=true", "--allow-http-registry"};
        cosign.run(directory, "verify", verify[0], verify[1], verify[2], image + ":1.0");
        for (Descriptor platform : List.of(amd64, arm64)) {
            String subject = image + "@" + platform.digest();
            cosign.run(directory, "verify-attestation", "--type=cyclonedx", verify[0], verify[1], verify[2], subject);
        }
        assertThat(contributed("\"application/vnd.dev.sigstore.bundle.v0.3+json\""))
                .isEqualTo(3);
    }

    @Test
    void imageForPlatforms_withSboms_hasThemAsReferrers() throws IOException {
        RealClient oras = RealClient.unstable("oras").withEnvironment("HOME=" + directory);
        sbom(arm64);

        attach(new ImageOptions(null, List.of(), false, true));

        String subject = server.address() + "/acme/app@" + arm64.digest();
        assertThat(oras.run(directory, "discover", "--plain-http", "--format", "json", subject))
                .contains("application/vnd.cyclonedx+json");
        assertThat(contributed("\"artifactType\":\"application/vnd.cyclonedx+json\""))
                .isEqualTo(1);
    }
}
