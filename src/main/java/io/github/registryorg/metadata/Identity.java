package io.github.registryorg.metadata;

import io.github.registryorg.problem.Location;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A user or a team of a forge, as {@code registry.yaml} names it. The number decides who it is, never the name: that may
 * change, and another may take it.
 *
 * @param kind whether it is one person or several
 * @param name for people, and for CODEOWNERS; a team's with its organization, or with the groups that it is in
 * @param id the forge's number of it, which never changes
 * @param forge that it is of
 * @param at where it is named
 */
public record Identity(Kind kind, String name, long id, ForgeHost forge, Location at) {

    /** Names of users and of apps, as a regular expression without groups that are counted. */
    public static final String USER_NAME = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}(?:\\[bot\\])?";

    /** What an identity is. */
    public enum Kind {
        USER(USER_NAME),
        /** A team on GitHub or of a Forgejo organization, or a group on GitLab: with what it is in. */
        TEAM("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}(?:/[A-Za-z0-9_.-]{1,100}){0,20}");

        private final Pattern name;

        Kind(String name) {
            this.name = Pattern.compile(name);
        }

        /** Whether a forge may have one of this name. */
        boolean mayBeCalled(String text) {
            return name.matcher(text).matches();
        }
    }

    public Identity {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(forge, "forge");
        Objects.requireNonNull(at, "at");
        if (id < 1) {
            throw new IllegalArgumentException("id " + id);
        }
    }

    public boolean isTeam() {
        return kind == Kind.TEAM;
    }

    /** Whether the other is the same user or team, whatever it is called there. */
    public boolean isSame(Identity other) {
        return kind == other.kind && id == other.id && forge.equals(other.forge);
    }

    /** For people, such as {@code bob (id 1002)}. */
    @Override
    public String toString() {
        return (isTeam() ? "the team " : "") + name + " (id " + id + ")";
    }
}
