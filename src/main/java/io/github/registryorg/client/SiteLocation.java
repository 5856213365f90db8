package io.github.registryorg.client;

import io.github.registryorg.host.HostCapabilities;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

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
        return templates(pull).stream()
                .map(template -> template.byTag(pull.tag()))
                .toList();
    }

    /**
     * The same, with the tag left open. They are good for each tag whose content is the same for clients.
     *
     * @param pull whose tag is not looked at
     */
    public List<PullTemplate> templates(Pull pull) {
        Set<String> texts = new HashSet<>();
        return Stream.of(Client.values())
                .filter(client -> pulls(client, pull.content()))
                .flatMap(client -> client.template(pull).stream())
                .filter(template -> texts.add(template.text()))
                .toList();
    }
}
