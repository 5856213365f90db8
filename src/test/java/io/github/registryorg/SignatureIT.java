package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.check.ValidateRequest;
import io.github.registryorg.check.ValidateResult;
import io.github.registryorg.git.GitDirectoryFixture;
import io.github.registryorg.host.Host;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.net.Login;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.ImageManifest;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.publish.PublishRequest;
import io.github.registryorg.publish.SourceRequest;
import io.github.registryorg.signature.JudgedAt;
import io.github.registryorg.signature.SignatureFormat;
import io.github.registryorg.signature.SignatureVerifier;
import io.github.registryorg.signature.Trust;
import io.github.registryorg.signature.Verification;
import io.github.registryorg.site.BlobMode;
import io.github.registryorg.site.SiteRequest;
import io.github.registryorg.source.LayerCompression;
import io.github.registryorg.source.LayoutFixture;
import io.github.registryorg.testkit.DockerRegistry;
import io.github.registryorg.testkit.RealClient;
import io.github.registryorg.testkit.RegistryStory;
import io.github.registryorg.testkit.SigningClients;
import io.github.registryorg.testkit.SigningClients.Form;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Signatures by cosign and notation in a real registry, through publish, to validate and site: accepted as they are, and
 * refused whatever is changed of them.
 */
class SignatureIT {

    private static final LayoutFixture LAYOUT = new LayoutFixture();
    private static final Descriptor AMD64 = LAYOUT.image("a");
    private static final Descriptor INDEX = LAYOUT.index(AMD64, LAYOUT.image("b", Platform.parse("linux/arm64")));

    @TempDir
    static Path shared;

    @TempDir
    Path temporary;

    private static DockerRegistry server;
    private static SigningClients clients;
    private static Path published;

    private RegistryDirectory registry;

    /** One repository for each form, with an index that is signed so. */
    @BeforeAll
    static void signAndPublish() throws IOException {
        RealClient.unstable("cosign");
        RealClient.unstable("notation");
        server = DockerRegistry.start(Files.createDirectory(shared.resolve("server")));
        clients = new SigningClients(Files.createDirectory(shared.resolve("keys")), server.address());
        LAYOUT.entry(INDEX, "1.0").writeDirectory(shared.resolve("layout"));
        published = Files.createDirectory(shared.resolve("registry"));
        for (Form form : Form.values()) {
            String repository = push(form.component());
            clients.sign(form, repository, INDEX.digest());
            publish(repository);
        }
        clients.sign(Form.COSIGN_BUNDLE, push("part"), AMD64.digest());
        publish("team/part");
        clients.attest(push("attested"), INDEX.digest());
        publish("team/attested");
    }

    @AfterAll
    static void end() {
        if (server != null) {
            server.close();
        }
    }

    private static String push(String component) {
        RealClient.of("skopeo")
                .run(
                        shared,
                        "copy",
                        "-q",
                        "--all",
                        "--preserve-digests",
                        "--dest-tls-verify=false",
                        "--dest-creds=" + DockerRegistry.USER + ":" + DockerRegistry.PASSWORD,
                        "oci:layout:1.0",
                        "docker://" + server.address() + "/team/" + component + ":1.0");
        return "team/" + component;
    }

    private static void publish(String repository) {
        Login login = Login.password(DockerRegistry.USER, DockerRegistry.PASSWORD);
        SourceRequest source = new SourceRequest(
                "docker://" + server.address() + "/" + repository + ":1.0",
                List.of(),
                true,
                LayerCompression.NONE,
                (host, name) -> Optional.of(login));
        new StaticRegistry()
                .publish(new PublishRequest(
                        source,
                        shared,
                        shared.resolve("target"),
                        RepositoryName.parse(repository),
                        PublishRequest.Tags.named(List.of(Tag.parse("1.0"))),
                        "file:registry/blobs",
                        null,
                        published,
                        false,
                        RegistryStory.ACCESS));
    }

