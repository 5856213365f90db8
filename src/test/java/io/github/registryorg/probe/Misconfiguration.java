package io.github.registryorg.probe;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/** A way in which people set up registries wrongly, and all the faults that it has. */
enum Misconfiguration {
    MANIFESTS_AS_OCTET_STREAM(
            response -> whenImage(response, () -> response.headers.put("Content-Type", "application/octet-stream")),
            Fault.MEDIA_TYPE_UNKNOWN),
    MANIFESTS_WITHOUT_TYPE(
            response -> whenImage(response, () -> response.headers.remove("Content-Type")), Fault.MEDIA_TYPE_UNKNOWN),
    MANIFESTS_WITH_CHARSET(
            response -> whenImage(
                    response, () -> response.headers.merge("Content-Type", "; charset=utf-8", String::concat)),
            Fault.CHARSET_APPENDED),
    MANIFEST_TYPES_JOINED(
            response -> whenImage(
                    response, () -> response.headers.merge("Content-Type", ", application/json", String::concat)),
            Fault.MEDIA_TYPES_JOINED),
    DOCKER_MANIFESTS_AS_OCI(
            response -> {
                String type = response.headers.getOrDefault("Content-Type", "");
                if (type.contains("docker.distribution.manifest.v2")) {
                    response.headers.put("Content-Type", "application/vnd.oci.image.manifest.v1+json");
                }
            },
            Fault.MEDIA_TYPE_CONFUSED),
    TYPE_DEPENDS_ON_ACCEPT(
            response -> {
                if (response.asked.getOrDefault("Accept", "").contains("manifest.v1+prettyjws") && response.isImage()) {
                    response.say(404, "application/json", "{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\"}]}");
                }
            },
            Fault.ACCEPT_CHANGES_ANSWER),
    NO_DIGESTS(
            response -> whenImage(response, () -> response.headers.remove("Docker-Content-Digest")),
            Fault.DIGEST_MISSING),
    WRONG_DIGESTS(
            response -> whenImage(
                    response, () -> response.headers.put("Docker-Content-Digest", "sha256:" + "0".repeat(64))),
            Fault.DIGEST_WRONG),
    DIGESTS_OF_ANOTHER_ALGORITHM(
            response -> whenImage(
                    response,
                    () -> response.headers.put(
                            "Docker-Content-Digest",
                            Digest.ofContent(DigestAlgorithm.SHA512, response.body)
                                    .toString())),
            Fault.DIGEST_WRONG,
            Fault.MANIFEST_BY_DIGEST_MISSING),
    OTHER_MANIFEST_BYTES(
            response -> {
                if (response.isByDigest() && response.isOk()) {
                    byte[] bytes = (response.text() + "\n").getBytes(StandardCharsets.UTF_8);
                    response.replace(bytes);
                    response.headers.put(
                            "Docker-Content-Digest", Digest.sha256(bytes).toString());
                }
            },
            Fault.MANIFEST_BYTES_WRONG,
            Fault.CHILD_SIZE_WRONG),
    HEAD_WITHOUT_LENGTH(
            response -> {
                if (response.isHead() && response.isManifest()) {
                    response.headers.remove("Content-Length");
                }
            },
            Fault.HEAD_LENGTH_MISSING),
    HEAD_WITH_OTHER_LENGTH(
            response -> {
                if (response.isHead() && response.isManifest()) {
                    response.headers.put("Content-Length", "7");
                }
            },
            Fault.HEAD_LENGTH_WRONG),
    HEAD_WITH_OTHER_TYPE(
            response -> {
                if (response.isHead() && response.isManifest()) {
                    response.headers.put("Content-Type", "text/plain");
                }
            },
            Fault.HEAD_TYPE_DIFFERS),
    HEAD_IS_404(
            response -> {
                if (response.isHead() && response.isManifest()) {
                    response.say(404, "text/plain", "");
                }
            },
            Fault.HEAD_FAILS),
    HEAD_IS_405(
            response -> {
                if (response.isHead() && response.isManifest()) {
                    response.say(405, "text/plain", "");
                }
            },
            Fault.HEAD_FAILS),
    HEAD_OF_BLOBS_IS_405(
            response -> {
                if (response.isHead() && response.isBlob()) {
                    response.say(405, "text/plain", "");
                }
            },
            Fault.BLOB_HEAD_FAILS),
    NO_BASE(
            response -> {
                if (response.path.equals("/v2/")) {
                    response.say(404, "application/json", "{\"errors\":[]}");
                }
            },
            Fault.BASE_MISSING),
    BASE_IS_PAGE(
            response -> {
                if (response.path.equals("/v2/")) {
                    response.say(200, "text/html", "<!DOCTYPE html><title>Welcome</title>");
                }
            },
            Fault.BASE_IS_PAGE),
    MISSING_IS_403(
            response -> {
                if (response.status == 404) {
                    response.say(403, "application/json", "{\"errors\":[]}");
                }
            },
            Fault.MISSING_FORBIDDEN),
    MISSING_IS_400(
            response -> {
                if (response.status == 404) {
                    response.say(400, "application/json", "{\"errors\":[]}");
                }
            },
            Fault.MISSING_FAILS),
    MISSING_IS_PAGE(
            response -> {
                if (response.status == 404) {
                    response.say(200, "text/html", "<!doctype html><title>Our shop</title>");
                }
            },
            Fault.MISSING_IS_FOUND),
    HEAD_OF_MISSING_IS_200(
            response -> {
                if (response.isHead() && response.status == 404) {
                    response.say(200, "text/plain", "");
                }
            },
            Fault.MISSING_IS_FOUND),
    HEAD_OF_MISSING_IS_500(
            response -> {
                if (response.isHead() && response.status == 404) {
                    response.say(500, "text/plain", "");
                }
            },
            Fault.MISSING_FAILS),
    ERRORS_ARE_PAGES(
            response -> {
                if (response.status == 404) {
                    response.say(404, "text/html", "<html><title>404</title></html>");
                }
            },
            Fault.ERROR_NOT_JSON),
    MANIFESTS_COMPRESSED(response -> whenImage(response, () -> compress(response)), Fault.MANIFEST_COMPRESSED),
    MANIFESTS_COMPRESSED_WITHOUT_DIGEST(
            response -> whenImage(response, () -> {
                compress(response);
                response.headers.remove("Docker-Content-Digest");
            }),
            Fault.MANIFEST_COMPRESSED,
            Fault.MANIFEST_LENGTH_UNKNOWN,
            Fault.DIGEST_MISSING),
    MANIFESTS_COMPRESSED_UNASKED(
            response -> whenImage(response, () -> {
                response.asked.put("Accept-Encoding", "gzip");
                compress(response);
            }),
            Fault.MANIFEST_COMPRESSED,
            Fault.MANIFEST_COMPRESSED_UNASKED),
    MANIFESTS_CHUNKED(
            response -> {
                if (response.isImage() && !response.isHead()) {
                    response.way = SpoiltResponse.Way.CHUNKED;
                }
            },
            Fault.MANIFEST_CHUNKED),
    MANIFESTS_ARE_PAGES(
            response -> whenImage(response, () -> response.say(200, "text/html", "<!DOCTYPE html><title>1.0</title>")),
            Fault.MANIFEST_IS_PAGE),
    MANIFESTS_ARE_OTHER_JSON(
            response -> whenImage(response, () -> response.say(200, "application/json", "{\"schemaVersion\":1}")),
            Fault.MANIFEST_INVALID),
    TAGS_ARE_404(
            response -> {
                if (response.isImage() && !response.isByDigest()) {
                    response.say(404, "application/json", "{\"errors\":[]}");
                }
            },
            Fault.MANIFEST_MISSING),
    MANIFESTS_NEVER_END(
            response -> {
                if (response.isImage() && !response.isHead()) {
                    response.way = SpoiltResponse.Way.ENDLESS;
                }
            },
            Fault.MANIFEST_ENDLESS),
    COLONS_ARE_ENCODED(
            response -> {
                if (response.isByDigest() && !response.path.contains("%3A")) {
                    response.say(404, "application/json", "{\"errors\":[]}");
                }
            },
            Fault.COLON_NEEDS_ENCODING),
    DIGESTS_ARE_NOT_SERVED(
            response -> {
                if (response.path.contains("/manifests/sha256:") || response.path.contains("/manifests/sha256%3A")) {
                    response.say(404, "application/json", "{\"errors\":[]}");
                }
            },
            Fault.MANIFEST_BY_DIGEST_MISSING,
            Fault.CHILD_MISSING),
    TAGS_KEPT_FOR_EVER(
            response -> {
                if (response.isImage() && !response.isByDigest()) {
                    response.headers.put("Cache-Control", "public, max-age=31536000");
                }
            },
            Fault.TAG_CACHED_LONG),
    REDIRECT_LOSES_DIGEST(
            response -> {
                if (response.path.startsWith("/elsewhere/")) {
                    response.headers.remove("Docker-Content-Digest");
                } else if (response.isImage()) {
                    response.redirect("/elsewhere" + response.path);
                }
            },
            Fault.REDIRECT_DROPS_DIGEST),
    REFERRERS_AS_OCTET_STREAM(
            response -> {
                if (response.isReferrers()) {
                    response.headers.put("Content-Type", "application/octet-stream");
                }
            },
            Fault.REFERRERS_TYPE_WRONG),
    REFERRERS_ARE_NO_INDEX(
            response -> {
                if (response.isReferrers()) {
                    response.say(200, "application/vnd.oci.image.index.v1+json", "{}");
                }
            },
            Fault.REFERRERS_BROKEN),
    NO_REFERRERS_API(Misconfiguration::withoutReferrers, Fault.REFERRERS_API_MISSING, Fault.REFERRERS_EMPTY_MISSING),
    NO_REFERRERS_AT_ALL(
            response -> {
                withoutReferrers(response);
                if (response.isFallback()) {
                    response.say(404, "application/json", "{\"errors\":[]}");
                }
            },
            Fault.REFERRERS_API_MISSING,
            Fault.REFERRERS_EMPTY_MISSING,
            Fault.REFERRERS_LOST),
    FALLBACK_WITH_OTHER_TYPE(
            response -> {
                withoutReferrers(response);
                if (response.isFallback() && response.isOk()) {
                    response.headers.put("Content-Type", "application/json");
                }
            },
            Fault.REFERRERS_API_MISSING,
            Fault.REFERRERS_EMPTY_MISSING,
            Fault.FALLBACK_WRONG),
    FALLBACK_AS_OCTET_STREAM(
            response -> {
                if (response.isFallback() && response.isOk()) {
                    response.headers.put("Content-Type", "application/octet-stream");
                }
            },
            Fault.FALLBACK_TYPE_WRONG),
    FALLBACK_LISTS_NOTHING(
            response -> {
                if (response.isFallback() && response.isOk()) {
                    response.say(200, "application/vnd.oci.image.index.v1+json", ProbeSite.EMPTY_INDEX);
                }
            },
            Fault.FALLBACK_DIFFERS),
    REFERRERS_LIST_NOTHING(
            response -> {
                if (response.isReferrers() || response.isFallback() && response.isOk()) {
                    response.say(200, "application/vnd.oci.image.index.v1+json", ProbeSite.EMPTY_INDEX);
                }
            },
            Fault.REFERRERS_LOST),
    REFERRERS_API_LISTS_NOTHING(
            response -> {
                if (response.isReferrers()) {
                    response.say(200, "application/vnd.oci.image.index.v1+json", ProbeSite.EMPTY_INDEX);
                }
            },
            Fault.REFERRERS_LOST),
    REFERRERS_API_FORGETS_ONE(
            response -> {
                String own = ProbeSite.SIGNATURE_DIGEST.toString();
                if (response.isReferrers() || response.isFallback() && response.isOk()) {
                    response.replace(response.text()
                            .replace(own, ProbeSite.CONFIG_DIGEST.toString())
                            .getBytes(StandardCharsets.UTF_8));
                }
            },
            Fault.REFERRERS_LOST),
    FALLBACK_LISTS_WHAT_IS_GONE(
            response -> {
                if (response.isFallback() && response.isOk()) {
                    response.replace(response.text()
                            .replace(ProbeSite.SIGNATURE_DIGEST.hex(), "0".repeat(64))
                            .getBytes(StandardCharsets.UTF_8));
                }
            },
            Fault.FALLBACK_DIFFERS),
    REFERRERS_OF_AN_INDEXED_IMAGE_AS_OCTET_STREAM(
            response -> {
                if (response.isTagList()) {
                    response.say(200, "application/json", "{\"name\":\"acme/app\",\"tags\":[\"1.0\",\"amd\"]}");
                    response.headers.remove("Link");
                } else if (response.path.endsWith("/referrers/" + ProbeSite.AMD)) {
                    response.headers.put("Content-Type", "application/octet-stream");
                }
            },
            Fault.REFERRERS_TYPE_WRONG,
            Fault.TAG_LIST_WHOLE),
    TAG_LIST_OF_ANOTHER(
            response -> {
                if (response.isTagList()) {
                    response.replace(response.text()
                            .replace("\"name\":\"acme/app\"", "\"name\":\"library/app\"")
                            .getBytes(StandardCharsets.UTF_8));
                }
            },
            Fault.TAG_LIST_NAME_WRONG),
    TAG_LIST_UNSORTED(
            response -> {
                if (response.isTagList()) {
                    response.say(
                            200, "application/json", "{\"name\":\"acme/app\",\"tags\":[\"sig\",\"1.0\",\"docker\"]}");
                    response.headers.remove("Link");
                }
            },
            Fault.TAG_LIST_UNSORTED,
            Fault.TAG_LIST_WHOLE),
    NO_LINKS(response -> response.headers.remove("Link"), Fault.TAG_LIST_PAGES_BROKEN),
    LINKS_LEAD_NOWHERE(
            response -> response.headers.computeIfPresent("Link", (name, link) -> "</v2/nothing>; rel=\"next\""),
            Fault.TAG_LIST_PAGES_BROKEN),
    LINKS_LEAD_BACK(
            response -> response.headers.computeIfPresent(
                    "Link", (name, link) -> "</v2/acme/app/tags/list?n=1>; rel=\"next\""),
            Fault.TAG_LIST_PAGES_BROKEN),
    LINKS_ARE_RELATIVE(
            response -> response.headers.computeIfPresent(
                    "Link", (name, link) -> link.replace("</v2/acme/app/tags/list", "<list")),
            Fault.TAG_LIST_LINK_RELATIVE),
    LINKS_HAVE_A_QUERY_ONLY(
            response -> response.headers.computeIfPresent(
                    "Link", (name, link) -> link.replace("</v2/acme/app/tags/list", "<")),
            Fault.TAG_LIST_LINK_RELATIVE),
    LINKS_LEAD_TO_ANOTHER_HOST(
            response -> response.headers.computeIfPresent(
                    "Link", (name, link) -> link.replace("</v2/", "<https://internal.example:5000/v2/")),
            Fault.TAG_LIST_LINK_ELSEWHERE),
    LINKS_LEAD_TO_ANOTHER_PATH(
            response -> response.headers.computeIfPresent("Link", (name, link) -> link.replace("</v2/", "</v1/")),
            Fault.TAG_LIST_PAGES_BROKEN),
    QUERIES_BRING_OTHER_TAGS(
            response -> {
                if (response.isTagList() && "n=1000".equals(response.query)) {
                    response.say(200, "application/json", "{\"name\":\"acme/app\",\"tags\":[\"1.0\"]}");
                }
            },
            Fault.QUERY_BREAKS),
    PAGES_WITH_A_TAG_TWICE(
            response -> {
                if (response.isTagList() && response.query != null && response.query.contains("last=")) {
                    response.replace(
                            response.text().replace("docker\"", "1.0\"").getBytes(StandardCharsets.UTF_8));
                }
            },
            Fault.TAG_LIST_PAGES_BROKEN),
    QUERIES_ARE_404(
            response -> {
                if (response.query != null && response.isTagList()) {
                    response.say(404, "application/json", "{\"errors\":[]}");
                }
            },
            Fault.QUERY_BREAKS),
    TAG_LIST_AS_OCTET_STREAM(
            response -> {
                if (response.isTagList()) {
                    response.headers.put("Content-Type", "application/octet-stream");
                }
            },
            Fault.TAG_LIST_TYPE_WRONG),
    TAG_LIST_IS_PAGE(
            response -> {
                if (response.isTagList()) {
                    response.say(200, "text/html", "<!DOCTYPE html><title>Tags</title>");
                }
            },
            Fault.TAG_LIST_BROKEN),
    NO_TAG_LIST(
            response -> {
                if (response.isTagList()) {
                    response.say(404, "application/json", "{\"errors\":[]}");
                }
            },
            Fault.TAG_LIST_MISSING),
    BLOBS_LEAD_TO_DEAD_HOST(
            response -> whenBlob(response, () -> response.redirect(ProbeSite.DEAD)), Fault.REDIRECT_DEAD),
    BLOBS_LEAD_TO_PRIVATE_HOST(
            response -> whenBlob(response, () -> response.redirect("http://127.0.0.2:1/blob")), Fault.REDIRECT_PRIVATE),
    BLOBS_LEAD_IN_CIRCLES(response -> whenBlob(response, () -> response.redirect(response.path)), Fault.REDIRECT_LOOP),
    BLOBS_LEAD_NOWHERE(
            response -> whenBlob(response, () -> response.say(302, "text/plain", "")), Fault.REDIRECT_NOWHERE),
    BLOBS_CUT_SHORT(
            response -> whenBlob(response, () -> response.replace(Arrays.copyOf(response.body, 2))),
            Fault.BLOB_BYTES_WRONG),
    BLOBS_WITH_OTHER_BYTES(
            response -> whenBlob(response, () -> response.replace(new byte[response.body.length])),
            Fault.BLOB_BYTES_WRONG),
    BLOBS_ARE_PAGES(
            response ->
                    whenBlob(response, () -> response.say(200, "text/html", "<!DOCTYPE html><title>Log in</title>")),
            Fault.BLOB_IS_PAGE),
    LARGE_BLOBS_ARE_PAGES_IN_CHUNKS(
            response -> whenLarge(response, "<!DOCTYPE html><title>Log in</title>"), Fault.BLOB_IS_PAGE),
    LARGE_BLOBS_ARE_SHORT_AND_IN_CHUNKS(
            response -> whenLarge(response, "{\"error\":\"later\"}"), Fault.BLOB_BYTES_WRONG),
    BLOBS_BREAK_OFF(
            response -> whenBlob(response, () -> response.way = SpoiltResponse.Way.BROKEN_OFF),
            Fault.BROKEN_OFF,
            // the large one is not read to its end
            Fault.BLOB_BYTES_WRONG),
    LAYERS_ARE_MISSING(
            response -> {
                if (response.isBlob() && !response.path.endsWith(ProbeSite.CONFIG_DIGEST.hex())) {
                    response.say(404, "application/json", "{\"errors\":[]}");
                }
            },
            Fault.BLOB_MISSING),
    CONFIGS_ARE_MISSING(
            response -> {
                if (response.isBlob() && response.path.endsWith(ProbeSite.CONFIG_DIGEST.hex())) {
                    response.say(404, "application/json", "{\"errors\":[]}");
                }
            },
            Fault.CONFIG_MISSING),
    BLOBS_SAID_TO_BE_ENCODED(
            response -> whenBlob(response, () -> response.headers.put("Content-Encoding", "gzip")), Fault.BLOB_ENCODED),
    BLOBS_WITHOUT_DIGEST(
            response -> whenBlob(response, () -> response.headers.remove("Docker-Content-Digest")),
            Fault.BLOB_DIGEST_MISSING),
    BLOBS_WITH_WRONG_DIGEST(
            response ->
                    whenBlob(response, () -> response.headers.put("Docker-Content-Digest", "sha256:" + "0".repeat(64))),
            Fault.BLOB_DIGEST_WRONG),
    RANGES_WRONG(
            response -> {
                if (response.status == 206) {
                    response.headers.put("Content-Range", "bytes 0-1/2");
                }
            },
            Fault.RANGE_WRONG),
    ONE_PLATFORM_IS_MISSING(
            response -> {
                if (response.path.endsWith(ProbeSite.ARM.hex())) {
                    response.say(404, "application/json", "{\"errors\":[]}");
                }
            },
            Fault.CHILD_MISSING),
    NO_CORS(response -> response.headers.remove("Access-Control-Allow-Origin"), Fault.CORS_MISSING),
    FILTER_IGNORED(
            response -> {
                if (response.isReferrers() && response.query != null) {
                    response.headers.remove("OCI-Filters-Applied");
                    response.replace(ProbeSite.referrers());
                }
            },
            Fault.REFERRERS_UNFILTERED),
    SILENCE(response -> response.way = SpoiltResponse.Way.SILENT, Fault.TOO_SLOW),
    LOGIN_FOR_ALL(
            response -> {
                response.say(401, "application/json", "{\"errors\":[]}");
                response.headers.put("WWW-Authenticate", "Basic realm=\"x\"");
            },
            Fault.LOGIN_REFUSED),
    LOGIN_FOR_A_REPOSITORY(
            response -> {
                if (response.path.startsWith("/v2/acme/")) {
                    challenge(response, "Basic realm=\"x\"");
                }
            },
            Fault.LOGIN_REFUSED,
            Fault.CHALLENGE_NOT_AT_BASE),
    LOGIN_OF_AN_UNKNOWN_KIND(response -> challenge(response, "Negotiate"), Fault.CHALLENGE_UNKNOWN),
    LOGIN_WITHOUT_A_CHALLENGE(
            response -> response.say(401, "application/json", "{\"errors\":[]}"), Fault.CHALLENGE_UNKNOWN),
    TOKENS_FROM_A_PRIVATE_ADDRESS(
            response -> challenge(response, "Bearer realm=\"http://127.0.0.2:1/token\",service=\"x\""),
            Fault.TOKEN_SERVER_PRIVATE),
    TOKENS_FROM_A_DEAD_ADDRESS(
            response -> challenge(response, "Bearer realm=\"" + ProbeSite.DEAD + "\",service=\"x\""),
            Fault.TOKEN_SERVER_FAILS),
    MANIFESTS_ARE_503(response -> whenImage(response, () -> response.say(503, "text/plain", "")), Fault.SERVER_FAILS),
    MANIFESTS_ARE_429(response -> whenImage(response, () -> tooMany(response)), Fault.RATE_LIMITED),
    INDEXED_MANIFESTS_ARE_429(
            response -> {
                if (response.path.endsWith(ProbeSite.ARM.hex())) {
                    tooMany(response);
                }
            },
            Fault.RATE_LIMITED),
    HEAD_IS_429(
            response -> {
                if (response.isHead()) {
                    tooMany(response);
                }
            },
            Fault.RATE_LIMITED),
    HEAD_IS_500(
            response -> {
                if (response.isHead() && response.isManifest()) {
                    response.say(500, "text/plain", "");
                }
            },
            Fault.HEAD_FAILS),
    OTHER_LISTS_OF_TYPES_ARE_429(
            response -> {
                if (response.asked.getOrDefault("Accept", "").contains("prettyjws") && response.isImage()) {
                    tooMany(response);
                }
            },
            Fault.RATE_LIMITED),
    BLOBS_ARE_502(
            response -> {
                if (response.isBlob()) {
                    response.say(502, "text/html", "<html><title>Bad gateway</title></html>");
                }
            },
            Fault.SERVER_FAILS),
    BLOBS_ARE_429(
            response -> {
                if (response.isBlob()) {
                    tooMany(response);
                }
            },
            Fault.RATE_LIMITED),
    TAG_LIST_IS_500(
            response -> {
                if (response.isTagList()) {
                    response.say(500, "application/json", "{\"errors\":[]}");
                }
            },
            Fault.SERVER_FAILS),
    NEXT_PAGES_ARE_429(
            response -> {
                if (response.isTagList() && response.query != null && response.query.contains("last=")) {
                    tooMany(response);
                }
            },
            Fault.RATE_LIMITED),
    REFERRERS_ARE_500(
            response -> {
                if (response.isReferrers()) {
                    response.say(500, "application/json", "{\"errors\":[]}");
                }
            },
            Fault.SERVER_FAILS),
    REFERRERS_AND_THEIR_TAGS_ARE_429(
            response -> {
                if (response.isReferrers() || response.isFallback()) {
                    tooMany(response);
                }
            },
            Fault.RATE_LIMITED),
    COLONS_ARE_500(
            response -> {
                if (response.isByDigest() && response.isOk() && !response.path.contains("%3A")) {
                    response.say(500, "application/json", "{\"errors\":[]}");
                }
            },
            Fault.COLON_NEEDS_ENCODING),
    MISSING_IS_500(
            response -> {
                if (response.status == 404 && !response.isFallback()) {
                    response.say(500, "application/json", "{\"errors\":[]}");
                }
            },
            Fault.MISSING_FAILS),
    ALL_IS_503(response -> response.say(503, "text/plain", ""), Fault.SERVER_FAILS);

