package io.github.registryorg.source;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Compression;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.oci.Image;
import io.github.registryorg.oci.ImageConfig;
import io.github.registryorg.oci.ImageIndex;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.NewManifest;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.problem.ByteCount;
import io.github.registryorg.problem.Count;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.source.file.SourceFile;
import io.github.registryorg.source.file.SourceFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What {@code docker save}, skopeo and Jib write: a tar archive with a list of images, whose configs and layers are
 * files in it. Where it is an OCI layout too, its manifests are taken. Otherwise it has none, so one is made: the same
 * archive always gives the same.
 *
 * @param name as the user wrote it, without the reference
 * @param path of the archive
 * @param reference what to choose; null where the user gave none
 * @param sources what is open until the blobs have been read
 */
record DockerArchive(String name, Path path, @Nullable String reference, OpenSources sources) implements ImageSource {

    @Override
    public Image read(List<Platform> platforms, Consumer<Problem> warnings) {
        SourceFiles files = SourceKind.DOCKER_ARCHIVE.open(name, path, sources);
        byte[] list = required(files, SavedImage.LIST).read(name, RawManifest.MAX_SIZE);
        List<Candidate<SavedImage>> images = SavedImage.readAll(name, list).stream()
                .map(SavedImage::candidate)
                .toList();
        Choice choice = new Choice(name, reference);
        SavedImage image = choice.only(choice.among(images, images));
        return saved(files, image, platforms, warnings).orElseGet(() -> convert(files, image, platforms, warnings));
    }

    /**
     * The image as the layout beside the list has it: Docker 25 and newer save both, with manifests whose digest is that of
     * the registry. Empty where there is no layout, or none of this image.
     */
    private Optional<Image> saved(
            SourceFiles files, SavedImage image, List<Platform> platforms, Consumer<Problem> warnings) {
        if (files.find(LayoutReader.MARKER).isEmpty()
                || files.find(LayoutReader.INDEX).isEmpty()) {
            return Optional.empty();
        }
        Digest config = Digest.sha256(required(files, image.config()).read(name, RawManifest.MAX_SIZE));
        LayoutReader layout = new LayoutReader(name, files);
        LayoutEntries entries = new LayoutEntries(layout);
        return ImageByConfig.find(layout, entries, config, image.repoTags())
                .map(found -> new ManifestGraph(layout, TypeCheck.refusing(name))
                        .image(
                                platforms.isEmpty() ? complete(layout, found, warnings) : found.root(),
                                LayoutReader.INDEX,
                                platforms,
                                entries::referrers,
                                entries::tagged));
    }

    /** Of an image for several platforms, Docker may have pulled one: the list names that. */
    private Descriptor complete(LayoutReader layout, ImageByConfig found, Consumer<Problem> warnings) {
        RawManifest root = layout.manifest(found.root(), LayoutReader.INDEX);
        if (!(root.manifest() instanceof ImageIndex) || new PlatformSelection(layout, root).isComplete()) {
            return found.root();
        }
        String platform = layout.platform(found.image(), root.digest().toString())
                .map(own -> " for " + own)
                .orElse("");
        warnings.accept(Problem.of(
                        ProblemCode.SOURCE_INCOMPLETE,
                        name,
                        "has only a part of the image " + root.digest() + ": its manifest "
                                + found.image().digest() + platform + " is published, not the index")
                .hint("Pull the other platforms before you save the image, or copy it from its registry with"
                        + " -Dregistry.source=docker://…, to publish all."));
        return found.image();
    }

    @Override
    public String toString() {
        return reference == null ? name : name + ":" + reference;
    }

