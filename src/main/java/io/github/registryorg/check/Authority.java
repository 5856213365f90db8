package io.github.registryorg.check;

import io.github.registryorg.oci.RepositoryName;

/** What the author of a contribution may do, by the owners that {@code registry.yaml} of the base names. */
public interface Authority {

    /** Where the registry names no owners and no keepers: nobody is refused for who they are. */
    Authority OPEN = name -> Standing.UNRESTRICTED;

    /** How the author stands to a repository, existing or new. */
    enum Standing {
        /** The registry names no owners. */
        UNRESTRICTED,
        /** Keeps the registry. */
        KEEPER,
        /** Owns the repository or a namespace that it is in. */
        OWNER,
        /** Neither, or not known. */
        STRANGER
    }

    Standing over(RepositoryName name);
}
