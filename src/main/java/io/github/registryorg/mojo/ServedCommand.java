package io.github.registryorg.mojo;

import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.work.ExternalProgram;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A command of the user's shell that runs while a registry is served, whose address it finds in {@code REGISTRY}.
 *
 * @param text as the user has written it
 */
record ServedCommand(String text) {

    /**
     * Runs it to its end.
     *
     * @param address of the registry, such as {@code 127.0.0.1:5000}
     * @throws RegistryException {@code COMMAND_FAILED}, with its status; {@code IO_FAILED} if there is no shell
     */
    void run(String address) {
        boolean isWindows =
                System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        List<String> shell = isWindows ? List.of("cmd", "/c", text) : List.of("sh", "-c", text);
        int status;
        try {
            status = new ExternalProgram(shell, Map.of("REGISTRY", address)).show();
        } catch (IOException e) {
            throw Failures.of(
                    Problem.of(ProblemCode.IO_FAILED, shell.get(0), "can't be started")
                            .because(e.getMessage())
                            .hint("Install a shell, or serve without registry.run."),
                    e);
        }
        if (status != 0) {
            throw new RegistryException(
                    Problem.of(ProblemCode.COMMAND_FAILED, "registry.run", "the command ended with status " + status)
                            .hint("Its own output says why. What it had pushed until then is in the contribution."));
        }
    }
}
