package io.github.registryorg.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.oci.ImageManifest;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.site.ReferrerType.Role;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferrerTypeTest {

    /** As cosign 1 to 3, notation, oras, syft and BuildKit write them. */
    private static final String BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "- | application/vnd.dev.cosign.simplesigning.v1+json | - | - | Signature (cosign) | SIGNATURE",
                "application/vnd.dev.cosign.artifact.sig.v1+json | application/vnd.dev.cosign.simplesigning.v1+json"
                        + " | - | - | Signature (cosign) | SIGNATURE",
                "application/vnd.cncf.notary.signature | application/jose+json | - | -"
                        + " | Signature (Notary) | SIGNATURE",
                "- | application/vnd.dsse.envelope.v1+json | predicateType | https://cyclonedx.org/bom"
                        + " | SBOM (CycloneDX) | SIGNED_STATEMENT",
                "- | application/vnd.dsse.envelope.v1+json | predicateType"
                        + " | https://cosign.sigstore.dev/attestation/vuln/v1 | Vulnerability report | SIGNED_STATEMENT",
                "- | application/vnd.dsse.envelope.v1+json | - | - | Attestation | SIGNED_STATEMENT",
                "- | application/vnd.in-toto+json | in-toto.io/predicate-type | https://spdx.dev/Document"
                        + " | SBOM (SPDX) | OTHER",
                "- | application/vnd.in-toto+json | in-toto.io/predicate-type | https://slsa.dev/provenance/v0.2"
                        + " | Provenance (SLSA) | OTHER",
                "- | application/vnd.in-toto+json | in-toto.io/predicate-type | https://acme.example/test"
                        + " | Attestation | OTHER",
                "- | text/spdx+json | - | - | SBOM (SPDX) | OTHER",
                "application/vnd.cyclonedx+json | application/octet-stream | - | - | SBOM (CycloneDX) | OTHER",
                "- | application/vnd.syft+json | - | - | SBOM (Syft) | OTHER",
                "application/vnd.acme.report | application/octet-stream | - | - | application/vnd.acme.report | OTHER"
            })
    void type_ofWhatToolsWrite_isWhatPeopleCallIt(
            String artifactType, String layerType, String key, String value, String label, Role role) {
        String layer = ManifestText.descriptor(layerType, "content");
        if (key != null) {
            layer = ManifestText.with(layer, "annotations", "{\"" + key + "\":\"" + value + "\"}");
        }
        String manifest = manifest(layer);
        if (artifactType != null) {
            manifest = ManifestText.with(manifest, "artifactType", "\"" + artifactType + "\"");
        }

        assertThat(type(manifest)).isEqualTo(new ReferrerType(label, role));
    }

    /** cosign 3 signs images with bundles; cosign's and GitHub's attestations are bundles too. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "dsse-envelope | https://sigstore.dev/cosign/sign/v1 | Signature (Sigstore) | SIGNATURE",
                "message-signature | https://sigstore.dev/cosign/sign/v1 | Signature (Sigstore) | SIGNATURE",
                "message-signature | - | Signature (Sigstore) | SIGNATURE",
                "- | https://sigstore.dev/cosign/sign/v1 | Signature (Sigstore) | SIGNATURE",
                "dsse-envelope | https://slsa.dev/provenance/v1 | Provenance (SLSA) | SIGNED_STATEMENT",
                "dsse-envelope | https://spdx.dev/Document/v2.3 | SBOM (SPDX) | SIGNED_STATEMENT",
                "dsse-envelope | https://acme.example/?like=https://sigstore.dev/cosign/sign/v1"
                        + " | Attestation | SIGNED_STATEMENT",
                "dsse-envelope | - | Attestation | SIGNED_STATEMENT",
                "- | - | Signature or attestation (Sigstore) | SIGNATURE_OR_STATEMENT"
            })
    void bundle_ofSigstore_isWhatItsAnnotationsTell(String content, String predicate, String label, Role role) {
        List<String> annotations = new ArrayList<>();
        if (content != null) {
            annotations.add("\"dev.sigstore.bundle.content\":\"" + content + "\"");
        }
        if (predicate != null) {
            annotations.add("\"dev.sigstore.bundle.predicateType\":\"" + predicate + "\"");
        }
        String manifest = ManifestText.with(
                ManifestText.with(
                        manifest(ManifestText.descriptor(BUNDLE, "content")), "artifactType", "\"" + BUNDLE + "\""),
                "annotations",
                "{" + String.join(",", annotations) + "}");

        assertThat(type(manifest)).isEqualTo(new ReferrerType(label, role));
    }

    private static String manifest(String layer) {
        return "{\"schemaVersion\":2,\"mediaType\":\"" + ManifestText.MANIFEST + "\",\"config\":"
                + ManifestText.descriptor("application/vnd.oci.empty.v1+json", "{}") + ",\"layers\":[" + layer + "]}";
    }

    private static ReferrerType type(String manifest) {
        ImageManifest read = (ImageManifest)
                RawManifest.of(manifest.getBytes(StandardCharsets.UTF_8)).manifest();
        return ReferrerType.of(read, read.layers().get(0));
    }
}
