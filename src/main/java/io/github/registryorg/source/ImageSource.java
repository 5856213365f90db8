package io.github.registryorg.source;

import io.github.registryorg.oci.Image;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.nio.file.Path;

/** Something that an image can be made of. Its text is what a user writes to name it. */
public interface ImageSource {

    /**
     * Reads and verifies all manifests, and finds all blobs. A blob's content is opened and read only by whoever
     * stores it, and as often as they like, by several threads at once; it is not verified here.
     *
     * @throws RegistryException {@code SOURCE_UNKNOWN} if several images are there and none was chosen,
     *     {@code MANIFEST_UNKNOWN} or {@code UNAUTHORIZED} if a registry has it not, or not for us,
     *     {@code MANIFEST_BLOB_UNKNOWN} if something that a manifest names is not there, {@code SOURCE_INVALID},
     *     {@code MANIFEST_INVALID}, {@code DIGEST_INVALID}, {@code SIZE_INVALID} or {@code FILE_TOO_LARGE} if it is not
     *     what it claims to be, {@code IO_FAILED} if it can't be read
     */
    Image read();

    /**
     * Understands {@code oci:DIR|TAR[:REF]}, {@code docker-archive:TAR[:REF]}, {@code sif:FILE}, {@code file:FILE}, a
     * plain path, which is a file that is published as an artifact, and {@code docker://REF}, an image in a registry.
     * {@code REF} is a name, a tag or a digest; as skopeo has it, what exists as a path as a whole is the path.
     *
     * @param baseFolder what relative paths are relative to
     * @param remote opens what is in a registry; the source can be read until it is closed
     * @throws RegistryException {@code CONFIGURATION_INVALID} if the text is none of these, {@code SOURCE_UNKNOWN} if
     *     nothing is there, {@code SOURCE_INVALID} if what is there is of another kind
     */
    static ImageSource parse(String text, Path baseFolder, RemoteSources remote) {
        return new SourceGrammar(text, baseFolder, remote).parse();
    }

    /**
     * Whether there is something where a source says. A registry is not asked: an image in one counts as there.
     *
     * @param baseFolder what relative paths are relative to
     */
    static boolean isThere(String text, Path baseFolder) {
        if (text.startsWith(RegistryReference.PREFIX)) {
            return true;
        }
        try {
            parse(text, baseFolder, null);
            return true;
        } catch (RegistryException e) {
            return e.problem().code() != ProblemCode.SOURCE_UNKNOWN;
        }
    }
}
