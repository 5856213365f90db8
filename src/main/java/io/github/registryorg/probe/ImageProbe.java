package io.github.registryorg.probe;

import io.github.registryorg.client.Compatibility;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.ImageIndex;
import io.github.registryorg.oci.ImageManifest;
import io.github.registryorg.oci.LayerFormat;
import io.github.registryorg.oci.MediaTypeFault;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.problem.ByteCount;
import io.github.registryorg.problem.Count;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whatever tags of one repository name, down to the blobs. */
final class ImageProbe {

    /** The maximum of nested indexes. */
    private static final int MAX_DEPTH = 3;

    private static final int MAX_CHILDREN = 20;
    private static final int MAX_SUBJECTS = 5;

    private final ProbeFindings findings;
    private final ManifestProbe manifests;
    private final BlobProbe blobs;
    private final ReferrersProbe referrers;
    private final Set<Digest> known = new HashSet<>();
    private final Set<Digest> subjects = new HashSet<>();

    ImageProbe(ProbeClient client, ProbeFindings findings, String repository, boolean deep) {
        this.findings = findings;
        this.manifests = new ManifestProbe(client, findings, repository);
        this.blobs = new BlobProbe(client, findings, repository, deep);
        this.referrers = new ReferrersProbe(client, findings, repository);
    }

    /** @param reference a tag or a digest */
    void check(String reference) {
        findings.enter(Area.MANIFESTS);
        Optional<Digest> digest = Digest.tryParse(reference);
        if (digest.isPresent()) {
            known.add(digest.get());
            manifests.byDigest(digest.get(), Fault.MANIFEST_MISSING).ifPresent(raw -> {
                subject(digest.get());
                descend(raw, 0);
            });
            return;
        }
        manifests.byTag(reference).ifPresent(raw -> {
            // also what an index named before, and was looked at with it
            subject(raw.digest());
            if (known.add(raw.digest())) {
                manifests.byDigest(raw.digest(), Fault.MANIFEST_BY_DIGEST_MISSING);
                descend(raw, 0);
            }
        });
    }

    private void subject(Digest digest) {
        if (subjects.size() < MAX_SUBJECTS) {
            subjects.add(digest);
        }
    }

    private void descend(RawManifest raw, int depth) {
        referrers.add(raw);
        if (raw.manifest() instanceof ImageIndex index) {
            findings.enter(Area.INDEXES);
            Compatibility.of(index)
                    .forEach((need, shown) -> findings.add(Fault.of(need), "GET " + raw.digest(), shown));
            if (depth < MAX_DEPTH) {
                index.manifests().stream().limit(MAX_CHILDREN).forEach(child -> child(child, depth));
            }
        } else if (raw.manifest() instanceof ImageManifest image) {
            MediaTypeFault.of(image)
                    .ifPresent(fault ->
                            findings.add(Fault.of(fault), "GET " + raw.digest(), "a manifest that " + fault.what()));
            findings.enter(Area.BLOBS);
            blobs.check(image.config(), LayerFormat.OTHER, Fault.CONFIG_MISSING, Fault.CONFIG_LENGTH_WRONG);
            image.layers()
                    .forEach(layer -> blobs.check(
                            layer, LayerFormat.of(image, layer), Fault.BLOB_MISSING, Fault.BLOB_LENGTH_WRONG));
        }
    }

    private void child(Descriptor child, int depth) {
        if (!child.mediaType().isManifest() || !known.add(child.digest())) {
            return;
        }
        findings.enter(Area.INDEXES);
        manifests.byDigest(child.digest(), Fault.CHILD_MISSING).ifPresent(raw -> {
            if (raw.bytes().length != child.size()) {
                findings.add(
                        Fault.CHILD_SIZE_WRONG,
                        "GET " + child.digest(),
                        ByteCount.exact(raw.bytes().length) + ", not " + Count.grouped(child.size()));
            }
            descend(raw, depth + 1);
        });
    }

    /** Referrers of what was read, and of what that refers to. */
    void checkReferrers() {
        Set<Digest> all = new TreeSet<>(subjects);
        referrers.referred().stream().limit(MAX_SUBJECTS).forEach(all::add);
        if (!all.isEmpty()) {
            findings.enter(Area.REFERRERS);
            all.forEach(referrers::check);
            referrers.checkNothing(MissingProbe.NOTHING);
        }
    }
}
