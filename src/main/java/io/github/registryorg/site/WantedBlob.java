package io.github.registryorg.site;

import io.github.registryorg.oci.BlobAddress;
import io.github.registryorg.oci.Descriptor;
import java.util.List;

/**
 * A blob that a site must have itself, since its host sends clients nowhere else.
 *
 * @param path where readers request it
 * @param content what it is
 * @param addresses on the web, in order of preference
 * @param reference what names it, for problems, such as {@code acme/app:1.0}
 */
record WantedBlob(String path, Descriptor content, List<BlobAddress> addresses, String reference) {}
