package io.github.registryorg.net;

/** Why a server gave no response that is of use, or not all of it. */
public enum ConnectionFault {
    /** The host has no address that may be connected to. */
    ADDRESS_FORBIDDEN,
    UNKNOWN_HOST,
    /** Nothing accepts connections at the address within the time for that. */
    CONNECT_TIMEOUT,
    NO_ROUTE,
    REFUSED,
    /** The connection was closed before a response. */
    NO_RESPONSE,
    /** The connection was closed within a response. */
    CLOSED_EARLY,
    /** Nothing came for some time. */
    SILENT,
    /** Something came, or might have, but too slowly in all. */
    TOO_SLOW,
    /** The host has used up the time that one host gets in a run. */
    HOST_TIMEOUT,
    /** The proxy doesn't connect to the server; see {@link ProxyRefusal}. */
    PROXY_REFUSED,
    /** The response is larger than anything in use. */
    TOO_LARGE,
    HEADERS_TOO_LARGE,
    NOT_HTTP,
    CERTIFICATE_EXPIRED,
    /** The certificate is for another host name. */
    CERTIFICATE_NAME,
    CERTIFICATE_UNTRUSTED,
    /** Any other failure of TLS. */
    TLS,
    /** The server requires a login, and offers no scheme that is known here. */
    CHALLENGE_UNKNOWN,
    /** Not the server itself, but the one that it names for tokens. */
    TOKEN_SERVER,
    OTHER
}
