package io.github.registryorg.site;

import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.ImageManifest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a referrer is, as its media types and annotations claim; nothing of it is verified.
 *
 * @param label as pages name it
 * @param role what it does for what it is about
 */
record ReferrerType(String label, Role role) {

    /** Whether something signs its subject, as far as media types and annotations say so. */
    enum Role {
        /** Signs it. */
        SIGNATURE,
        /** Says something about it, and is signed itself. */
        SIGNED_STATEMENT,
        /** A Sigstore bundle, which is one of both, and nothing tells which. */
        SIGNATURE_OR_STATEMENT,
        /** Is about it, and signs nothing. */
        OTHER
    }

    /** What cosign 3 signs images with: a statement that says nothing but which image it is about. */
    private static final String COSIGN_SIGNATURE = "https://sigstore.dev/cosign/sign/";

    /** What is in a Sigstore bundle (cosign, {@code BUNDLE_SPEC.md}). */
    private static final List<String> CONTENT_KEYS = List.of("dev.sigstore.bundle.content");

    /** Annotations that tell what an attestation is about, of cosign's attachments and bundles and of in-toto. */
    private static final List<String> PREDICATE_KEYS =
            List.of("dev.sigstore.bundle.predicateType", "in-toto.io/predicate-type", "predicateType");

    /** By what is in their media types. */
    private static final List<Map.Entry<String, String>> SIGNATURES = List.of(
            Map.entry("cosign.simplesigning", "Signature (cosign)"),
            Map.entry("cosign.artifact.sig", "Signature (cosign)"),
            Map.entry("cncf.notary.signature", "Signature (Notary)"));

    /** By what is in their media types, or in those of what an attestation has. */
    private static final List<Map.Entry<String, String>> STATEMENTS = List.of(
            Map.entry("cyclonedx", "SBOM (CycloneDX)"),
            Map.entry("spdx", "SBOM (SPDX)"),
            Map.entry("syft", "SBOM (Syft)"),
            Map.entry("slsa.dev/provenance", "Provenance (SLSA)"),
            Map.entry("/vuln", "Vulnerability report"));

    /** What the content of one layer of a manifest is. */
    static ReferrerType of(ImageManifest manifest, Descriptor layer) {
        String types = manifest.artifactType().map(Object::toString).orElse("") + " " + layer.mediaType();
        String predicate = annotation(PREDICATE_KEYS, manifest, layer);
        Optional<String> signature = first(SIGNATURES, types);
        if (signature.isPresent()) {
            return new ReferrerType(signature.get(), Role.SIGNATURE);
        }
        if (types.contains("dev.sigstore.bundle")) {
            return ofBundle(annotation(CONTENT_KEYS, manifest, layer), predicate);
        }
        boolean isSigned = types.contains("dsse");
        String fallback = isSigned || !predicate.isEmpty() || types.contains("in-toto")
                ? "Attestation"
                : manifest.artifactType().orElse(layer.mediaType()).value();
        return new ReferrerType(
                statement(types + " " + predicate).orElse(fallback), isSigned ? Role.SIGNED_STATEMENT : Role.OTHER);
    }

    /** A bundle has the signature of an image, or of a statement, which for an image may be no more than its signature. */
    private static ReferrerType ofBundle(String content, String predicate) {
        if (content.equals("message-signature") || predicate.startsWith(COSIGN_SIGNATURE)) {
            return new ReferrerType("Signature (Sigstore)", Role.SIGNATURE);
        }
        return content.isEmpty() && predicate.isEmpty()
                ? new ReferrerType("Signature or attestation (Sigstore)", Role.SIGNATURE_OR_STATEMENT)
                : new ReferrerType(statement(predicate).orElse("Attestation"), Role.SIGNED_STATEMENT);
    }

    private static Optional<String> statement(String types) {
        return first(STATEMENTS, types.toLowerCase(Locale.ROOT));
    }

    /** The first of these; empty where there is none. */
    private static String annotation(List<String> keys, ImageManifest manifest, Descriptor layer) {
        return keys.stream()
                .flatMap(key -> Stream.of(
                        layer.annotations().getOrDefault(key, ""),
                        manifest.annotations().getOrDefault(key, "")))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static Optional<String> first(List<Map.Entry<String, String>> known, String text) {
        return known.stream()
                .filter(type -> text.contains(type.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
