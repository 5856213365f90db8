package io.github.registryorg.check;

import io.github.registryorg.metadata.LegacyTag;
import io.github.registryorg.metadata.OciTag;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.metadata.TagRecord;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.ImageManifest;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.Tag;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a tag gives to people who pull it.
 *
 * @param name of it, as people see it: its digest, as it is written
 * @param files digests of a legacy tag's files, as they are written; empty for any other
 * @param record null where the tag can't be read
 */
record TagTarget(String name, List<String> files, @Nullable TagRecord record) {

    TagTarget {
        Objects.requireNonNull(name, "name");
        files = List.copyOf(files);
    }

    /** Empty where there is no such tag. */
    static Optional<TagTarget> of(Repository repository, Tag tag) {
        if (!repository.has(tag)) {
            return Optional.empty();
        }
        return Optional.of(repository
                .tag(tag)
                .map(TagTarget::of)
                .orElse(new TagTarget("nothing that can be read", List.of(), null)));
    }

    private static TagTarget of(TagRecord record) {
        if (record instanceof OciTag oci) {
            return new TagTarget(oci.digest().toString(), List.of(), record);
        }
        LegacyTag legacy = (LegacyTag) record;
        List<String> files =
                legacy.layers().stream().map(LegacyTag.Layer::digest).toList();
        return new TagTarget(legacy.digest(), files, record);
    }

    /** Whether a tag is new, or gives something else than before. */
    static boolean hasMoved(Repository before, TagRecord now) {
        return of(before, now.tag()).filter(of(now)::isSame).isEmpty();
    }

    /** Whether people pull the same. */
    boolean isSame(TagTarget other) {
        return name.equals(other.name)
                && files.equals(other.files)
                && record instanceof LegacyTag == other.record instanceof LegacyTag;
    }

    /**
     * Whether this is the same file as before in another format: an artifact whose only layer is the only file of the legacy
     * tag.
     *
     * @param isTrusted whether whoever says so is believed where the legacy digest is a weak one, which proves nothing
     */
    boolean isConversionOf(TagTarget before, Repository repository, boolean isTrusted) {
        if (!(before.record instanceof LegacyTag) || before.files.size() != 1 || !(record instanceof OciTag tag)) {
            return false;
        }
        Optional<Digest> file = Digest.tryParse(before.files.get(0));
        return repository
                .manifest(tag.digest())
                .flatMap(TagTarget::onlyLayer)
                .filter(layer -> file.map(layer::equals).orElse(isTrusted))
                .isPresent();
    }

    /** Of an artifact; empty of anything else. */
    private static Optional<Digest> onlyLayer(RawManifest manifest) {
        return manifest.manifest() instanceof ImageManifest image
                        && !image.isContainerImage()
                        && image.layers().size() == 1
                ? Optional.of(image.layers().get(0).digest())
                : Optional.empty();
    }
}
