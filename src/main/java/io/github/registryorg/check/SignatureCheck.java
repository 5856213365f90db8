package io.github.registryorg.check;

import io.github.registryorg.check.AttachedSignatures.Fault;
import io.github.registryorg.check.AttachedSignatures.Reading;
import io.github.registryorg.metadata.MetadataDirectory;
import io.github.registryorg.metadata.OciTag;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.metadata.SignaturePolicy;
import io.github.registryorg.metadata.TagRecord;
import io.github.registryorg.oci.CosignTag;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.ImageConfig;
import io.github.registryorg.oci.ImageManifest;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.RunInterruptedException;
import io.github.registryorg.signature.JudgedAt;
import io.github.registryorg.signature.SignatureFormat;
import io.github.registryorg.signature.SignatureVerifier;
import io.github.registryorg.signature.Trust;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a tag names has a valid signature, where {@code registry.yaml} requires one. Of an index, the signature of the
 * index itself counts: it has the digests of its platforms in it.
 */
final class SignatureCheck implements Check {

    private final SignaturePolicy policy;
    private final Map<SignaturePolicy.Rule, Trust> trust;
    private final SignaturePayloads payloads;
    private final Instant now;
    private final Scope scope;
    private final @Nullable MetadataDirectory base;

    /** Of the current repository; null where nothing is required of it. */
    private @Nullable Current current;

    /** Which tags are judged. */
    interface Scope {

        /** All of them. */
        Scope ALL = new Scope() {
            @Override
            public boolean has(Repository repository, TagRecord tag) {
                return true;
            }

            @Override
            public Optional<Repository> before(Repository repository, TagRecord tag) {
                return Optional.empty();
            }

            @Override
            public ProblemCode code(boolean isUnread) {
                return isUnread ? ProblemCode.BLOB_UNVERIFIED : ProblemCode.RULE_UNMET;
            }
        };

        /** Whether a tag, or what is attached to what it names, is judged. */
        boolean has(Repository repository, TagRecord tag);

        /** The repository in which the tag named the same before; empty where it did not. */
        Optional<Repository> before(Repository repository, TagRecord tag);

        /**
         * The code of a missing signature. It is an error in a contribution, and a warning in a registry, whose policy may be
         * newer than the image, and whose store may not respond.
         *
         * @param isUnread whether there may be one that could not be read
         */
        default ProblemCode code(boolean isUnread) {
            return ProblemCode.SIGNATURE_REQUIRED;
        }
    }

    /**
     * @param now a clock's time
     * @param base what a contribution is compared with, whose signatures have arrived before; null where all have
     */
    SignatureCheck(
            SignaturePolicy policy,
            Map<SignaturePolicy.Rule, Trust> trust,
            SignaturePayloads payloads,
            Instant now,
            Scope scope,
            @Nullable MetadataDirectory base) {
        this.policy = policy;
        this.trust = trust;
        this.payloads = payloads;
        this.now = now;
        this.scope = scope;
        this.base = base;
    }

    @Override
    public void repository(Repository repository, Consumer<Problem> problems) {
        current = policy.of(repository.name())
                .map(rule -> new Current(rule, repository))
                .orElse(null);
    }

    @Override
    public void manifest(Repository repository, RawManifest manifest, Consumer<Problem> problems) {
        if (current != null) {
            current.signatures.add(manifest);
        }
    }

    @Override
    public void tag(Repository repository, TagRecord tag, Consumer<Problem> problems) {
        if (current == null || !scope.has(repository, tag)) {
            return;
        }
        Reading reading = needsSignature(repository, tag).orElse(null);
        if (reading == null) {
            return;
        }
        Fault fault = faultOf(current.signatures, tag)
                .map(found -> new Fault(found.reason(), Reading.leastOf(reading, found.reading())))
                .orElse(null);
        if (fault != null && !wasSo(current, repository, tag)) {
            String signers = String.join(
                    " or ", trust.getOrDefault(current.rule, Trust.NONE).names());
            problems.accept(Problem.of(
                            scope.code(fault.isUnread()),
                            repository.name() + ":" + tag.tag(),
                            "has no valid signature"
                                    + (signers.isEmpty() ? "" : " by " + signers)
                                    + ", which registry.yaml requires for " + current.rule.names())
                    .because(
                            CosignTag.of(tag.tag()).isEmpty()
                                    ? fault.reason()
                                    : "it is not what cosign keeps under such a tag"
                                            + (reading == Reading.ALL
                                                    ? ""
                                                    : " as far as can be said without its config")
                                            + ", and " + fault.reason())
                    .hint(hint(fault.reading()))
                    .at(
                            tag instanceof OciTag oci
                                    ? oci.frontMatter().at("digest")
                                    : tag.frontMatter().at("layout")));
        }
    }

    private String hint(Reading reading) {
        return switch (reading) {
            case ALL ->
                "Sign the image by its digest, and publish it again with its signatures"
                        + " (registry.referrers): they may be in the same contribution.";
            case FAILED -> "Validate again when the store responds.";
            case UNASKED -> payloads.hint();
        };
    }

