package io.github.registryorg.remote;

import io.github.registryorg.net.AllowedHosts;
import io.github.registryorg.net.ProxySettings;
import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.RunInterruptedException;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
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

    private final Transport transport;
    private final Timing timing;
    private final RetryPolicy retries;
    private final Semaphore everywhere = new Semaphore(HttpClients.CONNECTIONS, true);
    private final Map<String, HostGate> gates = new ConcurrentHashMap<>();

    /**
     * A client for this machine's network.
     *
     * @param allowed hosts whose addresses need not be public, and the only ones that are reached through a proxy
     * @param proxy null for none
     */
    public RemoteClient(AllowedHosts allowed, @Nullable ProxySettings proxy) {
        this(allowed, proxy, HOST_TIMEOUT);
    }

    /**
     * A client for this machine's network.
     *
     * @param allowed hosts whose addresses need not be public, and the only ones that are reached through a proxy
     * @param proxy null for none
     * @param hostTimeout how long one host may make this client wait in all, without delivering anything
     */
    public RemoteClient(AllowedHosts allowed, @Nullable ProxySettings proxy, Duration hostTimeout) {
        this(allowed, proxy, InetAddress::getAllByName, Timing.STANDARD.withHost(hostTimeout), SSLContext::getDefault);
    }

    /** A client that waits no more than two seconds before it tries again, so that a server that fails is soon known. */
    public static RemoteClient impatient(AllowedHosts allowed, @Nullable ProxySettings proxy) {
        return new RemoteClient(allowed, proxy, InetAddress::getAllByName, Timing.IMPATIENT, SSLContext::getDefault);
    }

    RemoteClient(
            AllowedHosts allowed,
            @Nullable ProxySettings proxy,
            NameLookup lookup,
            Timing timing,
            HttpClients.TlsSource tls) {
        this.transport = new Transport(allowed, proxy, lookup, timing, tls);
        this.timing = timing;
        this.retries = new RetryPolicy(timing);
    }

    /** Asks for the head of what is there. */
    public RemoteResponse head(RemoteUrl url) {
        return follow(Request.retried("HEAD", url, RequestHeaders.NONE, null, false));
    }

    /**
     * Asks for the head of what is there, once, for who can request the thing itself: many servers don't support HEAD.
     *
     * @return empty without a response, whatever the reason; the host then gets no second HEAD
     */
    public Optional<RemoteResponse> tryHead(RemoteUrl url) {
        HostBudget host = gate(url).budget();
        if (!host.respondsToHead()) {
            return Optional.empty();
        }
        try {
            Budget budget = new Budget(timing.exchange(), host.headLimit(), host);
            return Optional.of(follow(new Request("HEAD", url, RequestHeaders.NONE, null, false, 1), budget));
        } catch (RunInterruptedException e) {
            throw e;
        } catch (RegistryException e) {
            host.headUnanswered();
            return Optional.empty();
        }
    }

    /** Asks for the first byte of what is there, for servers that do not support HEAD: 206, or 200 from those that don't. */
    public RemoteResponse peek(RemoteUrl url) {
        return follow(Request.retried("GET", url, FIRST_BYTE, null, false));
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
        return follow(Request.retried("GET", url, headers, null, false));
    }

    /**
     * Sends a form, which must do no harm when it is sent twice. Its response may be a redirect, which is not followed.
     *
     * @param form URL-encoded
     */
    public RemoteResponse post(RemoteUrl url, String form) {
        return withRetries(Request.retried("POST", url, RequestHeaders.NONE, form, false), budget(url));
    }

    /**
     * Asks once, and follows no redirect: for those who want to see each hop.
     *
     * @param led whether this URL is the target of a redirect
     */
    public RemoteResponse ask(String method, RemoteUrl url, RequestHeaders headers, boolean led) {
        return withRetries(Request.retried(method, url, headers, null, led), budget(url));
    }

    private Budget budget(RemoteUrl named) {
        return new Budget(
                timing.exchange(),
                timing.exchange().multipliedBy(2),
                gate(named).budget());
    }

    private HostGate gate(RemoteUrl url) {
        return gates.computeIfAbsent(url.origin(), origin -> new HostGate(everywhere, new HostBudget(timing.host())));
    }

    private RemoteResponse follow(Request first) {
        return follow(first, budget(first.url()));
    }

    private RemoteResponse follow(Request first, Budget budget) {
        RemoteUrl start = first.url();
        RequestHeaders sent = first.headers();
        RemoteResponse response = withRetries(first, budget);
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
            response = redirected(start, new Request(first.method(), url, sent, null, true, first.tries()), budget);
        }
        return response;
    }

    /** The caller may not know the URL that a redirect led to. */
    private RemoteResponse redirected(RemoteUrl start, Request request, Budget budget) {
        try {
            return withRetries(request, budget);
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

    /**
     * @param form null for none
     * @param led whether this URL is the target of a redirect
     * @param tries how often it is sent at most
     */
    private record Request(
            String method,
            RemoteUrl url,
            RequestHeaders headers,
            @Nullable String form,
            boolean led,
            int tries) {

        static Request retried(
                String method, RemoteUrl url, RequestHeaders headers, @Nullable String form, boolean led) {
            return new Request(method, url, headers, form, led, RetryPolicy.TRIES);
        }

        boolean isInsistent() {
            return tries == RetryPolicy.TRIES;
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

    private RemoteResponse withRetries(Request request, Budget budget) {
        RemoteUrl url = request.url();
        HostGate gate = gate(url);
        for (int tried = 1; ; tried++) {
            Optional<String> retryAfter = Optional.empty();
            try {
                RemoteResponse response = once(request, gate, budget);
                boolean isFinal = !RetryPolicy.mayPass(response.status());
                budget.host().responded(response.status());
                retryAfter = response.header("Retry-After");
                if (isFinal || tried == request.tries() || !budget.host().allows(retries.wait(tried, retryAfter))) {
                    return response;
                }
                response.close();
            } catch (CheckedResolver.AddressForbidden e) {
                throw RemoteFailures.exception(url, transport.via(url), e);
            } catch (IOException e) {
                if (budget.host().isSpent()) {
                    throw RemoteFailures.exception(
                            url, transport.via(url), budget.host().spent(e));
                }
                if (tried == request.tries() || budget.isSpent() || !RetryPolicy.mayPass(e)) {
                    // a host is not blamed for time that was wasted before a redirect to it
                    if (!request.led() && request.isInsistent()) {
                        gate.failed(e);
                    }
                    throw RemoteFailures.exception(url, transport.via(url), e);
                }
            }
            pause(url, retries.wait(tried, retryAfter), budget);
        }
    }

    private RemoteResponse once(Request request, HostGate gate, Budget budget) throws IOException {
        RemoteUrl url = request.url();
        try {
            gate.enter();
        } catch (InterruptedException e) {
            throw new RunInterruptedException(url.toString(), "was not fetched, as the run was stopped", e);
        }
        boolean responded = false;
        try {
            // while this waited for its turn, another may have found that the host does not respond
            if (!request.isInsistent() && !budget.host().respondsToHead()) {
                throw RemoteFailures.tooSlow("the server does not respond to HEAD", null);
            }
            Optional<IOException> closed = gate.closedBecause();
            if (closed.isPresent()) {
                throw RemoteFailures.exception(url, transport.via(url), closed.get());
            }
            RemoteResponse response = budget.spendOn(limit -> transport.send(
                    request.method(), url, request.headers(), request.form(), limit, budget.host(), gate::leave));
            responded = true;
            gate.responded();
            return response;
        } finally {
            if (!responded) {
                gate.leave();
            }
        }
    }

    private void pause(RemoteUrl url, Duration duration, Budget budget) {
        budget.spend(duration);
        try {
            budget.host().pause(duration, timing.pause());
        } catch (HostBudget.Spent e) {
            throw RemoteFailures.exception(url, transport.via(url), e);
        } catch (InterruptedException e) {
            throw new RunInterruptedException(url.toString(), "was not fetched, as the run was stopped", e);
        }
    }

    @Override
    public void close() {
        transport.close();
    }
}
