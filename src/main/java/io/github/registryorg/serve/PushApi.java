package io.github.registryorg.serve;

import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.push.Pushing;
import io.github.registryorg.tree.Endpoint;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * A registry that can be pushed to (distribution specification, "Push" and "Content Management"). What it has itself, it
 * answers; {@link PushedReads} answers everything else.
 */
final class PushApi implements RegistryEndpoint {

    /** KiB of manifests that are read at a time: each of many clients may send one of 4 MiB. */
    private static final int READ_AT_ONCE = 64 * 1024;

    private static final int SERVER_ERROR = 500;

    private final Pushing push;
    private final Semaphore memory = new Semaphore(READ_AT_ONCE, true);
    private final PushedReads reads;
    private final UploadApi uploads;
    private final PushToken token;
    private final RequestListener listener;

    /** @param listener receives failures of the server, which clients get without details */
    PushApi(Pushing push, PushedReads reads, PushToken token, RequestListener listener) {
        this.push = push;
        this.reads = reads;
        this.uploads = new UploadApi(push);
        this.token = token;
        this.listener = listener;
    }

    @Override
    public String methods() {
        return "GET, HEAD, POST, PUT, PATCH, DELETE";
    }

    @Override
    public Response respond(Request request) throws IOException {
        Optional<Response> refusal = token.refusal(request);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (!request.reads() && request.header("Origin").isPresent()) {
            // any page in a browser on this machine can send requests to it
            return ErrorResponse.of(403, Problem.of(ProblemCode.DENIED, "", "pages in browsers can't push"));
        }
        try {
            Optional<UploadApi.Target> upload =
                    UploadApi.Target.parse(request.path().segments());
            if (upload.isPresent()) {
                return uploads.respond(request, upload.get());
            }
            return request.reads() ? reads.respond(request) : write(request);
        } catch (RegistryException e) {
            Response response = PushErrors.of(e);
            if (response.status() >= SERVER_ERROR) {
                listener.failed(request.method(), request.rawPath(), e);
            }
            return response;
        }
    }

    private Response write(Request request) throws IOException {
        RequestPath path = request.path();
        requireTag(request);
        Endpoint endpoint =
                path.directory() ? null : Endpoint.parse(path.segments()).orElse(null);
        if (endpoint instanceof Endpoint.ManifestOf manifest && request.method().equals("PUT")) {
            return put(request, manifest);
        }
        if (endpoint instanceof Endpoint.ManifestOf manifest && request.method().equals("DELETE")) {
            push.delete(manifest.repository(), manifest.reference());
            return Response.of(202);
        }
        if (endpoint instanceof Endpoint.BlobOf blob && request.method().equals("DELETE")) {
            push.requirePushable(blob.repository());
            push.deleteBlob(blob.repository(), blob.digest());
            return Response.of(202);
        }
        return ErrorResponse.of(
                        405,
                        Problem.of(
                                ProblemCode.UNSUPPORTED,
                                "",
                                request.method() + " is not supported at " + request.rawPath()))
                .with("Allow", allowed(endpoint));
    }

    private static String allowed(@Nullable Endpoint endpoint) {
        if (endpoint instanceof Endpoint.ManifestOf) {
            return "GET, HEAD, PUT, DELETE";
        }
        return endpoint instanceof Endpoint.BlobOf ? "GET, HEAD, DELETE" : "GET, HEAD";
    }

    /** What nothing can be read under, nothing may be pushed under: that is the client's error. */
    private static void requireTag(Request request) {
        List<String> segments = request.path().segments();
        int count = segments.size();
        if (request.method().equals("PUT")
                && count > 3
                && segments.get(count - 2).equals("manifests")) {
            String reference = segments.get(count - 1);
            if (reference.indexOf(':') < 0) {
                Tag.parse(reference);
            }
        }
    }

    private Response put(Request request, Endpoint.ManifestOf endpoint) throws IOException {
        int size = Math.min(declaredSize(request), RawManifest.MAX_SIZE) / 1024 + 1;
        memory.acquireUninterruptibly(size);
        try {
            return receive(request, endpoint);
        } finally {
            memory.release(size);
        }
    }

    /** In bytes; the maximum where the request has no number of them. */
    private static int declaredSize(Request request) {
        try {
            return request.header("Content-Length")
                    .map(Integer::parseUnsignedInt)
                    .filter(size -> size >= 0)
                    .orElse(RawManifest.MAX_SIZE);
        } catch (NumberFormatException e) {
            return RawManifest.MAX_SIZE;
        }
    }

    private Response receive(Request request, Endpoint.ManifestOf endpoint) throws IOException {
        byte[] content = request.body().readNBytes(RawManifest.MAX_SIZE + 1);
        if (content.length > RawManifest.MAX_SIZE) {
            return ErrorResponse.of(
                    413,
                    Problem.of(ProblemCode.MANIFEST_INVALID, "", "the manifest is larger than 4 MiB")
                            .hint("Registries and clients refuse such manifests: make fewer entries or shorter"
                                    + " annotations."));
        }
        List<Tag> tags =
                request.parameters("tag").stream().map(Tag::parse).distinct().toList();
        Optional<MediaType> declared = request.header("Content-Type")
                .map(type -> type.split(";", 2)[0].strip())
                .flatMap(MediaType::tryParse)
                .filter(MediaType::isManifest);
        RawManifest manifest = push.accept(endpoint.repository(), endpoint.reference(), tags, content, declared);
        Response response = Response.of(201)
                .with("Location", "/" + new Endpoint.ManifestOf(endpoint.repository(), manifest.digest()).path())
                .with(ContentResponse.DIGEST, manifest.digest().toString());
        // lists of referrers are derived, whatever is pushed under their tags
        List<String> named = tags.stream()
                .filter(tag -> !tag.isReferrersTag())
                .map(Tag::name)
                .toList();
        if (!named.isEmpty()) {
            response = response.with("OCI-Tag", String.join(", ", named));
        }
        Optional<Descriptor> subject = manifest.manifest().subject();
        return subject.isPresent()
                ? response.with("OCI-Subject", subject.get().digest().toString())
                : response;
    }
}
