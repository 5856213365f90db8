package io.github.registryorg.site;

import io.github.registryorg.metadata.Repository;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.ImageManifest;
import io.github.registryorg.oci.RawConfig;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.page.Signatures;
import io.github.registryorg.signature.SignatureFormat;
import io.github.registryorg.signature.SignatureLimit;
import io.github.registryorg.signature.SignatureVerifier;
import io.github.registryorg.signature.Verification;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which signatures of a repository's images are by a key that {@code registry.yaml} names, as far as payloads are kept. */
final class VerifiedSignatures {

    private final Repository repository;
    private final Optional<SignatureVerifier> verifier;

    /** @param verifier empty where the registry names no key for the repository */
    VerifiedSignatures(Repository repository, Optional<SignatureVerifier> verifier) {
        this.repository = repository;
        this.verifier = verifier;
    }

    /** Whose signature of a manifest a layer of another is; empty where that is not verified. */
    private Optional<Verification.Verified> of(Digest subject, ImageManifest manifest, Descriptor layer) {
        SignatureFormat format = SignatureFormat.of(manifest, layer).orElse(null);
        RawManifest signed = repository.manifest(subject).orElse(null);
        if (format == null || signed == null) {
            return Optional.empty();
        }
        return verifier.flatMap(by -> repository
                .config(layer.digest())
                .map(RawConfig::bytes)
                .map(payload -> by.verify(signed, format, layer, payload))
                .filter(Verification.Verified.class::isInstance)
                .map(Verification.Verified.class::cast));
    }

    /** For those of one tag. */
    Found found() {
        return new Found();
    }

    /** The signatures of what a tag names that are verified. */
    final class Found {

        private final SignatureLimit limit = new SignatureLimit();
        private final Map<Digest, List<Verification.Verified>> signed = new HashMap<>();
        private int count;

        private Found() {}

        /**
         * Adds a layer, if it is a signature that is verified.
         *
         * @param in digest of the manifest that has the layer
         * @return what pages say of it; empty where it is not verified
         */
        String add(Digest subject, Digest in, ImageManifest manifest, Descriptor layer) {
            Verification.Verified by =
                    limit.allows(in) ? of(subject, manifest, layer).orElse(null) : null;
            if (by == null) {
                return "";
            }
            count++;
            signed.computeIfAbsent(subject, none -> new ArrayList<>()).add(by);
            return ", by " + by.key() + ", verified";
        }

        /**
         * Where the root itself is signed, its keys are named and no others.
         *
         * @param names of the platforms
         */
        Signatures.Verified summary(Digest root, List<Digest> platforms, Map<Digest, String> names) {
            List<Digest> own = platforms.stream().filter(signed::containsKey).toList();
            List<Verification.Verified> named = signed.containsKey(root)
                    ? signed.get(root)
                    : signed.values().stream().flatMap(List::stream).toList();
            String keys = named.stream()
                    .map(Verification.Verified::key)
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining(", "));
            return new Signatures.Verified(
                    count,
                    keys.isEmpty() ? null : keys,
                    signed.containsKey(root),
                    own.size(),
                    own.size() == 1 ? names.get(own.get(0)) : null,
                    named.stream()
                            .flatMap(one -> Stream.ofNullable(one.until()))
                            .min(Comparator.naturalOrder())
                            .map(Instant::toString)
                            .orElse(null));
        }
    }
}
