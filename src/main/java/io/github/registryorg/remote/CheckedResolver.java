package io.github.registryorg.remote;

import io.github.registryorg.net.AllowedHosts;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Gives the HTTP client the addresses that it may connect to, and no others. The client connects to exactly these, so a
 * name that resolves to another address the second time gains nothing.
 */
final class CheckedResolver implements DnsResolver {

    /** A name with hundreds of dead addresses shall not hold us for a connect timeout each: so many of IPv4, and of IPv6. */
    private static final int MAX_ADDRESSES = 4;

    private final NameLookup lookup;
    private final AllowedHosts allowed;

    CheckedResolver(NameLookup lookup, AllowedHosts allowed) {
        this.lookup = lookup;
        this.allowed = allowed;
    }

    @Override
    public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
        boolean open = allowed.allows(host, port);
        return usable(host, open).stream()
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

    private List<InetAddress> usable(String host, boolean open) throws UnknownHostException {
        List<InetAddress> usable = new ArrayList<>();
        int v4 = 0;
        int v6 = 0;
        for (InetAddress address : lookup.lookup(host)) {
            if (open || AddressPolicy.isPublic(address)) {
                int before = address instanceof Inet4Address ? v4++ : v6++;
                if (before < MAX_ADDRESSES) {
                    usable.add(address);
                }
            }
        }
        if (usable.isEmpty()) {
            throw new AddressForbidden(host);
        }
        return usable;
    }

    /** The host has addresses, but none that may be reached. */
    static final class AddressForbidden extends UnknownHostException {

        private static final long serialVersionUID = 1L;

        AddressForbidden(String host) {
            super(host);
        }
    }
}
