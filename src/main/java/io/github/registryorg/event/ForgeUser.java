package io.github.registryorg.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;

/**
 * A user of a forge.
 *
 * @param id the forge's number of them, which never changes; 0 for one who was deleted or can't be read, whom nothing belongs to
 * @param name by which they log in at present; of strangers
 */
public record ForgeUser(long id, String name) {

    /** Whom GitHub shows in place of users who were deleted. */
    private static final long GITHUB_GHOST = 10137;

    /** Somebody whom nothing belongs to. */
    static final ForgeUser UNKNOWN = new ForgeUser(0, "");

    public ForgeUser {
        Objects.requireNonNull(name, "name");
        if (id < 0) {
            throw new IllegalArgumentException("id " + id);
        }
    }

    /**
     * Reads a user as APIs and events have them. Forges give those who are deleted as null, or with a number of which
     * nobody else is: GitHub's ghost, or a negative one.
     *
     * @param nameKey which key has the name
     */
    static ForgeUser of(JsonNode user, String nameKey) {
        JsonNode number = user.path("id");
        long id = number.isIntegralNumber() && number.canConvertToLong() ? number.longValue() : 0;
        if (id <= 0 || id == GITHUB_GHOST) {
            return UNKNOWN;
        }
        return new ForgeUser(id, user.path(nameKey).asText(""));
    }

    public boolean isUnknown() {
        return id == 0;
    }

    /** For people, such as {@code bob (id 1002)}. */
    @Override
    public String toString() {
        return isUnknown()
                ? "a user who was deleted or can't be read"
                : (name.isEmpty() ? "a user" : name) + " (id " + id + ")";
    }
}
