package io.github.registryorg.metadata;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Image;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Registries of any size, with manifests like those of real images, each different. */
public final class RegistryFixture {

    private static final String CONFIG_TYPE = "application/vnd.oci.image.config.v1+json";
    private static final String LAYER_TYPE = "application/vnd.oci.image.layer.v1.tar+gzip";

    private RegistryFixture() {}

    /** Writes {@code repositories} repositories with {@code tags} tags each, all in a store at {@code store}. */
    public static void write(Path directory, int repositories, int tags, String store) {
        for (int i = 0; i < repositories; i++) {
            RepositoryName name = RepositoryName.parse(String.format("team%02d/app%05d", i % 100, i));
            for (int j = 0; j < tags; j++) {
                Image image = image(name + ":" + j);
                Map<Digest, byte[]> configs = Map.of();
                new Contribution(directory, name).write(image, configs, List.of(Tag.parse("1." + j)), List.of(store));
            }
        }
    }

    /** An image whose digests all come from this seed. */
    public static Image image(String seed) {
        StringBuilder layers = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            layers.append(i == 0 ? "" : ",").append(descriptor(LAYER_TYPE, seed + " layer " + i, 1_000_000 + i));
        }
        String manifest = "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\","
                + "\"config\":" + descriptor(CONFIG_TYPE, seed + " config", 4_000)
                + ",\"layers\":[" + layers + "],"
                + "\"annotations\":{\"org.opencontainers.image.created\":\"2026-11-20T10:11:12Z\","
                + "\"org.opencontainers.image.description\":\"The app that everybody needs\"}}";
        RawManifest raw = RawManifest.of(manifest.getBytes(StandardCharsets.UTF_8));
        return new Image(raw, List.of(raw), List.of());
    }

    private static String descriptor(String mediaType, String seed, long size) {
        return "{\"mediaType\":\"" + mediaType + "\",\"digest\":\""
                + Digest.sha256(seed.getBytes(StandardCharsets.UTF_8)) + "\",\"size\":" + size + "}";
    }

    /** {@code DIRECTORY REPOSITORIES TAGS}: writes a registry, for measuring. */
    public static void main(String[] arguments) {
        write(
                Path.of(arguments[0]),
                Integer.parseInt(arguments[1]),
                Integer.parseInt(arguments[2]),
                "https://storage.example/acme");
    }
}
