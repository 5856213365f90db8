package io.github.registryorg.push;

import io.github.registryorg.metadata.ContributionDirectory;
import io.github.registryorg.metadata.MetadataLayout;
import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Image;
import io.github.registryorg.oci.ImageGraph;
import io.github.registryorg.oci.ImageIndex;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.Reference;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.ByteCount;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.Report;
import io.github.registryorg.publish.Contributing;
import io.github.registryorg.publish.PublishPlan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Manifests that are pushed → the contribution, once all that they name is in the store. One at a time, whoever pushes.
 */
final class PushedManifests {

    /** Bytes of all the manifests of one index. */
    private static final long MAX_IMAGE_SIZE = 64L * 1024 * 1024;

    private static final int MAX_NAMED = 5;

    private final ContributionDirectory directory;
    private final MetadataView contribution;
    private final MetadataView registry;
    private final SiteView site;
    private final Function<RepositoryName, Contributing> rules;
    private final PushedBlobs blobs;
    private final Consumer<Problem> warnings;
    /** Files of the contribution that were written or changed since the start. */
    private final Set<String> written = new HashSet<>();

    /** Manifests that were accepted since the start, each with the files of the contribution that it needs. */
    private final Map<Accepted, Set<String>> accepted = new HashMap<>();

    private record Accepted(RepositoryName repository, Digest digest) {}

    private boolean isClosed;

    /**
     * @param contribution what {@code directory} has
     * @param registry what was there before, which is never written
     * @param site what it may have besides
     * @param rules that apply to a repository
     * @param warnings about what is accepted all the same
     */
    PushedManifests(
            ContributionDirectory directory,
            MetadataView contribution,
            MetadataView registry,
            SiteView site,
            Function<RepositoryName, Contributing> rules,
            PushedBlobs blobs,
            Consumer<Problem> warnings) {
        this.directory = directory;
        this.contribution = contribution;
        this.registry = registry;
        this.site = site;
        this.rules = rules;
        this.blobs = blobs;
        this.warnings = warnings;
    }

    /**
     * Accepts a manifest, in a repository that may be pushed to.
     *
     * @param reference under which it is pushed: its digest, or a tag
     * @param more tags that shall name it; of all these, tags of the referrers tag schema are not written, since the site
     *     derives them
     * @throws RegistryException {@code MANIFEST_BLOB_UNKNOWN} for each thing that it names and that is not here, {@code
     *     SIZE_INVALID} for each that has another size, {@code SECRET_FOUND}, {@code TAG_INVALID}, {@code NAME_RESERVED},
     *     {@code IO_FAILED}: then nothing is written
     */
    synchronized void accept(RepositoryName name, RawManifest manifest, Reference reference, List<Tag> more) {
        requireOpen();
        List<Tag> all = Stream.concat(
                        Stream.of(reference).filter(Tag.class::isInstance).map(Tag.class::cast), more.stream())
                .distinct()
                .toList();
        List<Tag> tags = all.stream().filter(tag -> !tag.isReferrersTag()).toList();
        if (tags.size() < all.size()) {
            requireReferrersList(manifest);
            if (reference instanceof Tag && tags.isEmpty()) {
                return;
            }
        }
        tags.forEach(Contributing::checkTag);
        requireReferences(name, manifest);
        if (isAccepted(name, manifest, tags)) {
            blobs.publish(manifest.manifest().blobs());
            return;
        }
        Contributing contributing = rules.apply(name);
        boolean isNew = !contribution.has(name);
        Set<Digest> elsewhere = new HashSet<>();
        Image image = image(name, manifest, elsewhere);
        PublishPlan plan = contributing.plan(image, tags, directory);
        Map<String, byte[]> files = contributing.draft(plan);
        Report report = isNew
                ? contributing.inspect(directory.with(files))
                : contributing.inspectAdded(plan, directory.with(files));
        // legal content is never refused; whoever merges the contribution may be stricter
        report.errors().forEach(problem -> warnings.accept(problem.as(ProblemCode.PUSH_UNUSUAL)));
        report.warnings().forEach(warnings);
        blobs.publish(image.blobs().stream().map(Blob::descriptor).toList());
        MetadataLayout layout = MetadataLayout.of(name);
        elsewhere.forEach(digest -> files.keySet().removeAll(List.of(layout.content(digest), layout.note(digest))));
        written.addAll(directory.put(files));
        if (elsewhere.isEmpty()) {
            accepted.put(new Accepted(name, manifest.digest()), withoutTags(layout, tags, files.keySet()));
        }
    }

