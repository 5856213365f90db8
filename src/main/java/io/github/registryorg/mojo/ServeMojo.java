package io.github.registryorg.mojo;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.RunInterruptedException;
import io.github.registryorg.push.PushRequest;
import io.github.registryorg.secret.AllowedSecrets;
import io.github.registryorg.serve.LocalServer;
import io.github.registryorg.serve.ServeRequest;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Serves the site on this machine until Ctrl-C: a registry that podman and docker pull from. With
 * <code>registry.push</code>, one that they push to as well: blobs go into the store, and metadata of them into the
 * contribution, as <code>publish</code> writes it.
 */
@Mojo(name = "serve", requiresProject = false, threadSafe = true)
public final class ServeMojo extends StoreMojo {

    /**
     * The metadata, which relative <code>file:</code> stores are relative to. Without it, the contribution that was
     * published here, or else the directory that Maven runs in.
     */
    @Parameter(property = "registry.directory")
    private @Nullable File directory;

    /** The directory of the site. Without it, <code>registry-site</code> in the build directory. */
    @Parameter(property = "registry.site")
    private @Nullable File site;

    /** The port to listen at, on 127.0.0.1; 0 takes any that is free, and prints it. */
    @Parameter(property = "registry.port", defaultValue = "5000")
    private int port;

    /**
     * An address under which readers reach this server too, such as <code>http://registry.test:5000</code> of a proxy or
     * of <code>/etc/hosts</code>. Requests to any other name are refused, but for <code>localhost</code> and names below
     * it, 127.0.0.0/8 and ::1, with any port: otherwise a page of another site could read the server through a name that
     * it lets point here.
     */
    @Parameter(property = "registry.url")
    private @Nullable String url;

    /**
     * Origins whose pages may read the server (CORS), such as <code>https://acme.example</code>, or <code>*</code> for
     * all. Without it, only its own pages may.
     */
    @Parameter(property = "registry.cors")
    private @Nullable List<String> cors;

    /**
     * Whether clients may push. Then a site is optional: what is not there is answered from the metadata in
     * <code>registry.directory</code>, the store, and what was pushed. What was pushed before is continued.
     */
    @Parameter(property = "registry.push", defaultValue = "false")
    private boolean push;

    /**
     * Where the bytes of what is pushed go: <code>file:DIRECTORY</code>, <code>s3://BUCKET/PREFIX</code> or
     * <code>gs://BUCKET/PREFIX</code>. A relative directory is relative to the project's. A blob is at
     * <code>sha256/HEX</code> below it.
     */
    @Parameter(property = "registry.store")
    private @Nullable String store;

    /** The address at which readers find that store. Without it, the store's own. */
    @Parameter(property = "registry.storeUrl")
    private @Nullable String storeUrl;

    /**
     * The directory that the contribution of what is pushed is written to. Without it, <code>registry</code> in the build
     * directory.
     */
    @Parameter(property = "registry.output")
    private @Nullable File output;

    /** The only namespace that may be pushed to, such as <code>acme</code>, with all below it. Without it, any. */
    @Parameter(property = "registry.namespace")
    private @Nullable String namespace;

    /**
     * Whether the contribution of what is pushed has images' configs and the payloads of signatures too, up to 256 KiB each.
     * With <code>false</code>, only the store has them.
     */
    @Parameter(property = "registry.keepConfigs", defaultValue = "true")
    private boolean keepConfigs;

    /** Places at which a pushed image may have what looks like a secret, such as <code>env:API_KEY</code>. */
    @Parameter(property = "registry.allowSecrets")
    private @Nullable List<String> allowSecrets;

    /**
     * The id of a server in <code>settings.xml</code> whose password is a token that every request to a registry which can
     * be pushed to must have: as the password of any user. Without it, the environment's
     * <code>REGISTRY_PUSH_TOKEN</code>; without that, none, for machines that nobody else uses.
     */
    @Parameter(property = "registry.pushServer")
    private @Nullable String pushServer;

    /**
     * A command of the shell that is run while this serves, at a port that is free, whatever <code>registry.port</code> is:
     * the address is in its variable <code>REGISTRY</code>, such as <code>127.0.0.1:41234</code>. The goal ends with the
     * command, and fails where it fails. A contribution in the build directory starts empty, unless this build has written
     * it before.
     */
    @Parameter(property = "registry.run")
    private @Nullable String run;

    @Parameter(defaultValue = "${plugin}", readonly = true)
    PluginDescriptor plugin;

    @Override
    void run() {
        ServeRequest request = request();
        StaticRegistry registry = new StaticRegistry();
        warn(registry.findings(request));
        PortFile portFile = new PortFile(module().buildDirectory().resolve("registry-port"));
        ServingText text = new ServingText(registry, request, run != null);
        ServedRequests requests = new ServedRequests(getLog(), run != null);
        try (LocalServer server = registry.serve(request, requests, problem -> warn(List.of(problem)))) {
            // not before: where another one runs, this one does not start, and the file is the other one's
            removeFrom(portFile);
            try {
                ShutdownHook.during(
                        () -> serve(text, server, requests, portFile),
                        new Thread(() -> end(server, portFile), "registry-serve-end"));
            } finally {
                removeFrom(portFile);
            }
        } catch (InterruptedException e) {
            throw new RunInterruptedException("", "serving was interrupted", e);
        }
    }

    private void removeFrom(PortFile portFile) {
        if (push) {
            portFile.remove();
        }
    }

    private void end(LocalServer server, PortFile portFile) {
        try (server) {
            removeFrom(portFile);
        }
    }

    private void serve(ServingText text, LocalServer server, ServedRequests requests, PortFile portFile)
            throws InterruptedException {
        text.lines(server.address()).forEach(getLog()::info);
        if (run != null) {
            if (push) {
                ContributionOutput output = output();
                output.builds().published(module().name(), output.directory(), Map.of());
            }
            ServedCommand command = new ServedCommand(run);
            requests.during(() -> command.run(server.address()));
            return;
        }
        if (push) {
            portFile.write(server.port());
        }
        new CountDownLatch(1).await();
    }

    private ContributionOutput output() {
        return new ContributionOutput(
                module().orBuild(output, "registry").normalize(), module(), new BuildPublications(session, plugin));
    }

    ServeRequest request() {
        return new ServeRequest(
                module().metadata(directory),
                module().orBuild(site, "registry-site"),
                run == null ? port : 0,
                url,
                ParameterValues.items(cors),
                storeAccess(),
                push ? pushRequest() : null,
                push ? settings().pushToken(pushServer, System.getenv()) : null);
    }

    private PushRequest pushRequest() {
        return new PushRequest(
                ParameterValues.required(store, "registry.store", "where the bytes go, such as file:target/store"),
                storeUrl,
                module().baseDirectory(),
                output().directory(),
                run != null && output().startsAfresh(),
                namespace == null ? null : RepositoryName.parse(namespace),
                keepConfigs,
                AllowedSecrets.parse(ParameterValues.items(allowSecrets)));
    }
}
