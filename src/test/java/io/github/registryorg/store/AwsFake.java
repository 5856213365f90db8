package io.github.registryorg.store;

import com.sun.net.httpserver.HttpExchange;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.remote.LoopbackServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What AWS does that other servers for tests don't, in memory: it keeps sha256 checksums of objects and parts, compares
 * them with what arrives, reports them, and makes a composite one of parts. It looks at no signature. It remembers each
 * request, may refuse some, and reports each change. Any bucket is there but {@code no-such-bucket}.
 */
public final class AwsFake implements S3Service, AutoCloseable {

    /** One request; the operation is what S3's documentation calls it. */
    public record Asked(String operation, String bucket, String key, Map<String, String> headers) {

        @Override
        public String toString() {
            return operation + " " + bucket + "/" + key;
        }
    }

    /** Instead of doing what was requested. */
    public record Refusal(int status, String code, String message) {}

    /** When the connection of a request ends without a response. */
    public enum Cut {
        NEVER,
        /** Before anything was done. */
        BEFORE,
        /** Once it was done. */
        AFTER
    }

    /** What is there; headers by lower-case names. */
    public record Stored(byte[] content, Map<String, String> headers, String checksum) {}

    private record Upload(String bucket, String key, Map<String, String> headers, TreeMap<Integer, byte[]> parts) {}

    private static final List<String> KEPT = List.of("content-type", "cache-control", "content-encoding");

    private final TreeMap<String, Stored> objects = new TreeMap<>();
    private final Map<String, Upload> uploads = new TreeMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final LoopbackServer server = LoopbackServer.start(this::respond);
    private volatile Function<Asked, Optional<Refusal>> refusing = request -> Optional.empty();
    private volatile Function<Asked, Cut> cutting = request -> Cut.NEVER;
    private volatile Consumer<Map<String, Stored>> watching = objects -> {};
    private volatile boolean lying;
    private volatile boolean adding;
    private volatile int pageSize = 1000;
    private boolean isUnanswered;
    private int count;

    @Override
    public URI endpoint() {
        return URI.create(server.url(""));
    }

    @Override
    public BucketSettings settings() {
        return S3Server.settings(endpoint(), false);
    }

    /** All requests since the last call. */
    public synchronized List<Asked> asked() {
        List<Asked> all = List.copyOf(asked);
        asked.clear();
        return all;
    }

    /** Refuses requests for which this gives a response. */
    public void refuse(Function<Asked, Optional<Refusal>> refusing) {
        this.refusing = refusing;
    }

    /** Ends connections of requests as this has it. */
    public void cut(Function<Asked, Cut> cutting) {
        this.cutting = cutting;
    }

    /** Reports all objects, by bucket and key, after each change and before the response. */
    public void watch(Consumer<Map<String, Stored>> watching) {
        this.watching = watching;
    }

    /** From now on, reports other checksums than those of what it stores. */
    public void lie() {
        lying = true;
    }

    /** From now on, stores more than was sent of each object that is put whole. */
    public void addBytes() {
        adding = true;
    }

    /** From now on, lists no more objects at once than this. */
    public void listAtMost(int objectsOfPage) {
        pageSize = objectsOfPage;
    }

    /** The objects, by bucket and key. */
    public synchronized Map<String, Stored> objects() {
        return new TreeMap<>(objects);
    }

    /** How many uploads in parts are unfinished. */
    public synchronized int unfinished() {
        return uploads.size();
    }

    /** Puts an object, as another client would. */
    public void put(String bucketAndKey, byte[] content) {
        put(bucketAndKey, new Stored(content, Map.of(), null));
    }

    public synchronized void put(String bucketAndKey, Stored object) {
        objects.put(bucketAndKey, object);
    }

    /** Removes objects, as another client would. */
    public synchronized void removeBelow(String bucketAndPrefix) {
        objects.keySet().removeIf(name -> name.startsWith(bucketAndPrefix));
    }

