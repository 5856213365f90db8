package io.github.registryorg.signature;

import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.oci.Digest;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Collections;

/** The files of signatures in a registry's directory, written one by one by hand; blobs are in {@code file:.store}. */
public final class SignedRegistry {

    private final RegistryDirectory registry;
    private final String repository;

    public SignedRegistry(RegistryDirectory registry, String repository) {
        this.registry = registry;
        this.repository = repository;
    }

    public static String pem(KeyPair keys) {
        return CertificateFixture.pem("PUBLIC KEY", keys.getPublic().getEncoded());
    }

    /** What refers to an image: an empty config and one layer. Its payload is in the store, and not kept. */
    public String referrer(String mediaType, String payload, Digest subject) {
        String manifest = manifest(mediaType, payload, subject, 1);
        registry.content(repository, manifest).blob(".store", payload).blob(".store", "{}");
        return manifest;
    }

    /** What refers to an image, with the same layer more than once. */
    public String manifest(String mediaType, String payload, Digest subject, int layers) {
        return ManifestText.with(
                "{\"schemaVersion\":2,\"mediaType\":\"" + ManifestText.MANIFEST + "\",\"artifactType\":\""
                        + (mediaType.equals(SignatureFixture.JWS) ? "application/vnd.cncf.notary.signature" : mediaType)
                        + "\",\"config\":" + ManifestText.descriptor("application/vnd.oci.empty.v1+json", "{}")
                        + ",\"layers\":["
                        + String.join(",", Collections.nCopies(layers, ManifestText.descriptor(mediaType, payload)))
                        + "]}",
                "subject",
                "{\"mediaType\":\"" + ManifestText.INDEX + "\",\"digest\":\"" + subject + "\",\"size\":1}");
    }

    /** A bundle as cosign 3 makes it; returns the manifest. */
    public String bundle(KeyPair keys, Digest subject) {
        String payload = SignatureFixture.bundle(keys, subject);
        registry.content(repository, payload);
        return referrer(SignatureFixture.BUNDLE, payload, subject);
    }

    /** The config of cosign's older form, byte for byte. */
    public static String cosignConfig(String payload) {
        return "{\"architecture\":\"\",\"created\":\"0001-01-01T00:00:00Z\",\"history\":[{\"created\":"
                + "\"0001-01-01T00:00:00Z\"}],\"os\":\"\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\""
                + ManifestText.digest(payload) + "\"]},\"config\":{}}";
    }

    /** cosign's older form. */
    public void tag(KeyPair keys, Digest subject) {
        String payload = SignatureFixture.statement(subject);
        byte[] signature = SignatureFixture.sign("SHA256withECDSA", keys, payload.getBytes(StandardCharsets.UTF_8));
        String layer = ManifestText.with(
                ManifestText.descriptor(SignatureFixture.SIMPLE, payload),
                "annotations",
                "{\"" + SignatureFixture.ANNOTATION + "\":\"" + SignatureFixture.base64(signature) + "\"}");
        String config = cosignConfig(payload);
        String manifest = "{\"schemaVersion\":2,\"mediaType\":\"" + ManifestText.MANIFEST + "\",\"config\":"
                + ManifestText.descriptor(ManifestText.CONFIG, config) + ",\"layers\":[" + layer + "]}";
        registry.content(repository, manifest)
                .content(repository, payload)
                .content(repository, config)
                .blob(".store", payload)
                .blob(".store", config);
        registry.tag(
                repository,
                subject.toString().replace(':', '-') + ".sig",
                ManifestText.MANIFEST,
                manifest,
                ManifestText.size(manifest) + ManifestText.size(payload) + ManifestText.size(config));
    }
}
