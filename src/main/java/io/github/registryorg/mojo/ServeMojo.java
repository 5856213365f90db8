package io.github.registryorg.mojo;

import io.github.registryorg.ServeRequest;
import io.github.registryorg.StaticRegistry;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.serve.LocalServer;
import java.io.File;
import java.util.concurrent.CountDownLatch;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Serves the site on this machine until Ctrl-C: a registry that podman and docker pull from. */
@Mojo(name = "serve", requiresProject = false, threadSafe = true)
public final class ServeMojo extends StoreMojo {

    /**
     * The metadata, which relative <code>file:</code> stores are relative to. Without it, the contribution that was
     * published here, or else the folder that Maven runs in.
     */
    @Parameter(property = "registry.directory")
    private File directory;

    /** The folder of the site. Without it, <code>registry-site</code> in the build folder. */
    @Parameter(property = "registry.site")
    private File site;

    /** The port to listen at, on 127.0.0.1; 0 takes any that is free, and prints it. */
    @Parameter(property = "registry.port", defaultValue = "5000")
    private int port;

    @Override
    void run() {
        ServeRequest request =
                new ServeRequest(metadata(directory), orBuild(site, "registry-site"), port, storeAccess());
        StaticRegistry registry = new StaticRegistry();
        try (LocalServer server =
                registry.serve(request, (method, path, status) -> getLog().debug(method + " " + path + " " + status))) {
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "registry-serve-end"));
            getLog().info("Serving " + request.site() + " at http://" + server.address() + "/ until Ctrl-C.");
            registry.examples(request, server.address()).forEach(command -> getLog().info("  " + command.command()));
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryException(Problem.of(ProblemCode.INTERRUPTED, "", "serving was interrupted"), e);
        }
    }
}
