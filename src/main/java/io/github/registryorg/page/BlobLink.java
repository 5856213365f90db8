package io.github.registryorg.page;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RepositoryName;

/** Where a blob can be fetched from. */
public sealed interface BlobLink {

    /**
     * The address as it is in a page.
     *
     * @param root leads from the page to the home page, with a slash at the end
     */
    String href(String root);

    /** A file of the site. */
    record OfSite(RepositoryName repository, Digest digest) implements BlobLink {

        @Override
        public String href(String root) {
            return root + "v2/" + repository + "/blobs/" + digest;
        }
    }

    /** Elsewhere on the web. */
    record OnWeb(WebLink address) implements BlobLink {

        @Override
        public String href(String root) {
            return address.href();
        }
    }
}
