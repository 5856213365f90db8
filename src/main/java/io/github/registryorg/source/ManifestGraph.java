package io.github.registryorg.source;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.CosignTag;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Image;
import io.github.registryorg.oci.ImageIndex;
import io.github.registryorg.oci.ImageManifest;
import io.github.registryorg.oci.LayerFormat;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Everything that a manifest leads to, gathered so that what is pointed at comes before what points at it. */
final class ManifestGraph {

    private static final int MAX_REPORTED = 10;

    private final ImageParts parts;
    private final TypeCheck types;
    private final List<RawManifest> manifests = new ArrayList<>();
    private final Map<Digest, Integer> heights = new HashMap<>();
    private final Map<Digest, Blob> blobs = new LinkedHashMap<>();
    private final Map<Digest, Missing> missing = new LinkedHashMap<>();
    private final List<Image.Companion> companions = new ArrayList<>();

    ManifestGraph(ImageParts parts, TypeCheck types) {
        this.parts = parts;
        this.types = types;
    }

    /**
     * The image under {@code root}, or these platforms of it, their referrers included.
     *
     * @param namedBy what lists the root and the referrers
     * @param platforms that are wanted; empty for all
     * @param referrers of a manifest, as the source has them
     * @param tagged what the source has under a tag
     * @throws RegistryException with a problem for each manifest and blob that is not there, and each whose content
     *     contradicts its media type
     */
    Image image(
            Descriptor root,
            String namedBy,
            List<Platform> platforms,
            Function<RawManifest, List<Descriptor>> referrers,
            Function<Tag, Optional<Descriptor>> tagged) {
        RawManifest whole = parts.manifest(root, namedBy);
        Descriptor chosen = platforms.isEmpty() ? root : new PlatformSelection(parts, whole).of(platforms);
        walk(chosen, namedBy, 0);
        // the list grows as referrers join it, and these may have referrers too
        for (int i = 0; i < manifests.size(); i++) {
            RawManifest manifest = manifests.get(i);
            for (Descriptor referrer : referrers.apply(manifest)) {
                walk(referrer, namedBy, 0);
            }
            for (Tag tag : CosignTag.of(manifest.digest())) {
                Optional<Descriptor> found = tagged.apply(tag);
                if (found.isPresent()) {
                    walk(found.get(), namedBy, 0);
                    companions.add(new Image.Companion(
                            manifest.digest(), tag, found.get().digest()));
                }
            }
        }
        List<Problem> problems = new ArrayList<>(types.errors());
        if (!missing.isEmpty()) {
            problems.addAll(reported(new PlatformSelection(parts, whole).complete()));
        }
        if (!problems.isEmpty()) {
            throw new RegistryException(problems);
        }
        return new Image(parts.manifest(chosen, namedBy), manifests, List.copyOf(blobs.values()), companions);
    }

    /** Returns how many indexes are nested here, this one included. */
    private int walk(Descriptor descriptor, String namedBy, int indexesAbove) {
        RawManifest raw = parts.find(descriptor, namedBy).orElse(null);
        if (raw == null) {
            missing.putIfAbsent(descriptor.digest(), new Missing(descriptor, namedBy));
            return 0;
        }
        Integer height = heights.get(descriptor.digest());
        if (height == null) {
            height = descend(raw, indexesAbove);
            heights.put(descriptor.digest(), height);
            manifests.add(raw);
        }
        parts.checkNesting(indexesAbove + height);
        return height;
    }

    private int descend(RawManifest raw, int indexesAbove) {
        boolean isIndex = raw.manifest() instanceof ImageIndex;
        int height = isIndex ? 1 : 0;
        parts.checkNesting(indexesAbove + height);
        String name = raw.digest().toString();
        types.manifest(raw);
        for (Descriptor child : raw.manifest().references()) {
            if (isIndex && child.mediaType().isManifest()) {
                height = Math.max(height, 1 + walk(child, name, indexesAbove + 1));
            } else {
                LayerFormat format = raw.manifest() instanceof ImageManifest image
                        ? LayerFormat.of(image, child)
                        : LayerFormat.OTHER;
                addBlob(child, name, format);
            }
        }
        return height;
    }

    private void addBlob(Descriptor descriptor, String namedBy, LayerFormat format) {
        Digest digest = descriptor.digest();
        Blob known = blobs.get(digest);
        if (known != null) {
            parts.checkSize(descriptor, known.size(), namedBy);
            blobs.put(digest, types.blob(known, format));
            return;
        }
        if (missing.containsKey(digest)) {
            return;
        }
        Optional<Blob> blob = parts.blob(descriptor, namedBy);
        if (blob.isPresent()) {
            blobs.put(digest, types.blob(blob.get(), format));
        } else if (!descriptor.isForeign()) {
            missing.put(digest, new Missing(descriptor, namedBy));
        }
    }

    /** @param complete platforms of which nothing is missing */
    private List<Problem> reported(List<String> complete) {
        String way = complete.isEmpty()
                ? ""
                : "All is there for " + String.join(", ", complete) + ": publish that alone with -Dregistry.platforms="
                        + String.join(",", complete) + ". ";
        List<Problem> problems = new ArrayList<>(missing.values().stream()
                .limit(MAX_REPORTED)
                .map(one -> parts.missing(one.descriptor, one.namedBy))
                .map(one -> one.hint(way + one.hint()))
                .toList());
        int more = missing.size() - problems.size();
        if (more > 0) {
            problems.add(parts.problem(
                    ProblemCode.MANIFEST_BLOB_UNKNOWN,
                    more + " more manifests and blobs are not in " + parts.place(),
                    null));
        }
        return problems;
    }

    /** A manifest or blob that is not there. */
    private record Missing(Descriptor descriptor, String namedBy) {}
}
