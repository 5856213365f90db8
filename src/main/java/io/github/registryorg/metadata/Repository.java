package io.github.registryorg.metadata;

import io.github.registryorg.file.FileTree;
import io.github.registryorg.file.FileTree.Entry;
import io.github.registryorg.oci.BlobAddress;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.ImageConfig;
import io.github.registryorg.oci.RawConfig;
import io.github.registryorg.oci.RawContent;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.Severity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
    private final Predicate<String> keptRecipes;
    private final RepositoryName name;
    private final MetadataLayout layout;
    private final Consumer<Problem> problems;
    private final List<Tag> tags = new ArrayList<>();
    private final DigestDirectory digests;
    private final LruCache<Tag, Optional<TagRecord>> records;
    private final LruCache<Digest, ImageDescription> descriptions;
    private @Nullable RepositoryPage page;

    Repository(FileTree tree, RepositoryName name, Consumer<Problem> problems) {
        this.keptRecipes = recipe -> true;
        this.tree = tree;
        this.name = name;
        this.layout = MetadataLayout.of(name);
        this.problems = problems;
        listTags();
        listMarker();
        this.digests = new DigestDirectory(tree, layout, problems);
        this.records = new LruCache<>(TAGS_KEPT, record -> 1);
        this.descriptions = new LruCache<>(DESCRIPTIONS_KEPT, ImageDescription::weight);
    }

    private Repository(Repository whole, Predicate<Tag> kept, Predicate<String> keptRecipes) {
        this.keptRecipes = keptRecipes;
        this.tree = whole.tree;
        this.name = whole.name;
        this.layout = whole.layout;
        this.problems = whole.problems;
        this.digests = whole.digests;
        // what has been read, and reported, is not read again
        this.records = whole.records;
        this.descriptions = whole.descriptions;
        this.page = whole.page;
        whole.tags.stream().filter(kept).forEach(tags::add);
    }

    public RepositoryName name() {
        return name;
    }

    /** The same repository without its other tags; their digests stay. */
    public Repository withTags(Predicate<Tag> kept) {
        return new Repository(this, kept, keptRecipes);
    }

    /** The same repository without recipes of other names. */
    public Repository withRecipes(Predicate<String> kept) {
        return new Repository(this, tag -> true, kept);
    }

    /** Where its files are, as problems name them. */
    public MetadataLayout layout() {
        return layout;
    }

    /** Its page; {@link RepositoryPage#EMPTY} where there is none or it is broken. */
    public RepositoryPage page() {
        if (page == null) {
            page = readPage();
        }
        return page;
    }

    private RepositoryPage readPage() {
        String file = layout.page();
        try {
            return tree.read(file, FrontMatter.MAX_SIZE)
                    .map(content -> RepositoryPage.read(file, content, problems))
                    .orElse(RepositoryPage.EMPTY);
        } catch (RegistryException e) {
            e.problems().forEach(problems);
            return RepositoryPage.EMPTY;
        }
    }

    /** All tags whose directory is well named, in the specification's order. */
    public List<Tag> tags() {
        return List.copyOf(tags);
    }

    /** Whether there is such a tag (broken or not). */
    public boolean has(Tag tag) {
        return Collections.binarySearch(tags, tag) >= 0;
    }

    /** The content of a tag's file; empty where it is broken, which is reported. */
    public Optional<TagRecord> tag(Tag tag) {
        return records.get(tag, this::readTag);
    }

    private Optional<TagRecord> readTag(Tag tag) {
        String directory = layout.tagDirectory(tag);
        List<Entry> entries = tree.list(directory);
        Optional<TagRecord> record = readPage(tag, directory, entries);
        boolean ours = record.filter(OciTag.class::isInstance).isPresent();
        for (Entry entry : entries) {
            boolean known = entry.name().equals(MetadataLayout.PAGE) || !ours && MetadataLayout.isRecipe(entry.name());
            if (!known || !entry.isFile()) {
                stray(directory + "/" + entry.name(), entry, "A tag's directory has README.md and nothing else.");
            } else if (MetadataLayout.isRecipe(entry.name()) && !isServedRecipe(entry)) {
                // reports that it is too large
                readRecipe(tag, entry.name());
            }
        }
        return record;
    }

    private Optional<TagRecord> readPage(Tag tag, String directory, List<Entry> entries) {
        String file = layout.tag(tag);
        boolean legacy = hasRecipe(entries);
        try {
            Optional<byte[]> content = tree.read(file, FrontMatter.MAX_SIZE);
            if (content.isEmpty()) {
                ofTag(
                        legacy,
                        Problem.of(ProblemCode.FRONT_MATTER_INVALID, file, "is missing")
                                .hint("A tag is a directory with a README.md that has the tag's digest.")
                                .at(directory));
                return Optional.empty();
            }
            legacy |= LegacyTag.isMeant(content.get());
            return TagRecord.read(tag, file, content.get(), problems);
        } catch (RegistryException e) {
            for (Problem problem : e.problems()) {
                ofTag(legacy, problem);
            }
            return Optional.empty();
        }
    }

    private static boolean hasRecipe(List<Entry> entries) {
        return entries.stream().anyMatch(entry -> entry.isFile() && MetadataLayout.isRecipe(entry.name()));
    }

    private void ofTag(boolean legacy, Problem problem) {
        problems.accept(legacy ? LegacyTag.leavingOut(problem) : problem);
    }

    /** One that is larger is reported with its tag, and neither served nor linked. */
    private static boolean isServedRecipe(Entry entry) {
        return entry.isFile() && MetadataLayout.isRecipe(entry.name()) && entry.size() <= FrontMatter.MAX_SIZE;
    }

    /** The names of the recipes of a legacy tag, files that are served as they are; sorted. */
    public List<String> recipes(LegacyTag tag) {
        return tree.list(layout.tagDirectory(tag.tag())).stream()
                .filter(Repository::isServedRecipe)
                .map(Entry::name)
                .filter(keptRecipes)
                .sorted()
                .toList();
    }

    /** The content of one of the {@link #recipes}; empty where it can't be read, which is reported. */
    public Optional<byte[]> recipe(LegacyTag tag, String name) {
        return readRecipe(tag.tag(), name);
    }

    private Optional<byte[]> readRecipe(Tag tag, String name) {
        try {
            return tree.read(layout.recipe(tag, name), FrontMatter.MAX_SIZE);
        } catch (RegistryException e) {
            e.problems().stream().map(Repository::leavingOutRecipe).forEach(problems);
            return Optional.empty();
        }
    }

    private static Problem leavingOutRecipe(Problem problem) {
        return problem.severity() == Severity.ERROR && problem.code().isUserError()
                ? problem.as(ProblemCode.RECIPE_LEFT_OUT)
                : problem;
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

    private Optional<ImageConfig> imageConfig(Digest digest) {
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

    private void listTags() {
        for (Entry entry : tree.list(layout.tags())) {
            String file = layout.tagDirectory(entry.name());
            if (entry.isDirectory()) {
                Optional<Tag> tag = Tag.tryParse(entry.name());
                tag.ifPresentOrElse(tags::add, () -> ofTag(hasRecipe(tree.list(file)), badTag(file, entry.name())));
            } else if (!(entry.isFile() && entry.name().equals(MetadataLayout.PAGE))) {
                // legacy metadata has a README.md here, without content
                stray(file, entry, "manifests/ has one directory for each tag, and nothing else.");
            }
        }
        tags.sort(null);
    }

    private static Problem badTag(String file, String name) {
        return Problem.of(ProblemCode.TAG_INVALID, file, "\"" + name + "\" is not a tag")
                .hint("A tag has at most 128 letters, digits, '.', '_' and '-', and starts with a letter, a digit or"
                        + " '_'.")
                .at(file);
    }

    private void listMarker() {
        Set<String> expected = new TreeSet<>(Set.of(MetadataLayout.PAGE));
        for (Entry entry : tree.list(layout.marker())) {
            if (!entry.isFile() || !expected.remove(entry.name())) {
                stray(layout.marker() + "/" + entry.name(), entry, "tags/ has README.md and nothing else.");
            }
        }
    }

    private void stray(String file, Entry entry, String hint) {
        problems.accept(StrayFile.problem(file, entry, "is not allowed here", hint));
    }
}
