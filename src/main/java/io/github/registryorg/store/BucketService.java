package io.github.registryorg.store;

import io.github.registryorg.remote.HostBudget;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A service that has buckets, and what was found out about it: whether it takes checksums that it would verify. For several
 * threads.
 */
final class BucketService implements AutoCloseable {

    private final BucketProvider provider;
    private final BucketSettings settings;
    private final HostBudget host;
    private final Duration silence;
    private final Duration pause;
    private volatile boolean compatible;
    private @Nullable S3Client client;

    /**
     * One to which no request was sent yet; the parameters are those of {@link BucketClients#of}.
     *
     * @param host what the service may make us wait in all
     */
    BucketService(BucketProvider provider, BucketSettings settings, HostBudget host, Duration silence, Duration pause) {
        this.provider = provider;
        this.settings = settings;
        this.host = host;
        this.silence = silence;
        this.pause = pause;
        this.compatible = provider.isCompatible(settings);
    }

    /** The SDK's client, for all its buckets. */
    synchronized S3Client client() {
        client = client == null ? BucketClients.of(provider, settings, host, silence, pause) : client;
        return client;
    }

    /** What objects that are put have in common. */
    ObjectTraits traits() {
        return new ObjectTraits(settings, compatible);
    }

    /** Whether it may be another service than its provider's own, that refuses what not all have. */
    boolean mayBeCompatible() {
        return settings.endpoint() != null && provider == BucketProvider.S3;
    }

    void setCompatible(boolean compatible) {
        this.compatible = compatible;
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
        }
    }
}
