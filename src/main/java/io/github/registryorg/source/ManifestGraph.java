package io.github.registryorg.source;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Image;
import io.github.registryorg.oci.ImageIndex;
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

    private static final int MAX_NESTED = 16;
    private static final int MAX_REPORTED = 10;

    private final ImageParts parts;
    private final List<RawManifest> manifests = new ArrayList<>();
    private final Map<Digest, Integer> heights = new HashMap<>();
    private final Map<Digest, Blob> blobs = new LinkedHashMap<>();
    private final Map<Digest, Missing> missing = new LinkedHashMap<>();
    private final List<Image.Companion> companions = new ArrayList<>();

    ManifestGraph(ImageParts parts) {
        this.parts = parts;
    }

    /**
     * The image under {@code root}, its referrers included.
     *
     * @param namedBy what lists the root and the referrers
     * @param referrers of a manifest, as the source has them
     * @param tagged what the source has under a tag
     * @throws RegistryException with a problem for each blob that is not there
     */
    Image image(
            Descriptor root,
            String namedBy,
            Function<RawManifest, List<Descriptor>> referrers,
            Function<Tag, Optional<Descriptor>> tagged) {
        walk(root, namedBy, 0);
        // the list grows as referrers join it, and these may have referrers too
        for (int i = 0; i < manifests.size(); i++) {
            RawManifest manifest = manifests.get(i);
            for (Descriptor referrer : referrers.apply(manifest)) {
                walk(referrer, namedBy, 0);
            }
            for (Tag tag : manifest.digest().cosignTags()) {
                Optional<Descriptor> found = tagged.apply(tag);
                if (found.isPresent()) {
                    walk(found.get(), namedBy, 0);
                    companions.add(new Image.Companion(
                            manifest.digest(), tag, found.get().digest()));
                }
            }
        }
        if (!missing.isEmpty()) {
            throw new RegistryException(reported());
        }
        return new Image(parts.manifest(root, namedBy), manifests, List.copyOf(blobs.values()), companions);
    }

    /** Returns how many indexes are nested here, this one included. */
    private int walk(Descriptor descriptor, String namedBy, int indexesAbove) {
        RawManifest raw = parts.manifest(descriptor, namedBy);
        Integer height = heights.get(descriptor.digest());
        if (height == null) {
            height = descend(raw, indexesAbove);
            heights.put(descriptor.digest(), height);
            manifests.add(raw);
        }
        checkNesting(indexesAbove + height);
        return height;
    }

    private int descend(RawManifest raw, int indexesAbove) {
        boolean isIndex = raw.manifest() instanceof ImageIndex;
        int height = isIndex ? 1 : 0;
        checkNesting(indexesAbove + height);
        String name = raw.digest().toString();
        for (Descriptor child : raw.manifest().references()) {
            if (isIndex && child.mediaType().isManifest()) {
                height = Math.max(height, 1 + walk(child, name, indexesAbove + 1));
            } else {
                addBlob(child, name);
            }
        }
        return height;
    }

    private void checkNesting(int indexes) {
        if (indexes > MAX_NESTED) {
            throw new RegistryException(parts.problem(
                    ProblemCode.MANIFEST_INVALID,
                    "indexes are nested more than " + MAX_NESTED + " deep",
                    "Clients don't follow that: let one index name the manifests themselves."));
        }
    }

    private void addBlob(Descriptor descriptor, String namedBy) {
        Digest digest = descriptor.digest();
        Blob known = blobs.get(digest);
        if (known != null) {
            parts.checkSize(descriptor, known.size(), namedBy);
            return;
        }
        if (missing.containsKey(digest)) {
            return;
        }
        parts.blob(descriptor, namedBy)
                .ifPresentOrElse(
                        blob -> blobs.put(digest, blob), () -> missing.put(digest, new Missing(descriptor, namedBy)));
    }

    private List<Problem> reported() {
        List<Problem> problems = new ArrayList<>(missing.values().stream()
                .limit(MAX_REPORTED)
                .map(one -> parts.missing(one.descriptor, one.namedBy))
                .toList());
        int more = missing.size() - problems.size();
        if (more > 0) {
            problems.add(parts.problem(
                    ProblemCode.MANIFEST_BLOB_UNKNOWN, more + " more blobs are not in " + parts.place(), null));
        }
        return problems;
    }

    /** A blob that is not there. */
    private record Missing(Descriptor descriptor, String namedBy) {}
}
