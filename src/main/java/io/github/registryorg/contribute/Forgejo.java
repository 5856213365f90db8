package io.github.registryorg.contribute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Forgejo and Gitea (REST API, v1). */
final class Forgejo extends Forge {

    private final String repository;

    Forgejo(ForgeApi api, Subject subject) {
        this(api, subject, "repos/" + subject.repository());
    }

    private Forgejo(ForgeApi api, Subject subject, String repository) {
        super(api, subject, new Dialect(repository + "/pulls", "PATCH", "body", "WIP: "));
        this.repository = repository;
    }

    /**
     * The lists can't be filtered by branch, so the open ones are all read; of the closed ones, those that were
     * closed last.
     */
    @Override
    List<PullRequest> list() {
        List<PullRequest> found = new ArrayList<>();
        api.list(repository + "/pulls?state=open&limit=50", item -> take(item, found));
        if (found.isEmpty()) {
            api.call("GET", repository + "/pulls?state=closed&sort=recentclose&limit=50", null)
                    .forEach(item -> take(item, found));
        }
        return found;
    }

    private void take(JsonNode item, List<PullRequest> found) {
        JsonNode head = item.path("head");
        boolean ours = head.path("ref").asText("").equals(subject.branch())
                && subject.isSource(head.path("repo").path("full_name"))
                && item.path("base").path("ref").asText("").equals(subject.target());
        if (ours) {
            found.add(read(item));
        }
    }

    /** Forgejo takes {@code owner:branch} for the registry's own branch where both repositories have the same owner. */
    @Override
    void complete(ObjectNode request) {
        if (subject.isForkOfSameOwner()) {
            throw new RegistryException(Problem.of(
                            ProblemCode.CONFIGURATION_INVALID,
                            "registry.fork",
                            subject.source() + " has the same owner as " + subject.repository()
                                    + ", and Forgejo opens no pull requests between them")
                    .hint("Push to a fork of another owner, or to the registry's repository (without registry.fork)."));
        }
        request.put("head", subject.head()).put("base", subject.target());
    }

    /** Here they have numbers, and belong to the repository or to its organisation. */
    @Override
    void addLabels(PullRequest request) {
        Map<String, Long> known = new HashMap<>();
        learn(known, repository);
        if (!known.keySet().containsAll(subject.labels())) {
            learnOfOrganisation(known);
        }
        ObjectNode labels = object();
        ArrayNode ids = labels.putArray("labels");
        List<String> unknown = new ArrayList<>();
        for (String label : subject.labels()) {
            Long id = known.get(label);
            if (id == null) {
                unknown.add(label);
            } else {
                ids.add(id);
            }
        }
        if (!ids.isEmpty()) {
            api.call("POST", repository + "/issues/" + request.number() + "/labels", labels);
        }
        if (!unknown.isEmpty()) {
            throw new RegistryException(Problem.of(
                            ProblemCode.CONFIGURATION_INVALID,
                            "registry.labels",
                            "neither the registry's repository nor its organisation has " + String.join(", ", unknown))
                    .hint("Create them there, or leave them out."));
        }
    }

    /** The repository's own come first: an organisation may have another one of that name. */
    private void learn(Map<String, Long> known, String owner) {
        api.list(
                owner + "/labels?limit=50",
                item -> known.putIfAbsent(
                        item.path("name").asText(""), item.path("id").asLong()));
    }

    /** A user has none, and a token need not be allowed to see those of an organisation. */
    private void learnOfOrganisation(Map<String, Long> known) {
        try {
            learn(known, "orgs/" + ForgeApi.encoded(subject.owner()));
        } catch (RegistryException e) {
            if (e.problem().code() != ProblemCode.NAME_UNKNOWN && e.problem().code() != ProblemCode.DENIED) {
                throw e;
            }
        }
    }
}
