package io.github.registryorg.tree;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.metadata.LegacyTag;
import io.github.registryorg.metadata.OciTag;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.metadata.TagRecord;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.ImageManifest;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.JsonFault;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.SifHeader;
import io.github.registryorg.oci.Tag;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A repository's Singularity images in the two protocols that need nothing of a host but plain files: {@code library://},
 * for which the image itself must be in the site, and {@code shub://}, which takes it from any address.
 */
public final class SingularityApi {

    /** The key of the architecture of an image, as the library has it. */
    private static final String ARCHITECTURE = "arch";

    /** Clients take more for a host and a path on it. */
    private static final int LIBRARY_COMPONENTS = 3;

    /** What clients take for a user, a container and a tag of Singularity Hub. */
    private static final Pattern HUB_USER = Pattern.compile("[-a-zA-Z0-9]{1,39}");

    private static final Pattern HUB_NAME = Pattern.compile("[-_.a-zA-Z0-9]{1,64}");

    private final Repository repository;
    private final RepositoryName name;
    private final BlobLocations locations;
    private final FilesHere here;
    private final TreeSink sink;
    private final Map<Tag, Set<Lack>> lacks = new TreeMap<>();
    private long copied;

    /** Blobs of the repository that were emitted to the sink before. */
    @FunctionalInterface
    public interface FilesHere {

        /**
         * The first bytes of a blob; empty where it was not emitted.
         *
         * @param most how many; fewer where it has no more
         */
        Optional<byte[]> start(Digest blob, int most);
    }

    public SingularityApi(Repository repository, BlobLocations locations, FilesHere here, TreeSink sink) {
        this.repository = repository;
        this.name = repository.name();
        this.locations = locations;
        this.here = here;
        this.sink = sink;
    }

    /** Why one of the protocols, or both, can't pull an image. */
    public enum Lack {
        /** Both: the tag names no single file. */
        FILE,
        /** {@code library://}: the image is not in the site. */
        COPY,
        /** {@code library://}: too many components. */
        LIBRARY_NAME,
        /** {@code library://}: another digest. */
        SHA256,
        /** {@code shub://}: the image has no known address on the web. */
        ADDRESS,
        /** {@code shub://}: too few components, or what clients don't take in one, or in a tag. */
        HUB_NAME
    }

    /**
     * What can be pulled.
     *
     * @param lacks of each tag that names one file, what keeps protocols from it; empty where both can pull it
     * @param copied bytes of images that are in the site a second time
     */
    public record Images(Map<Tag, Set<Lack>> lacks, long copied) {

        public static final Images NOTHING = new Images(Map.of(), 0);

        public Images {
            lacks = Map.copyOf(lacks);
        }

        /** What keeps protocols from what a tag names. */
        public Set<Lack> lacks(Tag tag) {
            return lacks.getOrDefault(tag, Set.of(Lack.FILE));
        }
    }

    /** Emits all files. */
    public Images emit() {
        for (Tag tag : repository.tags()) {
            Optional<TagRecord> read = repository.tag(tag);
            if (read.isPresent() && read.get() instanceof OciTag oci) {
                sif(oci).ifPresent(image -> emit(oci, image));
            } else if (read.isPresent() && read.get() instanceof LegacyTag legacy) {
                emit(legacy);
            }
        }
        return new Images(lacks, copied);
    }

    /** The one file of a SIF artifact; empty where the tag names something else. */
    private Optional<Descriptor> sif(OciTag tag) {
        return repository
                .manifest(tag.digest())
                .map(raw -> raw.manifest() instanceof ImageManifest image ? image : null)
                .flatMap(ImageManifest::sif);
    }

    private void emit(OciTag tag, Descriptor image) {
        Optional<byte[]> start = here.start(image.digest(), SifHeader.LENGTH);
        Set<Lack> without = libraryLacks(image, start.isPresent());
        if (without.isEmpty()) {
            Optional<String> architecture = start.flatMap(SifHeader::architecture);
            sink.file(
                    new Endpoint.LibraryImage(name, tag.tag()).path(),
                    Stage.PAGES,
                    RepositoryTree.JSON,
                    library(tag.tag(), image, architecture));
            sink.sameFile(
                    new Endpoint.LibraryFile(name, tag.tag()).path(),
                    Stage.ASSETS,
                    MediaType.OCTET_STREAM,
                    new Endpoint.BlobOf(name, image.digest()).path());
            copied += image.size();
        }
        Optional<String> url =
                locations.urls(tag.digest(), image.digest()).stream().findFirst();
        without.addAll(hub(tag.tag(), url, image.digest().hex()));
        lacks.put(tag.tag(), without);
    }

    private void emit(LegacyTag tag) {
        if (tag.layers().size() == 1) {
            String url = tag.layers().get(0).url();
            String commit = Digest.sha256(url.getBytes(StandardCharsets.UTF_8)).hex();
            lacks.put(tag.tag(), hub(tag.tag(), Optional.of(url), commit));
        }
    }

    private Set<Lack> libraryLacks(Descriptor image, boolean isHere) {
        Set<Lack> without = EnumSet.noneOf(Lack.class);
        if (!isHere) {
            without.add(Lack.COPY);
        }
        if (name.components().size() > LIBRARY_COMPONENTS) {
            without.add(Lack.LIBRARY_NAME);
        }
        if (!image.digest().algorithm().id().equals("sha256")) {
            without.add(Lack.SHA256);
        }
        return without;
    }

    /** The client compares hash and size, and names its cache's file after the hash; servers compare the architecture. */
    private byte[] library(Tag tag, Descriptor image, Optional<String> architecture) {
        List<String> parts = name.components();
        int last = parts.size() - 1;
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ObjectNode data = node.putObject("data");
        data.put("id", image.digest().hex().substring(0, 24));
        data.put("hash", "sha256." + image.digest().hex());
        data.put("size", image.size());
        data.put("uploaded", true);
        data.put("entityName", last > 1 ? parts.get(last - 2) : "");
        data.put("collectionName", last > 0 ? parts.get(last - 1) : "");
        data.put("containerName", parts.get(last));
        data.putArray("tags").add(tag.name());
        architecture.ifPresent(known -> data.put(ARCHITECTURE, known));
        return Json.write(node);
    }

    /**
     * The architecture of an image; empty where it is unknown.
     *
     * @param image the file at {@link Endpoint.LibraryImage}
     */
    public static Optional<String> architecture(byte[] image) {
        try {
            JsonNode known = Json.readObject(image).path("data").path(ARCHITECTURE);
            return known.isTextual() ? Optional.of(known.asText()) : Optional.empty();
        } catch (JsonFault e) {
            return Optional.empty();
        }
    }

    /**
     * Emits the file of an image, where it has one.
     *
     * @param url empty where it is unknown
     * @param commit what the client names its cache's file after
     * @return what there is none for
     */
    private Set<Lack> hub(Tag tag, Optional<String> url, String commit) {
        Set<Lack> without = EnumSet.noneOf(Lack.class);
        if (url.isEmpty()) {
            without.add(Lack.ADDRESS);
        }
        List<String> parts = name.components();
        int last = parts.size() - 1;
        if (last < 1
                || !HUB_USER.matcher(parts.get(last - 1)).matches()
                || !HUB_NAME.matcher(parts.get(last)).matches()
                || !HUB_NAME.matcher(tag.name()).matches()) {
            without.add(Lack.HUB_NAME);
        }
        if (!without.isEmpty()) {
            return without;
        }
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("image", url.get());
        node.put("name", parts.get(last - 1) + "/" + parts.get(last));
        node.put("tag", tag.name());
        node.put("version", commit);
        node.put("commit", commit);
        sink.file(new Endpoint.HubContainer(name, tag).path(), Stage.PAGES, RepositoryTree.JSON, Json.write(node));
        return without;
    }
}
