package io.github.registryorg.probe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.oci.Json;
import io.github.registryorg.problem.Severity;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a probe found.
 *
 * @param url of the registry
 * @param server the value of its header {@code Server}; null without one
 * @param looked references that were looked at
 * @param findings sorted
 * @param right in which nothing was wrong
 */
public record ProbeReport(
        String url, @Nullable String server, List<String> looked, List<Finding> findings, List<Area> right) {

    public ProbeReport {
        looked = List.copyOf(looked);
        findings = List.copyOf(findings);
        right = List.copyOf(right);
    }

    /** Kinds of faults of this weight, each once, in their order. */
    public List<Fault> faults(Severity severity) {
        return findings.stream()
                .map(Finding::fault)
                .filter(fault -> fault.severity() == severity)
                .distinct()
                .toList();
    }

    /** Where this fault showed. */
    public List<Finding> of(Fault fault) {
        return findings.stream().filter(one -> one.fault() == fault).toList();
    }

    /** JSON, the same for the same responses. */
    public byte[] json() {
        ObjectNode json = Json.object();
        json.put("url", url);
        if (server != null) {
            json.put("server", server);
        }
        ArrayNode references = json.putArray("looked");
        looked.forEach(references::add);
        json.put("errors", faults(Severity.ERROR).size());
        json.put("warnings", faults(Severity.WARNING).size());
        ArrayNode rights = json.putArray("right");
        right.forEach(area -> rights.add(area.title()));
        ArrayNode faults = json.putArray("faults");
        findings.stream().map(Finding::fault).distinct().forEach(fault -> describe(fault, faults.addObject()));
        return Json.pretty(json);
    }

    private void describe(Fault fault, ObjectNode node) {
        node.put("fault", fault.name());
        node.put("severity", fault.severity().name().toLowerCase(Locale.ROOT));
        node.put("what", fault.what());
        node.put("advice", fault.advice());
        ArrayNode seen = node.putArray("seen");
        of(fault).forEach(one -> seen.addObject().put("request", one.request()).put("saw", one.saw()));
        ArrayNode clients = node.putArray("clients");
        fault.clients().forEach(one -> {
            ObjectNode client = clients.addObject();
            client.put("client", one.client().title());
            client.put("operation", one.operation().title());
            client.put("message", one.message());
            if (one.only() != null) {
                client.put("only", one.only());
            }
        });
    }
}
