package io.github.registryorg.probe;

import io.github.registryorg.client.Client;
import io.github.registryorg.client.Need;
import io.github.registryorg.client.Requirement;
import io.github.registryorg.oci.MediaTypeFault;
import io.github.registryorg.problem.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something wrong with a live registry. What some client needs is an error; what the specification requires, and no
 * client is known to miss, is a warning, and so is content that some clients can't deal with on any host. Texts are in
 * {@code faults.properties}, unless they are those of the need.
 */
public enum Fault {
    // whether there is a registry
    UNREACHABLE(Need.ANSWER),
    TOO_SLOW(Need.ANSWER),
    SERVER_FAILS(Need.ANSWER),
    RATE_LIMITED(Need.ANSWER),
    LOGIN_REFUSED(Need.LOGIN),
    CHALLENGE_UNKNOWN(Need.LOGIN),
    CHALLENGE_NOT_AT_BASE(Need.LOGIN, Client.PODMAN, Client.SKOPEO),
    TOKEN_SERVER_PRIVATE(Need.LOGIN),
    TOKEN_SERVER_FAILS(Need.LOGIN),
    CERTIFICATE_EXPIRED(Need.CERTIFICATE),
    CERTIFICATE_NAME(Need.CERTIFICATE),
    CERTIFICATE_UNTRUSTED(Need.CERTIFICATE),
    TLS_MISSING(Need.TLS),
    NOT_AT_ROOT(Need.ROOT),
    BASE_MISSING(Need.BASE),
    BASE_IS_PAGE,

    // redirects
    REDIRECT_DEAD(Need.REDIRECTS),
    REDIRECT_LOOP(Need.REDIRECTS),
    REDIRECT_NOWHERE(Need.REDIRECTS),
    REDIRECT_PRIVATE,
    REDIRECT_INSECURE,
    REDIRECT_DROPS_DIGEST(Need.DIGESTS),
    BROKEN_OFF(Need.TRUE_BLOBS),

    // names
    NAME_SHORT(Severity.WARNING, Need.LONGER_NAMES),
    NAME_LONG(Severity.WARNING, Need.SHORTER_ADDRESSES),

    // manifests
    MANIFEST_MISSING(Need.MANIFESTS),
    MANIFEST_IS_PAGE(Need.MANIFESTS),
    MANIFEST_INVALID(Need.MANIFESTS),
    MANIFEST_ENDLESS(Need.MANIFESTS),
    MANIFEST_BYTES_WRONG(Need.TRUE_MANIFESTS),
    MANIFEST_BY_DIGEST_MISSING(Need.TRUE_MANIFESTS),
    COLON_NEEDS_ENCODING(Need.COLONS),
    MEDIA_TYPE_UNKNOWN(Need.MEDIA_TYPES),
    MEDIA_TYPE_CONFUSED(Need.MEDIA_TYPES),
    MEDIA_TYPES_JOINED(Need.MEDIA_TYPES),
    CHARSET_APPENDED(Need.NO_CHARSET),
    ACCEPT_CHANGES_ANSWER(Need.MEDIA_TYPES),
    DIGEST_MISSING(Need.DIGESTS),
    DIGEST_WRONG(Need.TRUE_DIGESTS),
    HEAD_FAILS(Need.HEAD),
    HEAD_LENGTH_MISSING(Need.HEAD_LENGTHS),
    HEAD_LENGTH_WRONG(Need.HEAD_LENGTHS),
    HEAD_TYPE_DIFFERS(Need.MEDIA_TYPES),
    MANIFEST_LENGTH_UNKNOWN(Need.PLAIN_MANIFESTS),
    MANIFEST_COMPRESSED,
    MANIFEST_COMPRESSED_UNASKED,
    MANIFEST_CHUNKED,
    TAG_CACHED_LONG,
    MANIFEST_CONFIG_OF_DOCKER(Need.MEDIA_TYPES, MediaTypeFault.DOCKER_CONFIG, Client.PODMAN),
    MANIFEST_LAYER_OF_OCI(Need.MEDIA_TYPES, MediaTypeFault.OCI_LAYER, Client.PODMAN, Client.SKOPEO),

    // what manifests name
    CHILD_MISSING(Need.CHILDREN),
    PLATFORMS_OF_VARIANTS(Severity.WARNING, Need.PLAIN_PLATFORMS),
    VARIANT_V1_ALONE(Severity.WARNING, Need.NO_V1),
    VARIANTS_FIRST(Severity.WARNING, Need.PLAIN_FIRST),
    INDEX_OF_INDEXES(Severity.WARNING, Need.DIRECT_IMAGES),
    INDEX_NESTED(Severity.WARNING, Need.FLAT_INDEXES),
    CHILD_SIZE_WRONG(Need.TRUE_MANIFESTS),
    CONFIG_MISSING(Need.BLOBS),
    BLOB_MISSING(Need.BLOBS),
    BLOB_IS_PAGE(Need.TRUE_BLOBS),
    /** Of a layer; docker's own store, podman and skopeo take it as it is. */
    BLOB_LENGTH_WRONG(
            Need.TRUE_BLOBS,
            Client.DOCKER_CONTAINERD,
            Client.HELM,
            Client.CONTAINERD,
            Client.APPTAINER_DOCKER,
            Client.APPTAINER_ORAS,
            Client.CRANE,
            Client.ORAS),
    CONFIG_LENGTH_WRONG(Need.TRUE_BLOBS, allBut(Client.DOCKER)),
    BLOB_BYTES_WRONG(Need.TRUE_BLOBS),
    LAYER_TYPE_WRONG(Need.TRUE_BLOBS, MediaTypeFault.COMPRESSED_AS_TAR, Client.CONTAINERD, Client.DOCKER_CONTAINERD),
    LAYER_COMPRESSION_UNKNOWN(
            Need.TRUE_BLOBS, MediaTypeFault.COMPRESSION_UNKNOWN, Client.CONTAINERD, Client.DOCKER_CONTAINERD),
    BLOB_ENCODED(Need.TRUE_BLOBS, Client.PODMAN, Client.SKOPEO, Client.CONTAINERD, Client.DOCKER_CONTAINERD),
    BLOB_DIGEST_WRONG(Need.TRUE_BLOBS),
    BLOB_HEAD_FAILS,
    BLOB_DIGEST_MISSING,
    RANGE_WRONG,

