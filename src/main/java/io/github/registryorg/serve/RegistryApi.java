package io.github.registryorg.serve;

import io.github.registryorg.host.FileIndex;
import io.github.registryorg.net.CacheControl;
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
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Serves everything under {@code /v2} (distribution specification, "Pull" and "Content Discovery"). */
final class RegistryApi {

    private static final String JSON = "application/json";
    private static final String DIGEST = "Docker-Content-Digest";
    private static final String ASK_AGAIN = "no-cache";

    private final ServedFiles site;
    private final ListedFiles listed;
    private final BlobFinder blobs;

    RegistryApi(ServedFiles site, ListedFiles listed, BlobFinder blobs) {
        this.site = site;
        this.listed = listed;
        this.blobs = blobs;
    }

    /**
     * The response to one request.
     *
     * @throws RegistryException with one of the specification's codes, for {@link ErrorResponse}
     */
    Response respond(Request request) throws IOException {
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
                    .with("Allow", "GET, HEAD");
        }
        RequestPath path = request.path();
        // a slash at the end is part of no path but that of the registry itself
        Optional<Endpoint> endpoint =
                path.directory() && path.segments().size() > 1 ? Optional.empty() : Endpoint.parse(path.segments());
        return endpoint.isPresent() ? respond(request, endpoint.get()) : nothingAt(request);
    }

    private Response respond(Request request, Endpoint endpoint) throws IOException {
        if (endpoint instanceof Endpoint.Base) {
            return Response.of(200, JSON, "{}".getBytes(StandardCharsets.UTF_8));
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

    private static Response nothingAt(Request request) {
        return ErrorResponse.of(
                404, Problem.of(ProblemCode.UNSUPPORTED, request.rawPath(), "a registry has nothing at this path"));
    }

    private Response tags(Request request, Endpoint.TagList endpoint) throws IOException {
        requireRepository(endpoint.repository());
        return list(request, site.file(endpoint), "tags", "{\"name\":\"" + endpoint.repository() + "\",\"tags\":[]}");
    }

    private Response list(Request request, Optional<Path> file, String key, String empty) throws IOException {
        long most = request.parameter("n").map(RegistryApi::count).orElse(Long.MAX_VALUE);
        String after = request.parameter("last").orElse("");
        if (file.isEmpty()) {
            return Response.of(200, JSON, empty.getBytes(StandardCharsets.UTF_8));
        }
        if (most == Long.MAX_VALUE && after.isEmpty()) {
            return Response.of(200, JSON, Body.FilePart.of(file.get()));
        }
        ListPage page;
        try (InputStream in = Files.newInputStream(file.get())) {
            page = ListPage.cut(in, key, after, most);
        }
        Response response = Response.of(200, JSON, page.json());
        return page.next()
                .map(last -> response.with(
                        "Link",
                        "<" + request.rawPath() + "?n=" + most + "&last="
                                + URLEncoder.encode(last, StandardCharsets.UTF_8) + ">; rel=\"next\""))
                .orElse(response);
    }

    private static long count(String n) {
        if (n.isEmpty() || !n.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new RegistryException(
                    Problem.of(ProblemCode.UNSUPPORTED, n, "n must be a number of entries, 0 or more"));
        }
        // no list is as long as what needs more digits than a long has
        return n.length() > 18 ? Long.MAX_VALUE : Long.parseLong(n);
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
        return whole(request, Response.of(200, row.contentType(), manifest.body()), asked, true);
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
        return whole(request, whole, manifest.digest(), false);
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
        if (place instanceof BlobPlace.Elsewhere elsewhere) {
            return Response.of(307)
                    .with("Location", elsewhere.url().toASCIIString())
                    .with(DIGEST, digest.toString());
        }
        Body.FilePart all = Body.FilePart.of(((BlobPlace.InFile) place).file());
        Response response = whole(request, Response.of(200, MediaType.OCTET_STREAM.value(), all), digest, true)
                .with("Accept-Ranges", "bytes");
        Optional<ByteRange> range = range(request, response, digest, all.length());
        if (range.isEmpty()) {
            return response;
        }
        if (!range.get().satisfiable()) {
            all.close();
            // BLOB_UNKNOWN would be wrong: the blob is here, its bytes are not so many
            return ErrorResponse.of(
                            416,
                            Problem.of(
                                    ProblemCode.UNSUPPORTED,
                                    digest.toString(),
                                    "the blob has " + all.length() + " bytes, none of them in this range"))
                    .with("Content-Range", "bytes */" + all.length());
        }
        long first = range.get().first();
        long length = range.get().length();
        return new Response(206, response.headers(), new Body.FilePart(all.channel(), first, length))
                .with("Content-Range", "bytes " + first + "-" + (first + length - 1) + "/" + all.length());
    }

    private static Optional<ByteRange> range(Request request, Response response, Digest digest, long size) {
        boolean same = request.header("If-Range")
                .map(new EntityTag(digest.toString())::isExactly)
                .orElse(true);
        // a range means something to GET alone (RFC 9110, section 14.2)
        return response.status() == 200 && request.method().equals("GET") && same
                ? request.header("Range").flatMap(value -> ByteRange.parse(value, size))
                : Optional.empty();
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

    /**
     * Adds the names of this content; of a client that has it already, the response is 304.
     *
     * @param named whether the request is by digest, under which nothing else will ever be
     */
    private static Response whole(Request request, Response response, Digest digest, boolean named) throws IOException {
        EntityTag tag = new EntityTag(digest.toString());
        Response whole = response.with(DIGEST, digest.toString())
                .with("ETag", tag.toString())
                .with("Cache-Control", named ? CacheControl.IMMUTABLE : ASK_AGAIN);
        if (request.header("If-None-Match").filter(tag::matchesAnyOf).isEmpty()) {
            return whole;
        }
        response.body().close();
        return new Response(304, whole.headers(), Body.EMPTY);
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

    private static RegistryException unknownName(RepositoryName repository) {
        return new RegistryException(Problem.of(
                ProblemCode.NAME_UNKNOWN, repository.name(), "this registry has no repository " + repository));
    }
}
