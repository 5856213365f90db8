package io.github.registryorg.remote;

import io.github.registryorg.net.AllowedHosts;
import io.github.registryorg.net.ProxySettings;
import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.RunInterruptedException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is at URLs that strangers name. Each hop is checked: its scheme, and the address that the connection is
 * made to. Tries again where that may help, and gives up in good time. Safe for use by several threads.
 *
 * <p>Every method throws {@link RegistryException}: {@code ADDRESS_FORBIDDEN} where the URL, or a redirect, leads to
 * where a stranger's URL may not; {@code STORE_INVALID} where redirects lead nowhere; {@code IO_FAILED} where no response
 * came; {@code INTERRUPTED}. A response is returned whatever its status, unless that is a redirect.
 */
public final class RemoteClient implements AutoCloseable {

    /** The default of {@code registry.hostTimeout}. */
    public static final Duration HOST_TIMEOUT = Timing.HOST_TIMEOUT;

    private static final int MAX_REDIRECTS = 5;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final RequestHeaders FIRST_BYTE = new RequestHeaders(null, "bytes=0-0", null);

    private final RequestSender sender;

    /**
     * A client for this machine's network.
     *
     * @param allowed hosts whose addresses need not be public, and the only ones that are reached through a proxy
     * @param proxy null for none
     */
    public RemoteClient(AllowedHosts allowed, @Nullable ProxySettings proxy) {
        this(allowed, proxy, HOST_TIMEOUT, Connections.DEFAULT);
    }

    /**
     * A client for this machine's network.
     *
     * @param allowed hosts whose addresses need not be public, and the only ones that are reached through a proxy
     * @param proxy null for none
     * @param hostTimeout how long one host may make this client wait in all, without delivering anything
     * @param connections how many requests a host gets at a time
     */
    public RemoteClient(
            AllowedHosts allowed, @Nullable ProxySettings proxy, Duration hostTimeout, Connections connections) {
        this(
                allowed,
                proxy,
                InetAddress::getAllByName,
                Timing.STANDARD.withHost(hostTimeout),
                connections,
                SSLContext::getDefault);
    }

    /** A client that waits no more than two seconds before it tries again, so that a server that fails is soon known. */
    public static RemoteClient impatient(AllowedHosts allowed, @Nullable ProxySettings proxy) {
        return new RemoteClient(
                allowed,
                proxy,
                InetAddress::getAllByName,
                Timing.IMPATIENT,
                Connections.DEFAULT,
                SSLContext::getDefault);
    }

    RemoteClient(
            AllowedHosts allowed,
            @Nullable ProxySettings proxy,
            NameLookup lookup,
            Timing timing,
            Connections connections,
            HttpClients.TlsSource tls) {
        Transport transport = new Transport(allowed, proxy, lookup, timing, connections, tls);
        this.sender = new RequestSender(transport, allowed, timing, connections);
    }

    /** Asks for the head of what is there. */
    public RemoteResponse head(RemoteUrl url) {
        return follow(RemoteRequest.retried("HEAD", url, RequestHeaders.NONE, null, false));
    }

    /**
     * Asks for the head of what is there, once, for who can request the thing itself: many servers don't support HEAD.
     *
     * @return empty without a response, whatever the reason; the host then gets no second HEAD
     */
    public Optional<RemoteResponse> tryHead(RemoteUrl url) {
        HostBudget host = sender.budgetOfHost(url);
        if (!host.respondsToHead()) {
            return Optional.empty();
        }
        try {
            RemoteRequest once = new RemoteRequest("HEAD", url, RequestHeaders.NONE, null, false, 1);
            return Optional.of(follow(once, sender.budgetOfHead(url)));
        } catch (RunInterruptedException e) {
            throw e;
        } catch (RegistryException e) {
            host.headUnanswered();
            return Optional.empty();
        }
    }

    /** Asks for the first byte of what is there, for servers that do not support HEAD: 206, or 200 from those that don't. */
    public RemoteResponse peek(RemoteUrl url) {
        return follow(RemoteRequest.retried("GET", url, FIRST_BYTE, null, false));
    }

