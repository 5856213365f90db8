package io.github.registryorg.tree;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Reference;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The requests that the site serves, each with the path of its file. */
public sealed interface Endpoint {

    /** Relative to the site, with {@code /}. */
    String path();

    /**
     * The endpoint of the registry API (distribution specification, "Endpoints") of a request; empty where the
     * API has none.
     *
     * @param segments of the path, decoded; a slash at the end of the path adds none
     * @throws RegistryException {@code NAME_INVALID}, {@code DIGEST_INVALID}, or {@code MANIFEST_UNKNOWN} for a reference
     *     that is not a tag
     */
    static Optional<Endpoint> parse(List<String> segments) {
        int count = segments.size();
        if (count == 0 || !segments.get(0).equals("v2")) {
            return Optional.empty();
        }
        if (count == 1) {
            return Optional.of(new Base());
        }
        String last = segments.get(count - 1);
        if (count == 2) {
            return last.equals("_catalog") ? Optional.of(new Catalog()) : Optional.empty();
        }
        String kind = segments.get(count - 2);
        boolean known = kind.equals("tags") && last.equals("list")
                || Set.of("manifests", "blobs", "referrers").contains(kind);
        if (!known || count == 3) {
            return Optional.empty();
        }
        RepositoryName repository = RepositoryName.parse(String.join("/", segments.subList(1, count - 2)));
        return Optional.of(
                switch (kind) {
                    case "tags" -> new TagList(repository);
                    case "manifests" -> new ManifestOf(repository, reference(last));
                    case "blobs" -> new BlobOf(repository, Digest.parse(last));
                    default -> new Referrers(repository, Digest.parse(last));
                });
    }

    /** The endpoint of the registry API that a file of a site is for, by its path; empty for all other files. */
    static Optional<Endpoint> ofFile(String path) {
        if (path.equals(new Base().path())) {
            return Optional.of(new Base());
        }
        try {
            return parse(List.of(path.split("/", -1)));
        } catch (RegistryException e) {
            // a file that the host needs, such as .htaccess
            return Optional.empty();
        }
    }

    private static Reference reference(String text) {
        if (text.indexOf(':') >= 0) {
            return Digest.parse(text);
        }
        // the specification has no code for a bad tag: no manifest can be under it
        return Tag.tryParse(text)
                .orElseThrow(() -> new RegistryException(Problem.of(
                        ProblemCode.MANIFEST_UNKNOWN, text, "\"" + text + "\" is not a tag, so nothing has it")));
    }

    /** {@code GET /v2/} (distribution specification, end-1). */
    record Base() implements Endpoint {
        @Override
        public String path() {
            return "v2/index.html";
        }
    }

    /** {@code GET /v2/_catalog}, which clients know though the specification left it out. */
    record Catalog() implements Endpoint {
        @Override
        public String path() {
            return "v2/_catalog";
        }
    }

    /** {@code GET /v2/<name>/tags/list} (end-8a). */
    record TagList(RepositoryName repository) implements Endpoint {
        @Override
        public String path() {
            return "v2/" + repository + "/tags/list";
        }
    }

    /** {@code GET /v2/<name>/manifests/<reference>} (end-3); of a referrers tag too. */
    record ManifestOf(RepositoryName repository, Reference reference) implements Endpoint {
        @Override
        public String path() {
            return directory(repository) + "/" + reference;
        }

        /** Where all manifests of a repository are. */
        public static String directory(RepositoryName repository) {
            return "v2/" + repository + "/manifests";
        }
    }

    /** {@code GET /v2/<name>/blobs/<digest>} (end-2). */
    record BlobOf(RepositoryName repository, Digest digest) implements Endpoint {
        @Override
        public String path() {
            return "v2/" + repository + "/blobs/" + digest;
        }
    }

    /** {@code GET /v2/<name>/referrers/<digest>} (end-12a). */
    record Referrers(RepositoryName repository, Digest digest) implements Endpoint {
        @Override
        public String path() {
            return "v2/" + repository + "/referrers/" + digest;
        }
    }

    /** The tag list of the legacy API. */
    record LegacyTags(RepositoryName repository) implements Endpoint {
        @Override
        public String path() {
            return repository + "/tags/index.html";
        }
    }

    /** The manifest of the legacy API. */
    record LegacyManifest(RepositoryName repository, Tag tag) implements Endpoint {
        @Override
        public String path() {
            return repository + "/manifests/" + tag + "/index.html";
        }
    }

    /** A file that a legacy image was built from, as it is. */
    record LegacyRecipe(RepositoryName repository, Tag tag, String name) implements Endpoint {
        @Override
        public String path() {
            return repository + "/manifests/" + tag + "/" + name;
        }
    }

    /** An image in Singularity's library API: {@code GET /v1/images/<path>:<tag>}. */
    record LibraryImage(RepositoryName repository, Tag tag) implements Endpoint {
        @Override
        public String path() {
            return "v1/images/" + repository + ":" + tag;
        }
    }

    /** The image itself, in that API. */
    record LibraryFile(RepositoryName repository, Tag tag) implements Endpoint {
        @Override
        public String path() {
            return "v1/imagefile/" + repository + ":" + tag;
        }
    }

    /**
     * The address of an image in Singularity Hub's API. Clients take all but the last two components of a name for a
     * part of the address.
     */
    record HubContainer(RepositoryName repository, Tag tag) implements Endpoint {
        @Override
        public String path() {
            List<String> parts = repository.components();
            int user = parts.size() - 2;
            List<String> path = new ArrayList<>(parts.subList(0, user));
            path.add("api/container");
            path.add(parts.get(user));
            path.add(parts.get(user + 1) + ":" + tag);
            return String.join("/", path);
        }
    }
}