    /** Tags move on to other manifests. */
    private static Set<String> withoutTags(MetadataLayout layout, List<Tag> tags, Set<String> files) {
        Set<String> others = new HashSet<>(files);
        tags.forEach(tag -> others.remove(layout.tag(tag)));
        return others;
    }

    /** Whether the same was accepted since the start, and is still there: what it warns of was said. */
    private boolean isAccepted(RepositoryName name, RawManifest manifest, List<Tag> tags) {
        Set<String> files = accepted.get(new Accepted(name, manifest.digest()));
        return files != null
                && directory.hasAll(files)
                && contribution.manifest(name, manifest.digest()).isPresent()
                && tags.stream()
                        .allMatch(
                                tag -> written.contains(MetadataLayout.of(name).tag(tag))
                                        && isNamed(name, tag, manifest.digest()));
    }

    private boolean isNamed(RepositoryName name, Tag tag, Digest digest) {
        return contribution
                .manifest(name, tag)
                .filter(named -> named.digest().equals(digest))
                .isPresent();
    }

    private static void requireReferrersList(RawManifest manifest) {
        if (!(manifest.manifest() instanceof ImageIndex)) {
            throw new RegistryException(Problem.of(
                            ProblemCode.MANIFEST_INVALID,
                            manifest.digest().toString(),
                            "only an index can be under a tag of the referrers tag schema")
                    .hint("Push what is about an image by its digest, with a subject."));
        }
    }

    private void requireReferences(RepositoryName name, RawManifest manifest) {
        List<Problem> problems = new ArrayList<>();
        boolean isIndex = manifest.manifest() instanceof ImageIndex;
        for (Descriptor reference : manifest.manifest().references()) {
            boolean isManifest = isIndex && reference.mediaType().isManifest();
            OptionalLong size = isManifest
                    ? find(name, reference.digest())
                            .map(found -> OptionalLong.of(found.descriptor().size()))
                            .orElse(OptionalLong.empty())
                    : blobs.size(name, reference.digest());
            if (size.isEmpty() && !reference.isForeign()) {
                problems.add(Problem.of(
                                ProblemCode.MANIFEST_BLOB_UNKNOWN,
                                reference.digest().toString(),
                                "the manifest names this " + (isManifest ? "manifest" : "blob")
                                        + ", which is not in repository " + name)
                        .hint(
                                isManifest
                                        ? "Push the images of an index before it: skopeo copy --all, podman manifest push --all."
                                        : "Push the blob first, then the manifest again."));
            } else if (size.isPresent() && size.getAsLong() != reference.size()) {
                problems.add(Problem.of(
                                ProblemCode.SIZE_INVALID,
                                reference.digest().toString(),
                                "the manifest declares " + reference.size() + " bytes, and it has " + size.getAsLong())
                        .hint("Clients refuse that: build the image again."));
            }
            if (problems.size() == MAX_NAMED) {
                break;
            }
        }
        if (!problems.isEmpty()) {
            throw new RegistryException(problems);
        }
    }

    /**
     * The manifest with all that it leads to; blobs are read only where somebody looks into them.
     *
     * @param elsewhere receives manifests that were there before, with blobs that the store does not have: these blobs are not
     *     in the image, and the contribution leaves the manifests out, since it names the store for all that it has
     */
    private Image image(RepositoryName name, RawManifest root, Set<Digest> elsewhere) {
        long[] size = {0};
        ImageGraph graph = ImageGraph.of(root, digest -> {
            Optional<RawManifest> found = find(name, digest);
            size[0] += found.map(manifest -> manifest.descriptor().size()).orElse(0L);
            if (size[0] > MAX_IMAGE_SIZE) {
                throw new RegistryException(Problem.of(
                                ProblemCode.MANIFEST_INVALID,
                                root.digest().toString(),
                                "the manifests of this index have more than " + ByteCount.binary(MAX_IMAGE_SIZE))
                        .hint("Divide it into several indexes."));
            }
            found.filter(manifest -> !isComplete(name, manifest)).ifPresent(manifest -> elsewhere.add(digest));
            return found;
        });
        List<RawManifest> manifests = new ArrayList<>(graph.manifests());
        Collections.reverse(manifests);
        Map<Digest, Blob> contents = new LinkedHashMap<>();
        for (RawManifest manifest : graph.manifests()) {
            if (!elsewhere.contains(manifest.digest())) {
                manifest.manifest().blobs().forEach(blob -> contents.putIfAbsent(blob.digest(), blob(blob)));
            }
        }
        return new Image(root, manifests, List.copyOf(contents.values()));
    }

