package io.github.registryorg.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.github.registryorg.net.HttpProxy;
import io.github.registryorg.net.Login;
import io.github.registryorg.net.ProxySettings;
import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.maven.rtinfo.RuntimeInformation;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsProblem;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MavenSettingsTest {

    private final Settings settings = new Settings();
    private final SettingsDecrypter decrypter = mock();
    private final RuntimeInformation maven = mock();
    private final List<SettingsDecryptionRequest> requests = new ArrayList<>();

    /** As Maven 3 has it: what can't be decrypted is returned as it is, beside a problem. */
    @BeforeEach
    void decrypt() {
        when(decrypter.decrypt(any())).thenAnswer(call -> {
            SettingsDecryptionRequest request = call.getArgument(0);
            requests.add(request);
            List<SettingsProblem> problems = new ArrayList<>();
            request.getServers().forEach(server -> {
                check(server.getPassword(), problems);
                check(server.getPassphrase(), problems);
            });
            request.getProxies().forEach(proxy -> check(proxy.getPassword(), problems));
            SettingsDecryptionResult result = mock();
            when(result.getProblems()).thenReturn(problems);
            when(result.getServer()).thenAnswer(none -> request.getServers().get(0));
            when(result.getProxy()).thenAnswer(none -> request.getProxies().get(0));
            return result;
        });
    }

    private static void check(String secret, List<SettingsProblem> problems) {
        if (secret != null && secret.startsWith("{")) {
            String reason = "Failed to decrypt " + secret + ": no settings-security.xml";
            SettingsProblem.Severity severity =
                    secret.startsWith("{old") ? SettingsProblem.Severity.WARNING : SettingsProblem.Severity.ERROR;
            problems.add(new DefaultSettingsProblem(reason, severity, "server", -1, -1, null));
        }
    }

    private void server(String id, String username, String password) {
        Server server = new Server();
        server.setId(id);
        server.setUsername(username);
        server.setPassword(password);
        settings.addServer(server);
    }

    private MavenSettings maven() {
        return new MavenSettings(settings, decrypter, maven);
    }

    private static Problem problem(ThrowingCallable code) {
        return catchThrowableOfType(RegistryException.class, code).problem();
    }

    @Test
    void withLogin_passwordThatCannotBeDecrypted_failsWithIdAndReasonAndWithoutThePassword() {
        server("bucket", "key", "{broken}");

        Problem problem = problem(() -> maven().withLogin("bucket"));

        assertThat(problem.code()).isEqualTo(ProblemCode.CONFIGURATION_INVALID);
        assertThat(problem.toString())
                .contains("server bucket", "no settings-security.xml")
                .doesNotContain("broken");
        assertThat(problem(() -> maven().withPassword("bucket"))).isEqualTo(problem);
    }

    @Test
    void pushToken_isThePasswordOfTheServer_orTheVariable() {
        server("push", null, "s3cret");

        assertThat(maven().pushToken("push", Map.of())).isEqualTo("s3cret");
        assertThat(maven().pushToken(null, Map.of("REGISTRY_PUSH_TOKEN", "t0ken\n")))
                .isEqualTo("t0ken");
        assertThat(maven().pushToken(null, Map.of())).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "${env.TOKEN}", "x${TOKEN}"})
    void pushToken_thatIsEmptyOrNotReplaced_isRefused(String token) {
        server("push", null, token);

        Problem ofServer = problem(() -> maven().pushToken("push", Map.of()));
        assertThat(ofServer.code()).isEqualTo(ProblemCode.CONFIGURATION_INVALID);
        assertThat(ofServer.subject()).isEqualTo("settings.xml, server push");
        Problem ofVariable = problem(() -> maven().pushToken(null, Map.of("REGISTRY_PUSH_TOKEN", token)));
        assertThat(ofVariable.code()).isEqualTo(ProblemCode.CONFIGURATION_INVALID);
        assertThat(ofVariable.subject()).isEqualTo("REGISTRY_PUSH_TOKEN");
    }

    @Test
    void withLogin_serverThatIsNotUsed_isNotDecrypted() {
        server("other", "key", "{broken}");
        server("nobody", null, "{broken}");
        server("bucket", "key", "secret");

        assertThat(maven().withLogin("bucket").orElseThrow().getPassword()).isEqualTo("secret");
        assertThat(maven().withLogin("nobody")).isEmpty();
        assertThat(maven().withLogin("absent")).isEmpty();
        assertThat(requests).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docker.io",
                "index.docker.io",
                "registry-1.docker.io",
                "registry.hub.docker.com",
                "https://index.docker.io/v1/"
            })
    void logins_ofDockerHub_areFoundUnderAnyOfItsNames(String id) {
        server(id, "me", "secret");

        assertThat(maven().logins().find("docker.io", "library/alpine")).hasValue(Login.password("me", "secret"));
    }

    @Test
    void logins_passwordThatCannotBeDecrypted_fails() {
        server("index.docker.io", "me", "{broken}");

        assertThat(problem(() -> maven().logins().find("docker.io", "library/alpine"))
                        .toString())
                .contains("server index.docker.io", "can't be decrypted")
                .doesNotContain("broken");
    }

    @Test
    void withPassword_passphraseThatCannotBeDecrypted_isNotNeeded() {
        server("forge", null, "secret");
        settings.getServer("forge").setPassphrase("{broken}");

        assertThat(maven().withPassword("forge").orElseThrow().getPassword()).isEqualTo("secret");
        assertThat(settings.getServer("forge").getPassphrase()).isEqualTo("{broken}");
    }

    @Test
    void withPassword_warning_isAccepted() {
        server("forge", null, "{old}");

        assertThat(maven().withPassword("forge")).isPresent();
    }

    @Test
    void withPassword_mavenThatHasDecryptedAllSettings_isTakenAsItIs() {
        when(maven.isMavenVersion(anyString())).thenReturn(true);
        server("forge", null, "{plain}");

        assertThat(maven().withPassword("forge").orElseThrow().getPassword()).isEqualTo("{plain}");
        assertThat(requests).isEmpty();
    }

    @Test
    void proxy_passwordThatCannotBeDecrypted_failsWhereItIsUsed() {
        Proxy proxy = new Proxy();
        proxy.setId("office");
        proxy.setActive(true);
        proxy.setHost("proxy.example");
        proxy.setUsername("me");
        proxy.setPassword("{broken}");
        settings.addProxy(proxy);

        HttpProxy used = ProxySettings.via(maven().proxies(), RemoteUrl.parse("https://registry.example/"))
                .orElseThrow();
        assertThat(used).hasToString("proxy.example:8080");
        assertThat(problem(used::password).toString())
                .contains("proxy office", "no settings-security.xml")
                .doesNotContain("broken");
    }

    /** Of several sources, the first that has one. */
    @Test
    void proxies_ofSettings_comeBeforeThoseOfTheMachine() {
        Map<String, String> java = Map.of("https.proxyHost", "java.example");
        Map<String, String> environment =
                Map.of("HTTPS_PROXY", "http://environment.example", "HTTP_PROXY", "http://environment.example");
        RemoteUrl url = RemoteUrl.parse("https://registry.example/");
        RemoteUrl open = RemoteUrl.parse("http://registry.example/");

        ProxySettings ofMachine = maven().proxies(java::get, environment);
        assertThat(ProxySettings.via(ofMachine, url).orElseThrow()).hasToString("java.example:443");
        assertThat(ProxySettings.via(ofMachine, open).orElseThrow()).hasToString("environment.example:80");

        Proxy proxy = new Proxy();
        proxy.setHost("settings.example");
        proxy.setNonProxyHosts("*.intra.example");
        settings.addProxy(proxy);
        ProxySettings ofSettings = maven().proxies(java::get, environment);
        assertThat(ProxySettings.via(ofSettings, url).orElseThrow()).hasToString("settings.example:8080");
        assertThat(ProxySettings.via(ofSettings, open).orElseThrow()).hasToString("settings.example:8080");
        assertThat(ProxySettings.via(ofSettings, RemoteUrl.parse("https://a.intra.example/")))
                .isEmpty();

        proxy.setActive(false);
        settings.flushActiveProxy();
        assertThat(ProxySettings.via(maven().proxies(java::get, environment), url)
                        .orElseThrow())
                .hasToString("java.example:443");
    }
}