    // what is missing
    MISSING_FORBIDDEN(Need.NOT_FOUND),
    MISSING_IS_FOUND(Need.NO_PAGES),
    MISSING_FAILS(Need.NOT_FOUND),
    ERROR_NOT_JSON,

    // tag lists
    TAG_LIST_MISSING(Need.TAG_LISTS),
    TAG_LIST_BROKEN(Need.TAG_LISTS),
    TAG_LIST_PAGES_BROKEN(Need.TAG_LISTS),
    TAG_LIST_LINK_ELSEWHERE(Need.TAG_LISTS, Client.CRANE, Client.ORAS),
    TAG_LIST_LINK_RELATIVE(Need.TAG_LISTS, Client.PODMAN, Client.SKOPEO),
    QUERY_BREAKS(Need.QUERIES),
    TAG_LIST_NAME_WRONG,
    TAG_LIST_UNSORTED,
    TAG_LIST_TYPE_WRONG,
    TAG_LIST_WHOLE,

    // referrers
    REFERRERS_TYPE_WRONG(Need.REFERRERS),
    REFERRERS_BROKEN(Need.REFERRERS),
    REFERRERS_LOST(Need.REFERRERS),
    FALLBACK_WRONG(Need.REFERRERS),
    FALLBACK_DIFFERS,
    FALLBACK_TYPE_WRONG,
    REFERRERS_API_MISSING,
    REFERRERS_EMPTY_MISSING,
    REFERRERS_UNFILTERED,

    // browsers
    CORS_MISSING;

    private final Severity severity;
    private final @Nullable Need need;
    private final String what;
    private final String advice;
    private final Set<Client> clients;

    /** What those who need this report; null where that is what they report of the need. */
    private final @Nullable String message;

    /** One that no client is known to fail on. */
    Fault() {
        this(Severity.WARNING, null, Optional.empty(), Client.values());
    }

    /** One that all fail on who need this. */
    Fault(Need need) {
        this(need, Client.values());
    }

    /** One that only some of those who need this fail on. */
    Fault(Need need, Client... clients) {
        this(Severity.ERROR, need, Optional.empty(), clients);
    }

    /** Content that is like this on any host. */
    Fault(Severity severity, Need need) {
        this(severity, need, Optional.empty(), Client.values());
    }

    Fault(Need need, MediaTypeFault fault, Client... clients) {
        this(Severity.ERROR, need, Optional.of(fault), clients);
    }

    Fault(Severity severity, @Nullable Need need, Optional<MediaTypeFault> fault, Client... clients) {
        this.severity = severity;
        this.need = need;
        this.clients = Set.of(clients);
        this.what = Texts.of(name())
                .or(() -> fault.map(MediaTypeFault::sentence))
                .or(() -> Optional.ofNullable(need).map(Need::lack))
                .orElseThrow();
        this.advice = Texts.of(name() + ".advice")
                .or(() -> fault.map(MediaTypeFault::hint))
                .or(() -> Optional.ofNullable(need).map(Need::advice))
                .orElseThrow();
        this.message = Texts.of(name() + ".message").orElse(null);
    }

    /** The texts of faults, as far as they are not those of needs and of media types. */
    private static final class Texts {

        private static final String RESOURCE = "faults.properties";
        private static final Properties ALL = new Properties();

        static {
            try (InputStream in = Fault.class.getResourceAsStream(RESOURCE)) {
                ALL.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(RESOURCE, e);
            }
        }

        static Optional<String> of(String key) {
            return Optional.ofNullable(ALL.getProperty(key));
        }
    }

    private static Client[] allBut(Client one) {
        return Stream.of(Client.values()).filter(client -> client != one).toArray(Client[]::new);
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
            case NO_V1 -> VARIANT_V1_ALONE;
            case PLAIN_FIRST -> VARIANTS_FIRST;
            case DIRECT_IMAGES -> INDEX_OF_INDEXES;
            case FLAT_INDEXES -> INDEX_NESTED;
            case LONGER_NAMES -> NAME_SHORT;
            case SHORTER_ADDRESSES -> NAME_LONG;
            default -> throw new IllegalArgumentException(need.name());
        };
    }

    /** That of content which contradicts its media type. */
    static Fault of(MediaTypeFault fault) {
        return switch (fault) {
            case DOCKER_CONFIG -> MANIFEST_CONFIG_OF_DOCKER;
            case OCI_LAYER -> MANIFEST_LAYER_OF_OCI;
            case COMPRESSED_AS_TAR -> LAYER_TYPE_WRONG;
            case COMPRESSION_UNKNOWN -> LAYER_COMPRESSION_UNKNOWN;
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
