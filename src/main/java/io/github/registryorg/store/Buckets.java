package io.github.registryorg.store;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.remote.HostBudget;
import io.github.registryorg.remote.RemoteClient;
import io.github.registryorg.remote.WireLog;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Opens buckets. Nothing of the SDK is loaded before the first one is opened; there is one service for each provider. */
public final class Buckets implements AutoCloseable {

    /** How long a service may send nothing. It is here, since a reference to the clients' class would load the SDK. */
    static final Duration SILENCE = Duration.ofSeconds(60);

    /** The pause before the first retry, which doubles with each. */
    static final Duration PAUSE = Duration.ofMillis(100);

    private final BucketSettings settings;
    private final Duration hostTimeout;
    private final Duration silence;
    private final Duration pause;
    private final PartBuffers buffers = new PartBuffers();
    private final Map<String, Boolean> known = new ConcurrentHashMap<>();
    private final Map<BucketProvider, BucketService> services = new EnumMap<>(BucketProvider.class);

    /** With the default of {@code registry.hostTimeout}. */
    public Buckets(BucketSettings settings) {
        this(settings, RemoteClient.HOST_TIMEOUT);
    }

    /**
     * Of which none is open yet.
     *
     * @param hostTimeout how long one service may make us wait in all, as its {@code Retry-After} requires, without
     *     delivering anything
     */
    public Buckets(BucketSettings settings, Duration hostTimeout) {
        this(settings, hostTimeout, SILENCE, PAUSE);
    }

    Buckets(BucketSettings settings, Duration silence, Duration pause) {
        this(settings, RemoteClient.HOST_TIMEOUT, silence, pause);
    }

    /**
     * @param silence how long a service may send nothing
     * @param pause before the first retry
     */
    private Buckets(BucketSettings settings, Duration hostTimeout, Duration silence, Duration pause) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.hostTimeout = hostTimeout;
        this.silence = silence;
        this.pause = pause;
    }

    /**
     * A bucket to which no request was sent yet.
     *
     * @throws RegistryException {@code CONFIGURATION_INVALID} if its region is not set
     */
    public Bucket open(StoreAddress.Cloud address) {
        return new Bucket(requests(address), buffers, known);
    }

    /** The same, for single requests. */
    synchronized BucketRequests requests(StoreAddress.Cloud address) {
        WireLog.silence();
        BucketService service = services.computeIfAbsent(address.provider(), provider -> {
            try {
                BucketService made = new BucketService(provider, settings, new HostBudget(hostTimeout), silence, pause);
                // at once: settings that make none are reported before anything is read
                made.client();
                return made;
            } catch (LinkageError e) {
                throw new RegistryException(
                        Problem.of(ProblemCode.IO_FAILED, address.toString(), "the AWS SDK can't be loaded")
                                .because(e.toString())
                                .hint("Remove what excludes software.amazon.awssdk from the plugin's dependencies."),
                        e);
            }
        });
        return new BucketRequests(service, address);
    }

    /**
     * A bucket as a store of blobs.
     *
     * @param base the address that readers know it by; null for the bucket's own on the web
     * @throws RegistryException as {@link #open} does
     */
    BucketBlobStore store(@Nullable URI base, StoreAddress.Cloud address) {
        return new BucketBlobStore(base, open(address));
    }

    @Override
    public synchronized void close() {
        // a method reference would load the SDK, even where there is nothing to close
        for (BucketService service : services.values()) {
            service.close();
        }
        services.clear();
    }
}
