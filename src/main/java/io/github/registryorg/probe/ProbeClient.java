package io.github.registryorg.probe;

import io.github.registryorg.net.ConnectionFailure;
import io.github.registryorg.net.ConnectionFault;
import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.problem.Causes;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.RunInterruptedException;
import io.github.registryorg.remote.RegistrySession;
import io.github.registryorg.remote.RemoteResponse;
import io.github.registryorg.remote.RequestHeaders;
import io.github.registryorg.work.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks a registry, hop by hop, and never throws for what a registry does. */
final class ProbeClient {

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    /** Bytes that are enough to recognise content by. */
    static final int START = 256;
    /** Maximum of redirects, as in Go's client. */
    private static final int MAX_HOPS = 10;

    private final RegistrySession session;
    private final RemoteUrl registry;
    private final ProbeFindings findings;
    private final Progress progress;

    /** @param progress hears of each response, and of the bytes of blobs */
    ProbeClient(RegistrySession session, RemoteUrl registry, ProbeFindings findings, Progress progress) {
        this.session = session;
        this.registry = registry;
        this.findings = findings;
        this.progress = progress;
    }

    /** Headers of a request that accepts these, in any encoding that Go's client unpacks of its own accord. */
    static RequestHeaders accepting(String accept) {
        return new RequestHeaders(accept, null, null, Map.of("Accept-Encoding", "gzip"));
    }

    /**
     * @param path below {@code /v2/}
     * @param most bytes of the body to read
     */
    ProbeResponse get(String path, RequestHeaders headers, int most) {
        return ask("GET", path, headers, upTo(most));
    }

    /**
     * Follows a {@code Link} of this response; empty where that is another host, port or scheme, or not a URL.
     *
     * @param target as it is in the header
     */
    Optional<ProbeResponse> follow(ProbeResponse response, String target, int most) {
        RemoteResponse remote = response.remote();
        if (remote == null) {
            return Optional.empty();
        }
        try {
            RemoteUrl url = remote.url().resolve(target);
            return url.origin().equals(remote.url().origin())
                    ? Optional.of(ask("GET", url.target(), url, RequestHeaders.NONE, upTo(most)))
                    : Optional.empty();
        } catch (RegistryException e) {
            return Optional.empty();
        }
    }

    ProbeResponse head(String path, RequestHeaders headers) {
        return ask("HEAD", path, headers, upTo(0));
    }

