package io.github.registryorg.oci;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An image or artifact manifest (image specification, "Image Manifest"; Docker's schema 2 reads the same).
 *
 * @param mediaType the one it is served as
 * @param declaredArtifactType its {@code artifactType}; null where it has none
 * @param config its config
 * @param layers in the order in which they are applied
 * @param subjectDescriptor its {@code subject}; null where it has none
 * @param annotations sorted by key
 */
public record ImageManifest(
        MediaType mediaType,
        @Nullable MediaType declaredArtifactType,
        Descriptor config,
        List<Descriptor> layers,
        @Nullable Descriptor subjectDescriptor,
        Map<String, String> annotations)
        implements Manifest {

    /** Bytes of {@code {}}. */
    private static final int EMPTY_OBJECT_SIZE = 2;

    public ImageManifest {
        Objects.requireNonNull(mediaType, "mediaType");
        Objects.requireNonNull(config, "config");
        layers = List.copyOf(layers);
    }

    @Override
    public Optional<Descriptor> subject() {
        return Optional.ofNullable(subjectDescriptor);
    }

    @Override
    public Optional<MediaType> artifactType() {
        return Optional.of(declaredArtifactType == null ? config.mediaType() : declaredArtifactType);
    }

    @Override
    public List<Descriptor> references() {
        List<Descriptor> all = new ArrayList<>(layers.size() + 1);
        all.add(config);
        all.addAll(layers);
        return all;
    }

    /** Whether container engines would run it: not what tools push with an image's type of config and nothing in it. */
    boolean canDescribeContainer() {
        return isContainerImage() && config.size() > EMPTY_OBJECT_SIZE;
    }

    /**
     * The file of a Singularity image; empty where this is something else, or has several layers. Clients tell it by the
     * type of its one layer, whatever its config is.
     */
    public Optional<Descriptor> sif() {
        return layers.size() == 1 && layers.get(0).mediaType().isSif() ? Optional.of(layers.get(0)) : Optional.empty();
    }

    /** Whether no layer is one of an image: a file or statement that was packed with an image's type of config. */
    public boolean hasOtherLayersOnly() {
        return !layers.isEmpty()
                && layers.stream().noneMatch(layer -> layer.mediaType().isImageLayer());
    }

    /** Whether Docker runs it as an image though its config has the type of none. */
    public boolean isTakenForImage() {
        return config.mediaType().isTakenForImage()
                && layers.stream()
                        .map(Descriptor::mediaType)
                        .allMatch(type -> type.isImageLayer() || type.isTakenForImage());
    }

    /** Whether this is an image that a container runs from, and not another kind of artifact. */
    public boolean isContainerImage() {
        return config.mediaType().isImageConfig();
    }
}
