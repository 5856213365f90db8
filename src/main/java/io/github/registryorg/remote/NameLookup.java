package io.github.registryorg.remote;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses of a host. */
@FunctionalInterface
interface NameLookup {

    /** Never empty; a host that is an address already gives that. */
    InetAddress[] lookup(String host) throws UnknownHostException;
}