    private Image convert(SourceFiles files, SavedImage image, List<Platform> platforms, Consumer<Problem> warnings) {
        SourceFile configFile = required(files, image.config());
        byte[] configBytes = configFile.read(name, RawManifest.MAX_SIZE);
        Descriptor config = Descriptor.of(MediaType.OCI_CONFIG, Digest.sha256(configBytes), configBytes.length);
        image.namedId().filter(id -> !id.equals(config.digest())).ifPresent(id -> {
            throw problem(
                    ProblemCode.DIGEST_INVALID, "the config " + image.config() + " has the digest " + config.digest());
        });
        ImageConfig read = SourceProblems.withSubject(name, image.config(), () -> ImageConfig.read(configBytes));
        PlatformSelection.checkSingle(name, platforms, read.platform());
        List<Digest> diffIds = diffIds(image, read.diffIds());

        Map<Digest, Blob> blobs = new LinkedHashMap<>();
        blobs.put(config.digest(), new Blob(config, configFile.content()));
        List<Descriptor> layers = new ArrayList<>();
        Map<String, Scan> scans = new HashMap<>();
        Map<String, Blob> compressed = new HashMap<>();
        Map<Digest, Long> plain = new HashMap<>();
        for (int i = 0; i < diffIds.size(); i++) {
            SourceFile file = required(files, image.layers().get(i));
            Scan scan = scans.computeIfAbsent(file.name(), any -> Scan.of(name, file, algorithms(diffIds)));
            Descriptor found = layer(file, scan, diffIds.get(i));
            Blob layer = new Blob(found, file.content());
            if (found.mediaType().equals(MediaType.OCI_LAYER_TAR)) {
                plain.putIfAbsent(found.digest(), found.size());
                layer = compressed.computeIfAbsent(
                        file.name(), any -> sources.compressed(file).orElse(new Blob(found, file.content())));
            }
            layers.add(layer.descriptor());
            blobs.putIfAbsent(layer.digest(), layer);
        }
        if (!plain.isEmpty()) {
            boolean stay = layers.stream().anyMatch(layer -> layer.mediaType().equals(MediaType.OCI_LAYER_TAR));
            warnings.accept(newDigest(stay ? plain : Map.of()));
        }
        RawManifest manifest = SourceProblems.withSubject(name, "the manifest", () -> NewManifest.of(config, layers));
        return new Image(manifest, List.of(manifest), List.copyOf(blobs.values()));
    }

    /** @param plain sizes of the layers that are published without compression */
    private Problem newDigest(Map<Digest, Long> plain) {
        String layout = "an OCI layout has a manifest, and compressed layers: skopeo copy " + this
                + " oci:DIR:TAG, and publish that.";
        long size = plain.values().stream().mapToLong(Long::longValue).sum();
        return Problem.of(
                        ProblemCode.DIGEST_NEW,
                        name,
                        "has no manifest, so one is made: its digest is not that of the image elsewhere, and no signature"
                                + " matches it")
                .hint(
                        plain.isEmpty()
                                ? "To keep the digest, publish the image from its registry (docker://…)."
                                : "Its layers are published as they are, not compressed: "
                                        + Count.of(plain.size(), "layer")
                                        + " with " + ByteCount.binary(size)
                                        + ". Compress them with -Dregistry.compress=gzip; or "
                                        + layout);
    }

    /** The digests of the layers when they are not compressed, one for each layer. */
    private List<Digest> diffIds(SavedImage image, List<String> diffIds) {
        if (diffIds.size() != image.layers().size()) {
            throw problem(
                    ProblemCode.SOURCE_INVALID,
                    "the image has " + Count.of(image.layers().size(), "layer") + ", and its config " + image.config()
                            + " lists " + diffIds.size());
        }
        return diffIds.stream()
                .map(id -> SourceProblems.withSubject(name, image.config(), () -> Digest.parse(id)))
                .toList();
    }

    private static Set<DigestAlgorithm> algorithms(List<Digest> diffIds) {
        Set<DigestAlgorithm> algorithms = EnumSet.of(DigestAlgorithm.SHA256);
        diffIds.forEach(id -> algorithms.add(id.algorithm()));
        return algorithms;
    }

    private Descriptor layer(SourceFile file, Scan scan, Digest diffId) {
        MediaType mediaType = scan.compression()
                .map(compression -> compressed(file, compression))
                .orElse(null);
        if (mediaType == null) {
            Digest actual = scan.digest(diffId.algorithm());
            if (!actual.equals(diffId)) {
                throw problem(
                        ProblemCode.DIGEST_INVALID,
                        "the layer " + file.name() + " has the digest " + actual + ", and the config has " + diffId);
            }
            mediaType = MediaType.OCI_LAYER_TAR;
        }
        return Descriptor.of(mediaType, scan.digest(DigestAlgorithm.SHA256), file.size());
    }

    private MediaType compressed(SourceFile file, Compression compression) {
        return switch (compression) {
            case GZIP -> MediaType.OCI_LAYER_GZIP;
            case ZSTD -> MediaType.OCI_LAYER_ZSTD;
            default ->
                throw new RegistryException(Problem.of(
                                ProblemCode.UNSUPPORTED,
                                name,
                                "the layer " + file.name() + " is compressed with " + compression)
                        .hint("Clients support gzip and zstd only: copy the image with skopeo to an OCI layout, and"
                                + " publish that."));
        };
    }

    private SourceFile required(SourceFiles files, String file) {
        return files.find(file)
                .orElseThrow(() -> problem(
                        ProblemCode.MANIFEST_BLOB_UNKNOWN,
                        "\"" + file + "\" is not in the archive, and " + SavedImage.LIST + " names it"));
    }

    private RegistryException problem(ProblemCode code, String what) {
        return new RegistryException(
                Problem.of(code, name, what).hint("The archive is damaged: save the image again."));
    }
}
