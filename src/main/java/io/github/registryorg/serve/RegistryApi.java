package io.github.registryorg.serve;

import io.github.registryorg.host.FileIndex;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.Reference;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.tree.Endpoint;
import io.github.registryorg.tree.ServedReferrers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Serves everything under {@code /v2} (distribution specification, "Pull" and "Content Discovery"). */
final class RegistryApi implements RegistryEndpoint {

    private static final String JSON = "application/json";

    private final ServedFiles site;
    private final ListedFiles listed;
    private final BlobFinder blobs;

    RegistryApi(ServedFiles site, ListedFiles listed, BlobFinder blobs) {
        this.site = site;
        this.listed = listed;
        this.blobs = blobs;
    }

    @Override
    public String methods() {
        return "GET, HEAD";
    }

    @Override
    public Response respond(Request request) throws IOException {
        if (!request.reads()) {
            return ErrorResponse.of(
                            405,
                            Problem.of(
                                            ProblemCode.UNSUPPORTED,
                                            request.method(),
                                            "this registry is made from files and can only be read")
                                    .hint(
                                            "To publish, run registry:publish where the image is built and propose what it"
                                                    + " writes to the registry's repository (registry:pull-request)."))
                    .with("Allow", methods());
        }
        RequestPath path = request.path();
        // a slash at the end is part of no path but that of the registry itself
        Optional<Endpoint> endpoint =
                path.directory() && path.segments().size() > 1 ? Optional.empty() : Endpoint.parse(path.segments());
        return endpoint.isPresent() ? respond(request, endpoint.get()) : nothingAt(request);
    }

