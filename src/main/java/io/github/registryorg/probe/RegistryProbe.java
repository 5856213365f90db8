package io.github.registryorg.probe;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.client.Compatibility;
import io.github.registryorg.client.Need;
import io.github.registryorg.net.LoopbackName;
import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.JsonFault;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.remote.Logins;
import io.github.registryorg.remote.RegistrySession;
import io.github.registryorg.remote.RemoteClient;
import io.github.registryorg.remote.RequestHeaders;
import io.github.registryorg.work.Progress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a live registry as clients read it, a few repositories and tags of it, and reports what is wrong. */
public final class RegistryProbe {

    private static final int MAX_REPOSITORIES = 5;
    private static final int MAX_TAGS = 5;
    private static final int MAX_CATALOG_SIZE = 8 * 1024 * 1024;

    private static final Set<Fault> LOGINS =
            EnumSet.of(Fault.LOGIN_REFUSED, Fault.CHALLENGE_UNKNOWN, Fault.TOKEN_SERVER_FAILS);

    private final RemoteClient client;
    private final ProbeTarget target;
    private final Logins logins;
    private final Progress progress;
    private final ProbeFindings findings = new ProbeFindings();
    private final List<String> looked = new ArrayList<>();
    private @Nullable String server;
    /** Whether nobody needs a login for {@code /v2/} itself. */
    private boolean isBaseOpen;

    private RegistryProbe(RemoteClient client, ProbeTarget target, Logins logins, Progress progress) {
        this.client = client;
        this.target = target;
        this.logins = logins;
        this.progress = progress;
    }

    /**
     * Reads, and changes nothing.
     *
     * @throws RegistryException {@code CONFIGURATION_INVALID} if no repository to look at is known
     */
    public static ProbeReport run(RemoteClient client, ProbeTarget target, Logins logins, Progress progress) {
        return new RegistryProbe(client, target, logins, progress).run();
    }

    private ProbeReport run() {
        RemoteUrl registry = target.registry();
        progress.step("Looking at " + registry, "response");
        RegistrySession session = RegistrySession.ofRegistry(client, registry, target.host(), logins);
        ProbeClient probe = new ProbeClient(session, registry, findings, progress);
        if (base(probe)) {
            isBaseOpen = !session.isChallenged();
            for (String repository : repositories(probe)) {
                repository(repository);
            }
        }
        return new ProbeReport(registry.toString(), server, List.copyOf(looked), findings.all(), findings.right());
    }

    /** Whether anything is left to request. */
    private boolean base(ProbeClient probe) {
        findings.enter(Area.BASE);
        ProbeResponse response = probe.get("", RequestHeaders.NONE, ProbeClient.START);
        server = response.header("Server").orElse(null);
        if (!target.registry().path().equals("/")) {
            findings.add(
                    Fault.NOT_AT_ROOT, response, "the path " + target.registry().path());
        }
        if (target.registry().scheme().equals("http")
                && !LoopbackName.isLoopback(target.registry().host())) {
            findings.add(Fault.TLS_MISSING, response, "http");
        }
        if (response.trouble() != null) {
            findings.add(
                    response.trouble().fault(), response, response.trouble().saw());
            return false;
        }
        if (response.status() != 200) {
            findings.add(Fault.BASE_MISSING, response, response.seen());
        } else {
            findings.expect(!response.isPage(), Fault.BASE_IS_PAGE, response, "a page of HTML");
        }
        return true;
    }

    private List<String> repositories(ProbeClient probe) {
        if (target.repository() != null) {
            return List.of(target.repository().name());
        }
        ProbeResponse response = probe.get("_catalog", RequestHeaders.NONE, MAX_CATALOG_SIZE);
        // a catalog may require a login where repositories are public
        if (response.trouble() != null && !LOGINS.contains(response.trouble().fault())) {
            findings.add(
                    response.trouble().fault(), response, response.trouble().saw());
            return List.of();
        }
        List<String> names = response.isOk() ? names(response.body()) : List.of();
        if (names.isEmpty() && findings.all().stream().noneMatch(one -> one.fault() == Fault.BASE_MISSING)) {
            throw new RegistryException(Problem.of(
                            ProblemCode.CONFIGURATION_INVALID,
                            target.registry().toString(),
                            "has no catalog with a repository")
                    .hint("Set -Dregistry.repository to one."));
        }
        return names.subList(0, Math.min(MAX_REPOSITORIES, names.size()));
    }