    private Blob blob(Descriptor descriptor) {
        return new Blob(descriptor, () -> blobs.place(descriptor.digest()).open(descriptor.digest()));
    }

    /** Whether the store has all blobs of a manifest. What was pushed since the start was accepted only then. */
    private boolean isComplete(RepositoryName name, RawManifest manifest) {
        return written.contains(MetadataLayout.of(name).content(manifest.digest()))
                || manifest.manifest().blobs().stream()
                        .allMatch(blob -> blob.isForeign()
                                || blobs.size(name, blob.digest()).orElse(-1) == blob.size());
    }

    /** What is served under this reference, newest first: what was pushed, else what the registry had. */
    Optional<RawManifest> find(RepositoryName name, Reference reference) {
        return contribution
                .manifest(name, reference)
                .or(() -> registry.manifest(name, reference))
                .or(() -> reference instanceof Digest digest ? site.manifest(name, digest) : Optional.empty());
    }

    /**
     * Takes a manifest, with all its tags, or a tag out of the contribution.
     *
     * @throws RegistryException {@code MANIFEST_UNKNOWN}; {@code UNSUPPORTED} for what was there before the start, and for
     *     what an index still names
     */
    synchronized void delete(RepositoryName name, Reference reference) {
        requireOpen();
        RawManifest manifest = find(name, reference).orElseThrow(() -> unknown(name, reference));
        MetadataLayout layout = MetadataLayout.of(name);
        String file = reference instanceof Digest digest ? layout.content(digest) : layout.tag((Tag) reference);
        if (reference instanceof Digest digest) {
            requireUnnamed(name, digest);
            accepted.remove(new Accepted(name, digest));
        }
        if (!written.contains(file)) {
            throw new RegistryException(Problem.of(
                            ProblemCode.UNSUPPORTED,
                            reference.toString(),
                            "was in repository " + name + " before this server started")
                    .hint("Only what was pushed since then can be deleted here. Propose the deletion of its files to"
                            + " the registry instead."));
        }
        // what names something goes before it: whenever this is interrupted, what is left is whole
        Set<String> files = new LinkedHashSet<>();
        if (reference instanceof Digest digest) {
            contribution.tags(name).stream()
                    .filter(tag -> isNamed(name, tag, digest))
                    .forEach(tag -> files.add(layout.tag(tag)));
            files.add(file);
            files.add(layout.note(digest));
            keptOnlyBy(name, manifest).forEach(blob -> files.add(layout.content(blob)));
        } else {
            files.add(file);
        }
        files.retainAll(written);
        remove(name, files);
    }

    private void requireUnnamed(RepositoryName name, Digest digest) {
        contribution
                .manifests(name)
                .filter(other -> other.manifest() instanceof ImageIndex index
                        && index.manifests().stream()
                                .anyMatch(child -> child.digest().equals(digest)))
                .findFirst()
                .ifPresent(index -> {
                    throw new RegistryException(Problem.of(
                                    ProblemCode.UNSUPPORTED, digest.toString(), "index " + index.digest() + " names it")
                            .hint("Delete the index first."));
                });
    }

    /** The configs and payloads that are kept for this manifest and for no other, and are not manifests themselves. */
    private Set<Digest> keptOnlyBy(RepositoryName name, RawManifest manifest) {
        Set<Digest> kept = new HashSet<>();
        manifest.manifest().blobs().forEach(blob -> kept.add(blob.digest()));
        contribution
                .manifests(name)
                .filter(other -> !other.digest().equals(manifest.digest()))
                .forEach(other -> {
                    kept.remove(other.digest());
                    other.manifest().blobs().forEach(blob -> kept.remove(blob.digest()));
                });
        return kept;
    }

    private void remove(RepositoryName name, Set<String> files) {
        directory.remove(files);
        written.removeAll(files);
        String page = MetadataLayout.of(name).page();
        if (written.contains(page)
                && contribution.tags(name).isEmpty()
                && contribution.manifests(name).findAny().isEmpty()) {
            directory.remove(Set.of(page));
            written.remove(page);
        }
    }

    private void requireOpen() {
        if (isClosed) {
            throw new RegistryException(Problem.of(ProblemCode.IO_FAILED, "", "the server is ending")
                    .hint("Push again once it runs again."));
        }
    }

    /** Waits for what is being written, and writes nothing from then on: another run may write to the contribution. */
    synchronized void close() {
        isClosed = true;
    }

    static RegistryException unknown(RepositoryName name, Reference reference) {
        return new RegistryException(Problem.of(
                ProblemCode.MANIFEST_UNKNOWN, reference.toString(), "repository " + name + " has no " + reference));
    }
}
