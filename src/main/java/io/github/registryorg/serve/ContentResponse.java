package io.github.registryorg.serve;

import io.github.registryorg.net.CacheControl;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.store.BlobStore;
import java.io.IOException;
import java.util.Optional;

/** Responses with the content of a digest: manifests, and blobs, of which ranges are served too. */
final class ContentResponse {

    static final String DIGEST = "Docker-Content-Digest";

    private static final String ASK_AGAIN = "no-cache";

    private ContentResponse() {}

    /**
     * Adds the names of this content; of a client that has it already, the response is 304.
     *
     * @param named whether the request is by digest, under which nothing else will ever be
     */
    static Response whole(Request request, Response response, Digest digest, boolean named) throws IOException {
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

    /** A blob in a file, or the part of it that the client wants. */
    static Response blob(Request request, Digest digest, Body.FilePart all) throws IOException {
        return blob(request, digest, all, (first, length) -> new Body.FilePart(all.channel(), first, length));
    }

    /** The same of a blob that only its store can read. */
    static Response blob(Request request, Digest digest, BlobStore store, long size) throws IOException {
        return blob(
                request,
                digest,
                new Body.Stored(store, digest, 0, size),
                (first, length) -> new Body.Stored(store, digest, first, length));
    }

    /** Makes a part of a body, which is not closed then. */
    @FunctionalInterface
    private interface Parts {
        Body of(long first, long length);
    }

    private static Response blob(Request request, Digest digest, Body all, Parts parts) throws IOException {
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
        return new Response(206, response.headers(), parts.of(first, length))
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
}
