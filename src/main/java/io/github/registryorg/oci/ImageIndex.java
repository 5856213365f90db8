package io.github.registryorg.oci;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A list of manifests, one for each platform as a rule (image specification, "Image Index"; Docker's manifest list).
 *
 * @param mediaType the one it is served as
 * @param declaredArtifactType its {@code artifactType}; null where it has none
 * @param manifests in their own order
 * @param subjectDescriptor its {@code subject}; null where it has none
 * @param annotations sorted by key
 */
public record ImageIndex(
        MediaType mediaType,
        @Nullable MediaType declaredArtifactType,
        List<Descriptor> manifests,
        @Nullable Descriptor subjectDescriptor,
        Map<String, String> annotations)
        implements Manifest {

    public ImageIndex {
        Objects.requireNonNull(mediaType, "mediaType");
        manifests = List.copyOf(manifests);
    }

    @Override
    public Optional<Descriptor> subject() {
        return Optional.ofNullable(subjectDescriptor);
    }

    @Override
    public Optional<MediaType> artifactType() {
        return Optional.ofNullable(declaredArtifactType);
    }

    @Override
    public List<Descriptor> references() {
        return manifests;
    }

    @Override
    public List<Descriptor> blobs() {
        return manifests.stream()
                .filter(entry -> !entry.mediaType().isManifest())
                .toList();
    }
}
