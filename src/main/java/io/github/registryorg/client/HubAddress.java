package io.github.registryorg.client;

import io.github.registryorg.oci.RepositoryName;
import java.util.List;
import java.util.regex.Pattern;

/** What {@code shub://} takes for the address of a registry: that of the site, and all but the last two components. */
public final class HubAddress {

    /** No port, no underscore. */
    private static final Pattern TAKEN = Pattern.compile("[-.a-zA-Z0-9/]{1,64}");

    private static final int COMPONENTS = 2;

    private HubAddress() {}

    /**
     * Whether clients take it.
     *
     * @param site host, port and path
     */
    public static boolean isTaken(String site, RepositoryName repository) {
        List<String> parts = repository.components();
        StringBuilder address = new StringBuilder(site);
        for (String part : parts.subList(0, Math.max(0, parts.size() - COMPONENTS))) {
            address.append('/').append(part);
        }
        return TAKEN.matcher(address).matches();
    }
}
