package io.github.registryorg.publish;

import io.github.registryorg.metadata.ContributionDirectory;
import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.CosignTag;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Image;
import io.github.registryorg.oci.ImageGraph;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.ByteCount;
import io.github.registryorg.problem.Count;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.Report;
import io.github.registryorg.source.ImageSource;
import io.github.registryorg.source.JibOutput;
import io.github.registryorg.source.OpenSources;
import io.github.registryorg.source.SourceGrammar;
import io.github.registryorg.store.BlobStores;
import io.github.registryorg.store.BlobUploads;
import io.github.registryorg.store.StoreAccess;
import io.github.registryorg.store.WritableBlobStore;
import io.github.registryorg.work.Progress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An image → its blobs in the store, then its metadata in the contribution: never a name before what it names. */
public final class Publishing implements AutoCloseable {

    private final PublishRequest request;
    private final Progress progress;
    private final WritableBlobStore store;
    private final Contributing contributing;
    private final OpenSources sources;
    private final SourceRevision revision;
    private final Report warnings = new Report();

    public Publishing(PublishRequest request, BlobStores stores, Progress progress) {
        this.request = request;
        this.progress = progress;
        this.revision = new SourceRevision(request, progress);
        Contributing.checkName(request.repository());
        this.store = stores.openWritable(request.store());
        this.contributing = new Contributing(
                request.repository(),
                List.of(Contributing.readersBase(
                        store, request.store(), request.storeUrl(), request.contribution(), stores)),
                request.keepConfigs(),
                request.allowedSecrets(),
                revision::get,
                warnings::accept);
        StoreAccess access = request.access();
        SourceRequest from = request.source();
        this.sources = new OpenSources(
                access.allowed(), access.proxy(), from.logins(), from.withReferrers(), from.compression());
    }

    /** The source → the image, of the platforms that are requested. Its blobs are read later. */
    public Image read() {
        String name = request.source().name();
        progress.step("Reading " + (name == null ? "what Jib left" : name), "");
        return source().read(request.source().platforms(), warnings);
    }

    /** The image → what is published of it, checked as far as that is possible without uploading it. */
    public PublishPlan plan(Image image) {
        List<Tag> tags = request.tags().of(image.root().manifest());
        tags.forEach(Contributing::checkTag);
        ContributionDirectory directory = directory(image, tags);
        PublishPlan plan = contributing.plan(image, tags, directory);
        // what is wrong with metadata is wrong already, and nothing has been uploaded yet
        contributing.inspect(directory.with(contributing.draft(plan))).orThrow();
        return plan;
    }

    /**
     * An image starts the contribution of its build. A signature, or anything else that is about an image which an earlier
     * build has published there, belongs to the same contribution: without the image nobody could use it.
     */
    private ContributionDirectory directory(Image image, List<Tag> tags) {
        ContributionDirectory added = ContributionDirectory.addedTo(request.contribution());
        boolean isAboutKept = Stream.concat(
                        tags.stream().flatMap(tag -> CosignTag.subject(tag).stream()),
                        image.root().manifest().subject().map(Descriptor::digest).stream())
                .anyMatch(subject -> added.kept(request.repository(), subject).isPresent());
        return request.startsAfresh() && !isAboutKept
                ? ContributionDirectory.startedAfresh(request.contribution())
                : added;
    }

    /** The blobs → the store. */
    public BlobUploads.Result upload(PublishPlan plan) {
        List<Blob> blobs = plan.image().blobs();
        progress.step("Uploading", "blob");
        progress.expected(blobs.size(), blobs.stream().mapToLong(Blob::size).sum());
        String reference = names(plan.image(), plan.tags()).keySet().stream()
                .sorted()
                .findFirst()
                .orElse(request.repository() + "@" + plan.image().root().digest());
        return new BlobUploads(reference, store, request.deep(), new Uploading()).put(blobs);
    }

    /** Metadata of what is in the store → the contribution. */
    public PublishResult contribute(PublishPlan plan, BlobUploads.Result uploaded) {
        Map<String, byte[]> files = contributing.draft(plan);
        Report report = contributing.inspect(plan.directory().with(files));
        report.orThrow();
        return new PublishResult(
                description(plan.image(), plan.tags()),
                plan.image().companions().stream().map(Image.Companion::tag).toList(),
                ByteCount.binary(size(plan.image())),
                outcome(uploaded, store),
                request.contribution(),
                plan.directory().put(files),
                Stream.concat(warnings.warnings().stream(), report.warnings().stream())
                        .toList(),
                names(plan.image(), plan.tags()),
                plan.allowed());
    }

    @Override
    public void close() {
        sources.close();
    }

    private ImageSource source() {
        String name = request.source().name();
        if (name != null) {
            return SourceGrammar.parse(name, request.baseDirectory(), sources);
        }
        JibOutput jib = new JibOutput(request.buildDirectory());
        return jib.find(sources).orElseThrow(() -> new RegistryException(jib.missing()));
    }

    private String description(Image image, List<Tag> tags) {
        String name = request.repository().name();
        return tags.isEmpty()
                ? name + "@" + image.root().digest()
                : tags.stream().map(tag -> name + ":" + tag).collect(Collectors.joining(", ")) + " as "
                        + image.root().digest();
    }

    private Map<String, String> names(Image image, List<Tag> tags) {
        return tags.stream()
                .collect(Collectors.toMap(
                        tag -> request.repository() + ":" + tag,
                        tag -> image.root().digest().toString(),
                        (same, again) -> same));
    }

    /** Bytes of all its manifests and blobs, each once. */
    private static long size(Image image) {
        Map<Digest, RawManifest> manifests =
                image.manifests().stream().collect(Collectors.toMap(RawManifest::digest, manifest -> manifest));
        return ImageGraph.of(image.root(), digest -> Optional.ofNullable(manifests.get(digest)))
                .pullSize();
    }

    private static String outcome(Blob blob, WritableBlobStore.Put put) {
        return blob.digest().abbreviated() + " " + ByteCount.binary(blob.size())
                + (put == WritableBlobStore.Put.PRESENT ? ", there already" : "");
    }

    private final class Uploading implements BlobUploads.Progress {
        @Override
        public void read(Blob blob, long bytes) {
            progress.moved(bytes);
        }

        @Override
        public void done(Blob blob, WritableBlobStore.Put how) {
            if (how == WritableBlobStore.Put.PRESENT) {
                progress.expected(0, -blob.size());
            }
            progress.done(1);
            progress.report(outcome(blob, how));
        }
    }

    private static String outcome(BlobUploads.Result result, WritableBlobStore store) {
        return Count.of(result.written(), "blob") + " with " + ByteCount.binary(result.bytes()) + " written, "
                + Count.grouped(result.present()) + " there already, in " + store.base();
    }
}