    private void respond(HttpExchange exchange) throws IOException {
        Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
        String path = exchange.getRequestURI().getPath().substring(1);
        int slash = path.indexOf('/');
        Map<String, String> headers = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        byte[] body = exchange.getRequestBody().readAllBytes();
        Asked request = new Asked(
                operation(exchange.getRequestMethod(), slash >= 0 && slash < path.length() - 1, query, headers),
                slash < 0 ? path : path.substring(0, slash),
                slash < 0 ? "" : path.substring(slash + 1),
                headers);
        synchronized (this) {
            asked.add(request);
        }
        Optional<Refusal> refusal = refusing.apply(request);
        if (refusal.isEmpty() && request.bucket().equals("no-such-bucket")) {
            refusal = Optional.of(new Refusal(404, "NoSuchBucket", "The specified bucket does not exist"));
        }
        if (refusal.isPresent()) {
            refuse(exchange, refusal.get());
            return;
        }
        Cut cut = cutting.apply(request);
        if (cut == Cut.BEFORE) {
            return;
        }
        synchronized (this) {
            isUnanswered = cut == Cut.AFTER;
            serve(exchange, request, query, body);
        }
    }

    private static String operation(
            String method, boolean object, Map<String, String> query, Map<String, String> headers) {
        boolean upload = query.containsKey("uploadId");
        return switch (method) {
            case "HEAD" -> object ? "HeadObject" : "HeadBucket";
            case "GET" ->
                !object
                        ? query.containsKey("uploads") ? "ListMultipartUploads" : "ListObjectsV2"
                        : upload ? "ListParts" : "GetObject";
            case "PUT" -> {
                boolean copy = headers.containsKey("x-amz-copy-source");
                yield upload ? copy ? "UploadPartCopy" : "UploadPart" : copy ? "CopyObject" : "PutObject";
            }
            case "POST" -> upload ? "CompleteMultipartUpload" : "CreateMultipartUpload";
            default -> upload ? "AbortMultipartUpload" : "DeleteObject";
        };
    }

    private void serve(HttpExchange exchange, Asked request, Map<String, String> query, byte[] body)
            throws IOException {
        String name = request.bucket() + "/" + request.key();
        Upload upload = uploads.get(query.getOrDefault("uploadId", ""));
        if (query.containsKey("uploadId") && upload == null) {
            refuse(exchange, new Refusal(404, "NoSuchUpload", "The specified upload does not exist."));
            return;
        }
        String sent = request.headers().get("x-amz-checksum-sha256");
        boolean part = request.operation().equals("UploadPart");
        if (sent != null && (part || request.operation().equals("PutObject")) && !sent.equals(sha256(body))) {
            refuse(exchange, new Refusal(400, "BadDigest", "The SHA256 you specified did not match."));
            return;
        }
        switch (request.operation()) {
            case "HeadObject", "GetObject" -> send(exchange, objects.get(name), request.headers());
            case "HeadBucket" -> answer(exchange, 200);
            case "PutObject" -> {
                byte[] content = adding ? Arrays.copyOf(body, body.length + 100) : body;
                objects.put(name, new Stored(content, kept(request.headers()), sent));
                watching.accept(objects());
                confirm(exchange, objects.get(name));
            }
            case "CopyObject" -> copy(exchange, request, name);
            case "DeleteObject" -> {
                objects.remove(name);
                watching.accept(objects());
                answer(exchange, 204);
            }
            case "ListObjectsV2" ->
                list(
                        exchange,
                        request.bucket() + "/",
                        query.getOrDefault("prefix", ""),
                        query.getOrDefault("continuation-token", ""));
            case "ListMultipartUploads" -> listUploads(exchange, request.bucket());
            case "CreateMultipartUpload" -> {
                String id = "upload-" + ++count;
                uploads.put(id, new Upload(request.bucket(), request.key(), request.headers(), new TreeMap<>()));
                say(
                        exchange,
                        "<InitiateMultipartUploadResult><UploadId>" + id
                                + "</UploadId></InitiateMultipartUploadResult>");
            }
            case "UploadPart" -> putPart(exchange, upload, Integer.parseInt(query.get("partNumber")), body, sent);
            case "UploadPartCopy" -> copyPart(exchange, request, upload, Integer.parseInt(query.get("partNumber")));
            case "ListParts" -> listParts(exchange, upload);
            case "AbortMultipartUpload" -> {
                uploads.remove(query.get("uploadId"));
                answer(exchange, 204);
            }
            default -> {
                uploads.remove(query.get("uploadId"));
                complete(exchange, upload);
            }
        }
    }

