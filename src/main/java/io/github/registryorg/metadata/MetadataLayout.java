package io.github.registryorg.metadata;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Where the files of a repository are, and what the file at a path is. Paths are relative to the registry's root, with
 * {@code /}.
 *
 * @param directory of the repository
 */
public record MetadataLayout(String directory) {

    /** The registry's settings, at the root of the metadata. */
    public static final String SETTINGS = "registry.yaml";

    /** Where git reads how it must treat files. */
    public static final String GIT_ATTRIBUTES = ".gitattributes";

    /** The line of {@link #GIT_ATTRIBUTES} that keeps git from changing bytes that are named by their digests. */
    public static final String GIT_ATTRIBUTES_LINE = "**/digests/** -text -filter";

    /** The name of the file that describes what its directory is. */
    static final String PAGE = "README.md";

    private static final String TAGS = "manifests";
    private static final String DIGESTS = "digests";
    /** The directory that marks a repository in the legacy format. */
    static final String MARKER = "tags";

    private static final String CONTENT_SUFFIX = ".json";
    private static final String NOTE_SUFFIX = ".yaml";
    private static final String RECIPE = "Singularity";

    /** Files that file managers make in each directory that they show. */
    private static final Set<String> OF_OPERATING_SYSTEMS =
            Set.of(".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini", ".directory");

    /** Characters of a digest's hex that its directory is named after. */
    private static final int SHARD = 2;

    /** A repository's own directories, which no nested repository can be named after. */
    static final Set<String> OWN_DIRECTORIES = Set.of(TAGS, DIGESTS, MARKER);

    public MetadataLayout {
        Objects.requireNonNull(directory, "directory");
    }

    /** The layout of a repository. */
    public static MetadataLayout of(RepositoryName repository) {
        return new MetadataLayout(repository.name());
    }

    /** The file that is the repository's page. */
    public String page() {
        return directory + "/" + PAGE;
    }

    /** The directory that holds a directory for each tag. */
    String tags() {
        return directory + "/" + TAGS;
    }

    /** The directory of a tag. */
    public String tagDirectory(Tag tag) {
        return tagDirectory(tag.name());
    }

    /** The same, of what may not be a valid tag. */
    String tagDirectory(String tag) {
        return tags() + "/" + tag;
    }

    /** The file of a tag. */
    public String tag(Tag tag) {
        return tag(tag.name());
    }

    /** The same, of what may not be a valid tag. */
    String tag(String tag) {
        return tagDirectory(tag) + "/" + PAGE;
    }

    /** A file from which the image of a legacy tag was built. */
    public String recipe(Tag tag, String name) {
        return tagDirectory(tag) + "/" + name;
    }

    /** Whether a file beside a legacy tag's is a recipe, as Singularity Hub names them. */
    static boolean isRecipe(String name) {
        return name.equals(RECIPE)
                || name.startsWith(RECIPE + ".")
                        && Tag.tryParse(name.substring(RECIPE.length() + 1)).isPresent();
    }

    /** Whether an operating system makes files of this name without being asked. */
    static boolean isOfOperatingSystem(String name) {
        return name.startsWith("._") || OF_OPERATING_SYSTEMS.contains(name.toLowerCase(Locale.ROOT));
    }

    /** The directory of the legacy marker. */
    String marker() {
        return directory + "/" + MARKER;
    }

    /** The file of the legacy marker. */
    String markerPage() {
        return marker() + "/" + PAGE;
    }

    /** The directory of everything that a digest names. */
    String digests() {
        return directory + "/" + DIGESTS;
    }

    /** The directory of everything that a digest of this algorithm names. */
    String digests(DigestAlgorithm algorithm) {
        return digests() + "/" + algorithm.id();
    }

    /** The file with the exact bytes of a manifest, index or config. */
    public String content(Digest digest) {
        return file(digest, CONTENT_SUFFIX);
    }

    /** The file of a note on a digest. */
    public String note(Digest digest) {
        return file(digest, NOTE_SUFFIX);
    }

