package io.github.registryorg.probe;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.GzipContent;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.remote.RequestHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Manifests and indexes of one repository, by tag and by digest, as each client requests them. */
final class ManifestProbe {

    private static final String OCI = MediaType.OCI_MANIFEST + ", " + MediaType.OCI_INDEX;
    private static final String DOCKER = MediaType.DOCKER_MANIFEST + ", " + MediaType.DOCKER_INDEX;
    private static final String SCHEMA_1 = "application/vnd.docker.distribution.manifest.v1+prettyjws, "
            + "application/vnd.docker.distribution.manifest.v1+json";

    /** As containerd, and docker with its store, write it. */
    static final String ACCEPT = DOCKER + ", " + OCI + ", */*";

    /** As podman and skopeo, crane, and oras write it. */
    private static final List<String> OTHER_ACCEPTS = List.of(
            OCI + ", " + DOCKER + ", " + SCHEMA_1,
            SCHEMA_1 + ", " + DOCKER + ", " + OCI,
            DOCKER + ", " + OCI + ", application/vnd.oci.artifact.manifest.v1+json");

    private static final Pattern MAX_AGE = Pattern.compile("max-age=(\\d{1,10})");
    private static final long MAX_AGE_SECONDS = 3600;

    private final ProbeClient client;
    private final ProbeFindings findings;
    private final String repository;

    ManifestProbe(ProbeClient client, ProbeFindings findings, String repository) {
        this.client = client;
        this.findings = findings;
        this.repository = repository;
    }

    /** What a tag names; empty where that can't be read. */
    Optional<RawManifest> byTag(String tag) {
        String path = path(tag);
        ProbeResponse response = client.get(path, ProbeClient.accepting(ACCEPT), RawManifest.MAX_SIZE);
        Optional<RawManifest> manifest = read(response, Fault.MANIFEST_MISSING, null);
        if (manifest.isEmpty()) {
            return manifest;
        }
        head(path, response, manifest.get(), null);
        byHeader(response, manifest.get());
        plain(path);
        cached(response);
        for (String accept : OTHER_ACCEPTS) {
            ProbeResponse other = client.get(path, ProbeClient.accepting(accept), RawManifest.MAX_SIZE);
            boolean same = other.status() == response.status()
                    && other.joined("Content-Type").equals(response.joined("Content-Type"))
                    && Arrays.equals(other.body(), response.body());
            findings.expect(same, Fault.ACCEPT_CHANGES_ANSWER, other, "with Accept: " + accept);
        }
        return manifest;
    }

    /**
     * What a digest names; empty where that can't be read.
     *
     * @param missing what it is if there is none
     */
    Optional<RawManifest> byDigest(Digest digest, Fault missing) {
        String path = path(digest.toString());
        ProbeResponse response = client.get(path, ProbeClient.accepting(ACCEPT), RawManifest.MAX_SIZE);
        boolean encoded = !response.isOk()
                && client.get(path.replace(":", "%3A"), ProbeClient.accepting(ACCEPT), RawManifest.MAX_SIZE)
                        .isOk();
        if (encoded) {
            findings.add(Fault.COLON_NEEDS_ENCODING, response, response.seen());
            return Optional.empty();
        }
        Optional<RawManifest> manifest = read(response, missing, digest);
        if (manifest.isPresent()) {
            head(path, response, manifest.get(), digest);
            findings.expect(
                    digest.matches(manifest.get().bytes()),
                    Fault.MANIFEST_BYTES_WRONG,
                    response,
                    "bytes with the digest " + manifest.get().digest());
        }
        return manifest;
    }

    /** @param asked null for a tag */
    private Optional<RawManifest> read(ProbeResponse response, Fault missing, @Nullable Digest asked) {
        if (response.trouble() != null) {
            findings.add(
                    response.trouble().fault(), response, response.trouble().saw());
            return Optional.empty();
        }
        if (response.status() != 200) {
            findings.add(missing, response, response.seen());
            return Optional.empty();
        }
        if (response.isPage()) {
            findings.add(Fault.MANIFEST_IS_PAGE, response, "a page of HTML");
            return Optional.empty();
        }
        if (!response.whole()) {
            findings.add(Fault.MANIFEST_ENDLESS, response, "more than 4 MiB");
            return Optional.empty();
        }
        try {
            RawManifest manifest = RawManifest.of(unpacked(response));
            mediaType(response, manifest);
            digest(response, manifest, asked);
            return Optional.of(manifest);
        } catch (RegistryException e) {
            findings.add(
                    Fault.MANIFEST_INVALID,
                    response,
                    "a body that " + e.problem().what());
        } catch (IOException e) {
            findings.add(
                    Fault.MANIFEST_INVALID, response, "a body that is not gzip, although Content-Encoding is gzip");
        }
        return Optional.empty();
    }

