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
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
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
        Path keys = directory.resolve("keys.p12");
        Path request = directory.resolve("registry.csr");
        keytool(keys, "-genkeypair", "-keyalg", "EC", "-alias", "ca", "-dname", "CN=ca", "-ext", "bc:c=ca:true");
        keytool(keys, "-genkeypair", "-keyalg", "EC", "-alias", "registry", "-dname", "CN=registry.test");
        keytool(keys, "-certreq", "-alias", "registry", "-file", request.toString());
        KeyStore made = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            made.load(in, PASSWORD.toCharArray());
        }
        serving = serving(made, signed(keys, request, "400"));
        servingExpired = serving(made, signed(keys, request, "2"));
        KeyStore known = empty();
        known.setCertificateEntry("ca", made.getCertificate("ca"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(known);
        trusting = SSLContext.getInstance("TLS");
        trusting.init(null, trust.getTrustManagers(), null);
    }

    /** A certificate that has been valid since ten days ago, for so many days. */
    private static Certificate signed(Path keys, Path request, String days) throws Exception {
        Path file = keys.resolveSibling(days + ".crt");
        keytool(
                keys,
                "-gencert",
                "-alias",
                "ca",
                "-ext",
                "SAN=dns:registry.test",
                "-startdate",
                "-10d",
                "-validity",
                days,
                "-infile",
                request.toString(),
                "-outfile",
                file.toString());
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private static SSLContext serving(KeyStore made, Certificate certificate) throws Exception {
        KeyStore own = empty();
        char[] password = PASSWORD.toCharArray();
        Certificate[] chain = {certificate, made.getCertificate("ca")};
        own.setKeyEntry("registry", made.getKey("registry", password), password, chain);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static KeyStore empty() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static void keytool(Path store, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.add("-J-XX:TieredStopAtLevel=1");
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
