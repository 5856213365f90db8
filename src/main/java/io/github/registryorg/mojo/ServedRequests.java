package io.github.registryorg.mojo;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.serve.RequestListener;
import java.io.IOException;
import java.util.function.Consumer;
import org.apache.maven.plugin.logging.Log;

/**
 * What the log says of requests: each for debugging, and what failed on our side, whose details clients do not get, as a
 * warning.
 */
record ServedRequests(Log log, Consumer<Problem> warnings) implements RequestListener {

    @Override
    public void served(String method, String path, int status) {
        log.debug(method + " " + path + " " + status);
    }

    @Override
    public void failed(String method, String path, Exception cause) {
        if (cause instanceof RegistryException failure) {
            failure.problems().forEach(warnings);
        } else if (cause instanceof IOException) {
            // usually a client that disconnected
            log.debug(method + " " + path + " failed", cause);
        } else {
            log.debug(cause);
            warnings.accept(Problem.of(ProblemCode.IO_FAILED, method + " " + path, "the request failed")
                    .because(cause.toString())
                    .hint("Run Maven with -X for the whole of it."));
        }
    }
}
