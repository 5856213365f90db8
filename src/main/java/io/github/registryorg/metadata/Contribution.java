package io.github.registryorg.metadata;

import io.github.registryorg.file.FileTree;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Image;
import io.github.registryorg.oci.ImageConfig;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The metadata that a container repository offers to the registry, written into a directory of the registry's own layout.
 * Bytes of manifests first, then what points at them; each file appears whole. What is there already stays: pages
 * are never overwritten, tags keep their prose, digests are only added.
 */
public final class Contribution {

    /** Bytes of a config, or of a signature's payload, that is kept beside the manifests, at most. */
    public static final int MAX_CONFIG_SIZE = 256 * 1024;

    /** Maximum of URLs of one blob in a note, as in its schema. */
    private static final int MAX_URLS = 16;

    private final ContributionDirectory directory;
    private final FileTree tree;
    private final RepositoryName name;
    private final boolean keepsConfigs;

    public Contribution(ContributionDirectory directory, RepositoryName name) {
        this(directory, name, true);
    }

    private Contribution(ContributionDirectory directory, RepositoryName name, boolean keepsConfigs) {
        this.directory = Objects.requireNonNull(directory, "directory");
        this.tree = directory.base();
        this.name = Objects.requireNonNull(name, "name");
        this.keepsConfigs = keepsConfigs;
    }

    /** The same, but {@link #write} and {@link #draft} leave the bytes of configs and of signatures' payloads in the store. */
    public Contribution withoutConfigs() {
        return new Contribution(directory, name, false);
    }

    /** A contribution in a directory that is added to. */
    public Contribution(Path directory, RepositoryName name) {
        this(ContributionDirectory.addedTo(directory), name);
    }

    /** A config that an earlier run has kept here, even if the directory starts afresh; empty where it has not. */
    public Optional<byte[]> keptConfig(Digest digest) {
        return directory.kept(name, digest, MAX_CONFIG_SIZE);
    }

    /**
     * Writes what an image adds.
     *
     * @param configs bytes of the configs of container images, which describe them, and of the payloads of signatures,
     *     those over {@link #MAX_CONFIG_SIZE} left out: kept unless this is {@link #withoutConfigs}
     * @param tags that shall name the image's root; may be empty
     * @param stores public base URLs of the store that has the blobs, in order of preference
     * @return the paths of the files that were written or changed, relative to the directory, with {@code /}
     * @throws io.github.registryorg.problem.RegistryException if a file that is there can't be read, or writing
     *     fails
     */
    public List<String> write(Image image, Map<Digest, byte[]> configs, List<Tag> tags, List<String> stores) {
        return directory.put(draft(image, configs, tags, stores));
    }

    /**
     * What {@link #write} would write: content by path, relative to the directory, with {@code /}, in the order in which
     * it is written.
     *
     * @throws io.github.registryorg.problem.RegistryException if a file that is there can't be read
     */
    public Map<String, byte[]> draft(Image image, Map<Digest, byte[]> configs, List<Tag> tags, List<String> stores) {
        return draft(image, configs, tags, stores, Optional::empty);
    }

    /**
     * The same, with what is known of the source of an image that names no revision.
     *
     * @param revision asked for only then; a tag that has not moved keeps the one it has
     */
    public Map<String, byte[]> draft(
            Image image,
            Map<Digest, byte[]> configs,
            List<Tag> tags,
            List<String> stores,
            Supplier<Optional<String>> revision) {
        List<Problem> problems = new ArrayList<>();
        MetadataDirectory metadata = new MetadataDirectory(tree, problems::add);
        Repository existing = metadata.repository(name);
        Map<String, byte[]> files = new LinkedHashMap<>();
        addContent(files, existing, image, keepsConfigs ? configs : Map.of());
        ImageDescription description = describe(image.root().digest(), image, configs);
        String page = existing.layout().page();
        if (tree.read(page, FrontMatter.MAX_SIZE).isEmpty()) {
            files.put(page, markdown(description.page(stores)));
        } else {
            // a page that can't be read may name other stores than the registry
            List<String> bases = existing.page()
                    .basesInNotes(
                            stores,
                            () -> errors(page, problems).isEmpty() ? metadata.settings() : RegistrySettings.EMPTY);
            if (!bases.isEmpty()) {
                image.manifests().forEach(manifest -> {
                    Digest digest = manifest.digest();
                    files.put(
                            existing.layout().note(digest),
                            existing.note(digest).withBases(bases).yaml());
                });
            }
        }
        for (Tag tag : tags) {
            files.put(existing.layout().tag(tag), tagFile(existing, description.tag(tag), revision, problems));
        }
        for (Image.Companion one : image.companions()) {
            OciTag tag = describe(one.manifest(), image, configs).tag(one.tag());
            files.put(existing.layout().tag(one.tag()), tagFile(existing, tag, Optional::empty, problems));
        }
        return files;
    }

