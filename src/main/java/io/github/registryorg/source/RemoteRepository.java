package io.github.registryorg.source;

import io.github.registryorg.net.LinkHeader;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.Reference;
import io.github.registryorg.oci.ReferrersList;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.remote.RegistrySession;
import io.github.registryorg.remote.RemoteResponse;
import io.github.registryorg.remote.ResumingBody;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The API of a registry for one repository (distribution specification, "Pull", and "Listing Referrers"). */
record RemoteRepository(RegistrySession session, RegistryReference name) {

    private static final String MANIFESTS = Stream.of(
                    MediaType.OCI_MANIFEST, MediaType.OCI_INDEX, MediaType.DOCKER_MANIFEST, MediaType.DOCKER_INDEX)
            .map(MediaType::value)
            .collect(Collectors.joining(", "));
    private static final String INDEX = MediaType.OCI_INDEX.value();
    private static final int MAX_PAGES = 100;

    /**
     * The bytes of a manifest, not yet checked against any digest; empty where there is none.
     *
     * @throws RegistryException {@code FILE_TOO_LARGE} if they are more than 4 MiB
     */
    Optional<byte[]> manifest(Reference reference) {
        try (RemoteResponse response = session.get(path("manifests/" + reference), MANIFESTS, 0)) {
            if (response.status() == 404) {
                return Optional.empty();
            }
            return Optional.of(body(response, "the manifest " + reference));
        }
    }

    /**
     * The bytes of the manifest that the user names.
     *
     * @throws RegistryException {@code MANIFEST_UNKNOWN} if there is none, and as {@link #manifest}
     */
    byte[] named() {
        try (RemoteResponse response = session.get(path("manifests/" + name.reference()), MANIFESTS, 0)) {
            if (response.status() == 404) {
                throw new RegistryException(Problem.of(ProblemCode.MANIFEST_UNKNOWN, name.toString(), "is not there")
                        .because(response.message().orElse(null))
                        .hint("Check the name and the tag: " + name.host() + " has nothing of that name, or none that"
                                + " this user may see. " + session.howToLogIn()));
            }
            byte[] bytes = body(response, "the manifest " + name.reference());
            if (new String(bytes, StandardCharsets.UTF_8).stripLeading().startsWith("<")) {
                throw new RegistryException(Problem.of(
                                ProblemCode.MANIFEST_INVALID, name.toString(), "is a web page, and not a manifest")
                        .hint("Check the host: it is no registry, or something before it responds instead, such as a"
                                + " proxy or a page for logins."));
            }
            return bytes;
        }
    }

    /** What is about a manifest: by the API, or where a registry has none, by the tag that stands for it. */
    List<Descriptor> referrers(Digest digest) {
        return byApi(digest)
                .or(() -> tagged(digest.referrersTag()).flatMap(bytes -> listed(bytes, digest)))
                .orElse(List.of());
    }

    /** What a tag names that need not be there; empty also where the registry refuses what it doesn't have. */
    Optional<byte[]> tagged(Tag tag) {
        try (RemoteResponse response = tried(path("manifests/" + tag), MANIFESTS)) {
            return response == null || isAbsent(response.status())
                    ? Optional.empty()
                    : Optional.of(body(response, "the manifest " + tag));
        }
    }

    /** Empty where the registry has no such API, which registries and the proxies before them say in many ways. */
    private Optional<List<Descriptor>> byApi(Digest digest) {
        String path = path("referrers/" + digest);
        Set<Descriptor> all = new LinkedHashSet<>();
        for (int page = 0; path != null; page++) {
            if (page == MAX_PAGES) {
                throw failed("lists more than " + MAX_PAGES + " pages of what is about " + digest);
            }
            try (RemoteResponse response = page == 0 ? tried(path, INDEX) : session.get(path, INDEX, 0)) {
                if (response == null || page == 0 && isAbsent(response.status())) {
                    return Optional.empty();
                }
                Optional<List<Descriptor>> listed = listed(body(response, "the referrers of " + digest), digest);
                if (listed.isEmpty() && page == 0) {
                    return Optional.empty();
                }
                all.addAll(listed.orElseThrow(
                        () -> failed("lists what is about " + digest + " in pages, of which one is no list")));
                path = next(response, digest);
            }
        }
        return Optional.of(List.copyOf(all));
    }

    /** Null where it requires a login that the manifest that the user names did not. */
    private @Nullable RemoteResponse tried(String path, String accept) {
        try {
            return session.get(path, accept, 0);
        } catch (RegistryException e) {
            if (e.problem().code() == ProblemCode.UNAUTHORIZED) {
                return null;
            }
            throw e;
        }
    }

    /** Not what passes: a list that is not there for a moment may be full of signatures. */
    private static boolean isAbsent(int status) {
        return status == 501 || status >= 400 && status < 500 && status != 408 && status != 429;
    }

    private Optional<List<Descriptor>> listed(byte[] bytes, Digest digest) {
        Optional<List<Descriptor>> list = SourceProblems.withSubject(
                name.toString(), "the referrers of " + digest, () -> ReferrersList.read(bytes));
        return list.map(entries -> entries.stream()
                .filter(one -> one.mediaType().isManifest())
                .map(one -> Descriptor.of(one.mediaType(), one.digest(), one.size()))
                .toList());
    }

    /** The next page, on the registry itself, whatever host the link names; null at the end. */
    private @Nullable String next(RemoteResponse response, Digest digest) {
        String target = LinkHeader.next(response.joined("Link")).orElse("");
        int query = target.indexOf('?');
        return query < 0 ? null : path("referrers/" + digest) + target.substring(query);
    }

    /**
     * The bytes of a blob, asked for again from where they broke off: a layer of many gigabytes is not begun anew for one
     * lost connection. The caller closes them.
     */
    InputStream blob(Descriptor blob) {
        String path = path("blobs/" + blob.digest());
        RemoteResponse response = session.get(path, null, 0);
        if (response.status() == 200) {
            return ResumingBody.of(response, from -> session.get(path, null, from));
        }
        try (response) {
            throw response.status() == 404
                    ? failed("has no blob " + blob.digest() + " (" + blob.mediaType() + "), which a manifest names")
                    : session.unexpected(response);
        }
    }

    private byte[] body(RemoteResponse response, String what) {
        if (response.status() != 200) {
            throw session.unexpected(response);
        }
        try (InputStream body = response.body()) {
            byte[] bytes = body.readNBytes(RawManifest.MAX_SIZE + 1);
            if (bytes.length > RawManifest.MAX_SIZE) {
                throw new RegistryException(
                        Problem.of(ProblemCode.FILE_TOO_LARGE, name.toString(), what + " has more than 4 MiB")
                                .hint("Registries and clients refuse it: make fewer entries or shorter annotations."));
            }
            return bytes;
        } catch (IOException e) {
            throw Failures.of(
                    Problem.of(ProblemCode.IO_FAILED, name.toString(), what + " could not be read to its end")
                            .because(e.getMessage())
                            .hint("Run the same command again."),
                    e);
        }
    }

    private RegistryException failed(String what) {
        return new RegistryException(Problem.of(ProblemCode.BLOB_UNKNOWN, name.toString(), what)
                .hint("The registry has lost it, or never had it: push the image there again."));
    }

    private String path(String rest) {
        return name.repository() + "/" + rest;
    }
}
