package io.github.registryorg.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.ImageIndex;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The platforms of an image for several, in a source that need not have them all. One platform is its manifest; several are
 * a new index, which has what the old one says of these, and so another digest: signatures of the old index don't come
 * along. Which are wanted is decided by descriptors, and configs where these name no platform: nothing else is required.
 */
final class PlatformSelection {

    /** How builders tie an attestation to its manifest within an index. */
    private static final String ATTESTED = "vnd.docker.reference.digest";

    private final ImageParts parts;
    private final RawManifest root;
    private final Map<Descriptor, Child> children = new LinkedHashMap<>();
    private final Set<Digest> gathered = new HashSet<>();

    PlatformSelection(ImageParts parts, RawManifest root) {
        this.parts = parts;
        this.root = root;
        if (root.manifest() instanceof ImageIndex index) {
            gather(root, index, 1);
        }
    }

    /** Those below nested indexes stand for themselves. */
    private void gather(RawManifest raw, ImageIndex index, int nested) {
        parts.checkNesting(nested);
        gathered.add(raw.digest());
        String namedBy = raw.digest().toString();
        JsonNode nodes = raw.json().get("manifests");
        for (int i = 0; i < index.manifests().size(); i++) {
            Descriptor child = index.manifests().get(i);
            RawManifest below =
                    child.mediaType().isIndex() ? parts.find(child, namedBy).orElse(null) : null;
            if (below == null || !(below.manifest() instanceof ImageIndex inner)) {
                children.putIfAbsent(child, new Child(nodes.get(i), namedBy));
            } else if (!gathered.contains(child.digest())) {
                gather(below, inner, nested + 1);
            }
        }
    }

    /**
     * The manifest or index of these alone, which may be a new one.
     *
     * @param platforms at least one
     * @throws RegistryException {@code SOURCE_UNKNOWN} if the image is not for all of them
     */
    Descriptor of(List<Platform> platforms) {
        if (!(root.manifest() instanceof ImageIndex)) {
            checkSingle(
                    parts.subject(),
                    platforms,
                    parts.platform(root.descriptor(), root.digest().toString()).orElse(null));
            return root.descriptor();
        }
        Set<Descriptor> chosen = chosen(platforms);
        Descriptor first = chosen.iterator().next();
        return chosen.stream().map(Descriptor::digest).distinct().count() == 1 ? only(first) : index(chosen);
    }

    /**
     * A single image is all that there is.
     *
     * @param subject the source, as the user named it
     * @param own the image's platform; null where it has none
     * @throws RegistryException {@code SOURCE_UNKNOWN} if another one is wanted
     */
    static void checkSingle(String subject, List<Platform> platforms, @Nullable Platform own) {
        if (platforms.isEmpty()) {
            return;
        }
        if (own == null) {
            throw new RegistryException(Problem.of(
                            ProblemCode.SOURCE_UNKNOWN,
                            subject,
                            "is for no platform, and registry.platforms chooses some")
                    .hint("Leave registry.platforms out: the source is one artifact."));
        }
        List<Platform> absent =
                platforms.stream().filter(one -> !one.covers(own)).toList();
        if (!absent.isEmpty()) {
            throw absent(subject, absent, "It is a single image for " + own + ".");
        }
    }

    /** Whether nothing is missing of any, attestations included. */
    boolean isComplete() {
        return children.entrySet().stream().allMatch(child -> isComplete(child.getKey(), child.getValue()));
    }

    /** What is known of those that are all there, in a form that can be chosen by; sorted. */
    List<String> complete() {
        return children.entrySet().stream()
                .filter(child -> isComplete(child.getKey(), child.getValue()))
                .flatMap(child -> platform(child.getKey(), child.getValue()).stream())
                .map(Platform::toString)
                .distinct()
                .sorted()
                .toList();
    }

    private boolean isComplete(Descriptor child, Child of) {
        return parts.isComplete(child, of.namedBy);
    }

    /** Empty for what is for none, such as an attestation. */
    private Optional<Platform> platform(Descriptor child, Child of) {
        return parts.platform(child, of.namedBy).filter(Platform::isKnown);
    }

    private Set<Descriptor> chosen(List<Platform> platforms) {
        Map<Descriptor, Optional<Platform>> known = new LinkedHashMap<>();
        children.forEach((child, of) -> known.put(child, platform(child, of)));
        Set<Descriptor> chosen = new LinkedHashSet<>();
        List<Platform> absent = new ArrayList<>();
        for (Platform platform : platforms) {
            List<Descriptor> matches = known.entrySet().stream()
                    .filter(child -> child.getValue().filter(platform::covers).isPresent())
                    .map(Map.Entry::getKey)
                    .toList();
            if (matches.isEmpty()) {
                absent.add(platform);
            }
            chosen.addAll(matches);
        }
        if (!absent.isEmpty()) {
            String others = known.values().stream()
                    .flatMap(Optional::stream)
                    .map(Platform::toString)
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining(", "));
            throw absent(
                    parts.subject(),
                    absent,
                    others.isEmpty() ? "Leave registry.platforms out: it is for none." : "It is for " + others + ".");
        }
        return chosen;
    }

    private static RegistryException absent(String subject, List<Platform> absent, String hint) {
        return new RegistryException(Problem.of(
                        ProblemCode.SOURCE_UNKNOWN,
                        subject,
                        "is not for "
                                + absent.stream().map(Platform::toString).collect(Collectors.joining(", "))
                                + ", which registry.platforms names")
                .hint(hint));
    }

    /** An index may list anything for a platform; on its own, only a manifest is an image. */
    private Descriptor only(Descriptor chosen) {
        if (!chosen.mediaType().isManifest()) {
            throw new RegistryException(Problem.of(
                            ProblemCode.SOURCE_UNKNOWN,
                            parts.subject(),
                            "what it has for " + chosen.platform() + " is not a manifest but " + chosen.mediaType())
                    .hint("Choose others with registry.platforms, or leave it out."));
        }
        return chosen;
    }

    /** With the attestations of these that are there; the one that there is where it has nothing else. */
    private Descriptor index(Set<Descriptor> chosen) {
        Set<String> digests =
                chosen.stream().map(child -> child.digest().toString()).collect(Collectors.toSet());
        List<JsonNode> kept = children.entrySet().stream()
                .filter(child -> chosen.contains(child.getKey())
                        || digests.contains(child.getKey().annotations().getOrDefault(ATTESTED, ""))
                                && isComplete(child.getKey(), child.getValue()))
                .map(child -> child.getValue().node)
                .toList();
        ObjectNode index = root.json();
        List<JsonNode> all = StreamSupport.stream(index.get("manifests").spliterator(), false)
                .toList();
        if (kept.equals(all)) {
            return root.descriptor();
        }
        index.putArray("manifests").addAll(kept);
        return parts.made(RawManifest.of(Json.write(index)));
    }

    /**
     * An entry of an index that is not an index itself.
     *
     * @param node as it is written there
     * @param namedBy the index
     */
    private record Child(JsonNode node, String namedBy) {
        Child {
            Objects.requireNonNull(node, "node");
        }
    }
}
