package io.github.registryorg.probe;

import io.github.registryorg.client.Client;
import io.github.registryorg.client.Need;
import io.github.registryorg.client.Requirement;
import io.github.registryorg.problem.Severity;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something wrong with a live registry. What some client needs is an error; what the specification requires, and no
 * client is known to miss, is a warning, and so is content that some clients can't deal with on any host.
 */
public enum Fault {
    // whether there is a registry
    UNREACHABLE(Need.ANSWER),
    TOO_SLOW(
            Need.ANSWER,
            "it takes too long to respond",
            "Give it more resources, or find what it waits for: clients time out."),
    SERVER_FAILS(
            Need.ANSWER,
            "the server fails",
            "Try again later; if it happens again, look at the server's log, and at the proxy's.",
            "unexpected status 500 (502, 503, 504), or as it puts it"),
    RATE_LIMITED(
            Need.ANSWER,
            "it limits the rate of requests",
            "Try again later, after the seconds of Retry-After; if this affects readers too, allow more.",
            "unexpected status 429 Too Many Requests, or toomanyrequests"),
    LOGIN_REFUSED(Need.LOGIN),
    CHALLENGE_UNKNOWN(
            Need.LOGIN,
            "it requires a login, of no kind or of one that clients don't support",
            "Send WWW-Authenticate with 401, as Bearer with a realm or as Basic; a proxy may drop or change it."),
    TOKEN_SERVER_PRIVATE(
            Need.LOGIN,
            "the token server that it names has no public address",
            "Use a realm that readers can reach, or list its host in registry.allowedHosts to look at the rest from here."),
    TOKEN_SERVER_FAILS(
            Need.LOGIN,
            "the token server that it names doesn't respond correctly",
            "Start it, or fix the realm in WWW-Authenticate."),
    CERTIFICATE_EXPIRED(Need.CERTIFICATE, "its certificate has expired", "Renew it, and automate the renewal."),
    CERTIFICATE_NAME(Need.CERTIFICATE, "its certificate is for another name", "Get a certificate for this name."),
    CERTIFICATE_UNTRUSTED(Need.CERTIFICATE),
    TLS_MISSING(Need.TLS),
    NOT_AT_ROOT(Need.ROOT),
    BASE_MISSING(Need.BASE),
    BASE_IS_PAGE("the response to GET /v2/ is a page, not {}", "Serve {} as application/json there."),

    // redirects
    REDIRECT_DEAD(Need.REDIRECTS),
    REDIRECT_LOOP(Need.REDIRECTS, "redirects form a loop", "Redirect to the content itself."),
    REDIRECT_NOWHERE(Need.REDIRECTS, "a redirect has no Location", "Give the redirect a Location that is a URL."),
    REDIRECT_PRIVATE(
            "it redirects to an address that is not public",
            "If that is meant, list the host in registry.allowedHosts; readers elsewhere can't follow."),
    REDIRECT_INSECURE("it redirects from https to http", "Redirect to https: networks and policies forbid the other."),
    REDIRECT_DROPS_DIGEST(
            Need.DIGESTS,
            "behind its redirect, a manifest has no Docker-Content-Digest",
            "Send it where the redirect leads."),
    BROKEN_OFF(
            Need.TRUE_BLOBS,
            "a response ends before its length",
            "Send as many bytes as Content-Length has; check limits of time and size on the way."),

    // names
    NAME_SHORT(Severity.WARNING, Need.LONGER_NAMES),
    NAME_LONG(Severity.WARNING, Need.SHORTER_ADDRESSES),

