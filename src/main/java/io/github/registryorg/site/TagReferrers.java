package io.github.registryorg.site;

import io.github.registryorg.metadata.OciTag;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.oci.CosignTag;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.ImageIndex;
import io.github.registryorg.oci.ImageManifest;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.page.ComparedPlatform;
import io.github.registryorg.page.ReferrerView;
import io.github.registryorg.page.Shown;
import io.github.registryorg.page.Signatures;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is about the manifests of one repository, wherever tools put it: referrers of the distribution specification, the
 * tags of cosign 1 and 2, and BuildKit's attestations, which are entries of the index that they are about.
 */
final class TagReferrers {

    private static final int MAX_SHOWN = 40;
    private static final String CREATED = "org.opencontainers.image.created";
    private static final String BUILDKIT_SUBJECT = "vnd.docker.reference.digest";
    private static final String WHOLE = "all platforms";

    private final Repository repository;
    private final Map<Digest, List<Digest>> referrers;
    private final BlobLinks links;
    private final VerifiedSignatures verified;
    private final Map<Digest, Attached> known = new HashMap<>();

    /** @param referrers by what they refer to */
    TagReferrers(
            Repository repository, Map<Digest, List<Digest>> referrers, BlobLinks links, VerifiedSignatures verified) {
        this.repository = repository;
        this.referrers = referrers;
        this.links = links;
        this.verified = verified;
    }

    /**
     * What is about a manifest or index, and about its platforms.
     *
     * @param views the first of it, signatures before all else
     */
    record Attached(Shown<ReferrerView> views, Signatures signatures) {}

    /** @param platforms of it */
    Attached of(RawManifest root, List<ComparedPlatform> platforms) {
        Attached attached = known.get(root.digest());
        if (attached == null) {
            attached = new Search(root, platforms).run();
            known.put(root.digest(), attached);
        }
        return attached;
    }

    /** Of one root. Each referrer is read once, and what is kept of all is no more than what is shown. */
    private final class Search {

        private final RawManifest root;

        /** What something can be about, each with its name; the root first. */
        private final Map<Digest, String> subjects = new LinkedHashMap<>();

        /** The entries of the root's index. */
        private final List<Digest> platforms = new ArrayList<>();

        private final List<Descriptor> attestations = new ArrayList<>();
        private final Set<Digest> signed = new HashSet<>();
        private final VerifiedSignatures.Found trusted = verified.found();
        private final Set<Attachment> seen = new HashSet<>();
        private final List<ReferrerView> signatures = new ArrayList<>();
        private final List<ReferrerView> others = new ArrayList<>();
        private int count;
        private int signatureCount;
        private int unclear;
        private int statements;
        private int unread;

        private Search(RawManifest root, List<ComparedPlatform> named) {
            this.root = root;
            subjects.put(
                    root.digest(),
                    root.manifest() instanceof ImageIndex ? WHOLE : named.get(0).name());
            findSubjects(named);
        }

        private record Attachment(Digest manifest, Digest subject) {}

        /** The manifests below it; of those only indexes are read. */
        private void findSubjects(List<ComparedPlatform> named) {
            Map<Digest, String> names = new HashMap<>();
            named.forEach(platform -> names.putIfAbsent(platform.digest(), platform.name()));
            Deque<RawManifest> indexes = new ArrayDeque<>(List.of(root));
            while (!indexes.isEmpty()) {
                RawManifest raw = indexes.remove();
                if (!(raw.manifest() instanceof ImageIndex index)) {
                    continue;
                }
                for (Descriptor entry : index.manifests()) {
                    if (PlatformDetails.isAttestation(entry)) {
                        attestations.add(entry);
                        continue;
                    }
                    if (raw == root) {
                        platforms.add(entry.digest());
                    }
                    boolean isNew = subjects.putIfAbsent(entry.digest(), name(entry, names)) == null;
                    if (isNew && entry.mediaType().isIndex()) {
                        repository.manifest(entry.digest()).ifPresentOrElse(indexes::add, () -> unread++);
                    }
                }
            }
        }

        private static String name(Descriptor entry, Map<Digest, String> names) {
            String name = names.get(entry.digest());
            return name != null
                    ? name
                    : entry.platform() != null && entry.platform().isKnown()
                            ? entry.platform().toString()
                            : "a part of it";
        }

