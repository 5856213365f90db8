package io.github.registryorg.metadata;

import io.github.registryorg.file.WholeFile;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Image;
import io.github.registryorg.oci.ImageConfig;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.RegistryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The metadata that a container repository offers to the registry, written into a folder of the registry's own layout.
 * Bytes of manifests first, then what points at them; each file appears whole. What stands there already stays: pages
 * are never overwritten, tags keep their prose, digests are only added.
 */
public final class Contribution {

    /** Bytes of a config that is kept beside the manifests, at most. */
    public static final int LARGEST_CONFIG = 256 * 1024;

    private final Path folder;
    private final RepositoryName name;

    public Contribution(Path folder, RepositoryName name) {
        this.folder = Objects.requireNonNull(folder, "folder");
        this.name = Objects.requireNonNull(name, "name");
    }

    /**
     * Writes what an image adds.
     *
     * @param configs bytes of the configs of container images, those over {@link #LARGEST_CONFIG} left out
     * @param tags that shall name the image's root; may be empty
     * @param stores public base URLs of the store that has the blobs, the first first
     * @return the paths of the files that were written or changed, relative to the folder, with {@code /}
     * @throws io.github.registryorg.problem.RegistryException if a file that stands there can't be read, or writing
     *     fails
     */
    public List<String> write(Image image, Map<Digest, byte[]> configs, List<Tag> tags, List<String> stores) {
        List<Problem> problems = new ArrayList<>();
        Repository existing = new MetadataDirectory(new FolderTree(folder), problems::add).repository(name);
        List<String> written = new ArrayList<>();
        for (RawManifest manifest : image.manifests()) {
            write(written, existing.digestFile(manifest.digest()), manifest.bytes());
        }
        configs.forEach((digest, bytes) -> write(written, existing.digestFile(digest), bytes));

        Map<Digest, RawManifest> manifests = new HashMap<>();
        image.manifests().forEach(manifest -> manifests.put(manifest.digest(), manifest));
        ImageDescription description = new ImageDescription(
                image.root(),
                digest -> Optional.ofNullable(manifests.get(digest)),
                digest -> Optional.ofNullable(configs.get(digest)).map(ImageConfig::read));

        String page = name + "/README.md";
        if (new FolderTree(folder).read(page, FrontMatter.LARGEST) == null) {
            write(written, page, markdown(description.page(stores)));
        } else if (!existing.page().stores().equals(stores)) {
            // the page speaks for the blobs that were there before, so these say for themselves where they are
            for (RawManifest manifest : image.manifests()) {
                writeBases(written, existing, manifest.digest(), stores);
            }
        }
        for (Tag tag : tags) {
            write(written, existing.tagFile(tag), tagFile(existing, description.tag(tag), problems));
        }
        return written;
    }

    private void write(List<String> written, String file, byte[] content) {
        if (WholeFile.write(folder.resolve(file), content)) {
            written.add(file);
        }
    }

    private void writeBases(List<String> written, Repository existing, Digest digest, List<String> stores) {
        DigestNote note = existing.note(digest);
        byte[] content = new FrontMatterWriter()
                .putOneOrMany("bases", stores)
                .putLists("urls", note.urls())
                .put("yanked", note.yankedReason())
                .put("removed", note.removedReason())
                .yaml();
        write(written, existing.digestFile(digest).replaceFirst("json$", "yaml"), content);
    }

    /** The prose of people stays, and so does the date of publication as long as the tag has not moved. */
    private byte[] tagFile(Repository existing, OciTag tag, List<Problem> problems) {
        String body = "";
        OciTag kept = tag;
        boolean known = existing.tags().contains(tag.tag());
        Optional<TagRecord> before = known ? existing.tag(tag.tag()) : Optional.empty();
        if (before.isPresent()) {
            body = before.get().frontMatter().body();
        } else if (known) {
            refuseBroken(existing.tagFile(tag.tag()), problems);
        }
        if (before.orElse(null) instanceof OciTag oci && oci.digest().equals(tag.digest())) {
            kept = tag.published(oci.published());
        }
        return new FrontMatterWriter()
                .put("layout", FrontMatterKind.OCI_TAG.layout())
                .put("mediaType", kept.mediaType())
                .put("digest", kept.digest())
                .put("size", kept.size())
                .putList("platforms", kept.platforms())
                .put("artifactType", kept.artifactType())
                .put("created", kept.created())
                .put("published", kept.published())
                .put("version", kept.version())
                .put("revision", kept.revision())
                .put("source", kept.source())
                .markdown(body);
    }

    /** Prose that can't be told from broken front matter can't be kept either. */
    private void refuseBroken(String file, List<Problem> problems) {
        if (new FolderTree(folder).read(file, FrontMatter.LARGEST) != null) {
            throw new RegistryException(problems.stream()
                    .filter(problem -> problem.subject().equals(file))
                    .toList());
        }
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
                .markdown("");
    }
}
