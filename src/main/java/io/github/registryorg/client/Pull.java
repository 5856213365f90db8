package io.github.registryorg.client;

import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;

/**
 * What is to be pulled, and from where.
 *
 * @param authority host and port of the site
 * @param path of the site on its host; empty at the root, otherwise with a slash in front
 * @param secure whether the site is served over TLS
 * @param repository its name
 * @param tag its tag
 * @param content what the tag names
 */
public record Pull(String authority, String path, boolean secure, RepositoryName repository, Tag tag, Content content) {

    /** {@code library://} takes the first of so many components and one more for a host; fewer would be a name. */
    private static final int WITH_HOST = 3;

    /** {@code authority/repository}, and what is left open. */
    String reference() {
        return repositoryReference() + PullTemplate.REFERENCE;
    }

    /** {@code authority/repository}. */
    String repositoryReference() {
        return authority + "/" + repository;
    }

    /** The same, for clients that find a site at any path. */
    String siteReference() {
        return authority + path + "/" + repository + PullTemplate.REFERENCE;
    }

    /** What {@code library://} needs, as options and reference. */
    String libraryReference() {
        if (path.isEmpty() && repository.components().size() == WITH_HOST) {
            return "library://" + reference();
        }
        String site = (secure ? "https://" : "http://") + authority + path;
        return "--library " + site + " library://" + repository + PullTemplate.REFERENCE;
    }

    /** An option that clients require without TLS. */
    String flag(String option) {
        return secure ? "" : option + " ";
    }

    /** A file name that is as good as any for what is fetched. */
    String fileName(String extension) {
        String name = repository.name();
        return name.substring(name.lastIndexOf('/') + 1) + "-" + PullTemplate.TAG + extension;
    }
}
