package io.github.registryorg.page;

import io.github.registryorg.oci.Digest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that is about an image: a signature, an SBOM, an attestation. All texts may come from strangers.
 *
 * @param type what it is, such as {@code SBOM (SPDX)}
 * @param subject what it is about: all of it, or one platform
 * @param digest of its content; of its manifest where that is not read
 * @param size of the same, in bytes; null where unknown
 * @param created RFC 3339; null where unknown
 * @param download null where it is not found
 */
public record ReferrerView(
        String type,
        String subject,
        Digest digest,
        @Nullable Long size,
        @Nullable String created,
        @Nullable BlobLink download) {

    public ReferrerView {
        type = Objects.requireNonNullElse(PlainText.line(type, 120), "?");
        subject = Objects.requireNonNullElse(PlainText.line(subject, 100), "?");
        Objects.requireNonNull(digest, "digest");
        created = Moment.line(created);
    }
}
