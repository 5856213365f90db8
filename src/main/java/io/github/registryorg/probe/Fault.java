package io.github.registryorg.probe;

import io.github.registryorg.host.Need;
import io.github.registryorg.host.Requirement;
import io.github.registryorg.problem.Severity;
import java.util.List;

/**
 * Something wrong with a live registry. What some client needs is an error; what the specification wants, and no client
 * is known to miss, is a warning.
 */
public enum Fault {
    // whether there is a registry
    UNREACHABLE(Need.ANSWER),
    TOO_SLOW(Need.ANSWER, "Give it more room, or find what it waits for: clients give up."),
    LOGIN_REFUSED(Need.ANSWER, "Give a login that may read, in settings.xml or by docker login."),
    CERTIFICATE_EXPIRED(Need.CERTIFICATE, "Renew the certificate, and let something renew it in time."),
    CERTIFICATE_NAME(Need.CERTIFICATE, "Get a certificate for this very name."),
    CERTIFICATE_UNTRUSTED(Need.CERTIFICATE),
    TLS_MISSING(Need.TLS),
    NOT_AT_ROOT(Need.ROOT),
    BASE_MISSING(Need.BASE),
    BASE_IS_PAGE("GET /v2/ answers a page, not {}", "Serve {} as application/json there."),

    // redirects
    REDIRECT_DEAD(Need.BLOBS, "Mend the address that it redirects to."),
    REDIRECT_LOOP(Need.BLOBS, "Let it lead to the thing itself."),
    REDIRECT_NOWHERE(Need.BLOBS, "Give the redirect a Location that is a URL."),
    REDIRECT_PRIVATE(
            "it redirects to an address that is not public",
            "If that is meant, list the host in registry.allowedHosts; readers elsewhere can't follow."),
    REDIRECT_INSECURE("it redirects from https to http", "Redirect to https: networks and policies forbid the other."),
    REDIRECT_DROPS_DIGEST(Need.DIGESTS, "Send Docker-Content-Digest where the redirect of a manifest leads."),
    BROKEN_OFF(Need.TRUE_BLOBS, "Send as many bytes as Content-Length says."),

    // manifests
    MANIFEST_MISSING(Need.MANIFESTS),
    MANIFEST_IS_PAGE(Need.MANIFESTS, "Serve the manifest's bytes; a page for people belongs elsewhere."),
    MANIFEST_INVALID(Need.MANIFESTS, "Publish it again."),
    MANIFEST_ENDLESS(Need.MANIFESTS, "A manifest has at most 4 MiB."),
    MANIFEST_BYTES_WRONG(Need.TRUE_MANIFESTS),
    MANIFEST_BY_DIGEST_MISSING(Need.TRUE_MANIFESTS, "Serve manifests by digest too: clients ask for that next."),
    COLON_NEEDS_ENCODING(Need.COLONS),
    MEDIA_TYPE_UNKNOWN(Need.MEDIA_TYPES),
    MEDIA_TYPE_CONFUSED(
            Need.MEDIA_TYPES, "Serve each manifest as the mediaType in its body: Docker's and OCI's are not the same."),
    MEDIA_TYPES_JOINED(
            Need.MEDIA_TYPES, "Only one rule may set Content-Type: where several match, hosts join them with commas."),
    CHARSET_APPENDED(Need.NO_CHARSET),
    ACCEPT_CHANGES_ANSWER(
            Need.MEDIA_TYPES, "Answer all Accept lists that have the manifest's type with that manifest."),
    DIGEST_MISSING(Need.DIGESTS),
    DIGEST_WRONG(Need.TRUE_DIGESTS),
    HEAD_FAILS(Need.HEAD),
    HEAD_LENGTH_MISSING(Need.HEAD_LENGTHS),
    HEAD_LENGTH_WRONG(Need.HEAD_LENGTHS, "Send the length that GET sends."),
    HEAD_TYPE_DIFFERS(Need.MEDIA_TYPES, "Answer HEAD with the headers of GET: clients take the type from there."),
    MANIFEST_LENGTH_UNKNOWN(Need.PLAIN_MANIFESTS),
    MANIFEST_COMPRESSED("manifests come compressed", "Switch compression off for /v2/: sizes are of what is not."),
    MANIFEST_CHUNKED("manifests come in chunks", "Send Content-Length, and not Transfer-Encoding: chunked."),
    TAG_CACHED_LONG(
            "a tag may be kept by caches for more than an hour",
            "Send Cache-Control: max-age=60 with tags: they move. Digests may be kept for ever."),

