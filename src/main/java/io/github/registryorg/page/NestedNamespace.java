package io.github.registryorg.page;

/**
 * A level of the tree of repository names, as the level above it lists it.
 *
 * @param path its components, {@code acme/tools}
 * @param size how many repositories are below it, at any depth
 * @param isRepository whether a repository has this very name
 */
public record NestedNamespace(String path, int size, boolean isRepository) {

    /** Where its page is, relative to the home page; the page of a repository of the same name is at its own address. */
    public String address() {
        return isRepository ? path + "/-/below/" : path + "/";
    }

    /** Its last component. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
