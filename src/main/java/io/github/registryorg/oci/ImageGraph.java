package io.github.registryorg.oci;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What one manifest leads to: the indexes, images and blobs below it, each once. Subjects and referrers are not. */
public final class ImageGraph {

    private final Map<Digest, RawManifest> manifests = new LinkedHashMap<>();
    private final Map<Digest, Descriptor> blobs = new LinkedHashMap<>();
    private final Map<Digest, Descriptor> missing = new LinkedHashMap<>();

    private ImageGraph() {}

    /**
     * Walks from a manifest downwards; depth costs no stack.
     *
     * @param lookup finds the manifests that indexes point at
     */
    public static ImageGraph of(RawManifest root, Function<Digest, Optional<RawManifest>> lookup) {
        ImageGraph graph = new ImageGraph();
        Deque<RawManifest> next = new ArrayDeque<>();
        next.add(root);
        Map<Digest, Boolean> seen = new HashMap<>();
        seen.put(root.digest(), true);
        while (!next.isEmpty()) {
            RawManifest manifest = next.pop();
            graph.manifests.put(manifest.digest(), manifest);
            boolean index = manifest.manifest() instanceof ImageIndex;
            List<RawManifest> children = new ArrayList<>();
            for (Descriptor reference : manifest.manifest().references()) {
                if (!index || !reference.mediaType().isManifest()) {
                    graph.blobs.putIfAbsent(reference.digest(), reference);
                } else if (seen.putIfAbsent(reference.digest(), true) == null) {
                    lookup.apply(reference.digest())
                            .ifPresentOrElse(children::add, () -> graph.missing.put(reference.digest(), reference));
                }
            }
            // a stack, filled from behind, keeps the order of the index
            for (int i = children.size() - 1; i >= 0; i--) {
                next.push(children.get(i));
            }
        }
        return graph;
    }

    /** The root first. */
    public Collection<RawManifest> manifests() {
        return manifests.values();
    }

    /** Configs and layers. */
    public Collection<Descriptor> blobs() {
        return blobs.values();
    }

    /** Manifests that an index names and that the look-up did not find. */
    public Collection<Descriptor> missing() {
        return missing.values();
    }

    /** Bytes that a full pull moves: every manifest, config and layer, each once. */
    public long pullSize() {
        long total = 0;
        for (RawManifest manifest : manifests.values()) {
            total = add(total, manifest.descriptor().size());
        }
        for (Descriptor blob : blobs.values()) {
            total = add(total, blob.size());
        }
        for (Descriptor manifest : missing.values()) {
            total = add(total, manifest.size());
        }
        return total;
    }

    /** Sizes are not verified. */
    private static long add(long one, long other) {
        return Long.MAX_VALUE - one < other ? Long.MAX_VALUE : one + other;
    }

    /**
     * What it runs on, in the order of its indexes, each once; attestations run on nothing.
     *
     * @param config finds the bytes of configs, for images that no index describes
     */
    public List<Platform> platforms(Function<Digest, Optional<ImageConfig>> config) {
        Map<Digest, Platform> described = new HashMap<>();
        for (RawManifest manifest : manifests.values()) {
            if (manifest.manifest() instanceof ImageIndex index) {
                for (Descriptor child : index.manifests()) {
                    if (child.platform() != null) {
                        described.putIfAbsent(child.digest(), child.platform());
                    }
                }
            }
        }
        Set<Platform> platforms = new LinkedHashSet<>();
        for (RawManifest manifest : manifests.values()) {
            if (manifest.manifest() instanceof ImageManifest image && image.isContainerImage()) {
                Optional<Platform> platform = described.containsKey(manifest.digest())
                        ? Optional.of(described.get(manifest.digest()))
                        : config.apply(image.config().digest()).map(ImageConfig::platform);
                platform.filter(Platform::isKnown).ifPresent(platforms::add);
            }
        }
        return List.copyOf(platforms);
    }
}
