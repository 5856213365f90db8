package io.github.registryorg.metadata;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Image;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
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
        write(directory, repositories, tags, store, false);
    }

    /** @param kept whether the registry has the configs of the images itself, as it has those of real images */
    private static void write(Path directory, int repositories, int tags, String store, boolean kept) {
        for (int i = 0; i < repositories; i++) {
            RepositoryName name = name(i);
            for (int j = 0; j < tags; j++) {
                String seed = name + ":" + j;
                byte[] config = kept ? config(seed) : null;
                Image image = image(seed, config);
                Map<Digest, byte[]> configs = kept ? Map.of(Digest.sha256(config), config) : Map.of();
                new Contribution(directory, name).write(image, configs, List.of(Tag.parse("1." + j)), List.of(store));
            }
        }
    }

    private static RepositoryName name(int index) {
        return RepositoryName.parse(String.format("team%02d/app%05d", index % 100, index));
    }

    /** An image whose digests all come from this seed. */
    public static Image image(String seed) {
        return image(seed, null);
    }

    /** @param config its bytes; null for a config that does not exist */
    private static Image image(String seed, byte[] config) {
        StringBuilder layers = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            layers.append(i == 0 ? "" : ",").append(descriptor(LAYER_TYPE, seed + " layer " + i, 1_000_000 + i));
        }
        String manifest = "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\","
                + "\"config\":"
                + (config == null
                        ? descriptor(CONFIG_TYPE, seed + " config", 4_000)
                        : descriptor(CONFIG_TYPE, Digest.sha256(config), config.length))
                + ",\"layers\":[" + layers + "],"
                + "\"annotations\":{\"org.opencontainers.image.created\":\"2026-11-20T10:11:12Z\","
                + "\"org.opencontainers.image.description\":\"The app that everybody needs\"}}";
        RawManifest raw = RawManifest.of(manifest.getBytes(StandardCharsets.UTF_8));
        return new Image(raw, List.of(raw), List.of());
    }

    /** As large as those of real images. */
    private static byte[] config(String seed) {
        StringBuilder ids = new StringBuilder();
        StringBuilder history = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            Digest id = Digest.sha256((seed + " files " + i).getBytes(StandardCharsets.UTF_8));
            ids.append(i == 0 ? "" : ",").append('"').append(id).append('"');
            history.append(i == 0 ? "" : ",")
                    .append("{\"created\":\"2026-11-20T10:11:12Z\",\"created_by\":\"RUN /bin/sh -c ")
                    .append("install --of=the-app ".repeat(25))
                    .append("# layer ")
                    .append(i)
                    .append("\"}");
        }
        return ("{\"architecture\":\"amd64\",\"os\":\"linux\",\"created\":\"2026-11-20T10:11:12Z\",\"config\":{\"Env\":"
                        + "[\"PATH=/usr/local/bin:/usr/bin:/bin\"],\"Cmd\":[\"/app\"]},\"rootfs\":{\"type\":\"layers\","
                        + "\"diff_ids\":[" + ids + "]},\"history\":[" + history + "]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String descriptor(String mediaType, String seed, long size) {
        return descriptor(mediaType, Digest.sha256(seed.getBytes(StandardCharsets.UTF_8)), size);
    }

    private static String descriptor(String mediaType, Digest digest, long size) {
        return "{\"mediaType\":\"" + mediaType + "\",\"digest\":\"" + digest + "\",\"size\":" + size + "}";
    }

    /**
     * Writes what {@code git fast-import} makes commits of: {@code main} with such a registry, and {@code topic} with one tag
     * more, of the first image.
     */
    private static void writeCommits(PrintStream out, int repositories, int tags, String store) {
        // nothing is there, and nothing is written there
        Path nowhere = Path.of("registry-fixture");
        begin(out, "main");
        for (int i = 0; i < repositories; i++) {
            RepositoryName name = name(i);
            for (int j = 0; j < tags; j++) {
                Map<String, byte[]> files = new Contribution(nowhere, name)
                        .draft(image(name + ":" + j), Map.of(), List.of(Tag.parse("1." + j)), List.of(store));
                files.forEach((path, content) -> file(out, path, content));
            }
        }
        begin(out, "topic");
        out.print("from refs/heads/main\n");
        new Contribution(nowhere, name(0))
                .draft(image(name(0) + ":0"), Map.of(), List.of(Tag.parse("topic")), List.of(store))
                .forEach((path, content) -> file(out, path, content));
        out.print("done\n");
        out.flush();
    }

    private static void begin(PrintStream out, String branch) {
        out.print("commit refs/heads/" + branch + "\ncommitter bench <bench@localhost> 1795600000 +0000\n");
        out.print("data " + branch.length() + "\n" + branch + "\n");
    }

    private static void file(PrintStream out, String path, byte[] content) {
        out.print("M 100644 inline " + path + "\ndata " + content.length + "\n");
        out.write(content, 0, content.length);
        out.print("\n");
    }

    /**
     * {@code DIRECTORY REPOSITORIES TAGS [configs]}: writes a registry, for measuring; {@code - REPOSITORIES TAGS} writes one
     * as commits, to standard output.
     */
    public static void main(String[] arguments) {
        String store = "https://storage.example/acme";
        int repositories = Integer.parseInt(arguments[1]);
        int tags = Integer.parseInt(arguments[2]);
        if (arguments[0].equals("-")) {
            writeCommits(
                    new PrintStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16)),
                    repositories,
                    tags,
                    store);
        } else {
            write(Path.of(arguments[0]), repositories, tags, store, arguments.length > 3);
        }
    }
}
