package io.github.registryorg.page;

import io.github.registryorg.problem.Count;
import org.jspecify.annotations.Nullable;

/**
 * How many signatures there are of what a tag names, and of what of it.
 *
 * @param count of signatures
 * @param isOfAll whether one is of the tag's own manifest or index
 * @param platforms how many platforms it has
 * @param signed how many of them have a signature of their own
 * @param only the name of the one that has; null where it is not exactly one
 * @param unclear Sigstore bundles that are signatures or signed attestations, and don't tell which
 * @param statements signed attestations
 * @param unread what is attached, or part of it, and may sign, but was not read
 * @param verified those that are by a key of the registry
 */
public record Signatures(
        int count,
        boolean isOfAll,
        int platforms,
        int signed,
        @Nullable String only,
        int unclear,
        int statements,
        int unread,
        Verified verified) {

    /** Of what nothing can be attached to. */
    public static final Signatures NONE = new Signatures(0, false, 0, 0, null, 0, 0, 0, Verified.NONE);

    /**
     * Those of the signatures that are by a key or certificate of the registry.
     *
     * @param count how many
     * @param keys by which they are, for people; of the tag's own manifest or index if one is of that; null without one
     * @param isOfAll whether one is of the tag's own manifest or index
     * @param signed how many platforms have one of their own
     * @param only the name of the one that has; null where it is not exactly one
     * @param until when the first by these keys expires; null where none does
     */
    public record Verified(
            int count,
            @Nullable String keys,
            boolean isOfAll,
            int signed,
            @Nullable String only,
            @Nullable String until) {

        /** None is verified. */
        public static final Verified NONE = new Verified(0, null, false, 0, null, null);

        public Verified {
            keys = PlainText.line(keys, 200);
            only = PlainText.line(only, 100);
        }
    }

    public Signatures {
        only = PlainText.line(only, 100);
    }

    /** One phrase, which claims no more than is known. */
    public String text() {
        if (verified.count() > 0) {
            return "Signed by " + verified.keys() + subject(verified.isOfAll(), verified.signed(), verified.only())
                    + ", verified" + (verified.until() == null ? "" : ", valid until " + verified.until())
                    + (count > verified.count()
                            ? "; " + Count.grouped(count - verified.count()) + " more, not verified"
                            : "");
        }
        if (count > 0) {
            return Count.grouped(count, "signature", "signatures") + subject(isOfAll, signed, only) + ", not verified";
        }
        if (unclear > 0) {
            return "Perhaps: " + Count.grouped(unclear, "Sigstore bundle", "Sigstore bundles")
                    + " of unstated content, not verified";
        }
        if (unread > 0) {
            return "Not known: " + Count.grouped(unread, "attachment was", "attachments were") + " not read";
        }
        return statements > 0
                ? "No signature, but " + Count.grouped(statements, "signed attestation", "signed attestations")
                        + ", not verified"
                : "No signature";
    }

    private String subject(boolean isOfAll, int signed, @Nullable String only) {
        if (isOfAll || signed == platforms) {
            return "";
        }
        if (signed == 0) {
            return " of a part of it";
        }
        return " of "
                + (signed == 1 && only != null
                        ? only
                        : Count.grouped(signed) + " of " + Count.grouped(platforms, "platform", "platforms"));
    }
}
