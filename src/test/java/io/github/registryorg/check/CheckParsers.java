package io.github.registryorg.check;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.ImageConfig;
import io.github.registryorg.oci.ImageManifest;
import io.github.registryorg.oci.LayerFormat;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.NewManifest;
import io.github.registryorg.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The cache of what was verified, and layers, for the fuzzer. */
public final class CheckParsers {

    private static final ImageConfig CONFIG = ImageConfig.read(("{\"architecture\": \"amd64\", \"os\": \"linux\","
                    + " \"rootfs\": {\"type\": \"layers\", \"diff_ids\": [\"sha256:" + "0".repeat(64) + "\"]}}")
            .getBytes(StandardCharsets.UTF_8));

    private CheckParsers() {}

    /** What can't be read is one warning. */
    public static void cache(byte[] input) throws IOException {
        Path file = Files.createTempFile("cache", ".tsv");
        try {
            Files.write(file, input);
            List<Problem> problems = new ArrayList<>();
            BlobCache cache =
                    BlobCache.read(file, Duration.ofDays(1), () -> Instant.ofEpochSecond(1_700_000_000), problems::add);
            Digest digest = Digest.sha256(new byte[0]);
            cache.find("https://example.org/", digest, 0).ifPresent(cache::isFresh);
            cache.keep("https://example.org/", digest, 0, SeenBlob.right(Depth.HASH, ""));
            cache.write(problems::add);
            if (problems.size() > 1) {
                throw new AssertionError(problems);
            }
        } finally {
            Files.delete(file);
        }
    }

    /** A layer of any bytes, of which a config says something else. */
    public static void layer(byte[] input) {
        Descriptor layer = Descriptor.of(MediaType.OCI_LAYER_GZIP, Digest.sha256(input), input.length);
        Descriptor config = Descriptor.of(MediaType.OCI_CONFIG, Digest.sha256(new byte[0]), 0);
        ImageContents contents = new ImageContents();
        contents.describe((ImageManifest) NewManifest.of(config, List.of(layer)).manifest(), CONFIG);
        contents.check(new Blob(layer, () -> new ByteArrayInputStream(input)), LayerFormat.COMPRESSED);
    }
}
