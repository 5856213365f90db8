package io.github.registryorg.tree;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Reference;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import java.util.ArrayList;
import java.util.List;

/** The requests that the site answers, each with the path of the file that answers it. */
public sealed interface Endpoint {

    /** Relative to the site, with {@code /}. */
    String path();

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
            return "v2/" + repository + "/manifests/" + reference;
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

    /** The tag list of the first static registry's API. */
    record SeedTags(RepositoryName repository) implements Endpoint {
        @Override
        public String path() {
            return repository + "/tags/index.html";
        }
    }

    /** The manifest of the first static registry's API. */
    record SeedManifest(RepositoryName repository, Tag tag) implements Endpoint {
        @Override
        public String path() {
            return repository + "/manifests/" + tag + "/index.html";
        }
    }

    /** What Singularity's library API says of an image: {@code GET /v1/images/<path>:<tag>}. */
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
     * Where Singularity Hub's API says where an image is. Clients take all but the last two components of a name for a
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
