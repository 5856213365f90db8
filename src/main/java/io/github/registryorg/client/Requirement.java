package io.github.registryorg.client;

import static io.github.registryorg.client.Client.APPTAINER_DOCKER;
import static io.github.registryorg.client.Client.APPTAINER_HUB;
import static io.github.registryorg.client.Client.APPTAINER_LIBRARY;
import static io.github.registryorg.client.Client.APPTAINER_ORAS;
import static io.github.registryorg.client.Client.CONTAINERD;
import static io.github.registryorg.client.Client.COSIGN;
import static io.github.registryorg.client.Client.CRANE;
import static io.github.registryorg.client.Client.DOCKER;
import static io.github.registryorg.client.Client.DOCKER_CONTAINERD;
import static io.github.registryorg.client.Client.HELM;
import static io.github.registryorg.client.Client.ORAS;
import static io.github.registryorg.client.Client.PODMAN;
import static io.github.registryorg.client.Client.PODMAN_ARTIFACT;
import static io.github.registryorg.client.Client.SKOPEO;
import static io.github.registryorg.client.Operation.LIST;
import static io.github.registryorg.client.Operation.PULL;
import static io.github.registryorg.client.Operation.REFERRERS;
import static io.github.registryorg.client.Operation.VERIFY;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a client needs for one purpose, as experiments with real clients found it.
 *
 * @param client that needs it
 * @param operation for this
 * @param need what
 * @param kinds of the content that it matters for
 * @param message the message of the client without it, or what happens, if it has none
 * @param only what fails where not all of it does, such as {@code by tag}; null where all does
 */
