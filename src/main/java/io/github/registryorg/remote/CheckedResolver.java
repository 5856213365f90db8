package io.github.registryorg.remote;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Gives the HTTP client the addresses that it may connect to, and no others. The client connects to exactly these, so a
 * name that leads elsewhere when it is asked a second time gains nothing.
 */
final class CheckedResolver implements DnsResolver {

    /** A name with hundreds of dead addresses shall not hold us for a connect timeout each. */
    private static final int MOST_ADDRESSES = 4;

    private final NameLookup lookup;
    private final AllowedHosts allowed;

    CheckedResolver(NameLookup lookup, AllowedHosts allowed) {
        this.lookup = lookup;
        this.allowed = allowed;
    }

    @Override
    public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
        boolean open = allowed.allows(host, port);
        return usable(host, open)
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        return usable(host, false).toArray(InetAddress[]::new);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    private Stream<InetAddress> usable(String host, boolean open) throws UnknownHostException {
        List<InetAddress> addresses = Stream.of(lookup.lookup(host))
                .filter(address -> open || AddressPolicy.isPublic(address))
                .limit(MOST_ADDRESSES)
                .toList();
        if (addresses.isEmpty()) {
            throw new AddressForbidden(host);
        }
        return addresses.stream();
    }

    /** The host has addresses, but none that may be reached. */
    static final class AddressForbidden extends UnknownHostException {

        private static final long serialVersionUID = 1L;

        AddressForbidden(String host) {
            super(host);
        }
    }
}
