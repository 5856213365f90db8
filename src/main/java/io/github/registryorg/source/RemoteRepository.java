package io.github.registryorg.source;

import io.github.registryorg.net.LinkHeader;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.ImageIndex;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.Reference;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.remote.RegistrySession;
import io.github.registryorg.remote.RemoteResponse;
import io.github.registryorg.remote.ResumingBody;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The API of a registry for one repository (distribution specification, "Pull", and "Listing Referrers"). */
record RemoteRepository(RegistrySession session, RegistryReference name) {

    private static final String MANIFESTS = Stream.of(
                    MediaType.OCI_MANIFEST, MediaType.OCI_INDEX, MediaType.DOCKER_MANIFEST, MediaType.DOCKER_INDEX)
            .map(MediaType::value)
            .collect(Collectors.joining(", "));
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

    /** What is about a manifest: by the API, or where a registry has none, by the tag that stands for it. */
    List<Descriptor> referrers(Digest digest) {
        String path = path("referrers/" + digest);
        Stream<Descriptor> all = Stream.empty();
        for (int page = 0; path != null; page++) {
            if (page == MAX_PAGES) {
                throw failed("lists more than " + MAX_PAGES + " pages of what is about " + digest);
            }
            try (RemoteResponse response = session.get(path, MediaType.OCI_INDEX.value(), 0)) {
                if (response.status() == 404) {
                    return manifest(digest.referrersTag())
                            .map(bytes -> listed(bytes, digest))
                            .orElse(List.of());
                }
                all = Stream.concat(all, listed(body(response, "the referrers of " + digest), digest).stream());
                path = next(response, digest);
            }
        }
        return all.distinct().toList();
    }

    private List<Descriptor> listed(byte[] bytes, Digest digest) {
        RawManifest raw =
                SourceProblems.withSubject(name.toString(), "the referrers of " + digest, () -> RawManifest.of(bytes));
        return raw.manifest() instanceof ImageIndex index
                ? index.manifests().stream()
                        .filter(one -> one.mediaType().isManifest())
                        .map(one -> Descriptor.of(one.mediaType(), one.digest(), one.size()))
                        .toList()
                : List.of();
    }

    /** The next page, on the registry itself, whatever host the link names; null at the end. */
    private @Nullable String next(RemoteResponse response, Digest digest) {
        String target = response.header("Link").flatMap(LinkHeader::next).orElse("");
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
            return new ResumingBody(response, from -> session.get(path, null, from));
        }
        try (response) {
            throw response.status() == 404
                    ? failed("has no blob " + blob.digest() + " (" + blob.mediaType() + "), which a manifest names")
                    : response.unexpected();
        }
    }

    private byte[] body(RemoteResponse response, String what) {
        if (response.status() != 200) {
            throw response.unexpected();
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
            throw new RegistryException(
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