    private String file(Digest digest, String suffix) {
        return digests(digest.algorithm()) + "/" + digest.hex().substring(0, SHARD) + "/" + digest.hex() + suffix;
    }

    /** Whether a directory holds a directory for each tag of a repository. */
    public static boolean holdsTags(String directory) {
        return directory.endsWith("/" + TAGS);
    }

    /** What a file is; empty where it belongs to no repository. Takes time in proportion to the path's length. */
    public static Optional<MetadataPath> parse(String path) {
        int own = ownStart(path);
        return own > 0
                ? Optional.of(new MetadataLayout(path.substring(0, own - 1)).parseOwn(path.substring(own)))
                : Optional.empty();
    }

    /**
     * Which repository and tag a path is of, whatever is wrong with it there.
     *
     * @param repository its directory; empty for what is of none
     * @param tag the name of its directory; empty for all else of the repository
     */
    public record Place(String repository, String tag) {}

    /** Where a file or directory is. */
    public static Place place(String path) {
        // so that a directory may be the last part
        int own = Math.max(ownStart(path), ownStart(path + "/"));
        if (own == 0) {
            return new Place("", "");
        }
        String[] parts = path.substring(own).split("/", 3);
        return new Place(path.substring(0, own - 1), parts.length == 3 && parts[0].equals(TAGS) ? parts[1] : "");
    }

    /** Where the path within a repository begins; 0 where it is in none. */
    private static int ownStart(String path) {
        int start = path.indexOf('/') + 1;
        while (start > 0) {
            int end = path.indexOf('/', start);
            String component = path.substring(start, end < 0 ? path.length() : end);
            if (end < 0 ? component.equals(PAGE) : OWN_DIRECTORIES.contains(component)) {
                return start;
            }
            start = end + 1;
        }
        return 0;
    }

    /** @param own what follows the repository's directory */
    private MetadataPath parseOwn(String own) {
        String[] parts = own.split("/", 5);
        Optional<? extends MetadataPath> known = Optional.empty();
        if (parts.length == 1) {
            known = Optional.of(new MetadataPath.PageFile(directory));
        } else if (parts.length == 2 && !parts[0].equals(DIGESTS) && parts[1].equals(PAGE)) {
            known = Optional.of(new MetadataPath.MarkerFile(directory));
        } else if (parts.length == 3 && parts[0].equals(TAGS) && parts[2].equals(PAGE)) {
            known = Tag.tryParse(parts[1]).map(tag -> new MetadataPath.TagFile(directory, tag));
        } else if (parts.length == 3 && parts[0].equals(TAGS) && isRecipe(parts[2])) {
            known = Tag.tryParse(parts[1]).map(tag -> new MetadataPath.RecipeFile(directory, tag));
        } else if (parts.length == 4 && parts[0].equals(DIGESTS)) {
            known = ofDigest(parts[1], parts[2], parts[3]);
        }
        return known.isPresent() ? known.get() : new MetadataPath.OtherFile(directory, own, isContent(own));
    }

    /** Whether a directory's name can be the first characters of a digest's hex. */
    static boolean isShard(String name) {
        return name.length() == SHARD;
    }

    /** What a file below {@link #digests()} is, by the names on its way; empty where it has no place there. */
    Optional<MetadataPath> ofDigest(String algorithm, String shard, String file) {
        boolean note = file.endsWith(NOTE_SUFFIX);
        if (!note && !file.endsWith(CONTENT_SUFFIX) || !isShard(shard) || !file.startsWith(shard)) {
            return Optional.empty();
        }
        String hex = file.substring(0, file.length() - (note ? NOTE_SUFFIX : CONTENT_SUFFIX).length());
        return Digest.tryParse(algorithm + ":" + hex)
                .map(digest -> note
                        ? new MetadataPath.NoteFile(directory, digest)
                        : new MetadataPath.ContentFile(directory, digest));
    }

    /** Whether a path within a repository is that of exact bytes, valid or not. */
    private static boolean isContent(String own) {
        return own.startsWith(DIGESTS + "/") && own.endsWith(CONTENT_SUFFIX);
    }
}
