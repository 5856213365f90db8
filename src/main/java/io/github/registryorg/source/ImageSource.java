package io.github.registryorg.source;

import io.github.registryorg.oci.Image;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.RegistryException;
import java.util.List;
import java.util.function.Consumer;

/** Something that an image can be made of. Its text is what a user writes to name it. */
public interface ImageSource {

    /**
     * Reads and verifies all manifests that are wanted, and finds all their blobs. A blob's content is opened and read
     * only by whoever stores it, and as often as they like, by several threads at once; it is not verified here.
     *
     * @param platforms that are wanted of an image for several: the source need not have more than these; empty for all
     * @param warnings of what keeps no image from being published, but from being what a user may expect
     * @throws RegistryException {@code SOURCE_UNKNOWN} if several images are there and none was chosen, or it is not for
     *     all platforms, {@code MANIFEST_UNKNOWN} or {@code UNAUTHORIZED} if a registry has it not, or not for us,
     *     {@code MANIFEST_BLOB_UNKNOWN} if something that a manifest names is not there, {@code SOURCE_INVALID},
     *     {@code MANIFEST_INVALID}, {@code DIGEST_INVALID}, {@code SIZE_INVALID} or {@code FILE_TOO_LARGE} if it is not
     *     what it claims to be, {@code IO_FAILED} if it can't be read
     */
    Image read(List<Platform> platforms, Consumer<Problem> warnings);

    /** All of it, with no warnings. */
    default Image read() {
        return read(List.of(), warning -> {});
    }
}
