package io.github.registryorg.client;

import io.github.registryorg.host.HostCapabilities;
import java.util.List;
import java.util.Optional;

/**
 * The host and the address at which clients reach a site.
 *
 * @param host what it can do
 * @param root whether the site is at the root of its host
 * @param trusted whether it is served over TLS, or to this machine alone
 */
public record SiteLocation(HostCapabilities host, boolean root, boolean trusted) {

    /** Whether clients find this here, as far as hosts and places decide it. */
    boolean gives(Need need) {
        return switch (need) {
            case ROOT -> root;
            case TLS -> trusted;
            default -> need.ability().map(host::can).orElse(true);
        };
    }

    /**
     * What keeps a client from something here.
     *
     * @param content what it is done with; kinds that the client doesn't support are ignored
     */
    List<Requirement> missing(Client client, Operation operation, Content content) {
        return Requirement.of(client, operation).stream()
                .filter(one -> one.kinds().contains(content.kind()))
                .filter(one -> content.lacks().contains(one.need()) || !gives(one.need()))
                .toList();
    }

    /** Whether a client pulls something from here, in one way at least. */
    boolean pulls(Client client, Content content) {
        return client.pulls(content.kind())
                && missing(client, Operation.PULL, content).stream().allMatch(one -> one.only() != null);
    }

    /** The commands that pull something from here; empty where none does. */
    public List<ClientCommand> commands(Pull pull) {
        return List.of(Client.values()).stream()
                .filter(client -> pulls(client, pull.content()))
                .map(client -> client.command(pull))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }
}