    private Response respond(Request request, Endpoint endpoint) throws IOException {
        if (endpoint instanceof Endpoint.Base) {
            return base();
        }
        if (endpoint instanceof Endpoint.Catalog) {
            return list(request, site.file(endpoint), "repositories", "{\"repositories\":[]}");
        }
        if (endpoint instanceof Endpoint.TagList tags) {
            return tags(request, tags);
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
        return nothingAt(request);
    }

    /** That there is a registry here. */
    static Response base() {
        return Response.of(200, JSON, "{}".getBytes(StandardCharsets.UTF_8));
    }

    static Response nothingAt(Request request) {
        return ErrorResponse.of(
                404, Problem.of(ProblemCode.UNSUPPORTED, request.rawPath(), "a registry has nothing at this path"));
    }

    private Response tags(Request request, Endpoint.TagList endpoint) throws IOException {
        requireRepository(endpoint.repository());
        return list(request, site.file(endpoint), "tags", "{\"name\":\"" + endpoint.repository() + "\",\"tags\":[]}");
    }

    private Response list(Request request, Optional<Path> file, String key, String empty) throws IOException {
        if (file.isEmpty()) {
            byte[] none = empty.getBytes(StandardCharsets.UTF_8);
            return ListResponse.of(request, key, () -> new Body.Bytes(none), () -> new ByteArrayInputStream(none));
        }
        return ListResponse.of(
                request, key, () -> Body.FilePart.of(file.get()), () -> Files.newInputStream(file.get()));
    }

    private Response manifest(Request request, Endpoint.ManifestOf endpoint) throws IOException {
        Reference reference = endpoint.reference();
        Path file = site.file(endpoint)
                .orElseThrow(() -> unknown(ProblemCode.MANIFEST_UNKNOWN, endpoint.repository(), reference.toString()));
        return reference instanceof Digest digest
                ? manifest(request, endpoint.repository(), digest, file)
                : manifest(request, endpoint, openTag(endpoint.repository(), file));
    }

    private Response manifest(Request request, RepositoryName repository, Digest asked, Path file) throws IOException {
        FileIndex.Row row = listed.find(new Endpoint.ManifestOf(repository, asked).path())
                .orElseThrow(() -> unknown(ProblemCode.MANIFEST_UNKNOWN, repository, asked.toString()));
        ManifestFile manifest = ManifestFile.open(file, asked.algorithm());
        if (!asked.equals(manifest.digest())) {
            manifest.body().close();
            return ErrorResponse.broken("the site is broken: the bytes of this manifest have the digest "
                    + manifest.digest() + ". Make the site again (registry:site)");
        }
        return ContentResponse.whole(request, Response.of(200, row.contentType(), manifest.body()), asked, true);
    }

    /**
     * What a tag names has the type that it has by digest: a site that is being made again may have moved the tag already
     * and not say so yet. The list of referrers is under no digest, and always an index.
     */
    private Response manifest(Request request, Endpoint.ManifestOf tag, ManifestFile manifest) throws IOException {
        boolean isReferrers = tag.reference() instanceof Tag name && name.isReferrersTag();
        Endpoint.ManifestOf same = isReferrers ? tag : new Endpoint.ManifestOf(tag.repository(), manifest.digest());
        Optional<FileIndex.Row> row = listed.find(same.path());
        if (row.isEmpty()) {
            manifest.body().close();
            return ErrorResponse.broken(
                    "the site is broken: it has no manifest with the bytes of this tag. Make the site"
                            + " again (registry:site)");
        }
        Response whole = Response.of(200, row.get().contentType(), manifest.body());
        return ContentResponse.whole(request, whole, manifest.digest(), false);
    }

    /** The manifest of a tag, with the digest by which the registry has it; by sha256 where it has it by none. */
    private ManifestFile openTag(RepositoryName repository, Path file) throws IOException {
        ManifestFile manifest = ManifestFile.open(file, DigestAlgorithm.SHA256);
        if (hasManifest(repository, manifest.digest())) {
            return manifest;
        }
        ManifestFile other = ManifestFile.open(file, DigestAlgorithm.SHA512);
        boolean better = hasManifest(repository, other.digest());
        (better ? manifest : other).body().close();
        return better ? other : manifest;
    }

    private boolean hasManifest(RepositoryName repository, Digest digest) {
        return site.file(new Endpoint.ManifestOf(repository, digest)).isPresent();
    }

    private Response blob(Request request, Endpoint.BlobOf endpoint) throws IOException {
        Digest digest = endpoint.digest();
        BlobPlace place = blobs.find(endpoint.repository(), digest)
                .orElseThrow(() -> unknown(ProblemCode.BLOB_UNKNOWN, endpoint.repository(), digest.toString()));
        return at(request, digest, place);
    }

    /** The bytes, or a redirect to where they are. */
    static Response at(Request request, Digest digest, BlobPlace place) throws IOException {
        if (place instanceof BlobPlace.Elsewhere elsewhere) {
            return Response.of(307)
                    .with("Location", elsewhere.url().toASCIIString())
                    .with(ContentResponse.DIGEST, digest.toString());
        }
        return ContentResponse.blob(request, digest, Body.FilePart.of(((BlobPlace.InFile) place).file()));
    }

    private Response referrers(Request request, Endpoint.Referrers endpoint) throws IOException {
        requireRepository(endpoint.repository());
        Optional<Path> file = site.file(endpoint);
        Optional<String> artifactType = request.parameter("artifactType").filter(type -> !type.isEmpty());
        Body body;
        if (file.isEmpty()) {
            body = new Body.Bytes(ServedReferrers.none());
        } else if (artifactType.isEmpty()) {
            body = Body.FilePart.of(file.get());
        } else {
            try (InputStream in = Files.newInputStream(file.get())) {
                body = new Body.Bytes(ReferrersPage.filter(in, artifactType.get()));
            }
        }
        Response response = Response.of(200, MediaType.OCI_INDEX.value(), body);
        return artifactType.isPresent() ? response.with("OCI-Filters-Applied", "artifactType") : response;
    }

    private void requireRepository(RepositoryName repository) {
        if (!isHere(repository)) {
            throw unknownName(repository);
        }
    }

    private boolean isHere(RepositoryName repository) {
        return site.hasDirectory(Endpoint.ManifestOf.directory(repository))
                || site.file(new Endpoint.TagList(repository)).isPresent();
    }

    private RegistryException unknown(ProblemCode code, RepositoryName repository, String reference) {
        return isHere(repository)
                ? new RegistryException(
                        Problem.of(code, reference, "repository " + repository + " has no " + reference))
                : unknownName(repository);
    }

    static RegistryException unknownName(RepositoryName repository) {
        return new RegistryException(Problem.of(
                ProblemCode.NAME_UNKNOWN, repository.name(), "this registry has no repository " + repository));
    }
}
