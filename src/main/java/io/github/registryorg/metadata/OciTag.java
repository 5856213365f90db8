package io.github.registryorg.metadata;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A tag of a manifest or index that is under {@code digests/}.
 *
 * @param tag its name
 * @param mediaType of what it names
 * @param digest of what it names
 * @param size bytes that a full pull moves
 * @param platforms {@code os/architecture[/variant]}, in the index's order; empty where it has none
 * @param artifactType null for a container image
 * @param created RFC 3339, by the image itself; null where it has none
 * @param published RFC 3339, when the tag was moved to this digest; null where it is not known
 * @param revision of the source, by the image or by whoever published it; null where neither names one
 * @param version of the software in it; null where the image has none
 * @param source URL of the source code; null where the image has none
 * @param rollback why it was moved back to an older image; null where it was not
 * @param fromLabels which of these keys come from labels of the image, which may be those of its base image
 * @param frontMatter what it was read from; {@link FrontMatter#NONE} for one that is to be written
 */
public record OciTag(
        Tag tag,
        MediaType mediaType,
        Digest digest,
        long size,
        List<String> platforms,
        @Nullable MediaType artifactType,
        @Nullable String created,
        @Nullable String published,
        @Nullable String revision,
        @Nullable String version,
        @Nullable String source,
        @Nullable String rollback,
        List<String> fromLabels,
        FrontMatter frontMatter)
        implements TagRecord {

    public OciTag {
        Objects.requireNonNull(tag, "tag");
        Objects.requireNonNull(mediaType, "mediaType");
        Objects.requireNonNull(digest, "digest");
        platforms = List.copyOf(platforms);
        fromLabels = List.copyOf(fromLabels);
    }

    /** The tag in front matter; empty where it violates its schema. */
    static Optional<OciTag> of(Tag tag, FrontMatter keys, Consumer<Problem> problems) {
        return FrontMatterKind.OCI_TAG.check(keys, problems) ? Optional.of(of(tag, keys)) : Optional.empty();
    }

    private static OciTag of(Tag tag, FrontMatter keys) {
        return new OciTag(
                tag,
                new MediaType(keys.text("mediaType").orElseThrow()),
                Digest.parse(keys.text("digest").orElseThrow()),
                keys.integer("size").orElseThrow(),
                keys.texts("platforms"),
                keys.text("artifactType").map(MediaType::new).orElse(null),
                keys.text("created").orElse(null),
                keys.text("published").orElse(null),
                keys.text("revision").orElse(null),
                keys.text("version").orElse(null),
                keys.text("source").orElse(null),
                keys.text("rollback").orElse(null),
                keys.texts("fromLabels"),
                keys);
    }

    /**
     * Reads a tag's file.
     *
     * @param file its path, for problems
     * @param problems receives what is wrong with it
     * @return empty where it is broken, and without a problem where it has another layout
     */
    public static Optional<OciTag> read(Tag tag, String file, byte[] content, Consumer<Problem> problems) {
        FrontMatter keys = FrontMatter.readMarkdown(file, content);
        return keys.text("layout")
                .filter(layout -> layout.equals(FrontMatterKind.OCI_TAG.layout()))
                .flatMap(layout -> of(tag, keys, problems));
    }

    /** The same, moved to its digest at this time. */
    public OciTag published(@Nullable String when) {
        return new OciTag(
                tag,
                mediaType,
                digest,
                size,
                platforms,
                artifactType,
                created,
                when,
                revision,
                version,
                source,
                rollback,
                fromLabels,
                frontMatter);
    }

    /** The same, moved back for this reason. */
    OciTag rollback(@Nullable String reason) {
        return new OciTag(
                tag,
                mediaType,
                digest,
                size,
                platforms,
                artifactType,
                created,
                published,
                revision,
                version,
                source,
                reason,
                fromLabels,
                frontMatter);
    }

    /** The same, of this revision of the source, by whoever knows it: no label is asked any more. */
    OciTag ownRevision(String own) {
        return new OciTag(
                tag,
                mediaType,
                digest,
                size,
                platforms,
                artifactType,
                created,
                published,
                own,
                version,
                source,
                rollback,
                fromLabels.stream().filter(key -> !key.equals("revision")).toList(),
                frontMatter);
    }

    /** When the image was made, by whoever made it; null where only a label says so. */
    public @Nullable String ownCreated() {
        return fromLabels.contains("created") ? null : created;
    }

    /** The revision of the image's source; null where only a label has one. */
    public @Nullable String ownRevision() {
        return fromLabels.contains("revision") ? null : revision;
    }

    /**
     * The content of its file.
     *
     * @param body Markdown for people below the keys
     */
    public byte[] markdown(String body) {
        return new FrontMatterWriter()
                .put("layout", FrontMatterKind.OCI_TAG.layout())
                .put("mediaType", mediaType)
                .put("digest", digest)
                .put("size", size)
                .putList("platforms", platforms)
                .put("artifactType", artifactType)
                .put("created", created)
                .put("published", published)
                .put("version", version)
                .put("revision", revision)
                .put("source", source)
                .put("rollback", rollback)
                .putList("fromLabels", fromLabels)
                .markdown(body);
    }
}