    @BeforeEach
    void begin() throws IOException {
        Path copy = temporary.resolve("registry");
        try (Stream<Path> files = Files.walk(published)) {
            for (Path file : files.toList()) {
                Path target = copy.resolve(published.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
        registry = new RegistryDirectory(copy);
        for (Form form : Form.values()) {
            registry.file(keyFile(form), clients.key(form));
        }
    }

    private static String keyFile(Form form) {
        return form.isCosign() ? "keys/cosign.pub" : "keys/acme.crt";
    }

    private void require(Form form, String component) {
        registry.file(
                "registry.yaml",
                "formatVersion: 1\nsignatures:\n  team/" + component + ":\n  - "
                        + (form.isCosign() ? "cosign: " : "notation: ") + keyFile(form) + "\n");
    }

    private void require(Form form) {
        require(form, form.component());
    }

    private List<Problem> validate() {
        ValidateResult result =
                new StaticRegistry().validate(new ValidateRequest(registry.root(), false, RegistryStory.ACCESS));
        return Stream.concat(
                        result.errors().stream(),
                        result.warnings().stream().filter(problem -> problem.code() == ProblemCode.RULE_UNMET))
                .toList();
    }

    private void assertRefused(String reason) {
        assertThat(validate()).anySatisfy(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.RULE_UNMET);
            assertThat(problem.cause()).contains(reason);
        });
    }

    /** The manifest that has the signature, and its payload. */
    private final class Signature {
        private final Form form;
        private final RepositoryName repository;
        private final RawManifest manifest;
        private final Descriptor layer;

        Signature(Form form) throws IOException {
            this.form = form;
            this.repository = RepositoryName.parse("team/" + form.component());
            List<RawManifest> found = new ArrayList<>();
            try (Stream<Path> files = Files.walk(registry.path(repository + "/digests"))) {
                for (Path file : files.filter(Files::isRegularFile)
                        .filter(path -> path.toString().endsWith(".json"))
                        .toList()) {
                    byte[] content = Files.readAllBytes(file);
                    String text = new String(content, StandardCharsets.UTF_8);
                    if (text.contains("\"schemaVersion\"")
                            && RawManifest.of(content).manifest() instanceof ImageManifest image
                            && image.layers().stream()
                                    .anyMatch(one ->
                                            SignatureFormat.of(image, one).isPresent())) {
                        found.add(RawManifest.of(content));
                    }
                }
            }
            assertThat(found).hasSize(1);
            this.manifest = found.get(0);
            this.layer = ((ImageManifest) manifest.manifest()).layers().get(0);
        }

        private Path blob(Digest digest) {
            return registry.path("blobs/sha256/" + digest.hex());
        }

        SignatureFormat format() {
            return SignatureFormat.of((ImageManifest) manifest.manifest(), layer)
                    .orElseThrow();
        }

        byte[] payload() {
            try {
                return Files.readAllBytes(blob(layer.digest()));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        boolean isKept() {
            return Files.exists(registry.path(RegistryDirectory.digestFile(repository.name(), layer.digest())));
        }

        /** Another payload in its place, and another manifest that has it. */
        void replace(byte[] payload, UnaryOperator<ObjectNode> change) throws IOException {
            Digest digest = Digest.sha256(payload);
            String text = new String(manifest.bytes(), StandardCharsets.UTF_8)
                    .replace(layer.digest().toString(), digest.toString())
                    .replace("\"size\":" + layer.size(), "\"size\":" + payload.length);
            byte[] content =
                    Json.write(change.apply((ObjectNode) Json.readObject(text.getBytes(StandardCharsets.UTF_8))));
            String name = repository.name();
            Files.delete(registry.path(RegistryDirectory.digestFile(name, manifest.digest())));
            registry.file(RegistryDirectory.digestFile(name, Digest.sha256(content)), content);
            Files.write(blob(digest), payload);
            String tag = name + "/manifests/sha256-" + INDEX.digest().hex() + ".sig/README.md";
            if (form == Form.COSIGN_TAG) {
                String page = Files.readString(registry.path(tag));
                registry.file(
                        tag,
                        page.replace(
                                manifest.digest().toString(),
                                Digest.sha256(content).toString()));
            }
        }

        void replace(byte[] payload) throws IOException {
            replace(payload, json -> json);
        }

        void replace(UnaryOperator<String> change) throws IOException {
            String text = new String(payload(), StandardCharsets.UTF_8);
            String changed = change.apply(text);
            assertThat(changed).isNotEqualTo(text);
            replace(changed.getBytes(StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void signature_asItIs_isAcceptedAndShown(Form form) throws IOException {
        require(form);
        assertThat(validate()).isEmpty();

        boolean isKept = form != Form.NOTATION_COSE;
        assertThat(new Signature(form).isKept()).isEqualTo(isKept);
        Path site = temporary.resolve("site");
        new StaticRegistry()
                .site(new SiteRequest(
                        registry.root(), site, Host.of("local"), null, BlobMode.AUTO, RegistryStory.ACCESS));
        String repository = "team/" + form.component();
        String key = form.isCosign() ? "cosign.pub" : "acme.crt";
        String shown = isKept ? "Signed by " + key + ", verified" : "1 signature, not verified";
        assertThat(site.resolve(repository + "/-/tags/1.0/index.html"))
                .content()
                .contains(shown);
        assertThat(site.resolve(repository + "/index.html")).content().contains("1.0: " + shown);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void signature_contributedWithTheImage_isAccepted(Form form) throws IOException {
        require(form);
        Path all = registry.path("team/" + form.component());
        Path aside = temporary.resolve("aside");
        Files.move(all, aside);
        GitDirectoryFixture git = GitDirectoryFixture.init(registry.root());
        git.file(".gitignore", "blobs/\n").commit("The registry");
        git.branch("topic");
        Files.move(aside, all);
        git.commit("Contribute");
        assertThat(new StaticRegistry()
                        .validate(new ValidateRequest(registry.root(), "main", "topic", false, RegistryStory.ACCESS))
                        .errors())
                .filteredOn(problem -> problem.code() != ProblemCode.STORE_INVALID)
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void payload_inTheStoreAlone_isAccepted(Form form) throws IOException {
        require(form);
        Signature signature = new Signature(form);
        Files.deleteIfExists(
                registry.path(RegistryDirectory.digestFile("team/" + form.component(), signature.layer.digest())));
        assertThat(validate()).isEmpty();

        Files.delete(signature.blob(signature.layer.digest()));
        assertRefused("can't be read");
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void signature_byAnotherKey_isRefused(Form form) {
        require(form);
        registry.file(keyFile(form), clients.otherKey(form));
        assertRefused(
                form.isCosign()
                        ? "is not by a key that registry.yaml names here"
                        : "is by a certificate that registry.yaml does not name here (\"CN=acme,");
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void signature_ofAnotherImage_isRefused(Form form) throws IOException {
        require(form);
        // the tag names another image; what was attached to the signed one is attached to it
        String repository = "team/" + form.component();
        String tag = repository + "/manifests/1.0/README.md";
        registry.file(
                tag,
                Files.readString(registry.path(tag))
                        .replace(INDEX.digest().toString(), AMD64.digest().toString()));
        if (form == Form.COSIGN_TAG) {
            String sig = repository + "/manifests/sha256-%s.sig/README.md";
            Files.createDirectories(
                    registry.path(sig.formatted(AMD64.digest().hex())).getParent());
            Files.move(
                    registry.path(sig.formatted(INDEX.digest().hex())),
                    registry.path(sig.formatted(AMD64.digest().hex())));
        } else {
            Signature signature = new Signature(form);
            signature.replace(signature.payload(), json -> {
                ((ObjectNode) json.get("subject")).put("digest", AMD64.digest().toString());
                return json;
            });
        }
        assertRefused(INDEX.digest().hex());
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void payload_cut_isRefused(Form form) throws IOException {
        require(form);
        Signature signature = new Signature(form);
        byte[] payload = signature.payload();
        signature.replace(Arrays.copyOf(payload, payload.length - 5));
        assertRefused("that in sha256:");
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void signature_changedByOneBit_isRefused(Form form) throws IOException {
        require(form);
        Signature signature = new Signature(form);
        switch (form) {
            case COSIGN_BUNDLE ->
                signature.replace(text -> flipped(text, "\"sig\":\"", Base64.getDecoder(), Base64.getEncoder()));
            case NOTATION_JWS ->
                signature.replace(text -> flipped(
                        text,
                        "\"signature\":\"",
                        Base64.getUrlDecoder(),
                        Base64.getUrlEncoder().withoutPadding()));
            case NOTATION_COSE -> {
                byte[] payload = signature.payload();
                payload[payload.length - 10] ^= 1;
                signature.replace(payload);
            }
            case COSIGN_TAG ->
                signature.replace(signature.payload(), json -> {
                    ObjectNode annotations = (ObjectNode) json.at("/layers/0/annotations");
                    String key = "dev.cosignproject.cosign/signature";
                    byte[] bytes =
                            Base64.getDecoder().decode(annotations.get(key).textValue());
                    bytes[20] ^= 1;
                    annotations.put(key, Base64.getEncoder().encodeToString(bytes));
                    return json;
                });
        }
        assertRefused(form.isCosign() ? "is not by a key" : "is not by its certificate, or what it signs was changed");
    }

    /** With another bit in the middle of what is behind a key. */
    private static String flipped(String text, String key, Base64.Decoder decoder, Base64.Encoder encoder) {
        int start = text.indexOf(key) + key.length();
        String old = text.substring(start, text.indexOf('"', start));
        byte[] bytes = decoder.decode(old);
        bytes[bytes.length / 2] ^= 1;
        return text.replace(old, encoder.encodeToString(bytes));
    }

    @ParameterizedTest
    @EnumSource(value = Form.class, names = "NOTATION_COSE", mode = EnumSource.Mode.EXCLUDE)
    void key_twice_isRefused(Form form) throws IOException {
        require(form);
        new Signature(form).replace(text -> text.replaceFirst("\\{", "{\"critical\":1,\"critical\":2,"));
        assertRefused(form == Form.COSIGN_TAG ? "is not by a key" : "Duplicate field 'critical'");
    }

    @Test
    void statement_changed_isRefused() throws IOException {
        require(Form.COSIGN_BUNDLE);
        new Signature(Form.COSIGN_BUNDLE).replace(text -> {
            int start = text.indexOf("\"payload\":\"") + 11;
            String old = text.substring(start, text.indexOf('"', start));
            String statement = new String(Base64.getDecoder().decode(old), StandardCharsets.UTF_8);
            String changed = statement.replace("\"predicate\":{}", "\"predicate\":{\"a\":1}");
            return text.replace(old, Base64.getEncoder().encodeToString(changed.getBytes(StandardCharsets.UTF_8)));
        });
        assertRefused("is not by a key that registry.yaml names here, or what it signs was changed");
    }

    @Test
    void annotation_removed_isRefused() throws IOException {
        require(Form.COSIGN_TAG);
        Signature signature = new Signature(Form.COSIGN_TAG);
        signature.replace(signature.payload(), json -> {
            ((ObjectNode) json.at("/layers/0")).remove("annotations");
            return json;
        });
        assertRefused("has no annotation dev.cosignproject.cosign/signature");
    }

    @Test
    void algorithm_another_isRefused() throws IOException {
        require(Form.NOTATION_JWS);
        for (String algorithm : List.of("none", "HS256", "RS256", "ES256")) {
            Signature signature = new Signature(Form.NOTATION_JWS);
            JsonNode envelope = Json.readObject(signature.payload());
            String old = envelope.get("protected").textValue();
            String headers = new String(Base64.getUrlDecoder().decode(old), StandardCharsets.UTF_8);
            String changed = headers.replaceFirst("\"alg\":\"[^\"]*\"", "\"alg\":\"" + algorithm + "\"");
            signature.replace(text -> text.replace(
                    old,
                    Base64.getUrlEncoder().withoutPadding().encodeToString(changed.getBytes(StandardCharsets.UTF_8))));
            assertRefused("has the algorithm \"" + algorithm + "\", and its key is for PS256");
        }
    }

    @Test
    void index_ofASignedPlatform_isRefused() {
        require(Form.COSIGN_BUNDLE, "part");
        assertRefused("has no signature");
    }

    @Test
    void attestation_byTheKey_isNoSignature() {
        require(Form.COSIGN_BUNDLE, "attested");
        assertRefused("has predicateType \"https://cosign.sigstore.dev/attestation/v1\"");
    }

    @ParameterizedTest
    @EnumSource(
            value = Form.class,
            names = {"NOTATION_JWS", "NOTATION_COSE"})
    void signature_expired_isRefused(Form form) throws Exception {
        Signature signature = new Signature(form);
        X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(clients.key(form).getBytes(StandardCharsets.US_ASCII)));
        Trust trust = new Trust(List.of(), List.of(new Trust.TrustedCertificate("acme.crt", certificate)));
        RawManifest index = RawManifest.of(LAYOUT.content(INDEX.digest()));
        Instant now = Instant.now();
        Map.of(
                        JudgedAt.arriving(now.plus(Duration.ofHours(13))), "has expired",
                        JudgedAt.kept(now.plus(Duration.ofHours(13))), "has expired",
                        JudgedAt.arriving(now.plus(Duration.ofHours(25))), "that is expired now",
                        JudgedAt.kept(now.minus(Duration.ofHours(1))), "in the future")
                .forEach((judged, reason) -> assertThat(new SignatureVerifier(trust, judged)
                                .verify(index, signature.format(), signature.layer, signature.payload()))
                        .isInstanceOfSatisfying(
                                Verification.Refused.class,
                                refused -> assertThat(refused.reason()).contains(reason)));
        assertThat(new SignatureVerifier(trust, JudgedAt.arriving(now))
                        .verify(index, signature.format(), signature.layer, signature.payload()))
                .isInstanceOf(Verification.Verified.class);
    }
}