    /**
     * What cosign keeps about an image need not be signed itself; another image under a tag of cosign must.
     *
     * @return empty where it need not; otherwise how far that was read which would show it
     */
    private Optional<Reading> needsSignature(Repository repository, TagRecord tag) {
        CosignTag kind = CosignTag.of(tag.tag()).orElse(null);
        if (kind == null || !(tag instanceof OciTag oci)) {
            return Optional.of(Reading.ALL);
        }
        RawManifest manifest = repository.manifest(oci.digest()).orElse(null);
        if (manifest == null) {
            return Optional.empty();
        }
        boolean isKind = kind.isKindOf(manifest.manifest())
                && (kind != CosignTag.SIGNATURE
                        || manifest.manifest().blobs().stream()
                                .allMatch(blob -> blob.size() <= SignatureFormat.MAX_SIZE));
        return isKind && manifest.manifest() instanceof ImageManifest image
                ? mayRun(repository, manifest.digest(), image.config())
                : Optional.of(Reading.ALL);
    }

    /** Who makes an image chooses the types of its layers: the config says whether a container could run from it. */
    private Optional<Reading> mayRun(Repository repository, Digest manifest, Descriptor config) {
        if (config.size() > SignatureFormat.MAX_SIZE) {
            return Optional.of(Reading.ALL);
        }
        try {
            Optional<byte[]> content = payloads.kept(repository, config);
            if (content.isEmpty()) {
                content = payloads.fetch(repository, manifest, config);
            }
            if (content.isEmpty()) {
                return Optional.of(Reading.UNASKED);
            }
            return mayRun(content.get()) ? Optional.of(Reading.ALL) : Optional.empty();
        } catch (RunInterruptedException e) {
            throw e;
        } catch (RegistryException e) {
            return Optional.of(SignaturePayloads.mayBeThere(e) ? Reading.FAILED : Reading.ALL);
        }
    }

    /** Cosign's have neither an operating system nor a command. */
    private static boolean mayRun(byte[] content) {
        try {
            ImageConfig config = ImageConfig.read(content);
            return config.platform() != null
                    || !config.execution().entrypoint().isEmpty()
                    || !config.execution().command().isEmpty();
        } catch (RegistryException e) {
            return true;
        }
    }

    private static Optional<Fault> faultOf(AttachedSignatures signatures, TagRecord tag) {
        return tag instanceof OciTag oci
                ? signatures.fault(oci.digest())
                : Optional.of(new Fault("a tag of the legacy format has no digest that could be signed", Reading.ALL));
    }

    /**
     * A contribution is not to blame for what it leaves as it was. What could not be read may have been valid, so that it
     * could be taken away while a store does not respond.
     */
    private boolean wasSo(Current of, Repository repository, TagRecord tag) {
        return scope.before(repository, tag)
                .flatMap(before -> faultOf(of.before(before), tag))
                .filter(fault -> !fault.isUnread())
                .isPresent();
    }

    /** What is required of one repository, and what it has. */
    private final class Current {
        private final SignaturePolicy.Rule rule;
        private final SignatureVerifier kept;
        private final AttachedSignatures signatures;
        private @Nullable AttachedSignatures signaturesBefore;

        Current(SignaturePolicy.Rule rule, Repository repository) {
            this.rule = rule;
            Trust by = trust.getOrDefault(rule, Trust.NONE);
            this.kept = new SignatureVerifier(by, JudgedAt.kept(now));
            this.signatures = new AttachedSignatures(repository, payloads, judges(by, repository.name()));
        }

        /**
         * A signature that was there before, of an image that a tag has named, was judged when it arrived. One of an image
         * that no tag has named was not looked at then.
         */
        private AttachedSignatures.Judges judges(Trust by, RepositoryName name) {
            if (base == null) {
                return (image, signature) -> kept;
            }
            Repository old = base.repository(name);
            SignatureVerifier arriving = new SignatureVerifier(by, JudgedAt.arriving(now));
            Set<Digest> named = new HashSet<>();
            boolean[] isRead = {false};
            return (image, signature) -> {
                if (!isRead[0]) {
                    isRead[0] = true;
                    for (Tag tag : old.tags()) {
                        old.tag(tag)
                                .filter(OciTag.class::isInstance)
                                .ifPresent(record -> named.add(((OciTag) record).digest()));
                    }
                }
                boolean wasThere = named.contains(image)
                        && old.manifest(signature).isPresent()
                        && old.note(signature).removed().isEmpty();
                return wasThere ? kept : arriving;
            };
        }

        /** Read once, however many tags are looked for. */
        AttachedSignatures before(Repository repository) {
            if (signaturesBefore == null) {
                signaturesBefore = AttachedSignatures.ofAll(repository, payloads, (image, signature) -> kept);
            }
            return signaturesBefore;
        }
    }
}
