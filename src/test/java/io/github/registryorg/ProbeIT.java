package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.net.AllowedHosts;
import io.github.registryorg.net.Login;
import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.probe.Fault;
import io.github.registryorg.probe.Finding;
import io.github.registryorg.probe.ProbeReport;
import io.github.registryorg.probe.ProbeRequest;
import io.github.registryorg.probe.ProbeTarget;
import io.github.registryorg.remote.Logins;
import io.github.registryorg.testkit.DockerRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's docker-registry, probed: what it lacks is reported, and nothing else. */
class ProbeIT {

    private static final byte[] CONFIG = bytes("{\"architecture\":\"amd64\",\"os\":\"linux\"}");
    private static final byte[] LAYER = bytes("not unpacked here");

    @TempDir
    Path directory;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String descriptor(MediaType type, byte[] content) {
        Descriptor descriptor = Descriptor.of(type, Digest.sha256(content), content.length);
        return "{\"mediaType\":\"" + type + "\",\"digest\":\"" + descriptor.digest() + "\",\"size\":" + content.length
                + "}";
    }

    private static String image(MediaType type, MediaType config, MediaType layer, String more) {
        return "{\"schemaVersion\":2,\"mediaType\":\"" + type + "\",\"config\":" + descriptor(config, CONFIG)
                + ",\"layers\":[" + descriptor(layer, LAYER) + "]" + more + "}";
    }

    private ProbeReport probe(DockerRegistry registry, Logins logins) {
        ProbeTarget target = new ProbeTarget(RemoteUrl.parse("http://" + registry.address()), null, null, true);
        return new StaticRegistry()
                .probe(new ProbeRequest(target, directory.resolve("report.json"), AllowedHosts.NONE, null, logins));
    }

    @Test
    void registry_ofDebian_hasKnownFaults() {
        try (DockerRegistry registry = DockerRegistry.start(directory)) {
            fill(registry);
            Login alice = Login.password(DockerRegistry.USER, DockerRegistry.PASSWORD);

            ProbeReport report = probe(registry, (host, repository) -> Optional.of(alice));

            assertThat(report.looked())
                    .containsExactly("acme/app:both", "acme/app:docker", "acme/app:one", "acme/app:sig");
            assertThat(report.findings())
                    .extracting(Finding::fault)
                    // it lists tags as the file system does, which may happen to be sorted
                    .filteredOn(fault -> fault != Fault.TAG_LIST_UNSORTED)
                    .containsOnly(
                            // the signature is there, and nothing leads from the image to it
                            Fault.REFERRERS_LOST,
                            Fault.TAG_LIST_WHOLE,
                            Fault.REFERRERS_API_MISSING,
                            Fault.REFERRERS_EMPTY_MISSING,
                            Fault.CORS_MISSING);
            assertThat(report.of(Fault.REFERRERS_LOST)).hasSize(1);
        }
    }

    @Test
    void registry_withoutALogin_isReported() {
        try (DockerRegistry registry = DockerRegistry.start(directory)) {
            assertThat(probe(registry, Logins.NONE).findings())
                    .extracting(Finding::fault)
                    .containsExactly(Fault.LOGIN_REFUSED);
        }
    }

    private static void fill(DockerRegistry registry) {
        registry.pushBlob("acme/app", CONFIG);
        registry.pushBlob("acme/app", LAYER);
        byte[] one = bytes(image(MediaType.OCI_MANIFEST, MediaType.OCI_CONFIG, MediaType.OCI_LAYER_TAR, ""));
        registry.pushManifest("acme/app", "one", MediaType.OCI_MANIFEST, one);
        byte[] docker = bytes(image(
                MediaType.DOCKER_MANIFEST,
                MediaType.DOCKER_CONFIG,
                new MediaType("application/vnd.docker.image.rootfs.diff.tar.gzip"),
                ""));
        registry.pushManifest("acme/app", "docker", MediaType.DOCKER_MANIFEST, docker);
        String child = descriptor(MediaType.OCI_MANIFEST, one);
        byte[] both = bytes("{\"schemaVersion\":2,\"mediaType\":\"" + MediaType.OCI_INDEX + "\",\"manifests\":["
                + child.substring(0, child.length() - 1)
                + ",\"platform\":{\"architecture\":\"amd64\",\"os\":\"linux\"}}]}");
        registry.pushManifest("acme/app", "both", MediaType.OCI_INDEX, both);
        byte[] signature = bytes(image(
                MediaType.OCI_MANIFEST,
                MediaType.OCI_CONFIG,
                MediaType.OCI_LAYER_TAR,
                ",\"subject\":" + descriptor(MediaType.OCI_INDEX, both)));
        registry.pushManifest("acme/app", "sig", MediaType.OCI_MANIFEST, signature);
    }
}