    // manifests
    MANIFEST_MISSING(Need.MANIFESTS),
    MANIFEST_IS_PAGE(
            Need.MANIFESTS,
            "the response for a manifest is a page",
            "Serve the manifest's bytes; a page for people belongs elsewhere."),
    MANIFEST_INVALID(Need.MANIFESTS, "what a tag names is not a manifest", "Publish it again."),
    MANIFEST_ENDLESS(
            Need.MANIFESTS, "a manifest exceeds the maximum size", "A manifest has at most 4 MiB: publish it again."),
    MANIFEST_BYTES_WRONG(Need.TRUE_MANIFESTS),
    MANIFEST_BY_DIGEST_MISSING(
            Need.TRUE_MANIFESTS,
            "a manifest can't be fetched by its digest",
            "Serve manifests by digest too: clients request that next."),
    COLON_NEEDS_ENCODING(Need.COLONS),
    MEDIA_TYPE_UNKNOWN(Need.MEDIA_TYPES),
    MEDIA_TYPE_CONFUSED(
            Need.MEDIA_TYPES,
            "a manifest is served as another kind's media type",
            "Serve each as the mediaType in its body: Docker's and OCI's are not the same."),
    MEDIA_TYPES_JOINED(
            Need.MEDIA_TYPES,
            "manifests come with several media types, joined by commas",
            "Only one rule may set Content-Type: where several match, hosts join them."),
    CHARSET_APPENDED(Need.NO_CHARSET),
    ACCEPT_CHANGES_ANSWER(
            Need.MEDIA_TYPES,
            "clients get different responses by their Accept headers",
            "Return the manifest for every Accept header that has its type."),
    DIGEST_MISSING(Need.DIGESTS),
    DIGEST_WRONG(Need.TRUE_DIGESTS),
    HEAD_FAILS(Need.HEAD),
    HEAD_LENGTH_MISSING(Need.HEAD_LENGTHS),
    HEAD_LENGTH_WRONG(Need.HEAD_LENGTHS, "HEAD has another length than GET", "Send the length that GET sends."),
    HEAD_TYPE_DIFFERS(
            Need.MEDIA_TYPES,
            "HEAD has another Content-Type than GET",
            "Send the headers of GET for HEAD: clients take the type from there."),
    MANIFEST_LENGTH_UNKNOWN(Need.PLAIN_MANIFESTS),
    MANIFEST_COMPRESSED(
            "manifests come compressed", "Switch compression off for /v2/: sizes are of uncompressed content."),
    MANIFEST_COMPRESSED_UNASKED(
            "manifests come compressed even to clients that didn't request it",
            "Remove Content-Encoding from the metadata of the file or object."),
    MANIFEST_CHUNKED("manifests come in chunks", "Send Content-Length, and not Transfer-Encoding: chunked."),
    TAG_CACHED_LONG(
            "a tag may be cached for more than an hour",
            "Send Cache-Control: max-age=60 with tags: they move. Digests may be cached for ever."),

    MANIFEST_CONFIG_OF_DOCKER(
            Need.MEDIA_TYPES,
            "an OCI manifest has Docker's type of config",
            "Build the image as OCI's or as Docker's altogether, and publish it again.",
            List.of(Client.PODMAN),
            "invalid mixed OCI image with Docker v2s2 config"),
    MANIFEST_LAYER_OF_OCI(
            Need.MEDIA_TYPES,
            "Docker's manifest has a layer of an OCI type",
            "Build the image as OCI's or as Docker's altogether, and publish it again.",
            List.of(Client.PODMAN, Client.SKOPEO),
            "unsupported docker v2s2 media type"),