    /** With the hashes of what is stored now. */
    private void confirm(HttpExchange exchange, Stored stored) throws IOException {
        if (stored != null) {
            exchange.getResponseHeaders().set("ETag", etag(stored.content()));
        }
        if (stored != null && stored.checksum() != null) {
            exchange.getResponseHeaders().set("x-amz-checksum-sha256", sha256(stored.content()));
        }
        say(exchange, "");
    }

    private void copy(HttpExchange exchange, Asked request, String name) throws IOException {
        Stored found = source(request);
        if (found == null) {
            refuse(exchange, new Refusal(404, "NoSuchKey", "The specified key does not exist."));
            return;
        }
        objects.put(name, new Stored(found.content(), kept(request.headers()), null));
        changed(exchange, "<CopyObjectResult><ETag>\"x\"</ETag></CopyObjectResult>");
    }

    private Stored source(Asked request) {
        String source = URLDecoder.decode(request.headers().get("x-amz-copy-source"), StandardCharsets.UTF_8);
        return objects.get(source.startsWith("/") ? source.substring(1) : source);
    }

    private void copyPart(HttpExchange exchange, Asked request, Upload upload, int number) throws IOException {
        Stored found = source(request);
        if (found == null) {
            refuse(exchange, new Refusal(404, "NoSuchKey", "The specified key does not exist."));
            return;
        }
        String[] range =
                request.headers().get("x-amz-copy-source-range").substring(6).split("-");
        byte[] part = Arrays.copyOfRange(found.content(), Integer.parseInt(range[0]), Integer.parseInt(range[1]) + 1);
        upload.parts().put(number, part);
        boolean hashed = upload.headers().containsKey("x-amz-checksum-algorithm");
        say(
                exchange,
                "<CopyPartResult><ETag>" + etag(part) + "</ETag>"
                        + (hashed ? "<ChecksumSHA256>" + sha256(part) + "</ChecksumSHA256>" : "")
                        + "</CopyPartResult>");
    }

    private void putPart(HttpExchange exchange, Upload upload, int number, byte[] body, String sent)
            throws IOException {
        boolean hashed = upload.headers().containsKey("x-amz-checksum-algorithm");
        if (hashed != (sent != null)) {
            refuse(exchange, new Refusal(400, "InvalidRequest", "Checksum Type mismatch occurred"));
            return;
        }
        upload.parts().put(number, body);
        exchange.getResponseHeaders().set("ETag", etag(body));
        answer(exchange, 200);
    }

