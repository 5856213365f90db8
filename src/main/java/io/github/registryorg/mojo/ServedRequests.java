package io.github.registryorg.mojo;

import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.RunInterruptedException;
import io.github.registryorg.serve.RequestListener;
import io.github.registryorg.tree.Endpoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.maven.plugin.logging.Log;

/**
 * What the log says of requests: each for debugging, tags that were pushed, and what failed on our side, whose details clients
 * do not get. For several threads.
 */
final class ServedRequests implements RequestListener {

    private static final int MAX_KEPT = 5;
    private static final int CREATED = 201;

    private final Log log;
    private final boolean isForCommand;
    private final Set<Problem> failures = new LinkedHashSet<>();

    /**
     * Of a server that has just started.
     *
     * @param isForCommand whether it serves a command, whose end decides what was an error: until then, failures are
     *     warnings
     */
    ServedRequests(Log log, boolean isForCommand) {
        this.log = log;
        this.isForCommand = isForCommand;
    }

    @Override
    public void served(String method, String path, int status) {
        log.debug(method + " " + path + " " + status);
        if (method.equals("PUT") && status == CREATED) {
            pushed(path);
        }
    }

    private void pushed(String path) {
        Endpoint.ofFile(path.substring(1))
                .filter(Endpoint.ManifestOf.class::isInstance)
                .map(Endpoint.ManifestOf.class::cast)
                // what has a digest alone is a part of what has a tag, or is attached to it
                .filter(manifest -> manifest.reference() instanceof Tag)
                .ifPresent(manifest -> log.info("Pushed " + manifest.repository() + ":" + manifest.reference()));
    }

    @Override
    public void failed(String method, String path, Exception cause) {
        if (cause instanceof RegistryException failure) {
            failure.problems().forEach(this::report);
        } else if (cause instanceof IOException) {
            // usually a client that disconnected
            log.debug(method + " " + path + " failed", cause);
        } else {
            log.debug(cause);
            report(Problem.of(ProblemCode.IO_FAILED, method + " " + path, "the request failed")
                    .because(cause.toString())
                    .hint("Run Maven with -X for the whole of it."));
        }
    }

    private void report(Problem failure) {
        if (isForCommand) {
            log.warn(failure.toString());
        } else {
            log.error(failure.toString());
        }
        synchronized (failures) {
            if (failures.size() < MAX_KEPT) {
                failures.add(failure);
            }
        }
    }

    /**
     * Runs the command.
     *
     * @throws RegistryException of the command, with what has failed here in the meantime: as a rule, that is why
     */
    void during(Runnable command) {
        try {
            command.run();
        } catch (RunInterruptedException e) {
            throw e;
        } catch (RegistryException e) {
            List<Problem> all = new ArrayList<>(e.problems());
            synchronized (failures) {
                all.addAll(failures);
            }
            throw new RegistryException(all, e);
        }
    }
}
