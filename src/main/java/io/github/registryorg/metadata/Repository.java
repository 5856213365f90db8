package io.github.registryorg.metadata;

import io.github.registryorg.file.FileTree;
import io.github.registryorg.oci.BlobAddress;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.ImageConfig;
import io.github.registryorg.oci.RawConfig;
import io.github.registryorg.oci.RawContent;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Location;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.RegistryException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One repository's files. Names are read when it is opened; what they name, when it is requested, since a repository
 * may have more tags than fit into memory. What can't be read is reported as a problem and counts as absent. For one
 * thread.
 */
public final class Repository {

    private static final int TAGS_KEPT = 1_000;

    /** Characters of descriptions of images. */
    private static final long DESCRIPTIONS_KEPT = 4L * 1024 * 1024;

    private final FileTree tree;
    private final BiPredicate<LegacyTag, String> keptRecipes;
    private final RepositoryName name;
    private final MetadataLayout layout;
    private final Consumer<Problem> problems;
    private final TagDirectory files;
    private final List<Tag> tags;
    private final DigestDirectory digests;
    private final KeyLines lines;
    private final LruCache<Tag, Optional<TagRecord>> records;
    private final LruCache<Digest, ImageDescription> descriptions;
    private @Nullable RepositoryPage page;
    private boolean isPageBroken;

    Repository(FileTree tree, RepositoryName name, Consumer<Problem> problems) {
        this.keptRecipes = (tag, recipe) -> true;
        this.tree = tree;
        this.name = name;
        this.layout = MetadataLayout.of(name);
        this.problems = problems;
        this.files = new TagDirectory(tree, layout, problems);
        this.tags = files.names();
        this.lines = new KeyLines(tree);
        this.digests = new DigestDirectory(tree, layout, problems);
        this.records = new LruCache<>(TAGS_KEPT, record -> 1);
        this.descriptions = new LruCache<>(DESCRIPTIONS_KEPT, ImageDescription::weight);
    }

    private Repository(Repository whole, Predicate<Tag> kept, BiPredicate<LegacyTag, String> keptRecipes) {
        this.keptRecipes = keptRecipes;
        this.tree = whole.tree;
        this.name = whole.name;
        this.layout = whole.layout;
        this.problems = whole.problems;
        this.digests = whole.digests;
        this.lines = whole.lines;
        this.files = whole.files;
        // what has been read, and reported, is not read again
        this.records = whole.records;
        this.descriptions = whole.descriptions;
        this.page = whole.page;
        this.isPageBroken = whole.isPageBroken;
        this.tags = whole.tags.stream().filter(kept).toList();
    }

    public RepositoryName name() {
        return name;
    }

    /** The same repository without its other tags; their digests stay. */
    public Repository withTags(Predicate<Tag> kept) {
        return new Repository(this, kept, keptRecipes);
    }

    /** The same repository with only these recipes of its legacy tags, which are asked for by name. */
    public Repository withRecipes(BiPredicate<LegacyTag, String> kept) {
        return new Repository(this, tag -> true, kept);
    }

    /** The same repository with a page that names no successor. */
    public Repository withoutSuccessor() {
        return withPage(page().withoutSuccessor());
    }

    /** The same repository with another page. */
    Repository withPage(RepositoryPage other) {
        Repository same = withTags(tag -> true);
        same.page = other;
        return same;
    }

    /** Where its files are, as problems name them. */
    public MetadataLayout layout() {
        return layout;
    }

    /**
     * Where its page or a note says something. Reads that again: for findings only.
     *
     * @param text what the value of the key is or has; empty for the key itself
     * @return the key where it has no such text, and the file where there is no such key
     */
    public Location locate(String file, String key, String text) {
        return lines.locate(file, key, text);
    }

    /** Its page; {@link RepositoryPage#EMPTY} where there is none or it is broken. */
    public RepositoryPage page() {
        if (page == null) {
            page = readPage();
        }
        return page;
    }

    /** Whether there is a page that can't be read, which is reported: what it would say is not known. */
    public boolean hasBrokenPage() {
        page();
        return isPageBroken;
    }

