package io.github.registryorg.tree;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.metadata.LegacyTag;
import io.github.registryorg.metadata.OciTag;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.metadata.TagRecord;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One valid repository → its files. */
public final class RepositoryTree {

    static final MediaType JSON = new MediaType("application/json");

    private static final MediaType TEXT = new MediaType("text/plain");

    private static final byte[] NO_REFERRERS = ServedReferrers.none();

    private final Repository repository;
    private final RepositoryName name;
    private final BlobLocations locations;
    private final ManifestsWithUrls manifests;
    private final TreeSink sink;
    private final List<ServedManifest> served = new ArrayList<>();
    private final List<ServedReferrers> referrersByType = new ArrayList<>();
    private final Map<Digest, List<Digest>> referrers = new TreeMap<>();
    private int movedTags;

    /**
     * @param locations where readers can fetch each blob from
     * @param elsewhere of those blobs that manifests need {@code urls} for: such manifests are served with them, under
     *     another digest, and tags name those. {@link BlobLocations#NOWHERE} where none needs any
     */
    public RepositoryTree(Repository repository, BlobLocations locations, BlobLocations elsewhere, TreeSink sink) {
        this.repository = repository;
        this.name = repository.name();
        this.locations = locations;
        this.manifests = new ManifestsWithUrls(repository, elsewhere);
        this.sink = sink;
    }

    /**
     * Emits all files.
     *
     * @return the manifests among them, under each of their names: digests, then tags of the referrers tag schema by what
     *     they are for, then tags; each sorted
     */
    public List<ServedManifest> emit() {
        emitDigests();
        List<Tag> all = new ArrayList<>();
        List<Tag> pullable = new ArrayList<>();
        for (Tag tag : repository.tags()) {
            Optional<TagRecord> read = repository.tag(tag);
            if (read.isEmpty()) {
                continue;
            }
            all.add(tag);
            if (read.get() instanceof OciTag oci) {
                pullable.add(tag);
                emitTag(oci);
            } else if (read.get() instanceof LegacyTag legacy) {
                sink.file(new Endpoint.LegacyManifest(name, tag).path(), Stage.PAGES, JSON, LegacyManifests.of(legacy));
                emitRecipes(legacy);
            }
        }
        sink.file(new Endpoint.LegacyTags(name).path(), Stage.PAGES, JSON, tagList(all));
        if (!repository.digests().isEmpty()) {
            sink.file(new Endpoint.TagList(name).path(), Stage.LISTS, JSON, tagList(pullable));
        }
        return List.copyOf(served);
    }

    /** The lists of referrers of one type each, of what was emitted, which are not files; sorted. */
    public List<ServedReferrers> referrersByType() {
        return List.copyOf(referrersByType);
    }

    /** The manifests that refer to another, of what was emitted, by what they refer to; both sorted. */
    public Map<Digest, List<Digest>> referrers() {
        return Collections.unmodifiableMap(referrers);
    }

    /** How many tags name another digest than in the metadata. */
    public int movedTags() {
        return movedTags;
    }

    private void emitTag(OciTag tag) {
        RawManifest manifest = repository.manifest(tag.digest()).orElseThrow();
        Digest digest = manifests.of(manifest).digest();
        movedTags += digest.equals(tag.digest()) ? 0 : 1;
        served.add(new ServedManifest(tag.tag(), manifest.mediaType(), digest));
        sink.sameFile(
                new Endpoint.ManifestOf(name, tag.tag()).path(),
                Stage.TAGS,
                manifest.mediaType(),
                new Endpoint.ManifestOf(name, digest).path());
        sink.file(
                new Endpoint.LegacyManifest(name, tag.tag()).path(),
                Stage.PAGES,
                JSON,
                LegacyManifests.of(manifest, locations));
    }

    private void emitRecipes(LegacyTag tag) {
        for (String recipe : repository.recipes(tag)) {
            repository
                    .recipe(tag, recipe)
                    .ifPresent(content -> sink.file(
                            new Endpoint.LegacyRecipe(name, tag.tag(), recipe).path(), Stage.PAGES, TEXT, content));
        }
    }

    private void emitDigests() {
        Map<Digest, List<RawManifest>> referrers = new TreeMap<>();
        List<Digest> digests = new ArrayList<>();
        Map<Digest, RawManifest> added = new TreeMap<>();
        for (Digest digest : repository.digests()) {
            if (repository.note(digest).removed().isPresent()) {
                continue;
            }
            repository.manifest(digest).ifPresent(manifest -> {
                digests.add(digest);
                emit(manifest);
                RawManifest served = manifests.of(manifest);
                if (served != manifest) {
                    added.put(served.digest(), served);
                }
                manifest.manifest()
                        .subject()
                        .ifPresent(subject -> referrers
                                .computeIfAbsent(subject.digest(), none -> new ArrayList<>())
                                .add(manifest));
            });
        }
        added.keySet().removeAll(repository.digests());
        added.values().forEach(this::emit);
        digests.addAll(added.keySet());
        served.sort(Comparator.comparing(ServedManifest::digest));
        emitReferrers(digests, referrers);
    }

    private void emit(RawManifest manifest) {
        served.add(new ServedManifest(manifest.digest(), manifest.mediaType(), manifest.digest()));
        sink.file(
                new Endpoint.ManifestOf(name, manifest.digest()).path(),
                manifest.mediaType().isIndex() ? Stage.INDEXES : Stage.DIGESTS,
                manifest.mediaType(),
                manifest.bytes());
    }

    /** Both the referrers API and the fallback tag: clients request the one, then the other, and either suffices. */
    private void emitReferrers(List<Digest> digests, Map<Digest, List<RawManifest>> referrers) {
        referrers.forEach((subject, manifests) -> {
            this.referrers.put(
                    subject, manifests.stream().map(RawManifest::digest).toList());
            String path = new Endpoint.Referrers(name, subject).path();
            byte[] list = ServedReferrers.list(
                    manifests.stream().map(ServedReferrers::entry).toList());
            sink.file(path, Stage.LISTS, MediaType.OCI_INDEX, list);
            sink.sameFile(
                    new Endpoint.ManifestOf(name, subject.referrersTag()).path(),
                    Stage.TAGS,
                    MediaType.OCI_INDEX,
                    path);
            served.add(new ServedManifest(subject.referrersTag(), MediaType.OCI_INDEX, Digest.sha256(list)));
            divide(subject, manifests);
        });
        String empty = null;
        for (Digest digest : digests) {
            if (!referrers.containsKey(digest)) {
                String path = new Endpoint.Referrers(name, digest).path();
                if (empty == null) {
                    sink.file(path, Stage.LISTS, MediaType.OCI_INDEX, NO_REFERRERS);
                    empty = path;
                } else {
                    sink.sameFile(path, Stage.LISTS, MediaType.OCI_INDEX, empty);
                }
            }
        }
    }

    private void divide(Digest subject, List<RawManifest> manifests) {
        Map<MediaType, List<ObjectNode>> byType = new TreeMap<>();
        for (RawManifest manifest : manifests) {
            manifest.manifest()
                    .artifactType()
                    .ifPresent(type -> byType.computeIfAbsent(type, none -> new ArrayList<>())
                            .add(ServedReferrers.entry(manifest)));
        }
        byType.forEach(
                (type, some) -> referrersByType.add(new ServedReferrers(subject, type, ServedReferrers.list(some))));
    }

    private byte[] tagList(List<Tag> tags) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", name.name());
        ArrayNode list = node.putArray("tags");
        tags.forEach(tag -> list.add(tag.name()));
        return Json.write(node);
    }
}
