package io.github.registryorg.remote;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/** For names that the operator or the user chose, wherever in their network these are. */
record TrustingResolver(NameLookup lookup) implements DnsResolver {

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        return lookup.lookup(host);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
