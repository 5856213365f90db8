package io.github.registryorg.check;

import io.github.registryorg.metadata.Age;
import io.github.registryorg.metadata.OciTag;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RankedTag;
import io.github.registryorg.oci.Tag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds whether a tag that moves goes back to an older image: by the versions that both images have as tags, and else by when
 * they were made. What can't be known is not refused.
 */
final class Rollback {

    private final Repository before;
    private final Repository after;
    private @Nullable Map<Digest, List<RankedTag>> versions;

    Rollback(Repository before, Repository after) {
        this.before = before;
        this.after = after;
    }

    /** How the older image is older, such as {@code 1.4.1 is older than 1.4.2}; empty where it is not, or not known. */
    Optional<String> of(OciTag old, OciTag fresh) {
        RankedTag tag = RankedTag.of(fresh.tag());
        if (!tag.isImage()) {
            return Optional.empty();
        }
        Optional<RankedTag> from = highest(tag, old.digest());
        Optional<RankedTag> to = highest(tag, fresh.digest());
        int order = from.isPresent() && to.isPresent() ? to.get().compareVersion(from.get()) : 0;
        if (order != 0) {
            return order > 0
                    ? Optional.empty()
                    : Optional.of(
                            to.get().tag() + " is older than " + from.get().tag());
        }
        OciTag was = described(before, old);
        OciTag is = described(after, fresh);
        return Age.of(is, was, Age.History.NONE) == Age.OLDER
                ? Optional.of("the image of " + is.created() + " is older than that of " + was.created())
                : Optional.empty();
    }

    /** With what the image says, if it is known; who moves a tag writes its front matter. */
    private static OciTag described(Repository repository, OciTag tag) {
        return repository
                .manifest(tag.digest())
                .map(manifest -> repository.description(manifest).certainTag(tag.tag()))
                .filter(image -> image.ownCreated() != null)
                .orElse(tag);
    }

    private Optional<RankedTag> highest(RankedTag tag, Digest digest) {
        return versions().getOrDefault(digest, List.of()).stream()
                .filter(tag::mayName)
                .max(RankedTag::compareVersion);
    }

    /** The full versions of each image, of one that the base has under a tag those of the base; read only if a tag has moved. */
    private Map<Digest, List<RankedTag>> versions() {
        if (versions == null) {
            versions = new HashMap<>();
            collect(before, versions, Set.of());
            collect(after, versions, Set.copyOf(versions.keySet()));
        }
        return versions;
    }

    /** @param known images that are left out: what moves them back could name them otherwise as well */
    private static void collect(Repository repository, Map<Digest, List<RankedTag>> versions, Set<Digest> known) {
        for (Tag tag : repository.tags()) {
            RankedTag rank = RankedTag.of(tag);
            if (rank.isImage()
                    && repository.tag(tag).orElse(null) instanceof OciTag oci
                    && !known.contains(oci.digest())) {
                List<RankedTag> own = versions.computeIfAbsent(oci.digest(), none -> new ArrayList<>());
                if (rank.isFullVersion()) {
                    own.add(rank);
                }
            }
        }
    }
}
