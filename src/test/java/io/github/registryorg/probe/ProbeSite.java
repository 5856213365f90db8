package io.github.registryorg.probe;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.serve.LocalServer;
import io.github.registryorg.serve.RequestListener;
import io.github.registryorg.serve.RequestPolicy;
import io.github.registryorg.serve.StoreDirectories;
import io.github.registryorg.testkit.HandmadeSite;
import io.github.registryorg.tree.Stage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A site with all sorts of content: images of one and two platforms, OCI's and Docker's, an artifact, SIF, a signature. */
final class ProbeSite {

    static final String EMPTY_INDEX =
            "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\"," + "\"manifests\":[]}";

    /** Where nothing listens: port 1 is for multiplexing, which is not used any more. */
    static final String DEAD = "http://127.0.0.1:1/blob";

    private static final String OCI = "application/vnd.oci.image.manifest.v1+json";
    private static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
    private static final String DOCKER = "application/vnd.docker.distribution.manifest.v2+json";
    private static final String DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
    private static final String DOCKER_LAYER = "application/vnd.docker.image.rootfs.diff.tar";
    private static final byte[] CONFIG = bytes("{\"architecture\":\"amd64\",\"os\":\"linux\"}");
    private static final byte[] LAYER = bytes("This is not a tar archive; nothing unpacks it.");

    private static final byte[] BZIP2 = bytes("BZh91AY&SY");

    /** Larger than what is read of a blob unasked. */
    private static final byte[] LARGE = new byte[1024 * 1024 + 1];

    private static final String AMD_IMAGE = image(OCI, "application/vnd.oci.image.config.v1+json", "amd64", "");
    private static final String ARM_IMAGE = image(OCI, "application/vnd.oci.image.config.v1+json", "arm64", "");
    private static final String BOTH = index(OCI_INDEX, OCI, AMD_IMAGE, ARM_IMAGE);
    private static final String DOCKER_IMAGE =
            image(DOCKER, "application/vnd.docker.container.image.v1+json", "amd64", "");
    private static final String DOCKER_BOTH = index(DOCKER_LIST, DOCKER, DOCKER_IMAGE);
    private static final String SIGNATURE = image(
            OCI,
            "application/vnd.example.signature",
            "signature",
            ",\"subject\":" + descriptor(OCI_INDEX, bytes(BOTH)));
    private static final String SIF = image(OCI, "application/vnd.sylabs.sif.config.v1+json", "sif", "", LARGE);

    /** The manifest for the second platform. */
    static final Digest ARM = Digest.sha256(bytes(ARM_IMAGE));

    /** The manifest for the first platform: has the tag {@code amd} too, which is not listed. */
    static final Digest AMD = Digest.sha256(bytes(AMD_IMAGE));

    /** Refers to the image for two platforms. */
    static final Digest SIGNATURE_DIGEST = Digest.sha256(bytes(SIGNATURE));

    /** A layer that is not read whole. */
    static final Digest LARGE_DIGEST = Digest.sha256(LARGE);

    /** Of the config of all images. */
    static final Digest CONFIG_DIGEST = Digest.sha256(CONFIG);

    private static final String JSON = "application/json";

    private final HandmadeSite files;

    private ProbeSite(HandmadeSite files) {
        this.files = files;
    }

    static LocalServer serve(Path directory) throws IOException {
        ProbeSite site = new ProbeSite(new HandmadeSite(directory.resolve("site")));
        site.write("v2/_catalog", JSON, "{\"repositories\":[\"acme/app\"]}");
        site.write(
                "v2/acme/app/tags/list",
                JSON,
                "{\"name\":\"acme/app\",\"tags\":[\"1.0\",\"docker\",\"docker-both\",\"sif\",\"sig\"]}");
        site.manifest(OCI, AMD_IMAGE, "amd");
        site.manifest(OCI, ARM_IMAGE);
        site.manifest(DOCKER, DOCKER_IMAGE, "docker");
        site.manifest(DOCKER_LIST, DOCKER_BOTH, "docker-both");
        site.manifest(OCI_INDEX, BOTH, "1.0");
        site.manifest(OCI, SIGNATURE, "sig");
        site.manifest(OCI, SIF, "sif");
        String ociConfig = "application/vnd.oci.image.config.v1+json";
        String dockerConfig = "application/vnd.docker.container.image.v1+json";
        site.manifest(OCI, image(OCI, dockerConfig, "mixed", ""), "docker-config");
        site.manifest(DOCKER, image(OCI, dockerConfig, "mixed", "").replace(OCI, DOCKER), "oci-layer");
        site.manifest(OCI, image(OCI, ociConfig, "bzip2", "", BZIP2), "bzip2-layer");
        site.manifest(OCI, image(OCI, "application/vnd.example.config", "bzip2", "", BZIP2), "bzip2-file");
        site.blob(BZIP2);
        site.blob(CONFIG);
        site.blob(LAYER);
        site.blob(LARGE);
        Digest subject = Digest.sha256(bytes(BOTH));
        String list = new String(referrers(), StandardCharsets.UTF_8);
        site.write("v2/acme/app/referrers/" + subject, OCI_INDEX, list);
        site.write("v2/acme/app/manifests/" + subject.referrersTag(), OCI_INDEX, list);
        return LocalServer.start(
                directory.resolve("site"),
                directory,
                StoreDirectories.NONE,
                0,
                RequestPolicy.of(List.of(), List.of("*")),
                RequestListener.NONE);
    }

    /** All that refers to the image for two platforms. */
    static byte[] referrers() {
        String descriptor = descriptor(OCI, bytes(SIGNATURE));
        return bytes("{\"schemaVersion\":2,\"mediaType\":\"" + OCI_INDEX + "\",\"manifests\":["
                + descriptor.substring(0, descriptor.length() - 1)
                + ",\"artifactType\":\"application/vnd.example.signature\"}]}");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String descriptor(String type, byte[] content) {
        return "{\"mediaType\":\"" + type + "\",\"digest\":\"" + Digest.sha256(content) + "\",\"size\":"
                + content.length + "}";
    }

    private static String image(String type, String config, String note, String more) {
        return image(type, config, note, more, LAYER);
    }

    private static String image(String type, String config, String note, String more, byte[] layer) {
        return "{\"schemaVersion\":2,\"mediaType\":\"" + type + "\",\"config\":" + descriptor(config, CONFIG)
                + ",\"layers\":["
                + descriptor(type.equals(DOCKER) ? DOCKER_LAYER : "application/vnd.oci.image.layer.v1.tar", layer)
                + "],\"annotations\":{\"note\":\"" + note + "\"}" + more + "}";
    }

    private static String index(String type, String childType, String... children) {
        StringBuilder list = new StringBuilder();
        for (String child : children) {
            list.append(list.isEmpty() ? "" : ",").append(descriptor(childType, bytes(child)));
        }
        return "{\"schemaVersion\":2,\"mediaType\":\"" + type + "\",\"manifests\":[" + list + "]}";
    }

    private void manifest(String type, String content, String... tags) throws IOException {
        write("v2/acme/app/manifests/" + Digest.sha256(bytes(content)), type, content);
        for (String tag : tags) {
            write("v2/acme/app/manifests/" + tag, type, content);
        }
    }

    private void blob(byte[] content) throws IOException {
        String text = new String(content, StandardCharsets.UTF_8);
        write("v2/acme/app/blobs/" + Digest.sha256(content), "application/octet-stream", text);
    }

    private void write(String path, String type, String content) throws IOException {
        files.write(path, Stage.PAGES, type, bytes(content));
    }
}