    // what manifests name
    CHILD_MISSING(Need.CHILDREN),
    PLATFORMS_OF_VARIANTS(Severity.WARNING, Need.PLAIN_PLATFORMS),
    VARIANTS_FIRST(Severity.WARNING, Need.PLAIN_FIRST),
    INDEX_OF_INDEXES(Severity.WARNING, Need.DIRECT_IMAGES),
    INDEX_NESTED(Severity.WARNING, Need.FLAT_INDEXES),
    CHILD_SIZE_WRONG(
            Need.TRUE_MANIFESTS,
            "a manifest has another size than in its index",
            "Publish the index again, or serve the manifest's bytes unchanged."),
    CONFIG_MISSING(
            Need.BLOBS, "a config that a manifest names is missing", "It is a blob too: publish the image again."),
    BLOB_MISSING(
            Need.BLOBS,
            "a layer that a manifest names is missing",
            "Publish the image again, or fix where the registry looks for blobs."),
    BLOB_IS_PAGE(
            Need.TRUE_BLOBS,
            "the response for a blob is a page",
            "Something responds instead of the store: a login, or a fallback."),
    /** Of a layer; docker's own store, podman and skopeo take it as it is. */
    BLOB_LENGTH_WRONG(
            Need.TRUE_BLOBS,
            "a blob has another length than in its manifest",
            "Build the image again, with the sizes of its layers.",
            List.of(
                    Client.DOCKER_CONTAINERD,
                    Client.HELM,
                    Client.CONTAINERD,
                    Client.APPTAINER_DOCKER,
                    Client.APPTAINER_ORAS,
                    Client.CRANE,
                    Client.ORAS)),
    CONFIG_LENGTH_WRONG(
            Need.TRUE_BLOBS,
            "a config has another length than in its manifest",
            "Build the image again, with the size of its config.",
            Stream.of(Client.values()).filter(client -> client != Client.DOCKER).toList()),
    BLOB_BYTES_WRONG(Need.TRUE_BLOBS),
    LAYER_TYPE_WRONG(
            Need.TRUE_BLOBS,
            "a layer is compressed, and not as its media type says",
            "Compress it with gzip, as application/vnd.oci.image.layer.v1.tar+gzip: build the image again.",
            List.of(Client.CONTAINERD, Client.DOCKER_CONTAINERD),
            "unexpected EOF"),
    BLOB_ENCODED(
            Need.TRUE_BLOBS,
            "a blob comes with Content-Encoding: gzip, so that clients unpack it before they hash it",
            "Remove Content-Encoding from the metadata of the stored blob: that a layer is a .tar.gz is in its manifest.",
            List.of(Client.PODMAN, Client.SKOPEO, Client.CONTAINERD, Client.DOCKER_CONTAINERD)),
    BLOB_DIGEST_WRONG(
            Need.TRUE_BLOBS,
            "a blob comes with another's Docker-Content-Digest",
            "Derive the header from the blob's name."),
    BLOB_HEAD_FAILS("the response to HEAD of a blob is not that of GET", "Allow HEAD wherever GET is allowed."),
    BLOB_DIGEST_MISSING(
            "blobs come without Docker-Content-Digest",
            "Send the header: the specification's next version requires it."),
    RANGE_WRONG(
            "the response for a range of a blob is wrong, so that downloads can't be resumed",
            "Respond with 206, Content-Range and only that range, or ignore ranges with 200."),

    // what is missing
    MISSING_FORBIDDEN(Need.NOT_FOUND),
    MISSING_IS_FOUND(Need.NO_PAGES),
    MISSING_FAILS(Need.NOT_FOUND, Need.NOT_FOUND.lack(), "Respond with 404 for what is not there."),
    ERROR_NOT_JSON(
            "the body of 404 is not the specification's JSON of errors",
            "Respond with {\"errors\": [{\"code\": \"MANIFEST_UNKNOWN\", …}]}: clients show it to users."),

    // tag lists
    TAG_LIST_MISSING(Need.TAG_LISTS, "the tag list does not exist", Need.TAG_LISTS.advice()),
    TAG_LIST_BROKEN(Need.TAG_LISTS),
    TAG_LIST_PAGES_BROKEN(
            Need.TAG_LISTS,
            "pages of the list of tags don't lead to all tags",
            "Let Link lead to the next page, <…>; rel=\"next\", until all were listed."),
    TAG_LIST_LINK_ELSEWHERE(
            Need.TAG_LISTS,
            "the next page of the list of tags is linked at another host, port or scheme",
            "Send a Link without the host, or let the proxy pass on Host and X-Forwarded-Proto.",
            List.of(Client.CRANE, Client.ORAS)),
    TAG_LIST_LINK_RELATIVE(
            Need.TAG_LISTS,
            "the next page of the list of tags is linked relative to the list",
            "Let Link begin with the path from the root, </v2/…>; rel=\"next\".",
            List.of(Client.PODMAN, Client.SKOPEO),
            "invalid port after host, or no such host"),
    QUERY_BREAKS(Need.QUERIES),
    TAG_LIST_NAME_WRONG("the list of tags is that of another repository", "Put the repository's own name into it."),
    TAG_LIST_UNSORTED("tags are not in lexical order", "Sort them by their bytes."),
    TAG_LIST_TYPE_WRONG("lists of tags are not served as application/json", "Serve them as application/json."),
    TAG_LIST_WHOLE("?n= and ?last= don't cut the list of tags", "Cut it, if there are many tags."),