public record Requirement(
        Client client,
        Operation operation,
        Need need,
        Set<Content.Kind> kinds,
        String message,
        @Nullable String only) {

    private static final Set<Content.Kind> ALL = Set.of(Content.Kind.values());
    private static final String CONTAINERD_SAYS = "could not fetch content descriptor … from remote: not found";
    private static final String NO_SUCH_BASE = "pinging container registry …: StatusCode: 404";
    private static final String NOT_IN_LIBRARY = "image does not exist in the library: …";
    private static final String NOT_IN_HUB = "the requested manifest was not found in singularity hub";
    private static final String UNTRUSTED = "tls: failed to verify certificate: x509: …";

    private static final List<Requirement> TABLE = table();
    private static final Map<Client, Map<Operation, List<Requirement>>> BY_CLIENT = TABLE.stream()
            .collect(Collectors.groupingBy(Requirement::client, Collectors.groupingBy(Requirement::operation)));

    public Requirement {
        kinds = Set.copyOf(kinds);
    }

    /** What this client needs for this. */
    static List<Requirement> of(Client client, Operation operation) {
        return BY_CLIENT.getOrDefault(client, Map.of()).getOrDefault(operation, List.of());
    }

    /** The clients that need this, in their order. */
    public static List<Requirement> of(Need need) {
        return TABLE.stream().filter(one -> one.need == need).toList();
    }

    private static List<Requirement> table() {
        Table table = new Table();
        for (Client client : Client.values()) {
            for (Operation operation : Operation.values()) {
                if (client.usesDistribution() && client.does(operation)) {
                    table.need(Need.ROOT, operation, "requests the root of the host, and finds nothing (404)", client);
                    table.need(Need.ANSWER, operation, "dial tcp: connection refused, or a timeout", client);
                    table.need(Need.CERTIFICATE, operation, UNTRUSTED, client);
                    table.need(Need.LOGIN, operation, "unauthorized: authentication required", client);
                }
            }
        }
        table.need(
                Need.TLS,
                PULL,
                "http: server gave HTTP response to HTTPS client",
                DOCKER,
                DOCKER_CONTAINERD,
                CONTAINERD);
        mediaTypes(table);
        responses(table);
        contents(table);
        indexes(table);
        names(table);
        lists(table);
        singularity(table);
        table.all.sort((one, other) -> one.client.compareTo(other.client));
        return List.copyOf(table.all);
    }

    private static void mediaTypes(Table table) {
        Need need = Need.MEDIA_TYPES;
        table.need(need, PULL, "missing signature key", DOCKER);
        table.need(
                need,
                PULL,
                // with the type in parentheses that the host has made of it
                "could not fetch content descriptor …",
                DOCKER_CONTAINERD,
                CONTAINERD);
        table.need(need, PULL, "unsupported schema version 2", PODMAN, SKOPEO, PODMAN_ARTIFACT);
        table.need(need, PULL, "manifest does not contain minimum number of descriptors (2)", HELM);
        table.need(need, PULL, "unexpected media type", APPTAINER_DOCKER);
        table.needFor(
                need,
                PULL,
                Set.of(Content.Kind.MULTI_PLATFORM_IMAGE),
                "takes the index for the manifest of one platform",
                CRANE);
        table.need(need, PULL, "ends well, having fetched nothing", ORAS);
        table.need(need, REFERRERS, "finds no manifest that it knows", ORAS);
        Need plain = Need.NO_CHARSET;
        table.needFor(
                plain,
                PULL,
                Set.of(Content.Kind.MULTI_PLATFORM_IMAGE),
                "takes the index for the manifest of one platform",
                CRANE);
        table.need(plain, PULL, "unexpected media type", APPTAINER_DOCKER);
        table.need(plain, REFERRERS, "unknown content returned (…; charset=utf-8)", ORAS);
    }

    private static void responses(Table table) {
        table.need(Need.BASE, PULL, NO_SUCH_BASE, PODMAN, SKOPEO, APPTAINER_DOCKER, PODMAN_ARTIFACT);
        table.need(Need.BASE, LIST, NO_SUCH_BASE, PODMAN, SKOPEO);
        table.need(Need.BASE, PULL, "GET …/v2/: unexpected status code 404 Not Found", CRANE);
        table.need(Need.BASE, LIST, "GET …/v2/: unexpected status code 404 Not Found", CRANE);
        table.need(Need.BASE, REFERRERS, "GET …/v2/: unexpected status code 404 Not Found", COSIGN);
        table.need(Need.BASE, VERIFY, "GET …/v2/: unexpected status code 404 Not Found", COSIGN);
        table.need(Need.NOT_FOUND, REFERRERS, "response status code 403: Forbidden", ORAS);
        table.need(Need.NOT_FOUND, REFERRERS, "unexpected status code 403 Forbidden", COSIGN);
        table.need(Need.NOT_FOUND, VERIFY, "unexpected status code 403 Forbidden", COSIGN);
        table.need(Need.NO_PAGES, LIST, "invalid character '<' looking for beginning of value", CRANE, ORAS, PODMAN);
        table.need(Need.NO_PAGES, LIST, "invalid character '<' looking for beginning of value", SKOPEO);
        table.need(Need.NO_PAGES, REFERRERS, "takes the page for a manifest", ORAS, COSIGN);
        table.need(Need.NO_PAGES, VERIFY, "takes the page for a manifest", COSIGN);
        table.need(Need.HEAD, PULL, "missing or empty Content-Length header, or a status", DOCKER);
        table.need(Need.HEAD, PULL, "failed to resolve reference …: not found", DOCKER_CONTAINERD, CONTAINERD);
        table.need(Need.HEAD, PULL, "response status code …", "by tag", ORAS);
        table.need(Need.HEAD, REFERRERS, "response status code …", "by tag", ORAS);
        table.need(Need.HEAD_LENGTHS, PULL, "missing or empty Content-Length header", DOCKER);
        table.need(Need.HEAD_LENGTHS, PULL, "unknown response Content-Length", "by tag", ORAS);
        table.need(Need.HEAD_LENGTHS, REFERRERS, "unknown response Content-Length", "by tag", ORAS);
        table.need(
                Need.DIGESTS,
                REFERRERS,
                "HTTP HEAD request missing required header \"Docker-Content-Digest\"",
                "by tag",
                ORAS);
    }

    private static void contents(Table table) {
        table.need(Need.TRUE_DIGESTS, PULL, "fetches by the digest of the header: not found", CONTAINERD);
        table.need(Need.TRUE_DIGESTS, PULL, "fetches by the digest of the header: not found", DOCKER_CONTAINERD);
        table.need(Need.TRUE_DIGESTS, PULL, "digest mismatch in Docker-Content-Digest", ORAS);
        table.need(Need.TRUE_DIGESTS, REFERRERS, "digest mismatch in Docker-Content-Digest", ORAS);
        table.need(Need.TRUE_DIGESTS, PULL, "mismatched digest", HELM);
        table.need(Need.PLAIN_MANIFESTS, PULL, "unknown response Content-Length", "by tag", ORAS);
        for (Client client : Client.values()) {
            if (client.usesDistribution() && client.does(PULL)) {
                table.need(Need.MANIFESTS, PULL, "manifest unknown, or another status", client);
                table.need(Need.COLONS, PULL, "manifest unknown, or not found", "by digest", client);
                table.need(Need.TRUE_MANIFESTS, PULL, "refuses it, as its digest is another", "by digest", client);
                table.need(Need.REDIRECTS, PULL, "dial tcp, or stopped after 10 redirects", client);
                table.need(Need.TRUE_BLOBS, PULL, "refuses it, as its digest or size is another", client);
                table.needFor(
                        Need.CHILDREN,
                        PULL,
                        Set.of(Content.Kind.MULTI_PLATFORM_IMAGE),
                        "manifest unknown, for that platform",
                        client);
            }
        }
        for (Need blobs : List.of(Need.BLOBS, Need.LARGE_BLOBS, Need.DATA_BLOBS)) {
            table.need(blobs, PULL, "unknown blob", DOCKER);
            table.need(blobs, PULL, CONTAINERD_SAYS, DOCKER_CONTAINERD, CONTAINERD);
            table.need(blobs, PULL, "StatusCode: 404, or another status", PODMAN, SKOPEO, PODMAN_ARTIFACT);
            table.need(blobs, PULL, "StatusCode: 404, or another status", APPTAINER_DOCKER);
            table.need(blobs, PULL, "unexpected status code 404 Not Found", CRANE);
            table.need(blobs, PULL, "not found", APPTAINER_ORAS, ORAS, HELM);
            table.need(blobs, VERIFY, "unexpected status code 404 Not Found", COSIGN);
        }
        urls(table);
    }

    /** Clients that don't fetch by {@code urls}, and those that don't find referrers by tag. */
    private static void urls(Table table) {
        for (Need here : List.of(Need.LAYERS_HERE, Need.CONFIGS_HERE)) {
            table.need(here, PULL, "unknown blob", DOCKER);
            table.need(here, PULL, "not found", APPTAINER_ORAS, ORAS, HELM);
        }
        table.need(Need.CONFIGS_HERE, PULL, "unexpected status code 404 Not Found", CRANE);
        table.need(Need.LAYERS_HERE, VERIFY, "no signatures found", COSIGN);
        table.need(Need.LAYERS_HERE, REFERRERS, "finds none, as the tag's digest is another", "by tag", ORAS);
        table.need(Need.LAYERS_HERE, REFERRERS, "finds none, as the tag's digest is another", "by tag", COSIGN);
    }

    /** What clients make of indexes; what else is in them keeps none away. */
    private static void indexes(Table table) {
        Need plain = Need.PLAIN_PLATFORMS;
        String first = "takes the first, whatever the processor";
        table.needFor(
                plain,
                "no matching manifest for linux/amd64 in the manifest list entries",
                "on processors without the variant",
                DOCKER);
        table.needFor(plain, "no match for platform in manifest", null, DOCKER_CONTAINERD);
        table.needFor(
                plain, "no match for platform in manifest, or ends well, having fetched no layer", null, CONTAINERD);
        for (Need variant : List.of(plain, Need.NO_V1)) {
            String none = "no image found in image index for architecture …";
            table.needFor(variant, none, null, PODMAN);
            table.needFor(variant, none, "without --all", SKOPEO);
        }
        for (Need order : List.of(plain, Need.PLAIN_FIRST)) {
            table.needFor(order, first, "on other processors", CRANE);
            table.needFor(order, first, "on other processors", APPTAINER_DOCKER);
        }
        String inner = "Unexpectedly received a manifest list instead of a manifest for a single image";
        table.needFor(Need.DIRECT_IMAGES, inner, null, PODMAN);
        table.needFor(Need.DIRECT_IMAGES, inner, null, SKOPEO);
        table.needFor(Need.FLAT_INDEXES, inner, "images of the inner index", PODMAN);
        table.needFor(Need.FLAT_INDEXES, inner, "with --all, and images of the inner index", SKOPEO);
    }

    /** What clients make of names, those of repositories, tags and files. */
    private static void names(Table table) {
        String unread = "could not parse reference";
        String length = "repository must be between 2 and 255 characters in length";
        table.need(Need.LONGER_NAMES, PULL, unread, CRANE, APPTAINER_DOCKER, APPTAINER_ORAS);
        table.need(Need.LONGER_NAMES, LIST, length, CRANE);
        table.need(Need.LONGER_NAMES, REFERRERS, unread, COSIGN);
        table.need(Need.LONGER_NAMES, VERIFY, unread, COSIGN);
        String most = "repository name must not be more than 255 characters";
        table.need(Need.SHORTER_ADDRESSES, PULL, most, PODMAN, SKOPEO, APPTAINER_DOCKER, PODMAN_ARTIFACT);
        table.need(Need.SHORTER_ADDRESSES, LIST, most, PODMAN, SKOPEO);
        table.need(Need.LAYER_TITLES, PULL, "ends well, having written no file of such a layer", "oras pull", ORAS);
        table.need(Need.VERSION_TAGS, PULL, "improper constraint: …", "by tag", HELM);
    }

    private static void lists(Table table) {
        table.need(Need.REFERRERS, REFERRERS, "unknown content returned, or nothing found", ORAS);
        table.need(Need.REFERRERS, REFERRERS, "unexpected media type, or nothing found", COSIGN);
        for (Client client : List.of(PODMAN, SKOPEO, CRANE, ORAS)) {
            table.need(Need.TAG_LISTS, LIST, "lists no tags, or wrong ones", client);
        }
        table.need(Need.QUERIES, LIST, "fails as the server does, since it asks for ?n=1000", CRANE);
    }

    /** What these need of a host, all hosts have: files, at any path. */
    private static void singularity(Table table) {
        table.need(Need.SIF_FILES, PULL, "ORAS SIF image should have a single layer, found …", APPTAINER_ORAS);
        table.need(Need.SIF_FILES, PULL, NOT_IN_LIBRARY, APPTAINER_LIBRARY);
        table.need(Need.IMAGES_IN_SITE, PULL, NOT_IN_LIBRARY, APPTAINER_LIBRARY);
        table.need(Need.LIBRARY_NAMES, PULL, "takes the first component for a host", APPTAINER_LIBRARY);
        table.need(Need.SHA256, PULL, NOT_IN_LIBRARY, APPTAINER_LIBRARY);
        table.need(Need.SIF_FILES, PULL, NOT_IN_HUB, APPTAINER_HUB);
        table.need(Need.IMAGE_ADDRESSES, PULL, NOT_IN_HUB, APPTAINER_HUB);
        table.need(Need.HUB_NAMES, PULL, NOT_IN_HUB, APPTAINER_HUB);
        table.need(Need.HUB_ADDRESS, PULL, "Invalid shub URI", APPTAINER_HUB);
    }

    private static final class Table {

        private final List<Requirement> all = new ArrayList<>();

        void need(Need need, Operation operation, String message, Client... clients) {
            add(need, operation, ALL, message, null, clients);
        }

        void need(Need need, Operation operation, String message, String only, Client client) {
            add(need, operation, ALL, message, only, client);
        }

        void needFor(Need need, Operation operation, Set<Content.Kind> kinds, String message, Client... clients) {
            add(need, operation, EnumSet.copyOf(kinds), message, null, clients);
        }

        /** One of images of several platforms. */
        void needFor(Need need, String message, @Nullable String only, Client client) {
            add(need, PULL, Set.of(Content.Kind.MULTI_PLATFORM_IMAGE), message, only, client);
        }

        private void add(
                Need need,
                Operation operation,
                Set<Content.Kind> kinds,
                String message,
                @Nullable String only,
                Client... clients) {
            for (Client client : clients) {
                all.add(new Requirement(client, operation, need, kinds, message, only));
            }
        }
    }
}