    // what manifests name
    CHILD_MISSING(Need.CHILDREN),
    CHILD_SIZE_WRONG(Need.TRUE_MANIFESTS, "Publish the index again: it says another size."),
    CONFIG_MISSING(Need.BLOBS, "The config is a blob too: publish the image again."),
    BLOB_MISSING(Need.BLOBS, "Publish the image again, or mend where the registry looks for blobs."),
    BLOB_IS_PAGE(Need.TRUE_BLOBS, "Something answers with a page instead of the blob: a login, or a fallback."),
    BLOB_LENGTH_WRONG(Need.TRUE_BLOBS),
    BLOB_BYTES_WRONG(Need.TRUE_BLOBS),
    BLOB_DIGEST_WRONG(Need.TRUE_BLOBS, "Make Docker-Content-Digest from the blob's name."),
    BLOB_HEAD_FAILS("HEAD of a blob is not answered as GET is", "Allow HEAD wherever GET is allowed."),
    BLOB_DIGEST_MISSING(
            "blobs come without Docker-Content-Digest", "Send the header: the specification's next version wants it."),
    RANGE_WRONG(
            "a range of a blob is answered wrongly, so that no broken download can go on",
            "Answer 206 with Content-Range and just that, or ignore ranges with 200."),

    // what is missing
    MISSING_FORBIDDEN(Need.NOT_FOUND),
    MISSING_IS_FOUND(Need.NO_PAGES),
    MISSING_FAILS(Need.NOT_FOUND, "Answer 404 for what is not there."),
    ERROR_NOT_JSON(
            "404 comes with something else than the specification's errors in JSON",
            "Answer {\"errors\": [{\"code\": \"MANIFEST_UNKNOWN\", …}]}: people see it in their client."),

    // tag lists
    TAG_LIST_MISSING(Need.TAG_LISTS),
    TAG_LIST_BROKEN(Need.TAG_LISTS),
    TAG_LIST_PAGES_BROKEN(Need.TAG_LISTS, "Let Link lead to the next page, <…>; rel=\"next\", until all were listed."),
    QUERY_BREAKS(Need.QUERIES),
    TAG_LIST_NAME_WRONG("the list of tags is that of another repository", "Say the repository's own name in it."),
    TAG_LIST_UNSORTED("tags are not in lexical order", "Sort them by their bytes."),
    TAG_LIST_TYPE_WRONG("lists of tags are not served as application/json", "Serve them as application/json."),
    TAG_LIST_WHOLE("?n= and ?last= don't cut the list of tags", "Cut it, if there are many tags."),

    // referrers
    REFERRERS_TYPE_WRONG(Need.REFERRERS),
    REFERRERS_BROKEN(Need.REFERRERS, "Answer an OCI index of the referrers."),
    REFERRERS_LOST(
            Need.REFERRERS, "Serve referrers/<digest> or the tag sha256-<hex>: there is a manifest with subject."),
    FALLBACK_WRONG(Need.REFERRERS, "Let the tag sha256-<hex> name an OCI index of the referrers."),
    FALLBACK_DIFFERS("the tag sha256-<hex> lists other referrers than the API", "Make both from the same manifests."),
    REFERRERS_API_MISSING(
            "there is no referrers API; clients look for tags instead", "Serve referrers/<digest>, or upgrade."),
    REFERRERS_EMPTY_MISSING(
            "what nobody refers to has no list of referrers, though it should have an empty one",
            "Answer an empty OCI index."),
    REFERRERS_UNFILTERED(
            "?artifactType= doesn't filter, and nothing says so",
            "Filter, and send OCI-Filters-Applied: artifactType."),

    // browsers
    CORS_MISSING("pages of other sites can't read it", "Send Access-Control-Allow-Origin: * with GET and HEAD.");

    private final Need need;
    private final String what;
    private final String advice;

    Fault(Need need) {
        this(need, need.lack(), need.advice());
    }

    Fault(Need need, String advice) {
        this(need, need.lack(), advice);
    }

    /** One that no client is known to fail on. */
    Fault(String what, String advice) {
        this(null, what, advice);
    }

    Fault(Need need, String what, String advice) {
        this.need = need;
        this.what = what;
        this.advice = advice;
    }

    public Severity severity() {
        return need == null ? Severity.WARNING : Severity.ERROR;
    }

    /** What is wrong, a clause. */
    public String what() {
        return what;
    }

    /** What to do, a sentence. */
    public String advice() {
        return advice;
    }

    /** Which clients fail at what, with which message; empty for warnings. */
    public List<Requirement> clients() {
        return need == null ? List.of() : Requirement.of(need);
    }
}