    private void complete(HttpExchange exchange, Upload upload) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        upload.parts().values().forEach(all::writeBytes);
        boolean hashed = upload.headers().containsKey("x-amz-checksum-algorithm");
        String checksum = hashed
                ? Checksums.composite(
                        upload.parts().values().stream().map(AwsFake::sha256).toList())
                : null;
        objects.put(
                upload.bucket() + "/" + upload.key(), new Stored(all.toByteArray(), kept(upload.headers()), checksum));
        String told = lying ? Checksums.composite(List.of(sha256(new byte[1]))) : checksum;
        changed(
                exchange,
                "<CompleteMultipartUploadResult><ETag>\"x\"</ETag>"
                        + (checksum == null ? "" : "<ChecksumSHA256>" + told + "</ChecksumSHA256>")
                        + "</CompleteMultipartUploadResult>");
    }

    private void listParts(HttpExchange exchange, Upload upload) throws IOException {
        StringBuilder xml = new StringBuilder("<ListPartsResult><IsTruncated>false</IsTruncated>");
        boolean hashed = upload.headers().containsKey("x-amz-checksum-algorithm");
        upload.parts()
                .forEach((number, body) -> xml.append("<Part><PartNumber>" + number + "</PartNumber><Size>"
                        + body.length + "</Size><ETag>" + etag(body) + "</ETag>"
                        + (hashed ? "<ChecksumSHA256>" + sha256(body) + "</ChecksumSHA256>" : "") + "</Part>"));
        say(exchange, xml + "</ListPartsResult>");
    }

    private void list(HttpExchange exchange, String bucket, String prefix, String after) throws IOException {
        List<String> names = objects.keySet().stream()
                .filter(name -> name.startsWith(bucket + prefix) && name.compareTo(bucket + after) > 0)
                .map(name -> name.substring(bucket.length()))
                .toList();
        StringBuilder xml = new StringBuilder("<ListBucketResult>");
        boolean truncated = names.size() > pageSize;
        List<String> page = truncated ? names.subList(0, pageSize) : names;
        page.forEach(name -> {
            Stored object = objects.get(bucket + name);
            String changed = object.headers().get("last-modified");
            xml.append("<Contents><Key>" + name + "</Key><Size>" + object.content().length + "</Size>"
                    + (changed == null ? "" : "<LastModified>" + changed + "</LastModified>") + "</Contents>");
        });
        if (truncated) {
            xml.append("<NextContinuationToken>" + page.get(pageSize - 1) + "</NextContinuationToken>");
        }
        say(exchange, xml + "<IsTruncated>" + truncated + "</IsTruncated></ListBucketResult>");
    }

    private void listUploads(HttpExchange exchange, String bucket) throws IOException {
        StringBuilder xml = new StringBuilder("<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>");
        uploads.forEach((id, upload) -> {
            if (upload.bucket().equals(bucket)) {
                xml.append("<Upload><Key>" + upload.key() + "</Key><UploadId>" + id + "</UploadId></Upload>");
            }
        });
        say(exchange, xml + "</ListMultipartUploadsResult>");
    }

    private static Map<String, String> kept(Map<String, String> headers) {
        Map<String, String> kept = new TreeMap<>(headers);
        kept.keySet().removeIf(name -> !KEPT.contains(name) && !name.startsWith("x-amz-meta-"));
        return kept;
    }

    private void changed(HttpExchange exchange, String xml) throws IOException {
        watching.accept(objects());
        say(exchange, xml);
    }

    private void send(HttpExchange exchange, Stored object, Map<String, String> asked) throws IOException {
        if (object == null) {
            refuse(exchange, new Refusal(404, "NoSuchKey", "The specified key does not exist."));
            return;
        }
        object.headers().forEach(exchange.getResponseHeaders()::set);
        if (object.checksum() != null && asked.containsKey("x-amz-checksum-mode")) {
            exchange.getResponseHeaders().set("x-amz-checksum-sha256", object.checksum());
        }
        if (!isUnanswered) {
            LoopbackServer.send(exchange, object.content());
        }
    }

    private static void refuse(HttpExchange exchange, Refusal refusal) throws IOException {
        byte[] xml = ("<Error><Code>" + refusal.code() + "</Code><Message>" + refusal.message() + "</Message></Error>")
                .getBytes(StandardCharsets.UTF_8);
        boolean bodiless = exchange.getRequestMethod().equals("HEAD");
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.sendResponseHeaders(refusal.status(), bodiless ? -1 : xml.length);
        if (!bodiless) {
            exchange.getResponseBody().write(xml);
        }
    }

    private void answer(HttpExchange exchange, int status) throws IOException {
        if (!isUnanswered) {
            exchange.sendResponseHeaders(status, -1);
        }
    }

    private void say(HttpExchange exchange, String xml) throws IOException {
        if (isUnanswered) {
            return;
        }
        byte[] body = xml.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new HashMap<>();
        if (raw != null) {
            Arrays.stream(raw.split("&")).forEach(pair -> {
                String[] halves = pair.split("=", 2);
                query.put(halves[0], halves.length < 2 ? "" : URLDecoder.decode(halves[1], StandardCharsets.UTF_8));
            });
        }
        return query;
    }

    private static String sha256(byte[] content) {
        return Checksums.base64(Digest.sha256(content));
    }

    private static String etag(byte[] content) {
        byte[] md5 = Base64.getDecoder().decode(Checksums.md5Base64(content, content.length));
        return "\"" + HexFormat.of().formatHex(md5) + "\"";
    }

    @Override
    public void close() {
        server.close();
    }
}
