package io.github.registryorg.event;

import io.github.registryorg.metadata.Identity;

/** Who is in which team of the forge. */
public interface TeamMembers {

    /**
     * Whether a user is in a team.
     *
     * @throws io.github.registryorg.problem.RegistryException if the team can't be read, with the permission that is
     *     required: that is neither yes nor no
     */
    boolean has(Identity team, ForgeUser user);
}