    private RepositoryPage readPage() {
        String file = layout.page();
        try {
            Optional<byte[]> content = tree.read(file, FrontMatter.MAX_SIZE);
            if (content.isEmpty()) {
                return RepositoryPage.EMPTY;
            }
            RepositoryPage read = RepositoryPage.read(file, content.get(), problems);
            // without front matter it says nothing, as pages of the legacy format may
            isPageBroken = read == RepositoryPage.EMPTY && FrontMatter.isIn(content.get());
            return read;
        } catch (RegistryException e) {
            isPageBroken = true;
            e.problems().forEach(problems);
            return RepositoryPage.EMPTY;
        }
    }

    /** All tags whose directory is well named, in the specification's order. */
    public List<Tag> tags() {
        return tags;
    }

    /** Whether there is such a tag (broken or not). */
    public boolean has(Tag tag) {
        return Collections.binarySearch(tags, tag) >= 0;
    }

    /** The content of a tag's file; empty where it is broken, which is reported. */
    public Optional<TagRecord> tag(Tag tag) {
        return records.get(tag, files::read);
    }

    /** The names of the recipes of a legacy tag, files that are served as they are; sorted. */
    public List<String> recipes(LegacyTag tag) {
        return files.recipes(tag.tag()).stream()
                .filter(name -> keptRecipes.test(tag, name))
                .sorted()
                .toList();
    }

    /** The content of one of the {@link #recipes}; empty where it can't be read, which is reported. */
    public Optional<byte[]> recipe(LegacyTag tag, String name) {
        return files.recipe(tag.tag(), name);
    }

    /** The digests whose bytes or notes are here: manifests, indexes and small configs, sorted. */
    public Set<Digest> digests() {
        return digests.names();
    }

    /** Whether the bytes of this digest are here (broken or not). */
    public boolean has(Digest digest) {
        return digests.hasContent(digest);
    }

    /** The manifest or index of this digest; empty if it is absent, a config, or broken, which is reported. */
    public Optional<RawManifest> manifest(Digest digest) {
        return digests.content(digest).flatMap(RawContent::manifest);
    }

    /** A small config; empty if it is absent, a manifest, or broken. */
    public Optional<RawConfig> config(Digest digest) {
        return digests.content(digest).flatMap(RawContent::config);
    }

    /** Describes one of its manifests, with what it refers to. */
    public ImageDescription description(RawManifest manifest) {
        return descriptions.get(
                manifest.digest(), digest -> new ImageDescription(manifest, this::manifest, this::imageConfig));
    }

    /** A small config of an image; empty if it is absent, a manifest, or broken. */
    public Optional<ImageConfig> imageConfig(Digest digest) {
        try {
            return config(digest).map(RawConfig::image);
        } catch (RegistryException e) {
            // a check reports what is wrong with it
            return Optional.empty();
        }
    }

    /**
     * Whether the registry itself has this config: of a manifest whose blobs have URLs of their own, kept here and not
     * among those. No store needs to have it.
     */
    public boolean keeps(Digest manifest, Digest blob) {
        Map<Digest, List<String>> urls = note(manifest).urls();
        return !urls.isEmpty() && !urls.containsKey(blob) && config(blob).isPresent();
    }

    /** The note on this digest; {@link DigestNote#NONE} where there is none. */
    public DigestNote note(Digest digest) {
        return digests.note(digest);
    }

    /** Why nobody should pull a tag any more; null where nothing is wrong, and in the legacy format, which can't say. */
    public @Nullable String yankedReason(TagRecord tag) {
        return tag instanceof OciTag oci ? note(oci.digest()).yankedReason() : null;
    }

    /** Where the blobs of a manifest are: its own bases, the page's or the registry's, in order of preference. */
    public List<String> bases(Digest manifest, RegistrySettings settings) {
        List<String> own = note(manifest).bases();
        return own.isEmpty() ? bases(settings) : own;
    }

    /** Where this repository's blobs are by default; empty where it is not set. */
    public List<String> bases(RegistrySettings settings) {
        return page().bases(settings);
    }

    /** Where one blob of a manifest is, in order of preference: its own URLs, or the {@link #bases}. */
    public List<BlobAddress> addresses(Digest manifest, Digest blob, RegistrySettings settings) {
        List<String> own = note(manifest).urls().get(blob);
        return own != null ? BlobAddress.atUrls(own) : BlobAddress.inStores(bases(manifest, settings));
    }
}
