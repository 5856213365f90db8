package io.github.registryorg.testkit;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.host.Host;
import io.github.registryorg.metadata.Contribution;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.oci.Image;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.site.BlobMode;
import io.github.registryorg.site.SiteRequest;
import io.github.registryorg.store.StoreAccess;
import io.github.registryorg.store.StoreMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A registry with known bytes: manifests of all four types, referrers of two kinds, names that could be
 * taken for something else, and blobs in a directory.
 */
public final class KnownRegistry {

    public static final String OCI = "application/vnd.oci.image.manifest.v1+json";
    public static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
    public static final String DOCKER = "application/vnd.docker.distribution.manifest.v2+json";
    static final String DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
    public static final String SIGNATURE = "application/vnd.example.signature+json";
    public static final String REPORT = "application/vnd.example.report+json";

    public static final byte[] LAYER = bytes("layer ".repeat(500));
    public static final byte[] CONFIG =
            bytes("{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\","
                    + "\"diff_ids\":[]},\"config\":{}}");

    public final RawManifest image = manifest(OCI, "application/vnd.oci.image.config.v1+json", "x", "");
    public final RawManifest docker = manifest(DOCKER, "application/vnd.docker.container.image.v1+json", "x", "");
    public final RawManifest index = index(OCI_INDEX, image);
    public final RawManifest list = index(DOCKER_LIST, docker);
    public final RawManifest signature =
            manifest(OCI, SIGNATURE, "signed {{env \"HOME\"}} <% env \"HOME\" %> <!--#printenv -->", subject());
    public final RawManifest report = manifest(OCI, REPORT, "scanned", subject());

    /** Without a media type of its own. */
    public final RawManifest nameless =
            raw(text(image).replace("\"mediaType\":\"" + OCI + "\",\"config\"", "\"config\""));

    /** Known by its sha512 alone. */
    public final byte[] strong = bytes(text(image).replace("\"note\":\"x\"", "\"note\":\"strong\""));

    public final Digest sha512 = Digest.ofContent(DigestAlgorithm.SHA512, strong);

    public final Path registry;
    public final Path site;
    public final Path blobs;
    private final String store;

    /**
     * @param directory to put all into
     * @param store where readers find the blobs; null for a directory that they can't read
     */
    public KnownRegistry(Path directory, String store) throws IOException {
        this.registry = Files.createDirectories(directory.resolve("registry"));
        this.site = directory.resolve("site");
        this.blobs = Files.createDirectories(directory.resolve("blobs"));
        this.store = store == null ? blobs.toUri().toString() : store;
        Files.writeString(registry.resolve("registry.yaml"), "formatVersion: 1\ntitle: Known\n");
        Files.createDirectories(blobs.resolve("sha256"));
        for (byte[] blob : List.of(LAYER, CONFIG)) {
            Files.write(blobs.resolve("sha256").resolve(Digest.sha256(blob).hex()), blob);
        }
        add("acme/app", index, List.of(image, index), "latest", "2.0");
        add(
                "acme/app",
                image,
                List.of(image),
                "1.0",
                "1.10",
                "1.9",
                "index.html",
                "_headers",
                "x.gz",
                "x.en",
                "x.shtml",
                "x.var");
        add("acme/app", docker, List.of(docker), "docker");
        add("acme/app", list, List.of(docker, list), "docker-list");
        add("acme/app", signature, List.of(signature));
        add("acme/app", report, List.of(report));
        add("acme/app/nested", image, List.of(image), "1.0");
        add("a", docker, List.of(docker), "1");
        add("a-b.c__d/e", list, List.of(docker, list), "B");
        add("more", nameless, List.of(nameless), "nameless");
        add("more", docker, List.of(docker), "2.0.html");
        long size = strong.length + CONFIG.length + LAYER.length;
        new RegistryDirectory(registry)
                .file(RegistryDirectory.digestFile("more", sha512), new String(strong, StandardCharsets.UTF_8))
                .tag("more", "strong", "mediaType: " + OCI, "digest: " + sha512, "size: " + size);
    }

    private void add(String name, RawManifest root, List<RawManifest> manifests, String... tags) {
        new Contribution(registry, RepositoryName.parse(name))
                .write(
                        new Image(root, manifests, List.of()),
                        Map.of(),
                        Arrays.stream(tags).map(Tag::parse).toList(),
                        List.of(store));
    }

    /** Makes the site for a host. */
    public KnownRegistry makeSite(String host, BlobMode mode) {
        StoreMap map = store.startsWith("file:")
                ? StoreMap.NONE
                : StoreMap.parse(List.of(store + "=" + blobs.toUri()), registry);
        new StaticRegistry()
                .site(new SiteRequest(
                        registry,
                        site,
                        Host.of(host),
                        null,
                        mode,
                        new StoreAccess(map, RegistryStory.ACCESS.allowed(), null, RegistryStory.ACCESS.buckets())));
        return this;
    }

    private String subject() {
        return ",\"subject\":" + descriptor(image.mediaType().value(), image.digest(), image.bytes().length);
    }

    private static RawManifest manifest(String type, String configType, String note, String more) {
        String annotations = type.equals(DOCKER) ? "" : ",\"annotations\":{\"note\":" + quoted(note) + "}";
        return raw("{\"schemaVersion\":2,\"mediaType\":\"" + type + "\",\"config\":"
                + descriptor(configType, Digest.sha256(CONFIG), CONFIG.length) + ",\"layers\":["
                + descriptor("application/vnd.oci.image.layer.v1.tar+gzip", Digest.sha256(LAYER), LAYER.length) + "]"
                + annotations + more + "}");
    }

    private static RawManifest index(String type, RawManifest manifest) {
        String one = descriptor(manifest.mediaType().value(), manifest.digest(), manifest.bytes().length);
        return raw("{\"schemaVersion\":2,\"mediaType\":\"" + type + "\",\"manifests\":["
                + one.substring(0, one.length() - 1)
                + ",\"platform\":{\"architecture\":\"amd64\",\"os\":\"linux\"}}]}");
    }

    private static String descriptor(String type, Digest digest, long size) {
        return "{\"mediaType\":\"" + type + "\",\"digest\":\"" + digest + "\",\"size\":" + size + "}";
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\"", "\\\"") + "\"";
    }

    private static RawManifest raw(String text) {
        return RawManifest.of(bytes(text));
    }

    private static String text(RawManifest manifest) {
        return new String(manifest.bytes(), StandardCharsets.UTF_8);
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
