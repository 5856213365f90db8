package io.github.registryorg.publish;

import io.github.registryorg.check.Inspection;
import io.github.registryorg.file.FileTree;
import io.github.registryorg.metadata.Contribution;
import io.github.registryorg.metadata.ContributionDirectory;
import io.github.registryorg.metadata.MetadataDirectory;
import io.github.registryorg.metadata.ReservedNames;
import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.CosignTag;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Image;
import io.github.registryorg.oci.ImageConfig;
import io.github.registryorg.oci.ImageGraph;
import io.github.registryorg.oci.ImageManifest;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.ByteCount;
import io.github.registryorg.problem.Count;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.Report;
import io.github.registryorg.secret.AllowedSecrets;
import io.github.registryorg.secret.SecretSearch;
import io.github.registryorg.source.ImageSource;
import io.github.registryorg.source.JibOutput;
import io.github.registryorg.source.OpenSources;
import io.github.registryorg.source.SourceGrammar;
import io.github.registryorg.store.BlobStores;
import io.github.registryorg.store.BlobUploads;
import io.github.registryorg.store.StoreAccess;
import io.github.registryorg.store.StoreAddress;
import io.github.registryorg.store.WritableBlobStore;
import io.github.registryorg.work.Progress;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An image → its blobs in the store, then its metadata in the contribution: never a name before what it names. */
public final class Publishing implements AutoCloseable {

    private static final String ARTIFACT =
            "If it is an artifact, build it with an artifactType, and a config of the type"
                    + " application/vnd.oci.empty.v1+json or one of its own; otherwise build the image again.";

    private final PublishRequest request;
    private final Progress progress;
    private final WritableBlobStore store;
    private final String base;
    private final OpenSources sources;
    private final SourceRevision revision;
    private final Report warnings = new Report();

    public Publishing(PublishRequest request, BlobStores stores, Progress progress) {
        this.request = request;
        this.progress = progress;
        this.revision = new SourceRevision(request, progress);
        checkName();
        this.store = stores.openWritable(request.store());
        this.base = readersBase(store);
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
        tags.forEach(Publishing::checkTag);
        ContributionDirectory directory = directory(image, tags);
        Contribution contribution = new Contribution(directory, request.repository());
        Map<Digest, byte[]> configs = configs(image, contribution);
        List<Blob> blobs = image.blobs().stream()
                .map(blob -> configs.containsKey(blob.digest())
                        ? new Blob(blob.descriptor(), () -> new ByteArrayInputStream(configs.get(blob.digest())))
                        : blob)
                .toList();
        Image read = new Image(image.root(), image.manifests(), blobs, image.companions());
        AllowedSecrets.Use allowed = new SecretSearch(request.allowedSecrets()).check(read);
        PublishPlan plan = new PublishPlan(read, tags, configs, directory, contribution, allowed);
        // what is wrong with metadata is wrong already, and nothing has been uploaded yet
        inspect(directory.with(draft(plan))).orThrow();
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
        Map<String, byte[]> files = draft(plan);
        Report report = inspect(plan.directory().with(files));
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

    private Map<String, byte[]> draft(PublishPlan plan) {
        Contribution contribution = request.keepConfigs()
                ? plan.contribution()
                : plan.contribution().withoutConfigs();
        return contribution.draft(plan.image(), plan.configs(), plan.tags(), List.of(base), revision::get);
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

    /** A directory within the contribution is written relative to it, so that both can move together. */
    private String readersBase(WritableBlobStore store) {
        Path contribution = request.contribution().toAbsolutePath().normalize();
        if (request.storeUrl() != null) {
            return StoreAddress.parse(request.storeUrl(), contribution).base().toString();
        }
        if (StoreAddress.parse(request.store(), request.baseDirectory()) instanceof StoreAddress.Directory directory) {
            String address = directory.path().startsWith(contribution)
                    ? "file:" + contribution.toUri().relativize(directory.path().toUri())
                    : directory.path().toUri().toString();
            // parsed once more, since a URI of a directory that is there ends with a slash
            return StoreAddress.parse(address, contribution).base().toString();
        }
        return store.base().toString();
    }

    private void checkName() {
        ReservedNames.reasonAgainst(request.repository()).ifPresent(reason -> {
            throw new RegistryException(
                    Problem.of(ProblemCode.NAME_RESERVED, request.repository().name(), reason)
                            .hint("Give the repository another name with -Dregistry.repository."));
        });
    }

    private static void checkTag(Tag tag) {
        ReservedNames.problemOf(tag, tag.name()).ifPresent(problem -> {
            throw new RegistryException(problem.hint(
                    tag.isReferrersTag()
                            ? "The site makes these by itself: publish what is about an image without a tag."
                            : "Choose another tag with -Dregistry.tags."));
        });
    }

    /** The configs that are kept beside the manifests, so that pages and platforms do not require the network. */
    private Map<Digest, byte[]> configs(Image image, Contribution contribution) {
        Map<Digest, Blob> blobs = image.blobs().stream().collect(Collectors.toMap(Blob::digest, blob -> blob));
        Map<Digest, byte[]> configs = new TreeMap<>();
        for (RawManifest manifest : image.manifests()) {
            if (manifest.manifest() instanceof ImageManifest container && container.isContainerImage()) {
                Descriptor config = container.config();
                if (config.size() <= Contribution.MAX_CONFIG_SIZE && blobs.containsKey(config.digest())) {
                    // what an earlier run has kept need not be fetched again
                    byte[] content = contribution
                            .keptConfig(config.digest())
                            .orElseGet(() -> blobs.get(config.digest()).read());
                    if (describesImage(manifest.digest(), config.digest(), content)) {
                        configs.put(config.digest(), content);
                    }
                }
            }
        }
        return configs;
    }

    /** What clients can't read is refused before anything is uploaded; an artifact's config is not one of an image. */
    private boolean describesImage(Digest manifest, Digest digest, byte[] content) {
        try {
            if (!ImageConfig.describesNone(content)) {
                ImageConfig.read(content);
                return true;
            }
        } catch (RegistryException e) {
            throw new RegistryException(
                    e.problem()
                            .about("config " + digest)
                            .hint(
                                    e.problem().hint() == null
                                            ? ARTIFACT
                                            : e.problem().hint()),
                    e);
        }
        warnings.accept(Problem.of(
                        ProblemCode.IMAGE_UNUSUAL,
                        "manifest " + manifest,
                        "has a config of an image's type that describes no image: container engines can't run it")
                .hint(ARTIFACT));
        return false;
    }

    private Report inspect(FileTree contribution) {
        Report report = new Report();
        MetadataDirectory metadata = new MetadataDirectory(contribution, report);
        RepositoryName name = request.repository();
        new Inspection(Inspection.structure(metadata.settings())).inspect(metadata.repository(name), report);
        return report;
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
