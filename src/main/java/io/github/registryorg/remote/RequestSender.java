package io.github.registryorg.remote;

import io.github.registryorg.net.AllowedHosts;
import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.problem.RunInterruptedException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Sends requests, as often as that may help: hosts have a budget of time, a number of connections,
 * and rest where they ask for it. Redirects are responses like others. Safe for use by several threads.
 */
final class RequestSender implements AutoCloseable {

    private final Transport transport;
    private final AllowedHosts allowed;
    private final Timing timing;
    private final Connections connections;
    private final RetryPolicy retries;
    private final Semaphore everywhere = new Semaphore(Connections.MAX, true);
    private final Map<String, HostGate> gates = new ConcurrentHashMap<>();

    RequestSender(Transport transport, AllowedHosts allowed, Timing timing, Connections connections) {
        this.transport = transport;
        this.allowed = allowed;
        this.timing = timing;
        this.connections = connections;
        this.retries = new RetryPolicy(timing);
    }

    /** Of a URL that somebody names, with all that it redirects to. */
    Budget budget(RemoteUrl named) {
        return new Budget(timing.exchange(), timing.exchange().multipliedBy(2), budgetOfHost(named));
    }

    /** Of the head of what can be requested itself. */
    Budget budgetOfHead(RemoteUrl url) {
        HostBudget host = budgetOfHost(url);
        return new Budget(timing.exchange(), host.headLimit(), host);
    }

    /** How long a host may still make this client wait. */
    HostBudget budgetOfHost(RemoteUrl url) {
        return gate(url).budget();
    }

    private HostGate gate(RemoteUrl url) {
        return gates.computeIfAbsent(
                url.origin(), origin -> new HostGate(connections(url), everywhere, new HostBudget(timing.host())));
    }

    /** How many requests to the host of this URL are sent at a time; further ones wait. */
    int connections(RemoteUrl url) {
        return allowed.allows(url.host(), url.effectivePort()) ? connections.allowed() : connections.strangers();
    }

    /** The response, whatever its status; a request that may pass is sent again as long as the budget and the host allow. */
    RemoteResponse send(RemoteRequest request, Budget budget) {
        RemoteUrl url = request.url();
        HostGate gate = gate(url);
        for (int tried = 1; ; tried++) {
            Optional<String> retryAfter = Optional.empty();
            try {
                if (tried == 1) {
                    rest(url, gate, budget);
                }
                RemoteResponse response = once(request, gate, budget);
                boolean isFinal = !RetryPolicy.mayPass(response.status());
                budget.host().responded(response.status());
                retryAfter = response.header("Retry-After");
                if (isFinal) {
                    gate.responded();
                    return response;
                }
                Duration wait = retries.wait(tried, retryAfter);
                if (retryAfter.isPresent()) {
                    gate.restUntil(System.nanoTime() + wait.toNanos());
                }
                if (tried == request.tries() || !budget.host().allows(wait)) {
                    if (!request.led() && request.isInsistent()) {
                        gate.refused(response.status());
                    }
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

    private RemoteResponse once(RemoteRequest request, HostGate gate, Budget budget) throws IOException {
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
            return response;
        } finally {
            if (!responded) {
                gate.leave();
            }
        }
    }

    /** As long as the server has asked another request to wait, it gets none of ours either. */
    private void rest(RemoteUrl url, HostGate gate, Budget budget) {
        Duration left = gate.rest(System.nanoTime());
        if (!left.isZero()) {
            sleep(url, left, budget);
        }
    }

    private void pause(RemoteUrl url, Duration duration, Budget budget) {
        budget.spend(duration);
        sleep(url, duration, budget);
    }

    private void sleep(RemoteUrl url, Duration duration, Budget budget) {
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