    /**
     * Reads a blob to its end, and keeps only its beginning.
     *
     * @param tally hears of every byte
     * @param most bytes that are read; one more is proof enough that there are too many
     */
    ProbeResponse getAll(String path, Tally tally, long most) {
        return ask("GET", path, RequestHeaders.NONE, body -> {
            byte[] start = body.readNBytes(START);
            tally.add(start, start.length);
            byte[] buffer = new byte[64 * 1024];
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                tally.add(buffer, count);
                progress.moved(count);
                if (tally.length() > most) {
                    return new Read(start, false);
                }
            }
            return new Read(start, true);
        });
    }

    private static Body upTo(int most) {
        return body -> {
            byte[] bytes = body.readNBytes(most);
            return new Read(bytes, bytes.length < most || most == 0 || body.read() < 0);
        };
    }

    /** How a body is read. */
    private interface Body {
        Read read(InputStream body) throws IOException;
    }

    private record Read(byte[] bytes, boolean whole) {}

    private ProbeResponse ask(String method, String path, RequestHeaders headers, Body wanted) {
        return ask(method, "/v2/" + path, registry.child("v2/" + path), headers, wanted);
    }

    private ProbeResponse ask(String method, String name, RemoteUrl start, RequestHeaders headers, Body wanted) {
        String request = method + " " + name;
        List<ProbeResponse.Hop> hops = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        RemoteUrl url = start;
        while (true) {
            RemoteResponse response;
            try {
                response = session.ask(method, url, headers);
            } catch (RegistryException e) {
                return without(request, hops, trouble(e, hops));
            }
            progress.done(1);
            if (!REDIRECTS.contains(response.status())) {
                return read(request, response, hops, wanted);
            }
            seen.add(url.text());
            hops.add(new ProbeResponse.Hop(
                    response.status(), response.header("Docker-Content-Digest").isPresent()));
            RemoteUrl from = url;
            try (response) {
                String location = response.header("Location").orElse("");
                if (location.isEmpty()) {
                    return without(request, hops, new ProbeResponse.Trouble(Fault.REDIRECT_NOWHERE, "no Location"));
                }
                url = url.resolve(location);
            } catch (RegistryException e) {
                return without(
                        request,
                        hops,
                        new ProbeResponse.Trouble(
                                Fault.REDIRECT_NOWHERE,
                                "a Location that " + e.problem().what()));
            }
            if (hops.size() > MAX_HOPS || seen.contains(url.text())) {
                return without(
                        request, hops, new ProbeResponse.Trouble(Fault.REDIRECT_LOOP, hops.size() + " redirects"));
            }
            if (from.scheme().equals("https") && url.scheme().equals("http")) {
                findings.add(Fault.REDIRECT_INSECURE, request, "to " + url);
            }
        }
    }

    private static ProbeResponse read(
            String request, RemoteResponse response, List<ProbeResponse.Hop> hops, Body wanted) {
        try (RemoteResponse open = response) {
            Read read = wanted.read(open.body());
            return new ProbeResponse(
                    request, open, read.bytes(), read.whole(), hops, failure(open, read.bytes(), hops));
        } catch (IOException e) {
            ConnectionFault failure = ConnectionFailure.faultOf(e).orElse(ConnectionFault.OTHER);
            boolean slow = failure == ConnectionFault.SILENT || failure == ConnectionFault.TOO_SLOW;
            Fault fault = slow ? Fault.TOO_SLOW : Fault.BROKEN_OFF;
            return new ProbeResponse(
                    request, response, new byte[0], false, hops, new ProbeResponse.Trouble(fault, Causes.message(e)));
        }
    }

    /** A failure of the server itself, not of the requested content; null where there is none. */
    private static ProbeResponse.@Nullable Trouble failure(
            RemoteResponse response, byte[] body, List<ProbeResponse.Hop> hops) {
        int status = response.status();
        if (status != 429 && status < 500) {
            return null;
        }
        String saw = "status " + status + (hops.isEmpty() ? "" : " of " + response.url())
                + response.header("Retry-After")
                        .map(time -> ", Retry-After: " + time)
                        .orElse("")
                + ProbeResponse.said(response, body);
        return new ProbeResponse.Trouble(status == 429 ? Fault.RATE_LIMITED : Fault.SERVER_FAILS, saw);
    }

    private static ProbeResponse without(String request, List<ProbeResponse.Hop> hops, ProbeResponse.Trouble trouble) {
        return new ProbeResponse(request, null, new byte[0], false, hops, trouble);
    }

    private static ProbeResponse.Trouble trouble(RegistryException e, List<ProbeResponse.Hop> hops) {
        Problem problem = e.problem();
        if (e instanceof RunInterruptedException || problem.code() == ProblemCode.CONFIGURATION_INVALID) {
            // the user's own logins, not the registry
            throw e;
        }
        String saw = problem.subject() + " " + problem.what() + (problem.cause() == null ? "" : ": " + problem.cause());
        return new ProbeResponse.Trouble(faultOf(e, !hops.isEmpty()), saw);
    }

    private static Fault faultOf(RegistryException e, boolean isRedirected) {
        ConnectionFault fault = ConnectionFailure.faultOf(e).orElse(ConnectionFault.OTHER);
        ProblemCode code = e.problem().code();
        if (code == ProblemCode.UNAUTHORIZED && fault != ConnectionFault.PROXY_REFUSED) {
            return fault == ConnectionFault.CHALLENGE_UNKNOWN ? Fault.CHALLENGE_UNKNOWN : Fault.LOGIN_REFUSED;
        }
        boolean isPrivate = code == ProblemCode.ADDRESS_FORBIDDEN;
        if (fault == ConnectionFault.TOKEN_SERVER) {
            return isPrivate ? Fault.TOKEN_SERVER_PRIVATE : Fault.TOKEN_SERVER_FAILS;
        }
        if (fault == ConnectionFault.LIMITS_RATE || fault == ConnectionFault.REFUSES_ALL) {
            return fault == ConnectionFault.LIMITS_RATE ? Fault.RATE_LIMITED : Fault.SERVER_FAILS;
        }
        if (isRedirected) {
            return isPrivate ? Fault.REDIRECT_PRIVATE : Fault.REDIRECT_DEAD;
        }
        return switch (fault) {
            case CERTIFICATE_EXPIRED -> Fault.CERTIFICATE_EXPIRED;
            case CERTIFICATE_NAME -> Fault.CERTIFICATE_NAME;
            case CERTIFICATE_UNTRUSTED -> Fault.CERTIFICATE_UNTRUSTED;
            case SILENT, TOO_SLOW -> Fault.TOO_SLOW;
            default -> Fault.UNREACHABLE;
        };
    }
}
