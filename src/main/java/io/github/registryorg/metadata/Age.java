package io.github.registryorg.metadata;

import io.github.registryorg.oci.Timestamp;
import java.time.Instant;
import java.util.Optional;

/** Which of two images is the newer one, as far as that can be known. */
public enum Age {
    OLDER,
    UNKNOWN,
    NEWER;

    /** What is known of the source's history. */
    @FunctionalInterface
    public interface History {

        /** Nothing is. */
        History NONE = (ancestor, descendant) -> false;

        /** Whether the one commit is known to come before the other. */
        boolean isAncestor(String ancestor, String descendant);
    }

    /**
     * How old an image is beside another. The history of the source decides: a rebuilt old revision is an old one.
     * Then the time of creation in the image decides, unless it is the constant of a reproducible build.
     * What only a label says decides nothing: it may be the base image's.
     */
    public static Age of(OciTag image, OciTag other, History history) {
        String revision = image.ownRevision();
        String otherRevision = other.ownRevision();
        if (revision != null && otherRevision != null && !revision.equals(otherRevision)) {
            if (history.isAncestor(revision, otherRevision)) {
                return OLDER;
            }
            if (history.isAncestor(otherRevision, revision)) {
                return NEWER;
            }
        }
        Optional<Instant> created = Timestamp.ofAge(image.ownCreated()).map(Timestamp::instant);
        Optional<Instant> otherCreated = Timestamp.ofAge(other.ownCreated()).map(Timestamp::instant);
        if (created.isEmpty() || otherCreated.isEmpty()) {
            return UNKNOWN;
        }
        int order = created.get().compareTo(otherCreated.get());
        return order < 0 ? OLDER : order > 0 ? NEWER : UNKNOWN;
    }
}
