package io.github.registryorg.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.remote.Clients;
import io.github.registryorg.remote.Logins;
import io.github.registryorg.remote.LoopbackServer;
import io.github.registryorg.remote.RemoteClient;
import io.github.registryorg.work.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates that clients refuse, of an authority that was made for this test. */
class CertificateFaultsTest {

    private static final String PASSWORD = "changeit";

    private static SSLContext serving;
    private static SSLContext servingExpired;
    private static SSLContext trusting;

    @BeforeAll
    static void makeCertificates(@TempDir Path directory) throws Exception {
        Path authority = directory.resolve("ca.p12");
        keytool(authority, "-genkeypair", "-keyalg", "EC", "-alias", "ca", "-dname", "CN=ca", "-ext", "bc:c=ca:true");
        Path certificate = directory.resolve("ca.crt");
        keytool(authority, "-exportcert", "-alias", "ca", "-file", certificate.toString());
        serving = serving(directory, authority, certificate, "good", "-10d", "400");
        servingExpired = serving(directory, authority, certificate, "expired", "-10d", "2");
        KeyStore known = KeyStore.getInstance("PKCS12");
        known.load(null, null);
        known.setCertificateEntry("ca", store(authority).getCertificate("ca"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(known);
        trusting = SSLContext.getInstance("TLS");
        trusting.init(null, trust.getTrustManagers(), null);
    }

    private static SSLContext serving(
            Path directory, Path authority, Path certificate, String name, String start, String days) throws Exception {
        Path keys = directory.resolve(name + ".p12");
        String request = directory.resolve(name + ".csr").toString();
        String signed = directory.resolve(name + ".crt").toString();
        keytool(keys, "-genkeypair", "-keyalg", "EC", "-alias", name, "-dname", "CN=registry.test");
        keytool(keys, "-certreq", "-alias", name, "-file", request);
        keytool(
                authority,
                "-gencert",
                "-alias",
                "ca",
                "-ext",
                "SAN=dns:registry.test",
                "-startdate",
                start,
                "-validity",
                days,
                "-infile",
                request,
                "-outfile",
                signed);
        keytool(keys, "-importcert", "-noprompt", "-alias", "ca", "-file", certificate.toString());
        keytool(keys, "-importcert", "-noprompt", "-alias", name, "-file", signed);
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(store(keys), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), null, null);
        return context;
    }

    private static KeyStore store(Path file) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static void keytool(Path store, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", store.toString()));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(keytool.getInputStream().readAllBytes());
        assertThat(keytool.waitFor()).as(output).isZero();
    }

    private static List<Finding> probe(SSLContext server, SSLContext client, String host) {
        try (LoopbackServer tls = LoopbackServer.startTls(server, LoopbackServer.status(404));
                RemoteClient asking = Clients.trusting(client, null, host)) {
            RemoteUrl url = RemoteUrl.parse("https://" + host + ":" + tls.port());
            return RegistryProbe.run(asking, new ProbeTarget(url, null, null, false), Logins.NONE, Progress.NONE)
                    .findings();
        }
    }

    @Test
    void certificate_expired_isAFault() {
        assertThat(probe(servingExpired, trusting, "registry.test"))
                .extracting(Finding::fault)
                .containsExactly(Fault.CERTIFICATE_EXPIRED);
    }

    @Test
    void certificate_ofAnotherName_isAFault() {
        assertThat(probe(serving, trusting, "other.test"))
                .extracting(Finding::fault)
                .containsExactly(Fault.CERTIFICATE_NAME);
    }

    @Test
    void certificate_ofAnUnknownAuthority_isAFault() throws Exception {
        assertThat(probe(serving, SSLContext.getDefault(), "registry.test"))
                .extracting(Finding::fault)
                .containsExactly(Fault.CERTIFICATE_UNTRUSTED);
    }

    @Test
    void certificate_valid_isNotReported() {
        assertThat(probe(serving, trusting, "registry.test"))
                .extracting(Finding::fault)
                .containsExactly(Fault.BASE_MISSING);
    }

    @Test
    void redirect_fromHttpsToHttp_isAFault() {
        try (LoopbackServer plain = LoopbackServer.start(LoopbackServer.status(404));
                LoopbackServer tls = LoopbackServer.startTls(serving, exchange -> {
                    String target = "http://registry.test:" + plain.port() + "/elsewhere";
                    exchange.getResponseHeaders().set("Location", target);
                    exchange.sendResponseHeaders(307, -1);
                });
                RemoteClient asking = Clients.trusting(trusting, null, "registry.test")) {
            RemoteUrl url = RemoteUrl.parse("https://registry.test:" + tls.port());
            assertThat(RegistryProbe.run(asking, new ProbeTarget(url, null, null, false), Logins.NONE, Progress.NONE)
                            .findings())
                    .extracting(Finding::fault)
                    .containsOnly(Fault.REDIRECT_INSECURE, Fault.BASE_MISSING);
        }
    }

    @Test
    void host_otherThanThisMachineWithoutTls_isRefused() {
        try (LoopbackServer plain = LoopbackServer.start(LoopbackServer.status(404));
                RemoteClient asking = Clients.trusting(trusting, null, "registry.test")) {
            RemoteUrl url = RemoteUrl.parse("http://registry.test:" + plain.port());
            assertThat(RegistryProbe.run(asking, new ProbeTarget(url, null, null, false), Logins.NONE, Progress.NONE)
                            .findings())
                    .extracting(Finding::fault)
                    .containsExactly(Fault.TLS_MISSING, Fault.BASE_MISSING);
        }
    }
}
