package io.github.registryorg.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Image;
import io.github.registryorg.oci.ImageIndex;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Some platforms of an image for several. One platform is its manifest; several are a new index, which has what the old
 * one says of these, and so another digest: signatures of the old index don't come along.
 *
 * @param platforms at least one
 */
public record PlatformSelection(List<Platform> platforms) {

    /** How builders tie an attestation to its manifest within an index. */
    private static final String ATTESTED = "vnd.docker.reference.digest";

    public PlatformSelection {
        platforms = List.copyOf(platforms);
        if (platforms.isEmpty()) {
            throw new IllegalArgumentException("no platform");
        }
    }

    /**
     * The image with these platforms alone.
     *
     * @throws RegistryException {@code SOURCE_UNKNOWN} if it has not all of them
     */
    public Image of(Image image) {
        Map<Digest, RawManifest> manifests = image.manifests().stream()
                .collect(Collectors.toMap(RawManifest::digest, raw -> raw, (one, same) -> one, LinkedHashMap::new));
        Map<Descriptor, JsonNode> children = new LinkedHashMap<>();
        gather(image.root(), manifests, children);
        Set<Descriptor> chosen = chosen(children.keySet());
        RawManifest root =
                chosen.size() == 1 ? only(chosen.iterator().next(), manifests) : index(image.root(), children, chosen);
        return reachable(root, image, manifests);
    }

    /** An index may list anything for a platform; on its own, only a manifest is an image. */
    private static RawManifest only(Descriptor chosen, Map<Digest, RawManifest> manifests) {
        RawManifest manifest = manifests.get(chosen.digest());
        if (manifest == null) {
            throw new RegistryException(Problem.of(
                            ProblemCode.SOURCE_UNKNOWN,
                            "registry.platforms",
                            "what the image has for " + chosen.platform() + " is not a manifest but "
                                    + chosen.mediaType())
                    .hint("Choose other platforms, or leave it out."));
        }
        return manifest;
    }

    /** Those below nested indexes stand for themselves. */
    private static void gather(
            RawManifest raw, Map<Digest, RawManifest> manifests, Map<Descriptor, JsonNode> children) {
        if (!(raw.manifest() instanceof ImageIndex index)) {
            throw new RegistryException(
                    Problem.of(ProblemCode.SOURCE_UNKNOWN, "registry.platforms", "can't be chosen from a single image")
                            .hint("Leave it out: the source is for one platform."));
        }
        JsonNode nodes = raw.json().get("manifests");
        for (int i = 0; i < index.manifests().size(); i++) {
            Descriptor child = index.manifests().get(i);
            RawManifest nested = manifests.get(child.digest());
            if (nested != null && nested.manifest() instanceof ImageIndex) {
                gather(nested, manifests, children);
            } else {
                children.putIfAbsent(child, nodes.get(i));
            }
        }
    }

    private Set<Descriptor> chosen(Set<Descriptor> children) {
        Set<Descriptor> chosen = new LinkedHashSet<>();
        List<Platform> absent = new ArrayList<>();
        for (Platform platform : platforms) {
            List<Descriptor> matches = children.stream()
                    .filter(child -> child.platform() != null && platform.covers(child.platform()))
                    .toList();
            if (matches.isEmpty()) {
                absent.add(platform);
            }
            chosen.addAll(matches);
        }
        if (!absent.isEmpty()) {
            String known = children.stream()
                    .filter(child ->
                            child.platform() != null && child.platform().isKnown())
                    .map(child -> child.platform().toString())
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining(", "));
            throw new RegistryException(Problem.of(
                            ProblemCode.SOURCE_UNKNOWN,
                            "registry.platforms",
                            "the image is not for "
                                    + absent.stream().map(Platform::toString).collect(Collectors.joining(", ")))
                    .hint("It is for " + known + "."));
        }
        return chosen;
    }

    private static RawManifest index(RawManifest old, Map<Descriptor, JsonNode> children, Set<Descriptor> chosen) {
        Set<String> digests =
                chosen.stream().map(child -> child.digest().toString()).collect(Collectors.toSet());
        ObjectNode index = old.json();
        List<JsonNode> kept = children.entrySet().stream()
                .filter(child -> chosen.contains(child.getKey())
                        || digests.contains(child.getKey().annotations().getOrDefault(ATTESTED, "")))
                .map(Map.Entry::getValue)
                .toList();
        index.putArray("manifests").addAll(kept);
        return RawManifest.of(Json.write(index));
    }

    private static Image reachable(RawManifest root, Image image, Map<Digest, RawManifest> manifests) {
        Map<Digest, RawManifest> kept = new LinkedHashMap<>();
        Set<Digest> blobs = new LinkedHashSet<>();
        keep(root, manifests, kept, blobs);
        // a referrer may have referrers of its own, wherever in the list these are
        for (int before = -1; before < kept.size(); ) {
            before = kept.size();
            for (RawManifest raw : image.manifests()) {
                boolean isAbout = raw.manifest()
                        .subject()
                        .filter(subject -> kept.containsKey(subject.digest()))
                        .isPresent();
                if (isAbout && !kept.containsKey(raw.digest())) {
                    keep(raw, manifests, kept, blobs);
                }
            }
            for (Image.Companion one : image.companions()) {
                RawManifest raw = manifests.get(one.manifest());
                if (raw != null && kept.containsKey(one.subject()) && !kept.containsKey(one.manifest())) {
                    keep(raw, manifests, kept, blobs);
                }
            }
        }
        List<Blob> read = image.blobs().stream()
                .filter(blob -> blobs.contains(blob.digest()))
                .toList();
        List<Image.Companion> companions = image.companions().stream()
                .filter(one -> kept.containsKey(one.subject()))
                .toList();
        return new Image(root, List.copyOf(kept.values()), read, companions);
    }

    private static void keep(
            RawManifest raw, Map<Digest, RawManifest> manifests, Map<Digest, RawManifest> kept, Set<Digest> blobs) {
        for (Descriptor child : raw.manifest().references()) {
            RawManifest below = manifests.get(child.digest());
            if (below != null && !kept.containsKey(child.digest())) {
                keep(below, manifests, kept, blobs);
            }
            blobs.add(child.digest());
        }
        kept.putIfAbsent(raw.digest(), raw);
    }
}
