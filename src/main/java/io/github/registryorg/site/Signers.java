package io.github.registryorg.site;

import io.github.registryorg.file.FileTree;
import io.github.registryorg.metadata.SignaturePolicy;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.signature.JudgedAt;
import io.github.registryorg.signature.SignatureVerifier;
import io.github.registryorg.signature.Trust;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Who signs images, by {@code registry.yaml}. Judged without a clock: the same metadata gives the same site. */
final class Signers {

    private final SignaturePolicy policy;
    private final Map<SignaturePolicy.Rule, Trust> trust;

    /** @param problems receives what is wrong with the keys */
    Signers(SignaturePolicy policy, FileTree metadata, Consumer<Problem> problems) {
        this.policy = policy;
        this.trust = Trust.read(policy, metadata, problems);
    }

    /** What verifies signatures of a repository's images; empty where the registry names no key for them. */
    Optional<SignatureVerifier> of(RepositoryName name) {
        return policy.of(name)
                .map(rule -> new SignatureVerifier(trust.getOrDefault(rule, Trust.NONE), JudgedAt.ANY_TIME));
    }
}
