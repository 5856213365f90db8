package io.github.registryorg.source;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Image;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.problem.Failures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A Singularity image file, as the artifact that apptainer makes of it.
 *
 * @param name as the user wrote it
 */
record SifFile(String name, Path file) implements ImageSource {

    private static final byte[] MAGIC = "SIF_MAGIC\0".getBytes(StandardCharsets.US_ASCII);
    /** What stands before it is the line that makes the file executable. */
    private static final int MAGIC_OFFSET = 32;

    static boolean isSif(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(MAGIC_OFFSET + MAGIC.length);
            return start.length == MAGIC_OFFSET + MAGIC.length
                    && Arrays.equals(start, MAGIC_OFFSET, start.length, MAGIC, 0, MAGIC.length);
        } catch (IOException e) {
            throw Failures.io("Reading", file, e);
        }
    }

    @Override
    public Image read() {
        if (!isSif(file)) {
            throw SourceKind.SIF.notOne(name, file, "it does not have SIF's magic number");
        }
        Blob config = ArtifactBlob.emptyObject(MediaType.SIF_CONFIG);
        Blob layer = ArtifactBlob.titled(name, file, MediaType.SIF_LAYER);
        RawManifest manifest = NewManifest.of(config.descriptor(), List.of(layer.descriptor()));
        return new Image(manifest, List.of(manifest), List.of(config, layer));
    }

    @Override
    public String toString() {
        return name;
    }
}
