package io.github.registryorg.check;

import io.github.registryorg.oci.RepositoryName;
import java.util.HashSet;
import java.util.Set;

/**
 * Addresses that the rules refuse a repository of a contribution: what names them is an error, and they get no request. For
 * one thread.
 */
final class RefusedAddresses {

    private final Set<Refused> all = new HashSet<>();

    private record Refused(RepositoryName repository, String address) {}

    /** @param address of a store or a single blob, as metadata has it */
    void add(RepositoryName repository, String address) {
        all.add(new Refused(repository, address));
    }

    boolean has(RepositoryName repository, String address) {
        return all.contains(new Refused(repository, address));
    }
}
