package io.github.registryorg.source;

import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.ImageManifest;
import io.github.registryorg.problem.RegistryException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An image of a layout that was found by its config.
 *
 * @param root the entry of {@code index.json}
 * @param image the manifest with the config, which may be the same
 */
record ImageByConfig(Descriptor root, Descriptor image) {

    /**
     * The image that has a config, for whoever knows an image by that.
     *
     * @param names it is known by; an entry of one of these comes before the others
     */
    static Optional<ImageByConfig> find(LayoutReader layout, LayoutEntries entries, Digest config, List<String> names) {
        Map<LayoutEntry, Descriptor> holding = new LinkedHashMap<>();
        for (LayoutEntry entry : entries.readable()) {
            image(layout, entry.descriptor(), config).ifPresent(image -> holding.put(entry, image));
        }
        Set<String> full = names.stream().map(ImageName::full).collect(Collectors.toSet());
        List<LayoutEntry> meant = entries.roots(holding::containsKey);
        return meant.stream()
                .filter(entry -> entry.names().stream().map(ImageName::full).anyMatch(full::contains))
                .findFirst()
                .or(() -> meant.stream().findFirst())
                .map(entry -> new ImageByConfig(entry.descriptor(), Objects.requireNonNull(holding.get(entry))));
    }

    /** The manifest with this config, among those that a descriptor leads to. */
    private static Optional<Descriptor> image(LayoutReader layout, Descriptor root, Digest config) {
        Set<Digest> seen = new HashSet<>();
        Deque<Descriptor> descriptors = new ArrayDeque<>(List.of(root));
        while (!descriptors.isEmpty()) {
            Descriptor next = descriptors.remove();
            if (hasConfig(layout, next, config)) {
                return Optional.of(next);
            }
            layout.children(next).stream()
                    .filter(child -> seen.add(child.digest()))
                    .forEach(descriptors::add);
        }
        return Optional.empty();
    }

    private static boolean hasConfig(LayoutReader layout, Descriptor descriptor, Digest config) {
        try {
            return descriptor.mediaType().isImageManifest()
                    && layout.find(descriptor, LayoutReader.INDEX)
                            .filter(raw -> raw.manifest() instanceof ImageManifest image
                                    && image.config().digest().equals(config))
                            .isPresent();
        } catch (RegistryException broken) {
            return false;
        }
    }
}