    /** Asks for what is there. The caller bounds what it reads. */
    public RemoteResponse get(RemoteUrl url) {
        return get(url, RequestHeaders.NONE);
    }

    /**
     * Asks for the rest of what is there: 206, or 200 with all of it from servers that don't support ranges. The
     * caller bounds what it reads.
     *
     * @param from how many bytes to leave out
     */
    public RemoteResponse get(RemoteUrl url, long from) {
        return get(url, new RequestHeaders(null, "bytes=" + from + "-", null));
    }

    /** Asks for what is there, with these headers: a redirect to elsewhere is followed without the authorization. */
    public RemoteResponse get(RemoteUrl url, RequestHeaders headers) {
        return follow(RemoteRequest.retried("GET", url, headers, null, false));
    }

    /**
     * Sends a form, which must do no harm when it is sent twice. Its response may be a redirect, which is not followed.
     *
     * @param form URL-encoded
     */
    public RemoteResponse post(RemoteUrl url, String form) {
        return sender.send(RemoteRequest.retried("POST", url, RequestHeaders.NONE, form, false), sender.budget(url));
    }

    /**
     * Asks once, and follows no redirect: for those who want to see each hop.
     *
     * @param led whether this URL is the target of a redirect
     */
    public RemoteResponse ask(String method, RemoteUrl url, RequestHeaders headers, boolean led) {
        return sender.send(RemoteRequest.retried(method, url, headers, null, led), sender.budget(url));
    }

    /** How many requests to the host of this URL are sent at a time; further ones wait. */
    public int connections(RemoteUrl url) {
        return sender.connections(url);
    }

    private RemoteResponse follow(RemoteRequest first) {
        return follow(first, sender.budget(first.url()));
    }

    private RemoteResponse follow(RemoteRequest first, Budget budget) {
        RemoteUrl start = first.url();
        RequestHeaders sent = first.headers();
        RemoteResponse response = sender.send(first, budget);
        for (int hop = 1; REDIRECTS.contains(response.status()); hop++) {
            RemoteUrl url;
            // closed before the next request, which may have to wait for the turn that this one holds
            try (RemoteResponse redirect = response) {
                url = target(redirect);
            }
            if (hop > MAX_REDIRECTS) {
                throw new RegistryException(Problem.of(
                                ProblemCode.STORE_INVALID,
                                start.toString(),
                                "redirects more than " + MAX_REDIRECTS + " times")
                        .hint("Name the address that it leads to in the end."));
            }
            // for good: a redirect elsewhere could lead back with a request of another server's choice
            sent = url.origin().equals(start.origin()) ? sent : sent.withoutAuthorization();
            response =
                    redirected(start, new RemoteRequest(first.method(), url, sent, null, true, first.tries()), budget);
        }
        return response;
    }

    /** The caller may not know the URL that a redirect led to. */
    private RemoteResponse redirected(RemoteUrl start, RemoteRequest request, Budget budget) {
        try {
            return sender.send(request, budget);
        } catch (RunInterruptedException e) {
            throw e;
        } catch (RegistryException e) {
            Problem there = e.problem();
            String cause = there.cause() == null ? there.what() : there.what() + ", " + there.cause();
            throw new RegistryException(
                    Problem.of(there.code(), start.toString(), "redirects to " + request.url())
                            .because(cause)
                            .hint(there.hint()),
                    e);
        }
    }

    private static RemoteUrl target(RemoteResponse response) {
        String subject = response.url().toString();
        Optional<String> location = response.header("Location");
        if (location.isEmpty()) {
            throw new RegistryException(Problem.of(ProblemCode.STORE_INVALID, subject, "redirects without a Location")
                    .hint("Check the server."));
        }
        try {
            return response.url().resolve(location.get());
        } catch (RegistryException e) {
            throw new RegistryException(
                    Problem.of(
                                    ProblemCode.ADDRESS_FORBIDDEN,
                                    subject,
                                    "redirects to " + RemoteUrl.redacted(location.get()))
                            .because("that " + e.problem().what())
                            .hint("Only http and https URLs of public hosts are followed."),
                    e);
        }
    }

    @Override
    public void close() {
        sender.close();
    }
}
