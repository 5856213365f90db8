package io.github.registryorg.git;

import io.github.registryorg.net.LoopbackName;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a git repository is: {@code https://}, {@code http://}, {@code git://}, {@code ssh://}, {@code user@host:path} or
 * {@code file:}. Never has a secret in it, so it may be printed.
 *
 * @param scheme lower case; {@code scp} for {@code user@host:path}, whose path may be relative to the user's home
 * @param user whom ssh logs in as; null for none
 * @param host lower case; empty for {@code file:}
 * @param port -1 where it is the scheme's own
 * @param path without the slash that it begins with, except for {@code file:}
 */
public record GitAddress(String scheme, @Nullable String user, String host, int port, String path) {

    private static final Pattern URL = Pattern.compile(
            "(?<scheme>https?|git|ssh)://(?:(?<user>[^/]*)@)?"
                    + "(?<host>[A-Za-z0-9][A-Za-z0-9.-]{0,252}|\\[[0-9A-Fa-f:.]{2,45}])(?::(?<port>\\d{1,5}))?/(?<path>[^?#\\s]+)");
    private static final Pattern SCP =
            Pattern.compile("(?:(?<user>[A-Za-z0-9_][A-Za-z0-9_.-]*)@)(?<host>[A-Za-z0-9][A-Za-z0-9.-]{0,252}):"
                    + "(?<path>[^/\\s-][^?#\\s]*)");
    private static final Pattern FILE = Pattern.compile("file:(?://)?(?<path>/[^?#]+)");
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");

    public GitAddress {
        Objects.requireNonNull(scheme, "scheme");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(path, "path");
    }

    /**
     * Reads an address.
     *
     * @param subject what it was given as, for the message
     * @throws RegistryException {@code CONFIGURATION_INVALID} if it is none, or has a secret in it
     */
    public static GitAddress parse(String subject, String text) {
        String address = text.strip();
        Matcher file = FILE.matcher(address);
        if (file.matches()) {
            return new GitAddress("file", null, "", -1, file.group("path"));
        }
        Matcher url = URL.matcher(address);
        Matcher parts = url.matches() ? url : SCP.matcher(address);
        if (!parts.matches()) {
            throw invalid(
                    subject,
                    "is not the address of a git repository",
                    "Write https://HOST/PATH, ssh://git@HOST/PATH, git@HOST:PATH, or file:///PATH.");
        }
        boolean isShort = parts != url;
        String scheme = isShort ? "scp" : parts.group("scheme").toLowerCase(Locale.ROOT);
        String user = parts.group("user");
        if (user != null && !isShort && !scheme.equals("ssh")) {
            throw invalid(
                    subject,
                    "has a user or a secret in it",
                    "Remove the part before the @: a token comes from settings.xml or the environment.");
        }
        if (user != null && !USER.matcher(user).matches()) {
            throw invalid(subject, "has an invalid user name", "Write ssh://git@HOST/PATH.");
        }
        String port = isShort ? null : parts.group("port");
        return new GitAddress(
                scheme,
                user,
                parts.group("host").toLowerCase(Locale.ROOT),
                port == null ? -1 : Integer.parseInt(port),
                parts.group("path"));
    }

    private static RegistryException invalid(String subject, String what, String hint) {
        return new RegistryException(
                Problem.of(ProblemCode.CONFIGURATION_INVALID, subject, what).hint(hint));
    }

    /** Whether it is reached over HTTP, with or without TLS. */
    public boolean isWeb() {
        return scheme.equals("https") || scheme.equals("http");
    }

    /** Whether ssh logs in there with keys of its own. */
    public boolean isSsh() {
        return scheme.equals("ssh") || scheme.equals("scp");
    }

    /** Whether a secret may be sent there: over TLS, or within this machine. */
    public boolean keepsSecrets() {
        return scheme.equals("https") || isSsh() || LoopbackName.isExact(host);
    }

    /** Host, with its port where it is not the scheme's own. */
    public String authority() {
        return port < 0 ? host : host + ":" + port;
    }

    /** Owner and name, as forges put them into the path: {@code acme/registry}. */
    public String slug() {
        String name = path.startsWith("/") ? path.substring(1) : path;
        name = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        return name.endsWith(".git") ? name.substring(0, name.length() - 4) : name;
    }

    /** The form that git takes. */
    @Override
    public String toString() {
        if (scheme.equals("file")) {
            return "file://" + path;
        }
        if (scheme.equals("scp")) {
            return user + "@" + host + ":" + path;
        }
        return scheme + "://" + (user == null ? "" : user + "@") + authority() + "/" + path;
    }
}
