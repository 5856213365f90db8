package io.github.registryorg.mojo;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.push.PushRequest;
import io.github.registryorg.serve.ServeRequest;
import java.util.ArrayList;
import java.util.List;

/** What the log says when a server has started: where it is, and commands that use it. */
final class ServingText {

    private final StaticRegistry registry;
    private final ServeRequest request;
    private final boolean hasCommand;

    /** @param hasCommand whether it serves for one command, and ends with it */
    ServingText(StaticRegistry registry, ServeRequest request, boolean hasCommand) {
        this.registry = registry;
        this.request = request;
        this.hasCommand = hasCommand;
    }

    /** @param address host and port of the server */
    List<String> lines(String address) {
        String where = "http://" + address + "/" + (hasCommand ? " until the command ends." : " until Ctrl-C.");
        List<String> lines = new ArrayList<>();
        PushRequest target = request.push();
        if (target == null) {
            lines.add("Serving " + request.site() + " at " + where);
            registry.examples(request, address).forEach(command -> lines.add("  " + command.command()));
            return lines;
        }
        lines.add("Accepting pushes at " + where);
        if (!hasCommand) {
            String name =
                    target.namespace() == null ? "acme" : target.namespace().name();
            lines.add("  podman push --tls-verify=false IMAGE " + address + "/" + name + "/app:1.0");
        }
        lines.add("  store: " + target.store());
        lines.add("  contribution: " + target.contribution() + ", proposed by registry:pull-request");
        return lines;
    }
}
