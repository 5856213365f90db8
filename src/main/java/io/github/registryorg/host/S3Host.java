package io.github.registryorg.host;

import io.github.registryorg.tree.TreeSink;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/**
 * A bucket that {@code registry:deploy} puts the site into: each object has its exact Content-Type, and the blobs are
 * brought there from their stores.
 */
final class S3Host implements Host {

    private static final long MAX_OBJECT_BYTES = 5L * 1024 * 1024 * 1024 * 1024;

    @Override
    public String name() {
        return "s3";
    }

    @Override
    public HostCapabilities capabilities() {
        return new HostCapabilities(
                EnumSet.of(
                        HostAbility.FINDS_BLOBS,
                        HostAbility.CONTENT_TYPES,
                        HostAbility.HEAD_LENGTHS,
                        HostAbility.NOT_FOUND,
                        HostAbility.INERT_TAGS,
                        HostAbility.INERT_BLOBS),
                Map.of(Limit.FILE_BYTES, MAX_OBJECT_BYTES));
    }

    @Override
    public void emit(List<BlobRule> blobs, TreeSink sink) {
        BlobRules.emit(blobs, sink);
    }
}