    // referrers
    REFERRERS_TYPE_WRONG(Need.REFERRERS),
    REFERRERS_BROKEN(
            Need.REFERRERS, "a list of referrers is not an OCI index", "Return an OCI index of the referrers."),
    REFERRERS_LOST(
            Need.REFERRERS,
            "a manifest refers to another, and no list has it",
            "Serve referrers/<digest>, or the tag sha256-<hex>, with it."),
    FALLBACK_WRONG(
            Need.REFERRERS,
            "the referrers API does not exist, and the tag in its place is not an OCI index of referrers",
            "Let the tag sha256-<hex> name an OCI index of the referrers."),
    FALLBACK_DIFFERS("the tag sha256-<hex> lists other referrers than the API", "Make both from the same manifests."),
    FALLBACK_TYPE_WRONG(
            "the tag sha256-<hex>, for clients without the referrers API, is not served as an OCI index",
            "Serve it as application/vnd.oci.image.index.v1+json."),
    REFERRERS_API_MISSING(
            "the referrers API does not exist; clients look for tags instead", "Serve referrers/<digest>, or upgrade."),
    REFERRERS_EMPTY_MISSING(
            "a manifest without referrers has no list of referrers, though it should have an empty one",
            "Return an empty OCI index."),
    REFERRERS_UNFILTERED(
            "?artifactType= doesn't filter referrers", "Filter, and send OCI-Filters-Applied: artifactType."),

    // browsers
    CORS_MISSING("pages of other sites can't read it", "Send Access-Control-Allow-Origin: * with GET and HEAD.");

    private final Severity severity;
    private final @Nullable Need need;
    private final String what;
    private final String advice;
    private final List<Client> clients;
    private final @Nullable String message;

    Fault(Need need) {
        this(need, need.lack(), need.advice());
    }

    /** Content that is like this on any host. */
    Fault(Severity severity, Need need) {
        this(severity, need, need.lack(), need.advice(), List.of(Client.values()), null);
    }

    /** One that no client is known to fail on. */
    Fault(String what, String advice) {
        this(null, what, advice);
    }

    Fault(@Nullable Need need, String what, String advice) {
        this(need, what, advice, List.of(Client.values()));
    }

    /** One that only some of those who need this fail on. */
    Fault(@Nullable Need need, String what, String advice, List<Client> clients) {
        this(need, what, advice, clients, null);
    }

    /** One that those who need this meet with another message. */
    Fault(Need need, String what, String advice, String message) {
        this(need, what, advice, List.of(Client.values()), message);
    }

    Fault(@Nullable Need need, String what, String advice, List<Client> clients, @Nullable String message) {
        this(need == null ? Severity.WARNING : Severity.ERROR, need, what, advice, clients, message);
    }

    Fault(
            Severity severity,
            @Nullable Need need,
            String what,
            String advice,
            List<Client> clients,
            @Nullable String message) {
        this.severity = severity;
        this.clients = clients;
        this.message = message;
        this.need = need;
        this.what = what;
        this.advice = advice;
    }

    public Severity severity() {
        return severity;
    }

    /** What is wrong, a clause. */
    public String what() {
        return what;
    }

    /** What to do, a sentence. */
    public String advice() {
        return advice;
    }

    /** What content or a name has that some clients can't deal with, on any host. */
    static Fault of(Need need) {
        return switch (need) {
            case PLAIN_PLATFORMS -> PLATFORMS_OF_VARIANTS;
            case PLAIN_FIRST -> VARIANTS_FIRST;
            case DIRECT_IMAGES -> INDEX_OF_INDEXES;
            case FLAT_INDEXES -> INDEX_NESTED;
            case LONGER_NAMES -> NAME_SHORT;
            case SHORTER_ADDRESSES -> NAME_LONG;
            default -> throw new IllegalArgumentException(need.name());
        };
    }

    /** Which clients fail at what, with which message; empty where none is known to. */
    public List<Requirement> clients() {
        if (need == null) {
            return List.of();
        }
        return Requirement.of(need).stream()
                .filter(one -> clients.contains(one.client()))
                .map(this::worded)
                .toList();
    }

    private Requirement worded(Requirement one) {
        return message == null
                ? one
                : new Requirement(one.client(), one.operation(), one.need(), one.kinds(), message, one.only());
    }
}
