package io.github.registryorg.contribute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.remote.ApiClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** GitHub and GitHub Enterprise (REST API, 2022-11-28). */
final class GitHub implements Forge {

    private final ForgeApi api;
    private final Subject subject;
    private final String repository;

    GitHub(ForgeApi api, Subject subject) {
        this.api = api;
        this.subject = subject;
        this.repository = "repos/" + subject.repository();
    }

    /** The list is filtered by the head's owner, who may have several forks: only the name of the repository decides. */
    @Override
    public Optional<PullRequest> find() {
        String head = ForgeApi.encoded(subject.sourceOwner() + ":" + subject.branch());
        List<PullRequest> found = new ArrayList<>();
        api.list(
                repository + "/pulls?state=all&sort=created&direction=desc&per_page=100&head=" + head + "&base="
                        + ForgeApi.encoded(subject.target()),
                item -> {
                    if (subject.isSource(item.path("head").path("repo").path("full_name"))) {
                        found.add(read(item));
                    }
                });
        return found.stream()
                .filter(PullRequest::isOpen)
                .findFirst()
                .or(() -> found.stream().findFirst());
    }

    private static PullRequest read(JsonNode item) {
        return new PullRequest(
                item.path("number").asLong(),
                item.path("html_url").asText(""),
                item.path("state").asText("").equals("open"),
                item.path("head").path("sha").asText(""),
                item.path("title").asText(""));
    }

    @Override
    public PullRequest open(String title, String body) {
        ApiClient.Answer answer = create(title, body, subject.draft());
        if (answer.status() == 422 && subject.draft() && answer.message().contains("Draft pull requests")) {
            // a private repository whose plan knows none
            answer = create(title, body, false);
        }
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
        PullRequest opened = read(answer.json());
        if (!subject.labels().isEmpty()) {
            ObjectNode labels = Forge.object();
            subject.labels().forEach(labels.putArray("labels")::add);
            api.call("POST", repository + "/issues/" + opened.number() + "/labels", labels);
        }
        return opened;
    }

    private ApiClient.Answer create(String title, String body, boolean draft) {
        ObjectNode request = Forge.object()
                .put("title", title)
                .put("body", body)
                .put("head", subject.isFork() ? subject.sourceOwner() + ":" + subject.branch() : subject.branch())
                .put("base", subject.target())
                .put("draft", draft);
        if (subject.isFork()) {
            request.put("maintainer_can_modify", true);
        }
        if (subject.isForkOfSameOwner()) {
            request.put("head_repo", subject.sourceName());
        }
        return api.ask("POST", repository + "/pulls", request);
    }

    @Override
    public void update(PullRequest open, String title, String body) {
        api.call(
                "PATCH",
                repository + "/pulls/" + open.number(),
                Forge.object().put("title", title).put("body", body));
    }
}
