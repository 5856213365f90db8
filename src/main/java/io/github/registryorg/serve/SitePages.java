package io.github.registryorg.serve;

import io.github.registryorg.host.FileIndex;
import io.github.registryorg.host.PagePolicy;
import io.github.registryorg.host.SiteNote;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.tree.SingularityApi;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Serves everything outside {@code /v2} as a plain static host does: pages, their assets, and the legacy API. */
final class SitePages implements PageEndpoint {

    /** Bytes of a file that is read whole, so that its name can be its hash. */
    private static final int MAX_IN_MEMORY = 1024 * 1024;

    /** The header that says what a browser may do with a response. */
    static final String POLICY = "Content-Security-Policy";

    private static final String INDEX = "index.html";
    private static final String NOT_FOUND = "404.html";

    private static final String HTML = "text/html; charset=utf-8";
    private static final String JSON = "application/json";

    private final ServedFiles site;
    private final ListedFiles listed;

    SitePages(ServedFiles site, ListedFiles listed) {
        this.site = site;
        this.listed = listed;
    }

    @Override
    public Response respond(Request request, Authority address) throws IOException {
        if (!request.reads()) {
            return text(405, "This site can only be read.").with("Allow", "GET, HEAD");
        }
        RequestPath path = request.path();
        String name = String.join("/", path.segments());
        if ((name + "/").startsWith(SiteNote.DIRECTORY)) {
            return notFound();
        }
        if (path.directory()) {
            String index = name.isEmpty() ? INDEX : name + "/" + INDEX;
            Optional<Path> page = site.file(index);
            return page.isPresent() ? page(request, index, page.get(), address) : notFound();
        }
        Optional<Path> file = site.file(name);
        if (file.isPresent() && isForAnother(request)) {
            return text(404, "This image is for another architecture.");
        }
        if (file.isPresent()) {
            return page(request, name, file.get(), address);
        }
        if (site.file(name + "/" + INDEX).isPresent()) {
            // the path was parsed, so it begins with one slash and a name: it can lead to no other host
            String query = request.rawQuery().isEmpty() ? "" : "?" + request.rawQuery();
            return Response.of(301).with("Location", request.rawPath() + "/" + query);
        }
        return notFound();
    }

    /** Whether a client asks for an image of Singularity's library that the site has for another architecture. */
    private boolean isForAnother(Request request) throws IOException {
        List<String> segments = request.path().segments();
        Optional<String> wanted = request.parameter("arch").filter(architecture -> !architecture.isEmpty());
        if (wanted.isEmpty() || !request.path().startsWith("v1")) {
            return false;
        }
        String rest = String.join("/", segments.subList(Math.min(2, segments.size()), segments.size()));
        Optional<Path> image = site.file("v1/images/" + rest);
        return image.isPresent()
                && SingularityApi.architecture(beginning(image.get()))
                        .filter(known -> !known.equals(wanted.get()))
                        .isPresent();
    }

    private static byte[] beginning(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MAX_IN_MEMORY);
        }
    }

    /** The site's own page for what is not there. */
    @Override
    public Response notFound() throws IOException {
        Optional<Path> page = site.file(NOT_FOUND);
        return page.isPresent()
                ? secured(Response.of(404, HTML, Body.FilePart.of(page.get())))
                : text(404, "There is nothing at this address.");
    }

    private Response page(Request request, String path, Path file, Authority address) throws IOException {
        String type =
                listed.find(path).orElseGet(() -> FileIndex.Row.unlisted(path)).contentType();
        // another file may be a stranger's, whatever its name
        boolean isPage =
                type.equals(HTML) && (path.equals(INDEX) || path.endsWith("/" + INDEX) || path.equals(NOT_FOUND));
        Body.FilePart part = Body.FilePart.of(file);
        try {
            if (type.equals(HTML) || type.equals(JSON)) {
                Body.AddressedFile body = Body.AddressedFile.of(part, address);
                return page(request, type, isPage, body, new EntityTag(body.hash()));
            }
            if (part.length() > MAX_IN_MEMORY) {
                long changed = Files.getLastModifiedTime(file).toMillis();
                String tag = Long.toHexString(part.length()) + "-" + Long.toHexString(changed);
                return page(request, type, isPage, part, new EntityTag(tag));
            }
            byte[] content = read(part, (int) part.length());
            part.close();
            return page(
                    request,
                    type,
                    isPage,
                    new Body.Bytes(content),
                    new EntityTag(Digest.sha256(content).hex()));
        } catch (IOException | RuntimeException e) {
            part.close();
            throw e;
        }
    }

    private static Response page(Request request, String type, boolean isPage, Body body, EntityTag tag)
            throws IOException {
        Response response =
                Response.of(200, type, body).with("ETag", tag.toString()).with("Cache-Control", "no-cache");
        if (request.header("If-None-Match").filter(tag::matchesAnyOf).isPresent()) {
            body.close();
            response = new Response(304, response.headers(), Body.EMPTY);
        }
        return isPage ? secured(response) : response;
    }

    private static byte[] read(Body.FilePart part, int length) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(length);
        while (content.hasRemaining() && part.channel().read(content, content.position()) >= 0) {
            // a read may give less than was requested
        }
        if (content.hasRemaining()) {
            throw new IOException("the file became shorter while it was read");
        }
        return content.array();
    }

    private static Response secured(Response response) {
        return response.with(POLICY, PagePolicy.HEADER).with("Referrer-Policy", "no-referrer");
    }

    static Response text(int status, String message) {
        return Response.of(status, "text/plain; charset=utf-8", (message + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
