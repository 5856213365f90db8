package io.github.registryorg.git;

import io.github.registryorg.net.ConnectionFault;
import io.github.registryorg.net.HttpProxy;
import io.github.registryorg.net.ProxyAdvice;
import io.github.registryorg.net.ProxyRefusal;
import io.github.registryorg.problem.Causes;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.NotSupportedException;

/** Describes failures of requests to a git server. */
final class GitFailures {

    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;

    /** How servers report two concurrent pushes. */
    private static final Pattern RACE = Pattern.compile(
            "cannot lock ref|failed to (update|lock)|unable to lock|lock(ed|ing)? .*ref|but expected|already exists"
                    + "|stale info|incorrect old value|fetch first|non-fast-forward|lock_failure|lock failure");

    /** How the JDK reports a proxy's response to CONNECT. */
    private static final Pattern TUNNEL = Pattern.compile(
            "^Unable to tunnel through proxy\\. Proxy returns \"HTTP/\\d(?:\\.\\d)? (?<status>\\d{3}) ?(?<reason>[^\"]*)");

    private GitFailures() {}

    /** Whether a refusal means that another push was concurrent. */
    static boolean isRace(String message) {
        return message != null && RACE.matcher(message.toLowerCase(Locale.ROOT)).find();
    }

    /** Whether a server refuses to send an object that no branch points at. */
    static boolean isWantRefused(IOException failure) {
        String text = String.valueOf(Causes.root(failure).getMessage());
        return text.contains("not our ref") || text.contains("not valid") || text.contains("unadvertised object");
    }

    /**
     * Whether the next try may work.
     *
     * @param status of the HTTP response; 0 for none
     * @param via the proxy that the server was asked through; empty for none
     */
    static boolean mayPass(int status, Optional<HttpProxy> via, IOException failure) {
        if (status != 0) {
            return status == TOO_MANY || status >= SERVER_ERROR;
        }
        return !(ObjectFormat.isUnreadable(failure)
                || failure instanceof NoRemoteRepositoryException
                || failure instanceof NotSupportedException
                || Causes.root(failure) instanceof UnknownHostException
                || via.flatMap(proxy -> refusal(proxy, status, failure)).isPresent()
                || isDenied(failure));
    }

    /** By messages of servers, ssh and the library, which have no better way. */
    private static boolean isDenied(IOException failure) {
        String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return text.contains("not authorized")
                || text.contains("not permitted")
                || text.contains("permission denied")
                || text.contains("access denied")
                || text.contains("service not enabled")
                || text.contains("host key verification failed")
                || Causes.find(failure, GitWeb.OtherServer.class).isPresent();
    }

    /** A branch that the server doesn't let us write. */
    static Problem refused(GitAddress address, String branch, String message) {
        return Problem.of(ProblemCode.DENIED, address.toString(), "refuses the push to its branch " + branch)
                .because(message == null ? null : message.strip())
                .hint("Look at the branch's protection and the server's hooks, or push to a fork (registry.fork).");
    }

    /** A branch that can't be made, since another one's name is a directory of its name, or the reverse. */
    static Problem blocked(GitAddress address, String branch, String inTheWay) {
        return Problem.of(
                        ProblemCode.CONFIGURATION_INVALID,
                        address.toString(),
                        "its branch " + inTheWay + " is in the way of " + branch
                                + ": git has no branches below a branch")
                .hint("Delete or rename that branch there, or choose another name with -Dregistry.branch.");
    }

    /**
     * What failed for good.
     *
     * @param doing "reading" or "pushing to"
     * @param status of the HTTP response; 0 for none
     * @param via the proxy that the server was asked through; empty for none
     */
    static Problem of(String doing, GitAddress address, int status, Optional<HttpProxy> via, IOException failure) {
        String subject = address.toString();
        String words = words(failure);
        if (ObjectFormat.isUnreadable(failure)) {
            return ObjectFormat.unreadable(subject);
        }
        Optional<ProxyRefusal> refusal = via.flatMap(proxy -> refusal(proxy, status, failure));
        if (refusal.isPresent()) {
            Problem problem = refusal.get().problem(subject);
            return refusal.get().isLogin() ? problem.hint(proxyLogin(via)) : problem;
        }
        if (ProxyRefusal.isLogin(status)) {
            return ProxyRefusal.loginRequired(subject).hint(proxyLogin(via));
        }
        if (status == 401 || status == 0 && contains(failure, "not authorized")) {
            return Problem.of(ProblemCode.UNAUTHORIZED, subject, doing + " it requires a login that the server accepts")
                    .hint("Check the token: that it is there, has not expired, and is for this server.");
        }
        if (status == 403 || status == 0 && isDenied(failure)) {
            return Problem.of(ProblemCode.DENIED, subject, doing + " it is not allowed")
                    .because(words)
                    .hint(
                            contains(failure, "host key")
                                    ? "Add the server's key to ~/.ssh/known_hosts: ssh-keyscan prints it; compare it with the one"
                                            + " that the server's documentation shows."
                                    : "Check what the token or key may do.");
        }
        boolean isAbsent = failure instanceof NoRemoteRepositoryException && !contains(failure, ": ssh: ");
        if (status == 404 || isAbsent) {
            return Problem.of(ProblemCode.NAME_UNKNOWN, subject, "is not a git repository")
                    .because(status == 0 && !address.scheme().startsWith("http") ? words : null)
                    .hint(
                            "Check registry.registryRepository. Servers respond in the same way for private repositories that the token"
                                    + " may not see.");
        }
        if (status == TOO_MANY) {
            return Problem.of(ProblemCode.IO_FAILED, subject, "the server limits the rate of requests (429)")
                    .hint("Wait some minutes, then run the same command again.");
        }
        Optional<ConnectionFault> fault =
                address.scheme().startsWith("http") ? ConnectionFault.ofConnecting(failure) : Optional.empty();
        boolean isUnknownHost =
                fault.filter(ConnectionFault.UNKNOWN_HOST::equals).isPresent();
        return Problem.of(ProblemCode.IO_FAILED, subject, doing + " it" + ProxyAdvice.way(via) + " failed")
                .because(isUnknownHost ? "no host of that name was found" : words)
                .hint("Check the address and the network, then run the same command again."
                        + ProxyAdvice.toConfigure(via, address.host(), fault));
    }

    /** The JDK has the proxy's response to CONNECT in its message only. */
    private static Optional<ProxyRefusal> refusal(HttpProxy proxy, int status, IOException failure) {
        Matcher tunnel = TUNNEL.matcher(Causes.message(Causes.root(failure)));
        if (tunnel.find()) {
            return ProxyRefusal.of(proxy, false, Integer.parseInt(tunnel.group("status")), tunnel.group("reason"));
        }
        return ProxyRefusal.isLogin(status) ? ProxyRefusal.of(proxy, false, status, null) : Optional.empty();
    }

    private static String proxyLogin(Optional<HttpProxy> via) {
        return "Git works only through proxies without a login: "
                + via.map(proxy -> "list the host in " + proxy.exceptions() + ", or ")
                        .orElse("")
                + "use ssh.";
    }

    private static boolean contains(IOException failure, String text) {
        return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains(text);
    }

    /** The library's words, without the address that it puts before them, and nothing of what may be in a URL. */
    private static String words(IOException failure) {
        String text = Causes.message(Causes.root(failure))
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("; "));
        int colon = text.lastIndexOf(": ");
        return text.contains("://") && colon > 0 ? text.substring(colon + 2) : text;
    }
}