    private static List<String> names(byte[] catalog) {
        try {
            JsonNode list = Json.readObject(catalog).path("repositories");
            List<String> names = new ArrayList<>();
            list.forEach(name -> RepositoryName.tryParse(name.asText()).ifPresent(valid -> names.add(valid.name())));
            return names;
        } catch (JsonFault e) {
            return List.of();
        }
    }

    private void repository(String name) {
        RemoteUrl registry = target.registry();
        RegistrySession session = new RegistrySession(client, registry, target.host(), name, logins);
        ProbeClient probe = new ProbeClient(session, registry, findings, progress);
        names(registry, name);
        progress.step("Looking at " + name, "response");
        findings.enter(Area.TAG_LISTS);
        List<String> tags = new TagListProbe(probe, findings, name).check();
        ImageProbe images = new ImageProbe(probe, findings, name, target.deep());
        for (String reference : references(tags)) {
            String looking = name + (reference.indexOf(':') >= 0 ? "@" : ":") + reference;
            progress.step("Looking at " + looking, "response");
            looked.add(looking);
            images.check(reference);
        }
        challenge(session, name);
        images.checkReferrers();
        findings.enter(Area.MISSING);
        new MissingProbe(probe, findings).check(name);
        browsers(probe, name);
    }

    /** Call this before anything is requested that does not exist. A registry may refuse such requests, and be open otherwise. */
    private void challenge(RegistrySession session, String name) {
        if (isBaseOpen && session.isChallenged()) {
            findings.enter(Area.BASE);
            findings.add(Fault.CHALLENGE_NOT_AT_BASE, "GET /v2/", "no challenge, and one below /v2/" + name + "/");
        }
    }

    private void names(RemoteUrl registry, String name) {
        findings.enter(Area.BASE);
        RepositoryName repository = RepositoryName.parse(name);
        Map<Need, String> lacks = new EnumMap<>(Need.class);
        lacks.putAll(Compatibility.of(repository));
        lacks.putAll(Compatibility.of(repository, registry.origin().substring((registry.scheme() + "://").length())));
        lacks.forEach((need, shown) -> findings.add(Fault.of(need), "GET /v2/" + name + "/", shown));
    }

    /** The newest by their names: the last ones; and "latest". */
    private List<String> references(List<String> tags) {
        if (target.reference() != null) {
            return List.of(target.reference().toString());
        }
        List<String> own = tags.stream()
                .filter(tag ->
                        Tag.tryParse(tag).filter(one -> !one.isReferrersTag()).isPresent())
                .sorted()
                .toList();
        List<String> chosen = new ArrayList<>(own.subList(Math.max(0, own.size() - MAX_TAGS), own.size()));
        if (own.contains("latest") && !chosen.contains("latest")) {
            chosen.set(0, "latest");
        }
        return chosen;
    }

    private void browsers(ProbeClient probe, String repository) {
        RequestHeaders headers = new RequestHeaders(null, null, null, Map.of("Origin", "https://example.com"));
        ProbeResponse response = probe.get(repository + "/tags/list", headers, ProbeClient.START);
        Optional<String> allowed = response.header("Access-Control-Allow-Origin");
        if (response.isOk()) {
            findings.enter(Area.BROWSERS);
            findings.expect(
                    allowed.filter(one -> one.equals("*") || one.equals("https://example.com"))
                            .isPresent(),
                    Fault.CORS_MISSING,
                    response,
                    "Access-Control-Allow-Origin: " + allowed.orElse("(none)"));
        }
    }
}
