package io.github.registryorg.net;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What to report of proxies where a server was not reached, whatever the protocol. */
public final class ProxyAdvice {

    /** What helps where a proxy requires a login, a sentence. */
    public static final String LOGIN = "Give the proxy's username and password where the proxy is configured: in"
            + " Maven's settings.xml, with -Dhttps.proxyUser and -Dhttps.proxyPassword, or in the URL of HTTPS_PROXY.";

    private static final String CONFIGURE =
            "If this network requires a proxy, name it in Maven's settings.xml (<proxy>), with"
                    + " -Dhttps.proxyHost and -Dhttps.proxyPort, or in the environment's HTTPS_PROXY.";

    /** What a network looks like that can be left through a proxy only: one that refuses connections is left already. */
    private static final Set<ConnectionFault> AS_WITHOUT_PROXY =
            EnumSet.of(ConnectionFault.UNKNOWN_HOST, ConnectionFault.CONNECT_TIMEOUT, ConnectionFault.NO_ROUTE);

    private ProxyAdvice() {}

    /**
     * Which way a server was requested, to be written behind the request: {@code " through the proxy HOST:PORT"}.
     *
     * @param via the proxy; empty for none
     * @return empty for none
     */
    public static String way(Optional<HttpProxy> via) {
        return via.map(proxy -> " through the proxy " + proxy).orElse("");
    }

    /**
     * What to add to the hint of a request that failed, a sentence with a space before it.
     *
     * @param via the proxy that the server was requested through; empty for none
     * @param fault why it was not reached; empty where it was, or where that is not known
     * @return empty where a proxy would not help: one is in use, the server is on this machine, or the network is not
     *     like one that requires a proxy
     */
    public static String toConfigure(Optional<HttpProxy> via, String host, Optional<ConnectionFault> fault) {
        return via.isEmpty()
                        && !LoopbackName.isLoopback(host)
                        && fault.filter(AS_WITHOUT_PROXY::contains).isPresent()
                ? " " + CONFIGURE
                : "";
    }
}
