package io.github.registryorg.metadata;

import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.Tag;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How findings name a manifest of a repository: by a tag of it, or of an index that names it, as in {@code acme/app:1.0};
 * by its digest where there is none. Tags are read when the first is needed.
 */
public final class ManifestReferences {

    private final Repository repository;
    private @Nullable Map<Digest, Tag> tags;

    public ManifestReferences(Repository repository) {
        this.repository = Objects.requireNonNull(repository, "repository");
    }

    public String of(Digest manifest) {
        Map<Digest, Tag> known = tags;
        if (known == null) {
            known = read();
            tags = known;
        }
        Tag tag = known.get(manifest);
        return repository.name() + (tag == null ? "@" + manifest : ":" + tag);
    }

    /** A manifest's own tag comes before one of an index. */
    private Map<Digest, Tag> read() {
        Map<Digest, Tag> own = new HashMap<>();
        Map<Digest, Tag> ofIndexes = new HashMap<>();
        for (Tag tag : repository.tags()) {
            if (repository.tag(tag).orElse(null) instanceof OciTag oci) {
                own.putIfAbsent(oci.digest(), tag);
                children(oci).forEach(child -> ofIndexes.putIfAbsent(child, tag));
            }
        }
        ofIndexes.forEach(own::putIfAbsent);
        return own;
    }

    /** Those that are there: an index may name any number that are not. */
    private List<Digest> children(OciTag tag) {
        return tag.mediaType().isIndex()
                ? repository.manifest(tag.digest()).map(RawManifest::manifest).stream()
                        .flatMap(index -> index.references().stream())
                        .map(Descriptor::digest)
                        .filter(repository::has)
                        .toList()
                : List.of();
    }
}
