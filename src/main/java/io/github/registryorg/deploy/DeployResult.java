package io.github.registryorg.deploy;

/**
 * What was deployed, or would be.
 *
 * @param sent objects that were new or different
 * @param bytes of those
 * @param copied blobs that went from bucket to bucket, or that a store had
 * @param unchanged objects that were as they should be
 * @param removed objects that an earlier deployment had put and this one no longer has
 */
public record DeployResult(long sent, long bytes, long copied, long unchanged, long removed) {}
