package io.github.registryorg.check;

import io.github.registryorg.oci.Digest;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of a layer's uncompressed bytes, once the layer was read.
 *
 * @param text a digest, or one of the constants
 */
record Uncompressed(String text) {

    /** Nothing is. */
    static final Uncompressed UNKNOWN = new Uncompressed("");

    /** Unavailable: the layer's compression is not supported here, or it is not an archive. */
    static final Uncompressed UNREADABLE = new Uncompressed("-");

    Uncompressed {
        Objects.requireNonNull(text, "text");
    }

    static Uncompressed of(Digest digest) {
        return new Uncompressed(digest.toString());
    }

    /** Empty where the text is neither a constant nor a digest. */
    static Optional<Uncompressed> tryParse(String text) {
        return text.isEmpty() || text.equals(UNREADABLE.text)
                ? Optional.of(new Uncompressed(text))
                : Digest.tryParse(text).map(Uncompressed::of);
    }

    /** Whether it is known, and not what one of these diff_ids says. */
    boolean contradicts(Set<Digest> diffIds) {
        return !equals(UNKNOWN) && !answers(diffIds);
    }

    /** Whether it says all that can be said of these diff_ids: none is wrong, or none can be judged. */
    boolean answers(Set<Digest> diffIds) {
        return equals(UNREADABLE) || diffIds.stream().map(Digest::toString).allMatch(text::equals);
    }
}
