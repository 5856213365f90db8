package io.github.registryorg.check;

import io.github.registryorg.metadata.OciTag;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.oci.CosignTag;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.ImageIndex;
import io.github.registryorg.oci.ImageManifest;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Count;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.RunInterruptedException;
import io.github.registryorg.signature.SignatureFormat;
import io.github.registryorg.signature.SignatureLimit;
import io.github.registryorg.signature.SignatureVerifier;
import io.github.registryorg.signature.Verification;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The signatures of the images of one repository, whether cosign's tag leads to them, or they refer to their subject. */
final class AttachedSignatures {

    /** Payloads of signatures of one image that are read from a store: each may take a request. */
    private static final int MAX_FETCHED = 128;

    /** Those that are not valid and are named. */
    private static final int MAX_NAMED = 4;

    private final Repository repository;
    private final SignaturePayloads payloads;
    private final Judges judges;
    private final Map<Digest, List<Digest>> referrers = new HashMap<>();
    private final Map<Digest, Optional<Fault>> known = new HashMap<>();

    /** By what a signature is verified. */
    interface Judges {

        /** @param signature the manifest that has it */
        SignatureVerifier of(Digest image, Digest signature);
    }

    /**
     * Why an image has no valid signature.
     *
     * @param reason for people
     * @param reading whether it may have one that was not read
     */
    record Fault(String reason, Reading reading) {

        Fault {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(reading, "reading");
        }

        /** Whether it may have a valid one that was not read in this run. */
        boolean isUnread() {
            return reading != Reading.ALL;
        }
    }

    /** How far the signatures of an image were read. */
    enum Reading {
        ALL,
        /** A store did not give one of them. */
        FAILED,
        /** One of them was not asked for. */
        UNASKED;

        /** How far both were read. */
        static Reading leastOf(Reading one, Reading other) {
            return one.compareTo(other) > 0 ? one : other;
        }
    }

    private record Candidate(Digest manifest, SignatureFormat format, Descriptor layer) {}

    AttachedSignatures(Repository repository, SignaturePayloads payloads, Judges judges) {
        this.repository = repository;
        this.payloads = payloads;
        this.judges = judges;
    }

    /** The same of a repository whose manifests nobody else reads. */
    static AttachedSignatures ofAll(Repository repository, SignaturePayloads payloads, Judges judges) {
        AttachedSignatures all = new AttachedSignatures(repository, payloads, judges);
        for (Digest digest : repository.digests()) {
            if (repository.note(digest).removed().isEmpty()) {
                repository.manifest(digest).ifPresent(all::add);
            }
        }
        return all;
    }

    /** One of its manifests, which may refer to another. */
    void add(RawManifest manifest) {
        manifest.manifest()
                .subject()
                .ifPresent(subject -> referrers
                        .computeIfAbsent(subject.digest(), none -> new ArrayList<>())
                        .add(manifest.digest()));
    }

    /** Why a manifest or index has no valid signature; empty where it has one. */
    Optional<Fault> fault(Digest image) {
        return known.computeIfAbsent(image, this::look);
    }

    private Optional<Fault> look(Digest image) {
        RawManifest subject = repository.manifest(image).orElse(null);
        if (subject == null) {
            return Optional.of(new Fault("its manifest is not here", Reading.ALL));
        }
        List<String> refused = new ArrayList<>();
        List<Candidate> elsewhere = new ArrayList<>();
        for (Candidate one : candidates(image)) {
            Optional<byte[]> kept = payloads.kept(repository, one.layer());
            if (kept.isPresent()) {
                Optional<String> reason = reasonAgainst(subject, one, kept.get());
                if (reason.isEmpty()) {
                    return Optional.empty();
                }
                refused.add(reason.get());
            } else if (one.layer().size() > SignatureFormat.MAX_SIZE) {
                refused.add("that in " + one.manifest().abbreviated() + " has a payload of more than 256 KiB");
            } else {
                elsewhere.add(one);
            }
        }
        Reading reading = elsewhere.size() > MAX_FETCHED ? Reading.UNASKED : Reading.ALL;
        for (Candidate one : elsewhere.subList(0, Math.min(MAX_FETCHED, elsewhere.size()))) {
            try {
                Optional<byte[]> payload = payloads.fetch(repository, one.manifest(), one.layer());
                if (payload.isEmpty()) {
                    reading = Reading.UNASKED;
                    refused.add("that in " + one.manifest().abbreviated() + " is not read: " + payloads.reason());
                    break;
                }
                Optional<String> reason = reasonAgainst(subject, one, payload.get());
                if (reason.isEmpty()) {
                    return Optional.empty();
                }
                refused.add(reason.get());
            } catch (RunInterruptedException e) {
                throw e;
            } catch (RegistryException e) {
                if (reading == Reading.ALL && SignaturePayloads.mayBeThere(e)) {
                    reading = Reading.FAILED;
                }
                Problem problem = e.problem();
                refused.add("that in " + one.manifest().abbreviated() + " can't be read: " + problem.what()
                        + (problem.cause() == null ? "" : ": " + problem.cause()));
            }
        }
        return Optional.of(new Fault(refused.isEmpty() ? unsigned(subject) : faults(refused), reading));
    }

    /** What may be signatures of an image, as many as are looked at. */
    private List<Candidate> candidates(Digest image) {
        SignatureLimit limit = new SignatureLimit();
        List<Candidate> candidates = new ArrayList<>();
        for (Digest attached : attachedTo(image)) {
            if (repository.manifest(attached).map(RawManifest::manifest).orElse(null)
                    instanceof ImageManifest manifest) {
                for (Descriptor layer : manifest.layers()) {
                    SignatureFormat.of(manifest, layer)
                            .filter(format -> limit.allows(attached))
                            .ifPresent(format -> candidates.add(new Candidate(attached, format, layer)));
                }
            }
        }
        return candidates;
    }

    private Set<Digest> attachedTo(Digest image) {
        Set<Digest> attached = new LinkedHashSet<>();
        for (Tag tag : CosignTag.of(image)) {
            boolean isSignature = CosignTag.of(tag).orElseThrow() == CosignTag.SIGNATURE;
            if (isSignature && repository.has(tag) && repository.tag(tag).orElse(null) instanceof OciTag oci) {
                if (repository.note(oci.digest()).removed().isEmpty()) {
                    attached.add(oci.digest());
                }
            }
        }
        attached.addAll(referrers.getOrDefault(image, List.of()));
        return attached;
    }

    /** Empty where it is valid. */
    private Optional<String> reasonAgainst(RawManifest subject, Candidate one, byte[] payload) {
        SignatureVerifier verifier = judges.of(subject.digest(), one.manifest());
        return verifier.verify(subject, one.format(), one.layer(), payload) instanceof Verification.Refused refused
                ? Optional.of("that in " + one.manifest().abbreviated() + " " + refused.reason())
                : Optional.empty();
    }

    private String unsigned(RawManifest subject) {
        boolean hasSignedPart = subject.manifest() instanceof ImageIndex index
                && index.manifests().stream()
                        .anyMatch(part -> !attachedTo(part.digest()).isEmpty());
        return hasSignedPart
                ? "the index itself has no signature, and that of a platform's image is not one of the index"
                : "it has no signature that can be verified";
    }

    private static String faults(List<String> refused) {
        int more = refused.size() - MAX_NAMED;
        return String.join("; ", refused.subList(0, Math.min(MAX_NAMED, refused.size())))
                + (more > 0 ? "; and " + Count.grouped(more) + " more" : "");
    }
}
