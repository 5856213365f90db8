package io.github.registryorg.starter;

import io.github.registryorg.net.LoopbackName;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A Maven repository that has the plugin.
 *
 * @param url {@code https}, or {@code http} or {@code file} on this machine; without user, query and fragment
 */
public record PluginRepository(URI url) {

    /** Its id in poms, and of its login in settings.xml. */
    public static final String ID = "registry-maven-plugin";

    /** What neither a shell nor a pom takes for anything else. */
    private static final Pattern TEXT = Pattern.compile("[A-Za-z0-9._~/%+@:,\\[\\]-]{1,2000}");

    public PluginRepository {
        if (!isRepository(url)) {
            throw invalid();
        }
    }

    /** @throws RegistryException {@code CONFIGURATION_INVALID} if it is not one; the value, which may have a password, is not in it */
    public static PluginRepository parse(String text) {
        try {
            return new PluginRepository(new URI(text));
        } catch (URISyntaxException e) {
            throw invalid();
        }
    }

    /** Whether it can be reached from this machine only. */
    public boolean isOfThisMachine() {
        return !scheme(url).equals("https") || LoopbackName.isLoopback(url.getHost());
    }

    private static boolean isRepository(URI url) {
        if (url.isOpaque() || !TEXT.matcher(url.toString()).matches()) {
            return false;
        }
        return switch (scheme(url)) {
            case "https" -> isOfHost(url);
            case "http" -> isOfHost(url) && LoopbackName.isExact(url.getHost());
            case "file" -> url.getRawAuthority() == null;
            default -> false;
        };
    }

    private static boolean isOfHost(URI url) {
        return url.getHost() != null && url.getRawUserInfo() == null;
    }

    private static String scheme(URI url) {
        return url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    }

    private static RegistryException invalid() {
        return new RegistryException(Problem.of(
                        ProblemCode.CONFIGURATION_INVALID,
                        "registry.pluginRepository",
                        "is not the URL of a Maven repository")
                .hint(
                        "Write it like https://maven.acme.example/releases; on this machine, http://localhost:8081/releases"
                                + " or file:///srv/maven. A login belongs into settings.xml, as the server " + ID
                                + "."));
    }

    @Override
    public String toString() {
        return url.toString();
    }
}
