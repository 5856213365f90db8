package io.github.registryorg.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.host.Host;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.metadata.RegistryDirectory.Sample;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.signature.CertificateFixture;
import io.github.registryorg.signature.SignatureFixture;
import io.github.registryorg.signature.SignedRegistry;
import io.github.registryorg.testkit.RegistryStory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages say of a signature that it is verified where it is by a key of registry.yaml, and of no other. */
class SignedPagesTest {

    private static final String APP = "acme/app";
    private static final KeyPair KEYS = CertificateFixture.ec("secp256r1");
    private static final KeyPair OTHERS = CertificateFixture.ec("secp256r1");
    private static final Digest INDEX = ManifestText.digest(Sample.BOTH);
    private static final String POLICY = "formatVersion: 1\nsignatures:\n  acme:\n  - cosign: keys/acme.pub\n";

    @TempDir
    Path directory;

    private RegistryDirectory registry;
    private SignedRegistry signed;

    @BeforeEach
    void begin() {
        registry = RegistryDirectory.wellFormed(directory.resolve("registry"))
                .file("registry.yaml", POLICY)
                .file("keys/acme.pub", SignedRegistry.pem(KEYS));
        signed = new SignedRegistry(registry, APP);
    }

    private void make() {
        new StaticRegistry()
                .site(new SiteRequest(
                        registry.root(),
                        directory.resolve("site"),
                        Host.of("local"),
                        null,
                        BlobMode.AUTO,
                        RegistryStory.ACCESS));
    }

    private String page(String path) throws IOException {
        return Files.readString(directory.resolve("site/acme/app/" + path));
    }

    @Test
    void signature_byTheKey_isShownAsVerified() throws IOException {
        signed.bundle(KEYS, INDEX);
        make();
        assertThat(page("-/tags/1.4.2/index.html"))
                .contains("Signed by acme.pub, verified", ", by acme.pub, verified")
                .doesNotContain("None of it has been verified");
        assertThat(page("index.html")).contains("<dt>Signature</dt><dd>1.4.2: Signed by acme.pub, verified</dd>");
    }

    @Test
    void signature_byAnotherKey_isNotVerified() throws IOException {
        signed.bundle(OTHERS, INDEX);
        signed.tag(KEYS, ManifestText.digest(Sample.ARM64));
        make();
        assertThat(page("-/tags/1.4.2/index.html")).contains("Signed by acme.pub of linux/arm64, verified");
        assertThat(page("-/tags/arm64/index.html")).contains("Signed by acme.pub, verified");
    }

    @Test
    void signature_whosePayloadIsNotKept_isNotVerified() throws IOException {
        signed.referrer(SignatureFixture.BUNDLE, SignatureFixture.bundle(KEYS, INDEX), INDEX);
        make();
        assertThat(page("-/tags/1.4.2/index.html")).contains("not verified").doesNotContain("acme.pub");
    }

    @Test
    void registry_withoutAPolicy_verifiesNothing() throws IOException {
        registry.file("registry.yaml", "formatVersion: 1\n");
        signed.bundle(KEYS, INDEX);
        make();
        assertThat(page("index.html")).doesNotContain("<dt>Signature</dt>");
        assertThat(page("-/tags/1.4.2/index.html")).contains("not verified");
    }

    @Test
    void key_thatChanges_changesThePages() throws IOException {
        signed.bundle(KEYS, INDEX);
        make();
        registry.file("keys/acme.pub", SignedRegistry.pem(OTHERS));
        make();
        assertThat(page("-/tags/1.4.2/index.html")).contains("not verified").doesNotContain("acme.pub, verified");
        registry.file("keys/acme.pub", SignedRegistry.pem(KEYS));
        make();
        assertThat(page("-/tags/1.4.2/index.html")).contains("Signed by acme.pub, verified");
    }

    @Test
    void key_thatIsAbsent_failsTheSite() {
        registry.remove("keys/acme.pub");
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(this::make)
                .withMessageContaining("SIGNATURE_POLICY_INVALID keys/acme.pub: is not there, and signatures names it");
    }

    @Test
    void signature_thatExpires_isShownWithItsTime() throws IOException {
        CertificateFixture certificate =
                CertificateFixture.leaf(CertificateFixture.ec("secp256r1")).selfSigned();
        registry.file("keys/acme.pem", certificate.pem())
                .file("registry.yaml", "formatVersion: 1\nsignatures:\n  acme: [{notation: keys/acme.pem}]\n");
        String payload = SignatureFixture.jws(
                "ES256",
                SignatureFixture.headers("ES256", ",\"io.cncf.notary.expiry\":\"2026-07-01T00:00:00Z\""),
                SignatureFixture.target(RawManifest.of(Sample.BOTH.getBytes(StandardCharsets.UTF_8))),
                List.of(certificate));
        signed.referrer(SignatureFixture.JWS, payload, INDEX);
        registry.content(APP, payload);
        make();
        assertThat(page("-/tags/1.4.2/index.html"))
                .contains("Signed by acme.pem, verified, valid until 2026-07-01T00:00:00Z");
    }
}
