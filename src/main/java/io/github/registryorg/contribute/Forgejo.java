package io.github.registryorg.contribute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.remote.ApiClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Forgejo and Gitea (REST API, v1). */
final class Forgejo implements Forge {

    private static final String DRAFT = "WIP: ";

    private final ForgeApi api;
    private final Subject subject;
    private final String repository;

    Forgejo(ForgeApi api, Subject subject) {
        this.api = api;
        this.subject = subject;
        this.repository = "repos/" + subject.repository();
    }

    /** The lists know no branch, so the open ones are all read; of the closed ones, those that were closed last. */
    @Override
    public Optional<PullRequest> find() {
        List<PullRequest> found = new ArrayList<>();
        api.list(repository + "/pulls?state=open&limit=50", item -> take(item, found));
        if (found.isEmpty()) {
            api.call("GET", repository + "/pulls?state=closed&sort=recentclose&limit=50", null)
                    .forEach(item -> take(item, found));
        }
        return found.stream().findFirst();
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

    private static PullRequest read(JsonNode item) {
        return new PullRequest(
                item.path("number").asLong(),
                item.path("html_url").asText(""),
                item.path("state").asText("").equals("open"),
                item.path("head").path("sha").asText(""),
                item.path("title").asText(""));
    }

    /** Forgejo takes {@code owner:branch} for the registry's own branch where both repositories have the same owner. */
    @Override
    public PullRequest open(String title, String body) {
        if (subject.isForkOfSameOwner()) {
            throw new RegistryException(Problem.of(
                            ProblemCode.CONFIGURATION_INVALID,
                            "registry.fork",
                            subject.source() + " has the same owner as " + subject.repository()
                                    + ", and Forgejo opens no pull requests between them")
                    .hint("Push to a fork of another owner, or to the registry's repository (without registry.fork)."));
        }
        ObjectNode request = Forge.object()
                .put("title", subject.draft() ? DRAFT + title : title)
                .put("body", body)
                .put("head", subject.isFork() ? subject.sourceOwner() + ":" + subject.branch() : subject.branch())
                .put("base", subject.target());
        if (!subject.labels().isEmpty()) {
            request.set("labels", labels());
        }
        ApiClient.Answer answer = api.ask("POST", repository + "/pulls", request);
        if (Forge.saysExists(answer)) {
            Optional<PullRequest> other = find().filter(PullRequest::isOpen);
            if (other.isPresent()) {
                update(other.get(), title, body);
                return other.get();
            }
        }
        if (!answer.isGood()) {
            throw new RegistryException(api.problem(answer, repository + "/pulls"));
        }
        return read(answer.json());
    }

    /** Here they have numbers. */
    private ArrayNode labels() {
        Map<String, Long> known = new HashMap<>();
        api.list(
                repository + "/labels?limit=50",
                item -> known.put(item.path("name").asText(""), item.path("id").asLong()));
        ArrayNode ids = Forge.object().arrayNode();
        for (String label : subject.labels()) {
            if (!known.containsKey(label)) {
                throw new RegistryException(Problem.of(
                                ProblemCode.CONFIGURATION_INVALID,
                                "registry.labels",
                                "the registry's repository has no label " + label)
                        .hint("Make it there, or leave it out."));
            }
            ids.add(known.get(label));
        }
        return ids;
    }

    /** Whether it is ready is for people to say, once it is open. */
    @Override
    public void update(PullRequest open, String title, String body) {
        String kept = open.title().startsWith(DRAFT) ? DRAFT + title : title;
        api.call(
                "PATCH",
                repository + "/pulls/" + open.number(),
                Forge.object().put("title", kept).put("body", body));
    }
}