    private final Consumer<SpoiltResponse> spoiling;
    private final Set<Fault> faults;

    Misconfiguration(Consumer<SpoiltResponse> spoiling, Fault... faults) {
        this.spoiling = spoiling;
        this.faults = Set.of(faults);
    }

    void spoil(SpoiltResponse response) {
        spoiling.accept(response);
    }

    Set<Fault> faults() {
        return faults;
    }

    private static void whenImage(SpoiltResponse response, Runnable spoiling) {
        if (response.isImage()) {
            spoiling.run();
        }
    }

    private static void whenBlob(SpoiltResponse response, Runnable spoiling) {
        if (response.isBlob() && response.status == 200) {
            spoiling.run();
        }
    }

    private static void whenLarge(SpoiltResponse response, String text) {
        if (response.isBlob() && response.path.endsWith(ProbeSite.LARGE_DIGEST.hex())) {
            response.say(200, "text/html", text);
            response.headers.remove("Content-Length");
            response.way = SpoiltResponse.Way.CHUNKED;
        }
    }

    private static void challenge(SpoiltResponse response, String challenge) {
        response.say(401, "application/json", "{\"errors\":[]}");
        response.headers.put("WWW-Authenticate", challenge);
    }

    private static void tooMany(SpoiltResponse response) {
        response.say(429, "application/json", "{\"errors\":[{\"code\":\"TOOMANYREQUESTS\"}]}");
        response.headers.put("Retry-After", "1");
    }

    private static void withoutReferrers(SpoiltResponse response) {
        if (response.isReferrers()) {
            response.say(404, "application/json", "{\"errors\":[]}");
        }
    }

    private static void compress(SpoiltResponse response) {
        if (!response.asked.getOrDefault("Accept-Encoding", "").contains("gzip")) {
            return;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(response.body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        response.headers.put("Content-Encoding", "gzip");
        if (!response.isHead()) {
            response.replace(bytes.toByteArray());
        }
    }
}