    /**
     * Writes an image whose blobs are in no store: each has URLs of its own, or is a config that is kept here. No page
     * is written, since it would be empty.
     *
     * @param configs bytes of the configs that shall be kept
     * @param urls of the other blobs; those that are known already stay
     * @return as {@link #write(Image, Map, List, List)}
     * @throws io.github.registryorg.problem.RegistryException as there
     */
    public List<String> writeAt(Image image, Map<Digest, byte[]> configs, Tag tag, Map<Digest, List<String>> urls) {
        List<Problem> problems = new ArrayList<>();
        Repository existing = new MetadataDirectory(tree, problems::add).repository(name);
        Digest root = image.root().digest();
        DigestNote note = existing.note(root);
        refuseBroken(existing.layout().note(root), problems);
        Map<String, byte[]> files = new LinkedHashMap<>();
        addContent(files, existing, image, configs);
        files.put(
                existing.layout().note(root),
                note.withUrls(merged(note.urls(), urls)).yaml());
        files.put(
                existing.layout().tag(tag),
                tagFile(existing, describe(root, image, configs).tag(tag), Optional::empty, problems));
        return directory.put(files);
    }

    /** Sorted, and the first as many as a note may have, so that it doesn't matter which of two tags was written first. */
    private static Map<Digest, List<String>> merged(Map<Digest, List<String>> known, Map<Digest, List<String>> more) {
        Map<Digest, List<String>> merged = new TreeMap<>(known);
        more.forEach((blob, urls) -> merged.merge(
                blob,
                urls,
                (some, others) -> Stream.concat(some.stream(), others.stream())
                        .distinct()
                        .sorted()
                        .limit(MAX_URLS)
                        .toList()));
        return merged;
    }

    private static void addContent(
            Map<String, byte[]> files, Repository existing, Image image, Map<Digest, byte[]> configs) {
        for (RawManifest manifest : image.manifests()) {
            files.put(existing.layout().content(manifest.digest()), manifest.bytes());
        }
        configs.forEach((digest, bytes) -> files.put(existing.layout().content(digest), bytes));
    }

    /** @param root one of the image's manifests */
    private static ImageDescription describe(Digest root, Image image, Map<Digest, byte[]> configs) {
        Map<Digest, RawManifest> manifests = new HashMap<>();
        image.manifests().forEach(manifest -> manifests.put(manifest.digest(), manifest));
        return new ImageDescription(
                Objects.requireNonNull(manifests.get(root), "root"),
                digest -> Optional.ofNullable(manifests.get(digest)),
                digest -> Optional.ofNullable(configs.get(digest)).map(ImageConfig::read));
    }

    /**
     * The prose of people stays, and so do the date of publication, the reason of a rollback and a revision that the image doesn't name, as long as the
     * tag has not moved.
     */
    private byte[] tagFile(
            Repository existing, OciTag tag, Supplier<Optional<String>> revision, List<Problem> problems) {
        String body = "";
        OciTag kept = tag;
        boolean known = existing.tags().contains(tag.tag());
        Optional<TagRecord> before = known ? existing.tag(tag.tag()) : Optional.empty();
        if (before.isPresent()) {
            body = before.get().frontMatter().body();
        } else if (known) {
            refuseBroken(existing.layout().tag(tag.tag()), problems);
        }
        if (before.orElse(null) instanceof OciTag oci && oci.digest().equals(tag.digest())) {
            kept = tag.published(oci.published()).rollback(oci.rollback());
            if (tag.ownRevision() == null && oci.ownRevision() != null) {
                return kept.ownRevision(oci.ownRevision()).markdown(body);
            }
        }
        // a label may be the base image's: it is kept, as doubtful, only where nothing else names a revision
        return (tag.ownRevision() == null
                        ? revision.get().map(kept::ownRevision).orElse(kept)
                        : kept)
                .markdown(body);
    }

    /** What can't be read from broken front matter can't be kept either. */
    private void refuseBroken(String file, List<Problem> problems) {
        if (tree.read(file, FrontMatter.MAX_SIZE).isEmpty()) {
            return;
        }
        List<Problem> about = errors(file, problems);
        if (!about.isEmpty()) {
            throw new RegistryException(about);
        }
    }

    private static List<Problem> errors(String file, List<Problem> problems) {
        return problems.stream()
                .filter(problem -> problem.subject().equals(file))
                .filter(problem -> problem.severity() == Severity.ERROR || problem.code() == ProblemCode.TAG_LEFT_OUT)
                .toList();
    }

    private static byte[] markdown(RepositoryPage page) {
        return new FrontMatterWriter()
                .put("layout", FrontMatterKind.COLLECTION.layout())
                .put("title", page.title())
                .put("description", page.description())
                .putOneOrMany("store", page.stores())
                .put("source", page.source())
                .put("url", page.url())
                .put("documentation", page.documentation())
                .put("licenses", page.licenses())
                .put("authors", page.authors())
                .put("vendor", page.vendor())
                .put("deprecated", page.deprecated())
                .put(
                        "successor",
                        page.successor() == null ? null : page.successor().name())
                .markdown("");
    }
}
