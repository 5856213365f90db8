package io.github.registryorg.host;

/**
 * What a host can do, and its limits.
 *
 * @param redirectsBlobs whether a blob that is not in the site can be answered: by a redirect to its store, or since
 *     deploying brings it
 * @param exactContentTypes whether each manifest is served as its own media type
 * @param largestFile bytes of one file, at most
 * @param largestSite bytes of all files together, at most
 */
public record HostCapabilities(boolean redirectsBlobs, boolean exactContentTypes, long largestFile, long largestSite) {}
