package io.github.registryorg.mojo;

import io.github.registryorg.net.AllowedHosts;
import io.github.registryorg.net.ProxySettings;
import io.github.registryorg.store.BucketSettings;
import io.github.registryorg.store.StoreAccess;
import io.github.registryorg.store.StoreMap;
import java.net.URI;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.rtinfo.RuntimeInformation;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * What goals have in common that read stores: where those really are, and what opens them. A superclass and no bean
 * within each goal, since properties of the command line reach a goal's own fields only.
 */
abstract class StoreMojo extends RegistryMojo {

    /**
     * The real locations of public addresses, as <code>BASE=LOCATION</code>: where readers fetch from
     * <code>BASE</code>, this run reads the directory or address <code>LOCATION</code>, such as
     * <code>https://storage.example/acme=file:/srv/store</code>.
     */
    @Parameter(property = "registry.storeMap")
    private @Nullable List<String> storeMap;

    /**
     * Hosts, <code>HOST</code> or <code>HOST:PORT</code>, that may be used though their addresses are not public.
     * Metadata comes from contributors: by default, no request goes to loopback, private or link-local addresses, and
     * none through a proxy.
     */
    @Parameter(property = "registry.allowedHosts")
    private @Nullable List<String> allowedHosts;

    /**
     * For how many seconds one host on the web may make a run wait in all, for responses, for bytes, or because of its
     * <code>Retry-After</code>. Data that arrives extends the time, so that a host which works is never cut off. What
     * is then left of a host is reported as one finding.
     */
    @Parameter(property = "registry.hostTimeout", defaultValue = "60")
    private int hostTimeout;

    /**
     * How many requests one host on the web gets at a time, from 1 to 256. Without it, 16, and 128 for hosts of
     * <code>registry.allowedHosts</code>, which are the operator's own.
     */
    @Parameter(property = "registry.connections")
    private @Nullable Integer connections;

    /** The region of buckets. Without it, that of the environment or the AWS configuration files. */
    @Parameter(property = "registry.region")
    private @Nullable String region;

    /** The address of a service that is compatible with S3, such as <code>https://ACCOUNT.r2.cloudflarestorage.com</code>. */
    @Parameter(property = "registry.endpoint")
    private @Nullable URI endpoint;

    /** Whether a bucket's name is in the path of its URLs, not in the host name. */
    @Parameter(property = "registry.pathStyle", defaultValue = "false")
    private boolean pathStyle;

    /**
     * For S3-compatible services that lack checksum validation; implied for <code>gs://</code>.
     */
    @Parameter(property = "registry.compatible", defaultValue = "false")
    private boolean compatible;

    /** A profile of the AWS configuration files, whose credentials and region are used. */
    @Parameter(property = "registry.profile")
    private @Nullable String profile;

    /**
     * The id of a server in <code>settings.xml</code> whose username and password are an access key and its secret; the
     * password may be encrypted. Without it, the AWS SDK's own chain: environment, profile, instance.
     */
    @Parameter(property = "registry.server")
    private @Nullable String server;

    /** The canned ACL of objects that are put, such as <code>public-read</code>. Without it, none is sent. */
    @Parameter(property = "registry.acl")
    private @Nullable String acl;

    /** The storage class of objects that are put, such as <code>STANDARD_IA</code>. */
    @Parameter(property = "registry.storageClass")
    private @Nullable String storageClass;

    /**
     * How the service encrypts objects that are put: <code>AES256</code>, <code>aws:kms</code>, or
     * <code>aws:kms:KEY-ID</code>.
     */
    @Parameter(property = "registry.encryption")
    private @Nullable String encryption;

    @Inject
    private SettingsDecrypter decrypter;

    @Inject
    private RuntimeInformation maven;

    final StoreAccess storeAccess() {
        MavenSettings settings = settings();
        ProxySettings proxy = settings.proxies();
        return new StoreAccess(
                StoreMap.parse(ParameterValues.items(storeMap), module().baseDirectory()),
                AllowedHosts.parse(ParameterValues.items(allowedHosts)),
                proxy,
                new BucketSettings(
                        region,
                        endpoint,
                        pathStyle,
                        compatible,
                        profile,
                        settings.bucketCredentials(server),
                        acl,
                        storageClass,
                        encryption,
                        proxy),
                ParameterValues.seconds(hostTimeout, "registry.hostTimeout"),
                ParameterValues.connections(connections, "registry.connections"));
    }

    final MavenSettings settings() {
        return new MavenSettings(session.getSettings(), decrypter, maven);
    }

    /** A command that finds blobs where this one has found them. */
    GoalCommand withStoreMap(GoalCommand command) {
        List<String> items = ParameterValues.items(storeMap);
        return items.isEmpty() ? command : command.with("registry.storeMap", String.join(",", items));
    }
}
