package io.github.registryorg.probe;

import io.github.registryorg.client.Client;
import io.github.registryorg.client.Content;
import io.github.registryorg.client.Operation;
import io.github.registryorg.client.Requirement;
import io.github.registryorg.host.Host;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A report as people read it: what is right in a line, and of each fault what, where, who fails, and what to do. */
public final class ReportText {

    private static final int MAX_PLACES = 3;

    /** What hosts call themselves in the header {@code Server}, and we call them. */
    private static final Map<String, String> HOSTS = hosts();

    private ReportText() {}

    private static Map<String, String> hosts() {
        Map<String, String> hosts = new LinkedHashMap<>();
        hosts.put("github.com", "github-pages");
        hosts.put("nginx", "nginx");
        hosts.put("apache", "apache");
        hosts.put("caddy", "caddy");
        hosts.put("netlify", "netlify");
        hosts.put("cloudflare", "cloudflare-pages");
        hosts.put("amazons3", "s3");
        hosts.put("cloudfront", "cloudfront");
        return hosts;
    }

    /** What is right, and how to fix the rest. */
    public static List<String> lines(ProbeReport report) {
        List<String> lines = new ArrayList<>();
        lines.add("Looked at " + report.url() + " as clients do"
                + (report.looked().isEmpty() ? "" : ": " + String.join(", ", report.looked())));
        if (!report.right().isEmpty()) {
            lines.add("Right: " + report.right().stream().map(Area::title).collect(Collectors.joining(", ")));
        }
        return lines.stream().map(ReportText::printable).toList();
    }

    /** Each fault of this weight, with its lines. */
    public static List<String> faults(ProbeReport report, Severity severity) {
        List<String> lines = new ArrayList<>();
        for (Fault fault : report.faults(severity)) {
            lines.add(fault.name() + " " + fault.what() + ". " + fault.advice());
            List<Finding> places = report.of(fault);
            for (Finding place : places.subList(0, Math.min(MAX_PLACES, places.size()))) {
                lines.add("    " + place.request() + ": " + place.saw());
            }
            if (places.size() > MAX_PLACES) {
                lines.add("    … and " + (places.size() - MAX_PLACES) + " more");
            }
            clients(fault).forEach(line -> lines.add("    " + line));
        }
        return lines.stream().map(ReportText::printable).toList();
    }

    /** Those who fail at the same with the same message in one line. */
    private static List<String> clients(Fault fault) {
        Map<String, Map<Client, Set<Operation>>> operations = new LinkedHashMap<>();
        for (Requirement one : fault.clients()) {
            operations
                    .computeIfAbsent(how(one) + "\n" + one.message(), none -> new TreeMap<>())
                    .computeIfAbsent(one.client(), none -> new TreeSet<>())
                    .add(one.operation());
        }
        List<String> lines = new ArrayList<>();
        operations.forEach((key, byClient) -> {
            Map<Set<Operation>, List<String>> alike = new LinkedHashMap<>();
            byClient.forEach((client, all) ->
                    alike.computeIfAbsent(all, none -> new ArrayList<>()).add(client.title()));
            alike.forEach((all, clients) -> lines.add(String.join(", ", clients) + ": "
                    + all.stream().map(Operation::title).collect(Collectors.joining(", "))
                    + key.replace("\n", all.size() == 1 ? " fails: " : " fail: ")));
        });
        return lines;
    }

    private static String how(Requirement one) {
        String kinds = one.kinds().size() == Content.Kind.values().length
                ? ""
                : one.kinds().stream().sorted().map(Content.Kind::title).collect(Collectors.joining(", ", " of ", ""));
        return kinds + (one.only() == null ? "" : " " + one.only());
    }

    /** What to do on a host that we know; empty where we don't, or nothing is wrong. */
    public static Optional<String> advice(ProbeReport report) {
        String server = report.server();
        if (report.findings().isEmpty() || server == null) {
            return Optional.empty();
        }
        String lower = server.toLowerCase(Locale.ROOT);
        return HOSTS.entrySet().stream()
                .filter(entry -> lower.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .filter(name -> Host.all().stream().anyMatch(host -> host.name().equals(name)))
                .findFirst()
                .map(name -> "Its Server header is " + printable(server) + ": registry:site -Dregistry.host=" + name
                        + " makes a site for it, and reports what it can't do.");
    }

    /** Through the one place that makes text of strangers harmless. */
    private static String printable(String text) {
        return Problem.of(ProblemCode.REGISTRY_FAULTY, "", text).what();
    }
}