    private byte[] unpacked(ProbeResponse response) throws IOException {
        boolean packed = response.header("Content-Encoding").orElse("").equalsIgnoreCase("gzip");
        boolean chunked = response.header("Transfer-Encoding").isPresent();
        if (packed) {
            findings.add(Fault.MANIFEST_COMPRESSED, response, "Content-Encoding: gzip");
        } else if (chunked) {
            findings.add(Fault.MANIFEST_CHUNKED, response, "Transfer-Encoding: chunked");
        }
        if ((packed || chunked) && response.header("Docker-Content-Digest").isEmpty()) {
            findings.add(Fault.MANIFEST_LENGTH_UNKNOWN, response, "neither Content-Length nor Docker-Content-Digest");
        }
        if (!packed) {
            return response.body();
        }
        try (GzipContent in = new GzipContent(new ByteArrayInputStream(response.body()), 512)) {
            return in.readNBytes(RawManifest.MAX_SIZE + 1);
        }
    }

    private void mediaType(ProbeResponse response, RawManifest manifest) {
        String exact = manifest.mediaType().value();
        String type = response.joined("Content-Type");
        if (type.equals(exact)) {
            return;
        }
        String saw = "Content-Type: " + (type.isEmpty() ? "(none)" : type) + ", not " + exact;
        String plain = type.replaceFirst("\\s*;.*", "").toLowerCase(Locale.ROOT);
        if (type.indexOf(',') >= 0) {
            findings.add(Fault.MEDIA_TYPES_JOINED, response, saw);
        } else if (plain.equals(exact)) {
            findings.add(Fault.CHARSET_APPENDED, response, saw);
        } else if (MediaType.tryParse(plain).filter(MediaType::isManifest).isPresent()) {
            findings.add(Fault.MEDIA_TYPE_CONFUSED, response, saw);
        } else {
            findings.add(Fault.MEDIA_TYPE_UNKNOWN, response, saw);
        }
    }

    private void digest(ProbeResponse response, RawManifest manifest, @Nullable Digest asked) {
        Optional<String> header = response.header("Docker-Content-Digest");
        if (header.isEmpty()) {
            boolean redirected = !response.hops().isEmpty();
            findings.add(
                    redirected ? Fault.REDIRECT_DROPS_DIGEST : Fault.DIGEST_MISSING,
                    response,
                    "no Docker-Content-Digest" + (redirected ? " behind the redirect" : ""));
            return;
        }
        boolean right = Digest.tryParse(header.get())
                .filter(digest -> digest.matches(manifest.bytes()))
                // clients compare it with what they asked for, and don't hash again
                .filter(digest -> asked == null || digest.equals(asked) || !asked.matches(manifest.bytes()))
                .isPresent();
        findings.expect(
                right,
                Fault.DIGEST_WRONG,
                response,
                "Docker-Content-Digest: " + header.get() + ", not " + (asked == null ? manifest.digest() : asked));
    }

    /** Clients request the digest that a tag's header has next: it may be of another algorithm than ours. */
    private void byHeader(ProbeResponse response, RawManifest manifest) {
        response.header("Docker-Content-Digest")
                .flatMap(Digest::tryParse)
                .filter(digest -> digest.algorithm() != manifest.digest().algorithm())
                .ifPresent(digest -> {
                    ProbeResponse next = client.head(path(digest.toString()), ProbeClient.accepting(ACCEPT));
                    findings.expect(next.isOk(), Fault.MANIFEST_BY_DIGEST_MISSING, next, next.seen());
                });
    }

    private void head(String path, ProbeResponse got, RawManifest manifest, @Nullable Digest asked) {
        ProbeResponse head = client.head(path, ProbeClient.accepting(ACCEPT));
        if (!head.isOk()) {
            findings.add(Fault.HEAD_FAILS, head, head.seen());
            return;
        }
        Optional<String> length = head.header("Content-Length");
        if (length.isEmpty()) {
            findings.add(Fault.HEAD_LENGTH_MISSING, head, "no Content-Length");
        } else if (head.header("Content-Encoding").isEmpty()) {
            findings.expect(
                    length.get().equals(String.valueOf(manifest.bytes().length)),
                    Fault.HEAD_LENGTH_WRONG,
                    head,
                    "Content-Length: " + length.get() + ", not " + manifest.bytes().length);
        }
        String type = head.joined("Content-Type");
        findings.expect(
                type.equals(got.joined("Content-Type")),
                Fault.HEAD_TYPE_DIFFERS,
                head,
                "Content-Type: " + (type.isEmpty() ? "(none)" : type) + ", where GET has "
                        + got.joined("Content-Type"));
        digest(head, manifest, asked);
    }

    /** As programs request it that unpack nothing. */
    private void plain(String path) {
        ProbeResponse response = client.get(path, new RequestHeaders(ACCEPT, null, null), RawManifest.MAX_SIZE);
        String encoding = response.joined("Content-Encoding");
        findings.expect(
                encoding.isEmpty() || encoding.equalsIgnoreCase("identity"),
                Fault.MANIFEST_COMPRESSED_UNASKED,
                response,
                "Content-Encoding: " + encoding + ", without Accept-Encoding");
    }

    private void cached(ProbeResponse response) {
        String cache = response.joined("Cache-Control");
        Matcher age = MAX_AGE.matcher(cache);
        boolean isLong = cache.contains("immutable") || age.find() && Long.parseLong(age.group(1)) > MAX_AGE_SECONDS;
        findings.expect(!isLong, Fault.TAG_CACHED_LONG, response, "Cache-Control: " + cache);
    }

    private String path(String reference) {
        return repository + "/manifests/" + reference;
    }
}
