package io.github.registryorg.mojo;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.problem.RunInterruptedException;
import io.github.registryorg.serve.LocalServer;
import io.github.registryorg.serve.ServeRequest;
import java.io.File;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Serves the site on this machine until Ctrl-C: a registry that podman and docker pull from. */
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

    @Override
    void run() {
        ServeRequest request = request();
        StaticRegistry registry = new StaticRegistry();
        warn(registry.findings(request));
        try (LocalServer server =
                registry.serve(request, (method, path, status) -> getLog().debug(method + " " + path + " " + status))) {
            ShutdownHook.during(
                    () -> {
                        getLog().info("Serving " + request.site() + " at http://" + server.address()
                                + "/ until Ctrl-C.");
                        registry.examples(request, server.address())
                                .forEach(command -> getLog().info("  " + command.command()));
                        new CountDownLatch(1).await();
                    },
                    new Thread(server::close, "registry-serve-end"));
        } catch (InterruptedException e) {
            throw new RunInterruptedException("", "serving was interrupted", e);
        }
    }

    ServeRequest request() {
        return new ServeRequest(
                module().metadata(directory),
                module().orBuild(site, "registry-site"),
                port,
                url,
                ParameterValues.items(cors),
                storeAccess());
    }
}
