package io.github.registryorg.source.file;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.problem.ByteCount;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * One regular file of a source.
 *
 * @param place the directory or archive that it is in, or the file itself
 * @param name within that place, links followed: one name, one content
 * @param size in bytes
 * @param content opens it
 */
public record SourceFile(Path place, String name, long size, Blob.Content content) {

    /**
     * All of a small file.
     *
     * @param limit in bytes
     */
    public byte[] read(String subject, int limit) {
        if (size > limit) {
            throw new RegistryException(
                    Problem.of(ProblemCode.FILE_TOO_LARGE, subject, name + " has " + ByteCount.exact(size))
                            .hint("More than " + ByteCount.exact(limit) + " are not read: no tool writes such a " + name
                                    + "."));
        }
        byte[] bytes;
        try (InputStream in = content.open()) {
            bytes = in.readNBytes((int) size + 1);
        } catch (IOException e) {
            throw failed(e);
        }
        if (bytes.length != size) {
            throw changed(subject);
        }
        return bytes;
    }

    public RegistryException changed(String subject) {
        return new RegistryException(
                Problem.of(ProblemCode.SOURCE_INVALID, subject, name + " changed while it was read")
                        .hint("Wait until whatever writes it is done, then run the same command again."));
    }

    public RegistryException failed(IOException cause) {
        return Failures.io("reading " + name, place, cause);
    }
}
