package io.github.registryorg.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.BlobAddress;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.ImageIndex;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.JsonFault;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.ReadableIndex;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.source.file.SourceFile;
import io.github.registryorg.source.file.SourceFiles;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads the parts of an OCI layout (image specification, "Image Layout") and holds each against the descriptor that
 * leads to it.
 */
final class LayoutReader extends ImageParts {

    static final String MARKER = "oci-layout";
    static final String INDEX = "index.json";

    private static final int MAX_MARKER_SIZE = 4096;

    private final SourceFiles files;

    LayoutReader(String subject, SourceFiles files) {
        super(
                subject,
                "the layout",
                "The layout may be a sparse copy: make one with all of it (skopeo copy --all).",
                "The layout is damaged or its copy was cut short: copy or build it again.");
        this.files = files;
    }

    /** The content of {@code index.json}, after a check of {@code oci-layout}. */
    ReadableIndex index() {
        JsonNode marker = named(MARKER, () -> object(required(MARKER).read(subject(), MAX_MARKER_SIZE)));
        String version = marker.path("imageLayoutVersion").asText("");
        if (!version.equals("1.0.0")) {
            throw failure(
                    ProblemCode.SOURCE_INVALID,
                    "the layout has the version \"" + version + "\", and 1.0.0 is understood",
                    "Copy it with a tool that writes 1.0.0, such as skopeo.");
        }
        ReadableIndex read =
                named(INDEX, () -> ReadableIndex.read(required(INDEX).read(subject(), RawManifest.MAX_SIZE)));
        if (read.index().manifest() instanceof ImageIndex) {
            return read;
        }
        throw failure(
                ProblemCode.SOURCE_INVALID,
                INDEX + " is an image manifest, not an index",
                "Build the layout again: its index.json lists the images that it holds.");
    }

    /** What an index lists; empty for what is no index, and for one that can't be read. */
    List<Descriptor> children(Descriptor descriptor) {
        if (!descriptor.mediaType().isIndex()) {
            return List.of();
        }
        try {
            return find(descriptor, INDEX)
                    .map(raw -> raw.manifest().references())
                    .orElse(List.of());
        } catch (RegistryException broken) {
            return List.of();
        }
    }

    private static JsonNode object(byte[] content) {
        try {
            return Json.readObject(content);
        } catch (JsonFault e) {
            throw new RegistryException(e.problem(ProblemCode.MANIFEST_INVALID, ""), e);
        }
    }

    @Override
    Optional<byte[]> manifestBytes(Descriptor descriptor, String namedBy) {
        return files.find(path(descriptor.digest())).map(file -> {
            checkSize(descriptor, file.size(), namedBy);
            return file.read(subject(), RawManifest.MAX_SIZE);
        });
    }

    @Override
    Optional<Blob> blob(Descriptor descriptor, String namedBy) {
        return files.find(path(descriptor.digest())).map(file -> {
            checkSize(descriptor, file.size(), namedBy);
            return new Blob(descriptor, file.content());
        });
    }

    private SourceFile required(String name) {
        return files.find(name)
                .orElseThrow(() -> failure(
                        ProblemCode.SOURCE_INVALID,
                        "is not an OCI layout: it has no " + name,
                        "Check the path, or build the layout again."));
    }

    /** The kernel does not know about files: what it finds wrong is reported for this one. */
    private <T> T named(String of, Supplier<T> reading) {
        return SourceProblems.withSubject(subject(), of, reading);
    }

    private static String path(Digest digest) {
        return "blobs/" + BlobAddress.path(digest);
    }
}
