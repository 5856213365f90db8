package io.github.registryorg.serve;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.ByteCount;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.push.Chunk;
import io.github.registryorg.push.Pushing;
import io.github.registryorg.push.Upload;
import io.github.registryorg.tree.Endpoint;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Uploads of blobs (distribution specification, "Pushing blobs"). */
final class UploadApi {

    /** Digits that a long can always hold. */
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,18})-([0-9]{1,18})");

    private final Pushing push;

    UploadApi(Pushing push) {
        this.push = push;
    }

    /**
     * The uploads of a repository, or one of them.
     *
     * @param id empty for all of them
     */
    record Target(RepositoryName repository, Optional<String> id) {

        /**
         * Empty where a path is of something else.
         *
         * @throws RegistryException {@code NAME_INVALID}
         */
        static Optional<Target> parse(List<String> segments) {
            int count = segments.size();
            if (count >= 4 && segments.subList(count - 2, count).equals(List.of("blobs", "uploads"))) {
                return Optional.of(new Target(name(segments.subList(1, count - 2)), Optional.empty()));
            }
            if (count >= 5 && segments.subList(count - 3, count - 1).equals(List.of("blobs", "uploads"))) {
                return Optional.of(
                        new Target(name(segments.subList(1, count - 3)), Optional.of(segments.get(count - 1))));
            }
            return Optional.empty();
        }

        private static RepositoryName name(List<String> components) {
            return RepositoryName.parse(String.join("/", components));
        }
    }

    Response respond(Request request, Target target) {
        push.requirePushable(target.repository());
        if (target.id().isEmpty()) {
            return request.method().equals("POST") ? begin(request, target.repository()) : notAllowed("POST");
        }
        Upload upload = push.uploads().get(target.repository(), target.id().get());
        return switch (request.method()) {
            case "GET", "HEAD" -> status(204, upload);
            case "PATCH" -> add(request, upload);
            case "PUT" -> finish(request, upload);
            case "DELETE" -> {
                push.uploads().cancel(upload);
                yield Response.of(204);
            }
            default -> notAllowed("GET, HEAD, PATCH, PUT, DELETE");
        };
    }

    private static Response notAllowed(String methods) {
        return ErrorResponse.of(405, Problem.of(ProblemCode.UNSUPPORTED, "", "an upload supports only " + methods))
                .with("Allow", methods);
    }

    private Response begin(Request request, RepositoryName repository) {
        Optional<Digest> mounted = request.parameter("mount").flatMap(Digest::tryParse);
        if (mounted.filter(digest -> push.mount(repository, digest)).isPresent()) {
            return created(repository, mounted.get());
        }
        Optional<Digest> whole = request.parameter("digest").map(Digest::parse);
        DigestAlgorithm algorithm = whole.or(() -> mounted)
                .map(Digest::algorithm)
                .orElseGet(() -> request.parameter("digest-algorithm")
                        .map(UploadApi::algorithm)
                        .orElse(DigestAlgorithm.SHA256));
        Upload upload = push.uploads().begin(repository, algorithm);
        if (whole.isEmpty()) {
            return status(202, upload);
        }
        try {
            send(request, upload, Chunk.NEXT, whole);
            return created(repository, whole.get());
        } finally {
            // nobody else knows of it
            push.uploads().cancel(upload);
        }
    }

    private static DigestAlgorithm algorithm(String id) {
        return DigestAlgorithm.of(id)
                .orElseThrow(() -> new RegistryException(
                        Problem.of(ProblemCode.DIGEST_INVALID, id, "is not a digest algorithm that is supported")
                                .hint("Use sha256 or sha512.")));
    }

    private Response add(Request request, Upload upload) {
        Upload.Outcome outcome = send(request, upload, chunk(request), Optional.empty());
        return outcome == Upload.Outcome.ADDED ? status(202, upload) : refused(outcome, upload);
    }

    private Response finish(Request request, Upload upload) {
        Digest digest = request.parameter("digest")
                .map(Digest::parse)
                .orElseThrow(() ->
                        new RegistryException(Problem.of(ProblemCode.DIGEST_INVALID, "", "the request names no digest")
                                .hint("Add ?digest=sha256:… to the address that the upload has.")));
        Upload.Outcome outcome = send(request, upload, chunk(request), Optional.of(digest));
        return outcome == Upload.Outcome.ADDED ? created(upload.repository(), digest) : refused(outcome, upload);
    }

    private static Chunk chunk(Request request) {
        Optional<String> header = request.header("Content-Range");
        if (header.isEmpty()) {
            return Chunk.NEXT;
        }
        Matcher range = RANGE.matcher(header.get().strip());
        if (!range.matches()) {
            throw invalid(header.get());
        }
        long first = Long.parseLong(range.group(1));
        long last = Long.parseLong(range.group(2));
        if (first > last) {
            throw invalid(header.get());
        }
        long length = last - first + 1;
        boolean isOther = request.header("Content-Length")
                .filter(text -> !text.equals(Long.toString(length)))
                .isPresent();
        if (isOther) {
            throw new RegistryException(Problem.of(
                            ProblemCode.SIZE_INVALID,
                            header.get(),
                            "the range has " + ByteCount.exact(length) + ", and the request another number")
                    .hint("Content-Range names the first and the last byte of the chunk, counted from 0."));
        }
        return Chunk.of(first, length);
    }

    private static RegistryException invalid(String range) {
        return new RegistryException(Problem.of(
                        ProblemCode.BLOB_UPLOAD_INVALID, range, "is not a valid Content-Range of a chunk")
                .hint("Send Content-Range: FIRST-LAST, the first and the last byte of the chunk, counted from 0,"
                        + " such as 0-1023."));
    }

    /** @param digest of all of it, where this is its end */
    private Upload.Outcome send(Request request, Upload upload, Chunk chunk, Optional<Digest> digest) {
        try {
            return digest.isPresent()
                    ? upload.finish(chunk, request.body(), digest.get())
                    : upload.add(chunk, request.body());
        } catch (IOException e) {
            throw new RegistryException(
                    Problem.of(
                                    ProblemCode.BLOB_UPLOAD_INVALID,
                                    "",
                                    "the connection broke after " + ByteCount.exact(upload.size()) + " of the blob")
                            .hint("Ask for the status of the upload (GET), and continue there."),
                    e);
        } finally {
            push.uploads().forgetEnded(upload);
        }
    }

    private static Response status(int status, Upload upload) {
        return Response.of(status)
                .with("Location", location(upload))
                .with("Range", "0-" + Math.max(0, upload.size() - 1))
                .with("Docker-Upload-UUID", upload.id());
    }

    /** With the status, so that the client can continue. */
    private static Response refused(Upload.Outcome outcome, Upload upload) {
        Problem problem = outcome == Upload.Outcome.BUSY
                ? Problem.of(ProblemCode.BLOB_UPLOAD_INVALID, "", "another request is still adding to this upload")
                        .hint(
                                "Wait for its response. If its connection has broken, ask for the status of the upload (GET)"
                                        + " after a minute, and continue there.")
                : Problem.of(
                                ProblemCode.BLOB_UPLOAD_INVALID,
                                "",
                                "the chunk is not the next one: " + ByteCount.exact(upload.size()) + " arrived before")
                        .hint("Send the chunk that begins there, with Content-Range: FIRST-LAST.");
        Response error = ErrorResponse.of(416, problem);
        Response status = status(416, upload);
        for (var header : status.headers().entrySet()) {
            error = error.with(header.getKey(), header.getValue());
        }
        return error;
    }

    private static String location(Upload upload) {
        return "/v2/" + upload.repository() + "/blobs/uploads/" + upload.id();
    }

    private static Response created(RepositoryName repository, Digest digest) {
        return Response.of(201)
                .with("Location", "/" + new Endpoint.BlobOf(repository, digest).path())
                .with(ContentResponse.DIGEST, digest.toString());
    }
}
