package io.github.registryorg.tree;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.metadata.OciTag;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.metadata.SingularityTag;
import io.github.registryorg.metadata.TagRecord;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.ImageManifest;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A repository's Singularity images in the two protocols that need nothing of a host but plain files: {@code library://},
 * for which the image itself must be in the site, and {@code shub://}, which takes it from any address.
 */
public final class SingularityAnswers {

    /** Clients take more for a host and a path on it. */
    private static final int LIBRARY_COMPONENTS = 3;

    /** What clients take for a user, a container and a tag of Singularity Hub. */
    private static final Pattern HUB_USER = Pattern.compile("[-a-zA-Z0-9]{1,39}");

    private static final Pattern HUB_NAME = Pattern.compile("[-_.a-zA-Z0-9]{1,64}");

    private final Repository repository;
    private final RepositoryName name;
    private final BlobLocations locations;
    private final Predicate<Digest> here;
    private final TreeSink sink;
    private final Set<Tag> inLibrary = new TreeSet<>();
    private final Set<Tag> inHub = new TreeSet<>();
    private long copied;

    /**
     * @param here whether a blob of the repository was emitted to the sink before
     */
    public SingularityAnswers(Repository repository, BlobLocations locations, Predicate<Digest> here, TreeSink sink) {
        this.repository = repository;
        this.name = repository.name();
        this.locations = locations;
        this.here = here;
        this.sink = sink;
    }

    /**
     * What can be pulled by each protocol.
     *
     * @param library tags for {@code library://}
     * @param hub tags for {@code shub://}
     * @param copied bytes of images that stand in the site a second time
     */
    public record Answered(Set<Tag> library, Set<Tag> hub, long copied) {

        public static final Answered NOTHING = new Answered(Set.of(), Set.of(), 0);

        public Answered {
            library = Set.copyOf(library);
            hub = Set.copyOf(hub);
        }
    }

    /** Emits all answers. */
    public Answered emit() {
        for (Tag tag : repository.tags()) {
            Optional<TagRecord> read = repository.tag(tag);
            if (read.isPresent() && read.get() instanceof OciTag oci) {
                sif(oci).ifPresent(image -> emit(oci, image));
            } else if (read.isPresent() && read.get() instanceof SingularityTag seed) {
                emit(seed);
            }
        }
        return new Answered(inLibrary, inHub, copied);
    }

    /** The one file of a SIF artifact; empty where the tag names something else. */
    private Optional<Descriptor> sif(OciTag tag) {
        return repository
                .manifest(tag.digest())
                .map(raw -> raw.manifest() instanceof ImageManifest image ? image : null)
                .filter(image -> image.config().mediaType().equals(MediaType.SIF_CONFIG))
                .filter(image -> image.layers().size() == 1)
                .map(image -> image.layers().get(0));
    }

    private void emit(OciTag tag, Descriptor image) {
        String hex = image.digest().hex();
        locations.urls(tag.digest(), image.digest()).stream().findFirst().ifPresent(url -> hub(tag.tag(), url, hex));
        if (!here.test(image.digest())
                || name.components().size() > LIBRARY_COMPONENTS
                || !image.digest().algorithm().id().equals("sha256")) {
            return;
        }
        sink.file(new Endpoint.LibraryImage(name, tag.tag()).path(), RepositoryTree.JSON, library(tag.tag(), image));
        sink.sameFile(
                new Endpoint.LibraryFile(name, tag.tag()).path(), new Endpoint.BlobOf(name, image.digest()).path());
        copied += image.size();
        inLibrary.add(tag.tag());
    }

    private void emit(SingularityTag tag) {
        if (tag.layers().size() == 1) {
            String url = tag.layers().get(0).url();
            if (url.startsWith("https://") || url.startsWith("http://")) {
                hub(
                        tag.tag(),
                        url,
                        Digest.sha256(url.getBytes(StandardCharsets.UTF_8)).hex());
            }
        }
    }

    /** The client compares hash and size, and names its cache's file after the hash. */
    private byte[] library(Tag tag, Descriptor image) {
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
        return Json.write(node);
    }

    /**
     * @param commit what the client names its cache's file after
     */
    private void hub(Tag tag, String url, String commit) {
        List<String> parts = name.components();
        int last = parts.size() - 1;
        if (last < 1
                || !HUB_USER.matcher(parts.get(last - 1)).matches()
                || !HUB_NAME.matcher(parts.get(last)).matches()
                || !HUB_NAME.matcher(tag.name()).matches()) {
            return;
        }
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("image", url);
        node.put("name", parts.get(last - 1) + "/" + parts.get(last));
        node.put("tag", tag.name());
        node.put("version", commit);
        node.put("commit", commit);
        sink.file(new Endpoint.HubContainer(name, tag).path(), RepositoryTree.JSON, Json.write(node));
        inHub.add(tag);
    }
}
