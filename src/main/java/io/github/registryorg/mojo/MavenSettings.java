package io.github.registryorg.mojo;

import io.github.registryorg.net.DockerHub;
import io.github.registryorg.net.HttpProxy;
import io.github.registryorg.net.Login;
import io.github.registryorg.net.ProxySettings;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.remote.DockerLogins;
import io.github.registryorg.remote.Logins;
import io.github.registryorg.store.BucketCredentials;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.maven.rtinfo.RuntimeInformation;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.jspecify.annotations.Nullable;

/**
 * Servers and the proxy of {@code settings.xml}, with their passwords decrypted. A password that can't be decrypted
 * fails where it is needed: Maven's decrypter returns it as it is.
 *
 * @param maven which Maven this is
 */
record MavenSettings(Settings settings, SettingsDecrypter decrypter, RuntimeInformation maven) {

    /** Decrypts when it starts, or doesn't start; its decrypter then fails on decrypted passwords that have braces. */
    private static final String DECRYPTS_FIRST = "[4.0.0-alpha-1,)";

    private static final String PUSH_TOKEN = "REGISTRY_PUSH_TOKEN";

    /**
     * A server with a password; empty where there is none.
     *
     * @throws RegistryException {@code CONFIGURATION_INVALID} if the password can't be decrypted
     */
    Optional<Server> withPassword(String id) {
        return Optional.ofNullable(settings.getServer(id))
                .filter(server -> server.getPassword() != null)
                .map(this::decrypted);
    }

    /**
     * A server with a username and a password; empty where there is none.
     *
     * @throws RegistryException {@code CONFIGURATION_INVALID} if the password can't be decrypted
     */
    Optional<Server> withLogin(String id) {
        return Optional.ofNullable(settings.getServer(id))
                .filter(server -> server.getUsername() != null)
                .flatMap(server -> withPassword(id));
    }

    /**
     * The access key of a bucket.
     *
     * @param id of the server that has it; null where none is configured
     * @return null where none is configured
     * @throws RegistryException {@code CONFIGURATION_INVALID} if the server does not exist
     */
    @Nullable BucketCredentials bucketCredentials(@Nullable String id) {
        if (id == null) {
            return null;
        }
        Server server = withLogin(id)
                .orElseThrow(() -> new RegistryException(Problem.of(
                                ProblemCode.CONFIGURATION_INVALID,
                                "registry.server=" + id,
                                "is not a server of settings.xml with a username and a password")
                        .hint("Put <server> with this <id> into settings.xml: <username> is the access key, <password>"
                                + " its secret.")));
        return new BucketCredentials(server.getUsername(), server.getPassword());
    }

    /** Logins of registries: by the servers named after their hosts, then by those of docker and podman. */
    Logins logins() {
        Logins servers = (host, repository) -> DockerHub.loginNames(host).stream()
                .map(this::withLogin)
                .flatMap(Optional::stream)
                .map(server -> Login.password(server.getUsername(), server.getPassword()))
                .findFirst();
        return servers.or(DockerLogins.of(System.getenv(), Path.of(System.getProperty("user.home"))));
    }

    /** The token of a git server; with an empty username where it has none. */
    Optional<Login> token(String id) {
        return withPassword(id)
                .map(server ->
                        Login.password(server.getUsername() == null ? "" : server.getUsername(), server.getPassword()));
    }

    /**
     * The token that opens what this machine serves.
     *
     * @param id of the server whose password it is; null for the variable {@code REGISTRY_PUSH_TOKEN}
     * @return null where there is none
     * @throws RegistryException {@code CONFIGURATION_INVALID} if the server does not exist, or if the token is empty or has a
     *     variable that was not replaced: everybody would know it
     */
    @Nullable String pushToken(@Nullable String id, Map<String, String> environment) {
        if (id == null) {
            String token = environment.get(PUSH_TOKEN);
            if (token == null) {
                return null;
            }
            requireToken(
                    token,
                    PUSH_TOKEN,
                    "Set the variable to the token, or unset it to serve without one. In CI, it is empty where the job"
                            + " has no access to the secret.");
            return token.strip();
        }
        String token = withPassword(id)
                .orElseThrow(() -> new RegistryException(Problem.of(
                                ProblemCode.CONFIGURATION_INVALID,
                                "registry.pushServer=" + id,
                                "is not a server of settings.xml with a password")
                        .hint("Put <server> with this <id> into settings.xml: <password> is the token.")))
                .getPassword();
        requireToken(
                token,
                "settings.xml, server " + id,
                "Set <password> to the token. Maven leaves ${env.NAME} as it is where the variable is not set.");
        return token;
    }

    private static void requireToken(String token, String subject, String hint) {
        if (token.isBlank() || token.contains("${")) {
            throw new RegistryException(Problem.of(
                            ProblemCode.CONFIGURATION_INVALID,
                            subject,
                            token.isBlank() ? "the token is empty" : "the token has a variable that was not replaced")
                    .hint(hint));
        }
    }

    /** Which proxies are used: the active one, or else those of this machine. */
    ProxySettings proxies() {
        return proxies(System::getProperty, System.getenv());
    }

    /** The password is decrypted where the proxy is used. */
    ProxySettings proxies(Function<String, @Nullable String> properties, Map<String, String> environment) {
        Proxy active = settings.getActiveProxy();
        if (active == null) {
            return ProxySettings.ofMachine(properties, environment);
        }
        HttpProxy proxy = new HttpProxy(
                active.getHost(),
                active.getPort(),
                active.getUsername(),
                () -> decrypted(active).getPassword(),
                HttpProxy.Origin.SETTINGS);
        return ProxySettings.of(proxy, active.getNonProxyHosts() == null ? "" : active.getNonProxyHosts());
    }

    private Server decrypted(Server server) {
        if (maven.isMavenVersion(DECRYPTS_FIRST)) {
            return server;
        }
        Server asked = server.clone();
        // not needed here
        asked.setPassphrase(null);
        SettingsDecryptionResult result = decrypter.decrypt(new DefaultSettingsDecryptionRequest(asked));
        refuseProblems(result, "server " + server.getId(), server.getPassword());
        return result.getServer();
    }

    private Proxy decrypted(Proxy proxy) {
        if (maven.isMavenVersion(DECRYPTS_FIRST)) {
            return proxy;
        }
        SettingsDecryptionResult result = decrypter.decrypt(new DefaultSettingsDecryptionRequest(proxy));
        refuseProblems(result, "proxy " + proxy.getId(), proxy.getPassword());
        return result.getProxy();
    }

    /** @param password which may be a plain one with braces, so that it is not repeated */
    private static void refuseProblems(SettingsDecryptionResult result, String subject, String password) {
        for (SettingsProblem problem : result.getProblems()) {
            if (problem.getSeverity() != SettingsProblem.Severity.WARNING) {
                String reason = problem.getMessage();
                throw new RegistryException(Problem.of(
                                ProblemCode.CONFIGURATION_INVALID,
                                "settings.xml, " + subject,
                                "the password can't be decrypted")
                        .because(reason == null ? null : reason.replace(password, "***"))
                        .hint("Check settings-security.xml, and encrypt the password again with this Maven's own"
                                + " command. If it is a plain password with braces, encrypt it as well."));
            }
        }
    }
}
