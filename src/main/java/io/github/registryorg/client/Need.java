package io.github.registryorg.client;

import io.github.registryorg.host.HostAbility;
import io.github.registryorg.oci.FileArtifact;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something that a registry must do, since some client needs it. */
public enum Need {
    /** Clients know no path before {@code /v2/}. */
    ROOT(
            null,
            "its /v2/ is not at the root of a host",
            "Give the site a host of its own, such as https://registry.acme.example."),
    /** The response to {@code GET /v2/} is 200, or a redirect to it. */
    BASE(null, "the response to GET /v2/ is not 200", "Serve {} there; in a bucket, as an object whose key is v2/."),
    /** Docker's daemon takes others than this machine's over TLS only. */
    TLS(
            null,
            "it is not served over TLS, which docker and containerd require of all hosts but this machine",
            "Serve it over TLS, or list it in docker's insecure-registries, or in a hosts.toml of containerd."),
    /** Each manifest as exactly its media type. */
    MEDIA_TYPES(
            HostAbility.CONTENT_TYPES,
            "manifests are not served as their media types",
            "Serve each with the Content-Type that its own mediaType names, or choose a host that can."),
    /** No parameter behind the media type. */
    NO_CHARSET(
            null,
            "the media type of manifests has a charset",
            "Switch the charset off for /v2/: it is not part of the type."),
    /** A missing thing is never 403. */
    NOT_FOUND(
            HostAbility.NOT_FOUND,
            "the response for what is missing is not 404",
            "Respond with 404; a bucket does so only where readers may list it."),
    /** A missing thing is never 200 with a page. */
    NO_PAGES(
            null,
            "the response for what is missing is 200 and a page",
            "Switch off the fallback to a page (single-page application mode) for /v2/."),
    /** The response to HEAD has the headers of GET. */
    HEAD(null, "the response to HEAD is not that of GET", "Allow HEAD wherever GET is allowed."),
    /** HEAD carries {@code Content-Length}. */
    HEAD_LENGTHS(
            HostAbility.HEAD_LENGTHS,
            "responses to HEAD have no Content-Length",
            "Switch off compression and chunks for manifests, or choose a host that sends it."),
    /** {@code Docker-Content-Digest} on manifests. */
    DIGESTS(HostAbility.DIGESTS, "manifests come without Docker-Content-Digest", "Send the header, or pull by digest."),
    /** That header is true. */
    TRUE_DIGESTS(
            null,
            "Docker-Content-Digest is not the digest of what is sent",
            "Compute the header from the bytes that are served; purge caches when a tag moves."),
    /** A colon in a path as it is: no client writes {@code %3A}. */
    COLONS(
            null,
            "a digest's colon is accepted as %3A only",
            "Serve the path with a raw colon: rewrite it, or name the file so that the server finds it."),
    /** A manifest for each tag that is listed. */
    MANIFESTS(null, "a tag's manifest can't be fetched", "Publish it again."),
    /** A manifest by digest has that digest. */
    TRUE_MANIFESTS(
            null,
            "a manifest does not match its digest",
            "Serve its bytes unchanged: nothing may format, minify or convert them."),
    /** Manifests come neither compressed nor in chunks, or else with their digest. */
    PLAIN_MANIFESTS(
            null,
            "manifests come compressed or in chunks, and without their digest",
            "Switch compression off for /v2/, or send Docker-Content-Digest."),
    /** What an index names is there. */
    CHILDREN(null, "a manifest that an index names is missing", "Publish the index again, with all platforms."),
    /** An index has an image of each architecture for every processor of it. */
    PLAIN_PLATFORMS(
            null,
            "an index has images of an architecture for variants of it only",
            "Add an image without a variant: most clients look for no other."),
    /** An index has the image for every processor of an architecture without a variant, not as its variant v1. */
    NO_V1(
            null,
            "an index has the image for every processor of an architecture as its variant v1 only",
            "Leave out the variant v1, which is the same as none: some clients look for none only."),
    /** That image comes before those for variants. */
    PLAIN_FIRST(
            null,
            "an index has images for variants of an architecture before the one without a variant",
            "Put the image without a variant first: clients that ignore variants take the first."),
    /** An index names images itself. */
    DIRECT_IMAGES(null, "an index names nothing but other indexes", "Make one index of the images that they name."),
    /** An index names images alone. */
    FLAT_INDEXES(
            null,
            "an index names another index beside images",
            "Put the images of the inner index into the outer one."),
    /** The name of a repository is not too short. */
    LONGER_NAMES(
            null,
            "the name of a repository has one character",
            "Give it a name of two characters or more, such as acme/app."),
    /** The name of a repository is not too long, with its host. */
    SHORTER_ADDRESSES(
            null,
            "host and name of a repository have more than 255 characters together",
            "Use a shorter name, or a shorter host."),
    /** Layers of artifacts have names of files. */
    LAYER_TITLES(
            null,
            "layers of artifacts have no " + FileArtifact.TITLE,
            "Copy such an artifact with oras cp --to-oci-layout, or publish its files with titles."),
    /** Charts have versions for tags. */
    VERSION_TAGS(
            null,
            "tags of charts are not versions",
            "Tag a chart with its version, a plus of which is an underscore in the tag, or pull it by its digest."),
    /** What a manifest names is there. */
    BLOBS(
            null,
            "layers are not on this site, and it can't redirect to where they are",
            "Copy them into the site with registry.blobs=copy, or keep them in a store with a public address, behind a"
                    + " host that can redirect."),
    /** What a manifest names fits into the maximum file size. */
    LARGE_BLOBS(
            null,
            "layers are larger than a file may be on this host, and it can't redirect to where they are",
            "Make smaller layers, or keep them in a store with a public address, behind a host that can redirect."),
    /** What a manifest names is nothing that the host would serve as a page. */
    DATA_BLOBS(
            null,
            "layers begin as pages do, and this host would serve them as pages, whose scripts run",
            "Compress such a layer, or use a host that serves it as data."),
    /** Layers are had from the registry itself, and not by {@code urls} only. */
    LAYERS_HERE(
            null,
            "layers are elsewhere, at the urls of manifests, and tags name other digests than were signed",
            "Choose a host that can redirect, with registry.blobs=auto, or copy them into the site with"
                    + " registry.blobs=copy."),
    /** Configs are had from the registry itself, and not by {@code urls} only. */
    CONFIGS_HERE(
            null,
            "configs are elsewhere, at the urls of manifests",
            "Publish again without registry.keepConfigs=false: the metadata then has those up to 256 KiB."),
    /** A blob has its digest and size. */
    TRUE_BLOBS(null, "a blob does not match its digest", "Publish it again with registry.deep."),
    /** A SIF image is one file. */
    SIF_FILES(null, "a tag names no single SIF file", "Publish it again from one file, with registry.source=sif:FILE."),
    /** {@code library://} requires the bytes of an image in the site. */
    IMAGES_IN_SITE(
            null,
            "SIF images are not in the site itself, where library:// takes them from",
            "Copy them into it with registry.blobs=copy."),
    /** {@code library://} allows three components. */
    LIBRARY_NAMES(
            null,
            "names have more than the three components that library:// allows",
            "Use a shorter name, or another way to pull."),
    /** {@code library://} has no other digests. */
    SHA256(
            null,
            "the digest of a SIF image is not the sha256 that library:// compares",
            "Publish it again from its file, with registry.source=sif:FILE."),
    /** {@code shub://} gets the address of an image. */
    IMAGE_ADDRESSES(
            null,
            "SIF images have no address on the web, which shub:// fetches them from",
            "Set registry.url to the address of the site, or keep them in a store with a public address."),
    /** {@code shub://} takes some names only. */
    HUB_NAMES(
            null,
            "names or tags are not as shub:// takes them",
            "It takes two components or more: the last and the tag of up to 64 characters, the one before of up to 39"
                    + " letters, digits and hyphens. Use such a name, or another way to pull."),
    /** {@code shub://} takes some addresses only. */
    HUB_ADDRESS(
            null,
            "the site's address is not as shub:// takes it",
            "It takes no port, and up to 64 letters, digits, hyphens, dots and slashes, with the part before the last"
                    + " two components of a name. Serve the site at such an address, or use another way to pull."),
    /** The list of referrers, by the API or by the tag that stands for it. */
    REFERRERS(
            HostAbility.CONTENT_TYPES,
            "lists of referrers are not served as an OCI index",
            "Serve referrers/<digest>, or the tag sha256-<hex>, as application/vnd.oci.image.index.v1+json."),
    /** Lists of tags are right. */
    TAG_LISTS(null, "the list of tags is not right", "Serve tags/list as {\"name\": …, \"tags\": […]}."),
    /** What is behind a question mark does no harm. */
    QUERIES(null, "a query such as ?n=1000 breaks the list of tags", "Ignore unknown query parameters."),
    /** A certificate that clients trust. */
    CERTIFICATE(
            null,
            "its certificate is not trusted",
            "Renew it, for this name, from a certificate authority that clients trust. One of your own needs each client's"
                    + " trust, and that of Java: -Djavax.net.ssl.trustStore in MAVEN_OPTS."),
    /** A login that opens it, where it requires one. */
    LOGIN(
            null,
            "it requires a login, and no login is accepted",
            "Make it public, or log in: a server in settings.xml, or docker login."),
    /** Redirects that lead to the thing. */
    REDIRECTS(null, "a redirect leads to an address without a response", "Fix the address that it redirects to."),
    /** A response, in time. */
    ANSWER(null, "it doesn't respond", "Start it, and open its port.");

    private final @Nullable HostAbility ability;
    private final String lack;
    private final String advice;

    Need(@Nullable HostAbility ability, String lack, String advice) {
        this.ability = ability;
        this.lack = lack;
        this.advice = advice;
    }

    /** What a host must be able to do for this; empty where all hosts can, or it is a matter of the site. */
    public Optional<HostAbility> ability() {
        return Optional.ofNullable(ability);
    }

    /** How it is where this is missing, a clause. */
    public String lack() {
        return lack;
    }

    /** What to do about it, a sentence. */
    public String advice() {
        return advice;
    }
}
