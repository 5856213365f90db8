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
            answer -> whenImage(answer, () -> answer.headers.put("Content-Type", "application/octet-stream")),
            Fault.MEDIA_TYPE_UNKNOWN),
    MANIFESTS_WITHOUT_TYPE(
            answer -> whenImage(answer, () -> answer.headers.remove("Content-Type")), Fault.MEDIA_TYPE_UNKNOWN),
    MANIFESTS_WITH_CHARSET(
            answer -> whenImage(answer, () -> answer.headers.merge("Content-Type", "; charset=utf-8", String::concat)),
            Fault.CHARSET_APPENDED),
    MANIFEST_TYPES_JOINED(
            answer ->
                    whenImage(answer, () -> answer.headers.merge("Content-Type", ", application/json", String::concat)),
            Fault.MEDIA_TYPES_JOINED),
    DOCKER_MANIFESTS_AS_OCI(
            answer -> {
                String type = answer.headers.getOrDefault("Content-Type", "");
                if (type.contains("docker.distribution.manifest.v2")) {
                    answer.headers.put("Content-Type", "application/vnd.oci.image.manifest.v1+json");
                }
            },
            Fault.MEDIA_TYPE_CONFUSED),
    TYPE_DEPENDS_ON_ACCEPT(
            answer -> {
                if (answer.asked.getOrDefault("Accept", "").contains("manifest.v1+prettyjws") && answer.isImage()) {
                    answer.say(404, "application/json", "{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\"}]}");
                }
            },
            Fault.ACCEPT_CHANGES_ANSWER),
    NO_DIGESTS(answer -> whenImage(answer, () -> answer.headers.remove("Docker-Content-Digest")), Fault.DIGEST_MISSING),
    WRONG_DIGESTS(
            answer -> whenImage(answer, () -> answer.headers.put("Docker-Content-Digest", "sha256:" + "0".repeat(64))),
            Fault.DIGEST_WRONG),
    DIGESTS_OF_ANOTHER_ALGORITHM(
            answer -> whenImage(
                    answer,
                    () -> answer.headers.put(
                            "Docker-Content-Digest",
                            Digest.ofContent(DigestAlgorithm.SHA512, answer.body)
                                    .toString())),
            Fault.DIGEST_WRONG,
            Fault.MANIFEST_BY_DIGEST_MISSING),
    OTHER_MANIFEST_BYTES(
            answer -> {
                if (answer.isByDigest() && answer.isOk()) {
                    byte[] bytes = (answer.text() + "\n").getBytes(StandardCharsets.UTF_8);
                    answer.replace(bytes);
                    answer.headers.put(
                            "Docker-Content-Digest", Digest.sha256(bytes).toString());
                }
            },
            Fault.MANIFEST_BYTES_WRONG,
            Fault.CHILD_SIZE_WRONG),
    HEAD_WITHOUT_LENGTH(
            answer -> {
                if (answer.isHead() && answer.isManifest()) {
                    answer.headers.remove("Content-Length");
                }
            },
            Fault.HEAD_LENGTH_MISSING),
    HEAD_WITH_OTHER_LENGTH(
            answer -> {
                if (answer.isHead() && answer.isManifest()) {
                    answer.headers.put("Content-Length", "7");
                }
            },
            Fault.HEAD_LENGTH_WRONG),
    HEAD_WITH_OTHER_TYPE(
            answer -> {
                if (answer.isHead() && answer.isManifest()) {
                    answer.headers.put("Content-Type", "text/plain");
                }
            },
            Fault.HEAD_TYPE_DIFFERS),
    HEAD_IS_404(
            answer -> {
                if (answer.isHead() && answer.isManifest()) {
                    answer.say(404, "text/plain", "");
                }
            },
            Fault.HEAD_FAILS),
    HEAD_IS_405(
            answer -> {
                if (answer.isHead() && answer.isManifest()) {
                    answer.say(405, "text/plain", "");
                }
            },
            Fault.HEAD_FAILS),
    HEAD_OF_BLOBS_IS_405(
            answer -> {
                if (answer.isHead() && answer.isBlob()) {
                    answer.say(405, "text/plain", "");
                }
            },
            Fault.BLOB_HEAD_FAILS),
    NO_BASE(
            answer -> {
                if (answer.path.equals("/v2/")) {
                    answer.say(404, "application/json", "{\"errors\":[]}");
                }
            },
            Fault.BASE_MISSING),
    BASE_IS_PAGE(
            answer -> {
                if (answer.path.equals("/v2/")) {
                    answer.say(200, "text/html", "<!DOCTYPE html><title>Welcome</title>");
                }
            },
            Fault.BASE_IS_PAGE),
    MISSING_IS_403(
            answer -> {
                if (answer.status == 404) {
                    answer.say(403, "application/json", "{\"errors\":[]}");
                }
            },
            Fault.MISSING_FORBIDDEN),
    MISSING_IS_400(
            answer -> {
                if (answer.status == 404) {
                    answer.say(400, "application/json", "{\"errors\":[]}");
                }
            },
            Fault.MISSING_FAILS),
    MISSING_IS_PAGE(
            answer -> {
                if (answer.status == 404) {
                    answer.say(200, "text/html", "<!doctype html><title>Our shop</title>");
                }
            },
            Fault.MISSING_IS_FOUND),
    HEAD_OF_MISSING_IS_200(
            answer -> {
                if (answer.isHead() && answer.status == 404) {
                    answer.say(200, "text/plain", "");
                }
            },
            Fault.MISSING_IS_FOUND),
    HEAD_OF_MISSING_IS_500(
            answer -> {
                if (answer.isHead() && answer.status == 404) {
                    answer.say(500, "text/plain", "");
                }
            },
            Fault.MISSING_FAILS),
    ERRORS_ARE_PAGES(
            answer -> {
                if (answer.status == 404) {
                    answer.say(404, "text/html", "<html><title>404</title></html>");
                }
            },
            Fault.ERROR_NOT_JSON),
    MANIFESTS_COMPRESSED(answer -> whenImage(answer, () -> compress(answer)), Fault.MANIFEST_COMPRESSED),
    MANIFESTS_COMPRESSED_WITHOUT_DIGEST(
            answer -> whenImage(answer, () -> {
                compress(answer);
                answer.headers.remove("Docker-Content-Digest");
            }),
            Fault.MANIFEST_COMPRESSED,
            Fault.MANIFEST_LENGTH_UNKNOWN,
            Fault.DIGEST_MISSING),
    MANIFESTS_COMPRESSED_UNASKED(
            answer -> whenImage(answer, () -> {
                answer.asked.put("Accept-Encoding", "gzip");
                compress(answer);
            }),
            Fault.MANIFEST_COMPRESSED,
            Fault.MANIFEST_COMPRESSED_UNASKED),
    MANIFESTS_CHUNKED(
            answer -> {
                if (answer.isImage() && !answer.isHead()) {
                    answer.way = Answer.Way.CHUNKED;
                }
            },
            Fault.MANIFEST_CHUNKED),
    MANIFESTS_ARE_PAGES(
            answer -> whenImage(answer, () -> answer.say(200, "text/html", "<!DOCTYPE html><title>1.0</title>")),
            Fault.MANIFEST_IS_PAGE),
    MANIFESTS_ARE_OTHER_JSON(
            answer -> whenImage(answer, () -> answer.say(200, "application/json", "{\"schemaVersion\":1}")),
            Fault.MANIFEST_INVALID),
    TAGS_ARE_404(
            answer -> {
                if (answer.isImage() && !answer.isByDigest()) {
                    answer.say(404, "application/json", "{\"errors\":[]}");
                }
            },
            Fault.MANIFEST_MISSING),
    MANIFESTS_NEVER_END(
            answer -> {
                if (answer.isImage() && !answer.isHead()) {
                    answer.way = Answer.Way.ENDLESS;
                }
            },
            Fault.MANIFEST_ENDLESS),
    COLONS_ARE_ENCODED(
            answer -> {
                if (answer.isByDigest() && !answer.path.contains("%3A")) {
                    answer.say(404, "application/json", "{\"errors\":[]}");
                }
            },
            Fault.COLON_NEEDS_ENCODING),
    DIGESTS_ARE_NOT_SERVED(
            answer -> {
                if (answer.path.contains("/manifests/sha256:") || answer.path.contains("/manifests/sha256%3A")) {
                    answer.say(404, "application/json", "{\"errors\":[]}");
                }
            },
            Fault.MANIFEST_BY_DIGEST_MISSING,
            Fault.CHILD_MISSING),
    TAGS_KEPT_FOR_EVER(
            answer -> {
                if (answer.isImage() && !answer.isByDigest()) {
                    answer.headers.put("Cache-Control", "public, max-age=31536000");
                }
            },
            Fault.TAG_CACHED_LONG),
    REDIRECT_LOSES_DIGEST(
            answer -> {
                if (answer.path.startsWith("/elsewhere/")) {
                    answer.headers.remove("Docker-Content-Digest");
                } else if (answer.isImage()) {
                    answer.redirect("/elsewhere" + answer.path);
                }
            },
            Fault.REDIRECT_DROPS_DIGEST),
    REFERRERS_AS_OCTET_STREAM(
            answer -> {
                if (answer.isReferrers()) {
                    answer.headers.put("Content-Type", "application/octet-stream");
                }
            },
            Fault.REFERRERS_TYPE_WRONG),
    REFERRERS_ARE_NO_INDEX(
            answer -> {
                if (answer.isReferrers()) {
                    answer.say(200, "application/vnd.oci.image.index.v1+json", "{}");
                }
            },
            Fault.REFERRERS_BROKEN),
    NO_REFERRERS_API(Misconfiguration::withoutReferrers, Fault.REFERRERS_API_MISSING, Fault.REFERRERS_EMPTY_MISSING),
    NO_REFERRERS_AT_ALL(
            answer -> {
                withoutReferrers(answer);
                if (answer.isFallback()) {
                    answer.say(404, "application/json", "{\"errors\":[]}");
                }
            },
            Fault.REFERRERS_API_MISSING,
            Fault.REFERRERS_EMPTY_MISSING,
            Fault.REFERRERS_LOST),
    FALLBACK_WITH_OTHER_TYPE(
            answer -> {
                withoutReferrers(answer);
                if (answer.isFallback() && answer.isOk()) {
                    answer.headers.put("Content-Type", "application/json");
                }
            },
            Fault.REFERRERS_API_MISSING,
            Fault.REFERRERS_EMPTY_MISSING,
            Fault.FALLBACK_WRONG),
    FALLBACK_AS_OCTET_STREAM(
            answer -> {
                if (answer.isFallback() && answer.isOk()) {
                    answer.headers.put("Content-Type", "application/octet-stream");
                }
            },
            Fault.FALLBACK_TYPE_WRONG),
    FALLBACK_LISTS_NOTHING(
            answer -> {
                if (answer.isFallback() && answer.isOk()) {
                    answer.say(200, "application/vnd.oci.image.index.v1+json", ProbeSite.EMPTY_INDEX);
                }
            },
            Fault.FALLBACK_DIFFERS),
    REFERRERS_LIST_NOTHING(
            answer -> {
                if (answer.isReferrers() || answer.isFallback() && answer.isOk()) {
                    answer.say(200, "application/vnd.oci.image.index.v1+json", ProbeSite.EMPTY_INDEX);
                }
            },
            Fault.REFERRERS_LOST),
    REFERRERS_API_LISTS_NOTHING(
            answer -> {
                if (answer.isReferrers()) {
                    answer.say(200, "application/vnd.oci.image.index.v1+json", ProbeSite.EMPTY_INDEX);
                }
            },
            Fault.REFERRERS_LOST),
    REFERRERS_API_FORGETS_ONE(
            answer -> {
                String own = ProbeSite.SIGNATURE_DIGEST.toString();
                if (answer.isReferrers() || answer.isFallback() && answer.isOk()) {
                    answer.replace(answer.text()
                            .replace(own, ProbeSite.CONFIG_DIGEST.toString())
                            .getBytes(StandardCharsets.UTF_8));
                }
            },
            Fault.REFERRERS_LOST),
    FALLBACK_LISTS_WHAT_IS_GONE(
            answer -> {
                if (answer.isFallback() && answer.isOk()) {
                    answer.replace(answer.text()
                            .replace(ProbeSite.SIGNATURE_DIGEST.hex(), "0".repeat(64))
                            .getBytes(StandardCharsets.UTF_8));
                }
            },
            Fault.FALLBACK_DIFFERS),
    REFERRERS_OF_AN_INDEXED_IMAGE_AS_OCTET_STREAM(
            answer -> {
                if (answer.isTagList()) {
                    answer.say(200, "application/json", "{\"name\":\"acme/app\",\"tags\":[\"1.0\",\"amd\"]}");
                    answer.headers.remove("Link");
                } else if (answer.path.endsWith("/referrers/" + ProbeSite.AMD)) {
                    answer.headers.put("Content-Type", "application/octet-stream");
                }
            },
            Fault.REFERRERS_TYPE_WRONG,
            Fault.TAG_LIST_WHOLE),
    TAG_LIST_OF_ANOTHER(
            answer -> {
                if (answer.isTagList()) {
                    answer.replace(answer.text()
                            .replace("\"name\":\"acme/app\"", "\"name\":\"library/app\"")
                            .getBytes(StandardCharsets.UTF_8));
                }
            },
            Fault.TAG_LIST_NAME_WRONG),
    TAG_LIST_UNSORTED(
            answer -> {
                if (answer.isTagList()) {
                    answer.say(
                            200, "application/json", "{\"name\":\"acme/app\",\"tags\":[\"sig\",\"1.0\",\"docker\"]}");
                    answer.headers.remove("Link");
                }
            },
            Fault.TAG_LIST_UNSORTED,
            Fault.TAG_LIST_WHOLE),
    NO_LINKS(answer -> answer.headers.remove("Link"), Fault.TAG_LIST_PAGES_BROKEN),
    LINKS_LEAD_NOWHERE(
            answer -> answer.headers.computeIfPresent("Link", (name, link) -> "</v2/nothing>; rel=\"next\""),
            Fault.TAG_LIST_PAGES_BROKEN),
    LINKS_LEAD_BACK(
            answer -> answer.headers.computeIfPresent(
                    "Link", (name, link) -> "</v2/acme/app/tags/list?n=1>; rel=\"next\""),
            Fault.TAG_LIST_PAGES_BROKEN),
    LINKS_LEAD_TO_ANOTHER_HOST(
            answer -> answer.headers.computeIfPresent(
                    "Link", (name, link) -> link.replace("</v2/", "<https://internal.example:5000/v2/")),
            Fault.TAG_LIST_LINK_ELSEWHERE),
    LINKS_LEAD_TO_ANOTHER_PATH(
            answer -> answer.headers.computeIfPresent("Link", (name, link) -> link.replace("</v2/", "</v1/")),
            Fault.TAG_LIST_PAGES_BROKEN),
    QUERIES_ARE_404(
            answer -> {
                if (answer.query != null && answer.isTagList()) {
                    answer.say(404, "application/json", "{\"errors\":[]}");
                }
            },
            Fault.QUERY_BREAKS),
    TAG_LIST_AS_OCTET_STREAM(
            answer -> {
                if (answer.isTagList()) {
                    answer.headers.put("Content-Type", "application/octet-stream");
                }
            },
            Fault.TAG_LIST_TYPE_WRONG),
    TAG_LIST_IS_PAGE(
            answer -> {
                if (answer.isTagList()) {
                    answer.say(200, "text/html", "<!DOCTYPE html><title>Tags</title>");
                }
            },
            Fault.TAG_LIST_BROKEN),
    NO_TAG_LIST(
            answer -> {
                if (answer.isTagList()) {
                    answer.say(404, "application/json", "{\"errors\":[]}");
                }
            },
            Fault.TAG_LIST_MISSING),
    BLOBS_LEAD_TO_DEAD_HOST(answer -> whenBlob(answer, () -> answer.redirect(ProbeSite.DEAD)), Fault.REDIRECT_DEAD),
    BLOBS_LEAD_TO_PRIVATE_HOST(
            answer -> whenBlob(answer, () -> answer.redirect("http://127.0.0.2:1/blob")), Fault.REDIRECT_PRIVATE),
    BLOBS_LEAD_IN_CIRCLES(answer -> whenBlob(answer, () -> answer.redirect(answer.path)), Fault.REDIRECT_LOOP),
    BLOBS_LEAD_NOWHERE(answer -> whenBlob(answer, () -> answer.say(302, "text/plain", "")), Fault.REDIRECT_NOWHERE),
    BLOBS_CUT_SHORT(
            answer -> whenBlob(answer, () -> answer.replace(Arrays.copyOf(answer.body, 2))), Fault.BLOB_LENGTH_WRONG),
    BLOBS_WITH_OTHER_BYTES(
            answer -> whenBlob(answer, () -> answer.replace(new byte[answer.body.length])), Fault.BLOB_BYTES_WRONG),
    BLOBS_ARE_PAGES(
            answer -> whenBlob(answer, () -> answer.say(200, "text/html", "<!DOCTYPE html><title>Log in</title>")),
            Fault.BLOB_IS_PAGE),
    LARGE_BLOBS_ARE_PAGES_IN_CHUNKS(
            answer -> whenLarge(answer, "<!DOCTYPE html><title>Log in</title>"), Fault.BLOB_IS_PAGE),
    LARGE_BLOBS_ARE_SHORT_AND_IN_CHUNKS(answer -> whenLarge(answer, "{\"error\":\"later\"}"), Fault.BLOB_LENGTH_WRONG),
    BLOBS_BREAK_OFF(
            answer -> whenBlob(answer, () -> answer.way = Answer.Way.BROKEN_OFF),
            Fault.BROKEN_OFF,
            // the large one is not read to its end
            Fault.BLOB_LENGTH_WRONG),
    LAYERS_ARE_MISSING(
            answer -> {
                if (answer.isBlob() && !answer.path.endsWith(ProbeSite.CONFIG_DIGEST.hex())) {
                    answer.say(404, "application/json", "{\"errors\":[]}");
                }
            },
            Fault.BLOB_MISSING),
    CONFIGS_ARE_MISSING(
            answer -> {
                if (answer.isBlob() && answer.path.endsWith(ProbeSite.CONFIG_DIGEST.hex())) {
                    answer.say(404, "application/json", "{\"errors\":[]}");
                }
            },
            Fault.CONFIG_MISSING),
    BLOBS_SAID_TO_BE_ENCODED(
            answer -> whenBlob(answer, () -> answer.headers.put("Content-Encoding", "gzip")), Fault.BLOB_ENCODED),
    BLOBS_WITHOUT_DIGEST(
            answer -> whenBlob(answer, () -> answer.headers.remove("Docker-Content-Digest")),
            Fault.BLOB_DIGEST_MISSING),
    BLOBS_WITH_WRONG_DIGEST(
            answer -> whenBlob(answer, () -> answer.headers.put("Docker-Content-Digest", "sha256:" + "0".repeat(64))),
            Fault.BLOB_DIGEST_WRONG),
    RANGES_WRONG(
            answer -> {
                if (answer.status == 206) {
                    answer.headers.put("Content-Range", "bytes 0-1/2");
                }
            },
            Fault.RANGE_WRONG),
    ONE_PLATFORM_IS_MISSING(
            answer -> {
                if (answer.path.endsWith(ProbeSite.ARM.hex())) {
                    answer.say(404, "application/json", "{\"errors\":[]}");
                }
            },
            Fault.CHILD_MISSING),
    NO_CORS(answer -> answer.headers.remove("Access-Control-Allow-Origin"), Fault.CORS_MISSING),
    FILTER_IGNORED(
            answer -> {
                if (answer.isReferrers() && answer.query != null) {
                    answer.headers.remove("OCI-Filters-Applied");
                    answer.replace(ProbeSite.referrers());
                }
            },
            Fault.REFERRERS_UNFILTERED),
    SILENCE(answer -> answer.way = Answer.Way.SILENT, Fault.TOO_SLOW),
    LOGIN_FOR_ALL(
            answer -> {
                answer.say(401, "application/json", "{\"errors\":[]}");
                answer.headers.put("WWW-Authenticate", "Basic realm=\"x\"");
            },
            Fault.LOGIN_REFUSED),
    LOGIN_OF_A_KIND_THAT_NOBODY_KNOWS(answer -> challenge(answer, "Negotiate"), Fault.CHALLENGE_UNKNOWN),
    LOGIN_WITHOUT_A_CHALLENGE(
            answer -> answer.say(401, "application/json", "{\"errors\":[]}"), Fault.CHALLENGE_UNKNOWN),
    TOKENS_FROM_A_PRIVATE_ADDRESS(
            answer -> challenge(answer, "Bearer realm=\"http://127.0.0.2:1/token\",service=\"x\""),
            Fault.TOKEN_SERVER_PRIVATE),
    TOKENS_FROM_A_DEAD_ADDRESS(
            answer -> challenge(answer, "Bearer realm=\"" + ProbeSite.DEAD + "\",service=\"x\""),
            Fault.TOKEN_SERVER_FAILS),
    MANIFESTS_ARE_503(answer -> whenImage(answer, () -> answer.say(503, "text/plain", "")), Fault.SERVER_FAILS),
    MANIFESTS_ARE_429(answer -> whenImage(answer, () -> tooMany(answer)), Fault.RATE_LIMITED),
    INDEXED_MANIFESTS_ARE_429(
            answer -> {
                if (answer.path.endsWith(ProbeSite.ARM.hex())) {
                    tooMany(answer);
                }
            },
            Fault.RATE_LIMITED),
    HEAD_IS_429(
            answer -> {
                if (answer.isHead()) {
                    tooMany(answer);
                }
            },
            Fault.RATE_LIMITED),
    HEAD_IS_500(
            answer -> {
                if (answer.isHead() && answer.isManifest()) {
                    answer.say(500, "text/plain", "");
                }
            },
            Fault.HEAD_FAILS),
    OTHER_LISTS_OF_TYPES_ARE_429(
            answer -> {
                if (answer.asked.getOrDefault("Accept", "").contains("prettyjws") && answer.isImage()) {
                    tooMany(answer);
                }
            },
            Fault.RATE_LIMITED),
    BLOBS_ARE_502(
            answer -> {
                if (answer.isBlob()) {
                    answer.say(502, "text/html", "<html><title>Bad gateway</title></html>");
                }
            },
            Fault.SERVER_FAILS),
    BLOBS_ARE_429(
            answer -> {
                if (answer.isBlob()) {
                    tooMany(answer);
                }
            },
            Fault.RATE_LIMITED),
    TAG_LIST_IS_500(
            answer -> {
                if (answer.isTagList()) {
                    answer.say(500, "application/json", "{\"errors\":[]}");
                }
            },
            Fault.SERVER_FAILS),
    NEXT_PAGES_ARE_429(
            answer -> {
                if (answer.isTagList() && answer.query != null && answer.query.contains("last=")) {
                    tooMany(answer);
                }
            },
            Fault.RATE_LIMITED),
    REFERRERS_ARE_500(
            answer -> {
                if (answer.isReferrers()) {
                    answer.say(500, "application/json", "{\"errors\":[]}");
                }
            },
            Fault.SERVER_FAILS),
    REFERRERS_AND_THEIR_TAGS_ARE_429(
            answer -> {
                if (answer.isReferrers() || answer.isFallback()) {
                    tooMany(answer);
                }
            },
            Fault.RATE_LIMITED),
    COLONS_ARE_500(
            answer -> {
                if (answer.isByDigest() && answer.isOk() && !answer.path.contains("%3A")) {
                    answer.say(500, "application/json", "{\"errors\":[]}");
                }
            },
            Fault.COLON_NEEDS_ENCODING),
    MISSING_IS_500(
            answer -> {
                if (answer.status == 404 && !answer.isFallback()) {
                    answer.say(500, "application/json", "{\"errors\":[]}");
                }
            },
            Fault.MISSING_FAILS),
    ALL_IS_503(answer -> answer.say(503, "text/plain", ""), Fault.SERVER_FAILS);

    private final Consumer<Answer> spoiling;
    private final Set<Fault> faults;

    Misconfiguration(Consumer<Answer> spoiling, Fault... faults) {
        this.spoiling = spoiling;
        this.faults = Set.of(faults);
    }

    void spoil(Answer answer) {
        spoiling.accept(answer);
    }

    Set<Fault> faults() {
        return faults;
    }

    private static void whenImage(Answer answer, Runnable spoiling) {
        if (answer.isImage()) {
            spoiling.run();
        }
    }

    private static void whenBlob(Answer answer, Runnable spoiling) {
        if (answer.isBlob() && answer.status == 200) {
            spoiling.run();
        }
    }

    private static void whenLarge(Answer answer, String text) {
        if (answer.isBlob() && answer.path.endsWith(ProbeSite.LARGE_DIGEST.hex())) {
            answer.say(200, "text/html", text);
            answer.headers.remove("Content-Length");
            answer.way = Answer.Way.CHUNKED;
        }
    }

    private static void challenge(Answer answer, String challenge) {
        answer.say(401, "application/json", "{\"errors\":[]}");
        answer.headers.put("WWW-Authenticate", challenge);
    }

    private static void tooMany(Answer answer) {
        answer.say(429, "application/json", "{\"errors\":[{\"code\":\"TOOMANYREQUESTS\"}]}");
        answer.headers.put("Retry-After", "1");
    }

    private static void withoutReferrers(Answer answer) {
        if (answer.isReferrers()) {
            answer.say(404, "application/json", "{\"errors\":[]}");
        }
    }

    private static void compress(Answer answer) {
        if (!answer.asked.getOrDefault("Accept-Encoding", "").contains("gzip")) {
            return;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(answer.body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        answer.headers.put("Content-Encoding", "gzip");
        if (!answer.isHead()) {
            answer.replace(bytes.toByteArray());
        }
    }
}