        private Attached run() {
            subjects.forEach((subject, name) -> {
                referrers
                        .getOrDefault(subject, List.of())
                        .forEach(referrer -> add(new Attachment(referrer, subject), name, null, "Unknown", null, true));
                for (Tag tag : CosignTag.of(subject)) {
                    if (repository.has(tag)) {
                        addTag(tag, subject, name);
                    }
                }
            });
            for (Descriptor entry : attestations) {
                Digest subject = Digest.tryParse(entry.annotations().getOrDefault(BUILDKIT_SUBJECT, ""))
                        .filter(subjects::containsKey)
                        .orElse(root.digest());
                add(
                        new Attachment(entry.digest(), subject),
                        Objects.requireNonNull(subjects.get(subject)),
                        null,
                        "Attestation",
                        entry.size(),
                        false);
            }
            List<ReferrerView> views = Stream.concat(signatures.stream(), others.stream())
                    .limit(MAX_SHOWN)
                    .toList();
            return new Attached(new Shown<>(views, count - views.size()), signatures());
        }

        private Signatures signatures() {
            List<Digest> own = platforms.stream().filter(signed::contains).toList();
            return new Signatures(
                    signatureCount,
                    signed.contains(root.digest()),
                    platforms.size(),
                    own.size(),
                    own.size() == 1 ? subjects.get(own.get(0)) : null,
                    unclear,
                    statements,
                    unread,
                    trusted.summary(root.digest(), platforms, subjects));
        }

        private void addTag(Tag tag, Digest subject, String name) {
            CosignTag kind = CosignTag.of(tag).orElseThrow();
            String label = switch (kind) {
                case SIGNATURE -> "Signature (cosign)";
                case ATTESTATION -> "Attestation";
                case SBOM -> "SBOM";
            };
            if (repository.tag(tag).orElse(null) instanceof OciTag oci) {
                add(
                        new Attachment(oci.digest(), subject),
                        name,
                        oci.published(),
                        label,
                        null,
                        kind == CosignTag.SIGNATURE);
            }
        }

        /**
         * Adds what a manifest has: one of cosign has as many signatures as layers.
         *
         * @param published null where it is not known
         * @param label what it is where it can't be read
         * @param size of it where it can't be read; null where unknown
         * @param maySign whether it may be a signature where it can't be read
         */
        private void add(
                Attachment attachment,
                String name,
                @Nullable String published,
                String label,
                @Nullable Long size,
                boolean maySign) {
            if (!seen.add(attachment)
                    || repository.note(attachment.manifest()).removed().isPresent()) {
                return;
            }
            RawManifest raw = repository.manifest(attachment.manifest()).orElse(null);
            if (raw != null && raw.manifest() instanceof ImageManifest manifest) {
                String created =
                        Optional.ofNullable(manifest.annotations().get(CREATED)).orElse(published);
                List<Descriptor> contents =
                        manifest.layers().isEmpty() ? List.of(manifest.config()) : manifest.layers();
                contents.forEach(content -> add(attachment, name, created, manifest, content));
                return;
            }
            String type = raw == null
                    ? label
                    : raw.manifest().artifactType().map(Object::toString).orElse("Index");
            Long known = raw == null ? size : (Long) raw.descriptor().size();
            unread += raw != null || maySign ? 1 : 0;
            count++;
            if (others.size() < MAX_SHOWN) {
                others.add(new ReferrerView(type, name, attachment.manifest(), known, published, null));
            }
        }

        private void add(
                Attachment attachment,
                String name,
                @Nullable String created,
                ImageManifest manifest,
                Descriptor content) {
            ReferrerType type = ReferrerType.of(manifest, content);
            List<ReferrerView> views = others;
            String note = "";
            switch (type.role()) {
                case SIGNATURE -> {
                    views = signatures;
                    signed.add(attachment.subject());
                    signatureCount++;
                    note = trusted.add(attachment.subject(), attachment.manifest(), manifest, content);
                }
                case SIGNATURE_OR_STATEMENT -> {
                    views = signatures;
                    note = trusted.add(attachment.subject(), attachment.manifest(), manifest, content);
                    if (note.isEmpty()) {
                        unclear++;
                    } else {
                        signed.add(attachment.subject());
                        signatureCount++;
                    }
                }
                case SIGNED_STATEMENT -> statements++;
                default -> {}
            }
            count++;
            if (views.size() < MAX_SHOWN) {
                views.add(new ReferrerView(
                        type.label() + note,
                        name,
                        content.digest(),
                        content.size(),
                        created,
                        links.of(attachment.manifest(), content.digest()).orElse(null)));
            }
        }
    }
}
