package io.github.registryorg.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.JsonFault;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.push.Pushing;
import io.github.registryorg.store.BlobStore;
import io.github.registryorg.tree.Endpoint;
import io.github.registryorg.tree.ServedReferrers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads from a registry that can be pushed to: the union of what was pushed, the store, the metadata, and the site. */
final class PushedReads {

    private final Pushing push;
    private final AddressedBlobs blobs;
    private final @Nullable OpenSite site;

    /** @param site null where there is none */
    PushedReads(Pushing push, AddressedBlobs blobs, @Nullable OpenSite site) {
        this.push = push;
        this.blobs = blobs;
        this.site = site;
    }

    Response respond(Request request) throws IOException {
        RequestPath path = request.path();
        Endpoint endpoint = path.directory() && path.segments().size() > 1
                ? null
                : Endpoint.parse(path.segments()).orElse(null);
        if (endpoint instanceof Endpoint.Base) {
            return RegistryApi.base();
        }
        if (endpoint instanceof Endpoint.Catalog) {
            SortedSet<String> names = push.repositories();
            addListed(endpoint, "repositories", names);
            return list(request, Json.object(), "repositories", names);
        }
        if (endpoint instanceof Endpoint.TagList tags) {
            requireRepository(tags.repository());
            SortedSet<String> names = push.tags(tags.repository());
            addListed(endpoint, "tags", names);
            return list(request, Json.object().put("name", tags.repository().name()), "tags", names);
        }
        if (endpoint instanceof Endpoint.ManifestOf manifest) {
            return manifest(request, manifest);
        }
        if (endpoint instanceof Endpoint.BlobOf blob) {
            return blob(request, blob);
        }
        if (endpoint instanceof Endpoint.Referrers referrers) {
            return referrers(request, referrers);
        }
        return RegistryApi.nothingAt(request);
    }

    private void requireRepository(RepositoryName name) {
        if (!push.has(name) && fileOfSite(new Endpoint.TagList(name)).isEmpty()) {
            throw RegistryApi.unknownName(name);
        }
    }

    private Optional<Path> fileOfSite(Endpoint endpoint) {
        return site == null ? Optional.empty() : site.files().file(endpoint);
    }

    private Optional<JsonNode> jsonOfSite(Endpoint endpoint) throws IOException {
        Optional<Path> file = fileOfSite(endpoint);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.readObject(Files.readAllBytes(file.get())));
        } catch (JsonFault e) {
            throw new IOException("a list of the site can't be read", e);
        }
    }

    private void addListed(Endpoint endpoint, String key, SortedSet<String> names) throws IOException {
        jsonOfSite(endpoint).ifPresent(list -> list.path(key).forEach(entry -> names.add(entry.asText())));
    }

    private static Response list(Request request, ObjectNode list, String key, SortedSet<String> entries)
            throws IOException {
        ArrayNode array = list.putArray(key);
        entries.forEach(array::add);
        byte[] json = Json.write(list);
        return ListResponse.of(request, key, () -> new Body.Bytes(json), () -> new ByteArrayInputStream(json));
    }

    private Response manifest(Request request, Endpoint.ManifestOf endpoint) throws IOException {
        if (endpoint.reference() instanceof Tag tag && tag.isReferrersTag()) {
            return referrersTag(request, endpoint.repository(), tag);
        }
        Optional<RawManifest> found = push.manifest(endpoint.repository(), endpoint.reference());
        if (found.isPresent()) {
            RawManifest manifest = found.get();
            Response whole = Response.of(200, manifest.mediaType().value(), manifest.bytes());
            return ContentResponse.whole(request, whole, manifest.digest(), endpoint.reference() instanceof Digest);
        }
        if (site != null && site.files().file(endpoint).isPresent()) {
            return site.api().respond(request);
        }
        throw new RegistryException(Problem.of(
                push.has(endpoint.repository()) ? ProblemCode.MANIFEST_UNKNOWN : ProblemCode.NAME_UNKNOWN,
                endpoint.reference().toString(),
                "repository " + endpoint.repository() + " has no " + endpoint.reference()));
    }

    /** The list of referrers under its fallback tag; 404 where there is none, as clients expect before the first. */
    private Response referrersTag(Request request, RepositoryName name, Tag tag) throws IOException {
        Optional<Digest> subject = push.subject(name, tag);
        Map<Digest, ObjectNode> entries = subject.isPresent() ? entries(name, subject.get()) : new TreeMap<>();
        if (!entries.isEmpty()) {
            byte[] list = ServedReferrers.list(List.copyOf(entries.values()));
            Response whole = Response.of(200, MediaType.OCI_INDEX.value(), list);
            return ContentResponse.whole(request, whole, Digest.sha256(list), false);
        }
        if (site != null
                && site.files().file(new Endpoint.ManifestOf(name, tag)).isPresent()) {
            return site.api().respond(request);
        }
        throw new RegistryException(Problem.of(
                ProblemCode.MANIFEST_UNKNOWN, tag.name(), "repository " + name + " has no referrers under " + tag));
    }

    private Response blob(Request request, Endpoint.BlobOf endpoint) throws IOException {
        RepositoryName name = endpoint.repository();
        Digest digest = endpoint.digest();
        OptionalLong size = push.blobSize(name, digest);
        if (size.isPresent()) {
            BlobStore place = push.blobPlace(digest);
            Optional<Path> file = place.locate(digest);
            return file.isPresent()
                    ? ContentResponse.blob(request, digest, Body.FilePart.of(file.get()))
                    : ContentResponse.blob(request, digest, place, size.getAsLong());
        }
        if (request.method().equals("HEAD") || push.isDeleted(name, digest)) {
            // a client that asks so would not send it, and then no store of what is pushed had it
            throw Pushing.unknownBlob(name, digest);
        }
        if (site != null) {
            return site.api().respond(request);
        }
        BlobPlace place = blobs.find(push.addresses(name), digest).orElseThrow(() -> Pushing.unknownBlob(name, digest));
        return RegistryApi.at(request, digest, place);
    }

    /** Never 404, as the specification has it: what is not here may get referrers before it comes. */
    private Response referrers(Request request, Endpoint.Referrers endpoint) throws IOException {
        byte[] list = ServedReferrers.list(
                List.copyOf(entries(endpoint.repository(), endpoint.digest()).values()));
        Optional<String> artifactType = request.parameter("artifactType").filter(type -> !type.isEmpty());
        if (artifactType.isEmpty()) {
            return Response.of(200, MediaType.OCI_INDEX.value(), list);
        }
        try (InputStream in = new ByteArrayInputStream(list)) {
            return Response.of(200, MediaType.OCI_INDEX.value(), ReferrersPage.filter(in, artifactType.get()))
                    .with("OCI-Filters-Applied", "artifactType");
        }
    }

    private Map<Digest, ObjectNode> entries(RepositoryName name, Digest subject) throws IOException {
        Map<Digest, ObjectNode> entries = new TreeMap<>();
        jsonOfSite(new Endpoint.Referrers(name, subject))
                .ifPresent(list -> list.path("manifests")
                        .forEach(entry -> Digest.tryParse(entry.path("digest").asText())
                                .ifPresent(digest -> entries.put(digest, (ObjectNode) entry))));
        push.referrers(name, subject)
                .forEach((digest, manifest) -> entries.put(digest, ServedReferrers.entry(manifest)));
        return entries;
    }
}
