package io.github.registryorg.contribute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.remote.ApiClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** GitLab (REST API, v4). */
final class GitLab implements Forge {

    private static final String DRAFT = "Draft: ";

    private final ForgeApi api;
    private final Subject subject;
    private final String project;

    GitLab(ForgeApi api, Subject subject) {
        this.api = api;
        this.subject = subject;
        this.project = "projects/" + ForgeApi.encoded(subject.repository());
    }

    @Override
    public Optional<PullRequest> find() {
        Optional<Long> source = subject.isFork() ? Optional.of(id(subject.source())) : Optional.empty();
        List<PullRequest> found = new ArrayList<>();
        api.list(
                project + "/merge_requests?scope=all&order_by=created_at&sort=desc&per_page=100&source_branch="
                        + ForgeApi.encoded(subject.branch()) + "&target_branch=" + ForgeApi.encoded(subject.target()),
                item -> {
                    long from = item.path("source_project_id").asLong();
                    long to = item.path("target_project_id").asLong();
                    // the source is null where the fork was deleted
                    if (from != 0 && source.map(id -> id == from).orElse(from == to)) {
                        found.add(read(item));
                    }
                });
        return found.stream()
                .filter(PullRequest::isOpen)
                .findFirst()
                .or(() -> found.stream().findFirst());
    }

    private long id(String path) {
        return api.call("GET", "projects/" + ForgeApi.encoded(path), null)
                .path("id")
                .asLong();
    }

    private static PullRequest read(JsonNode item) {
        return new PullRequest(
                item.path("iid").asLong(),
                item.path("web_url").asText(""),
                item.path("state").asText("").equals("opened"),
                item.path("sha").asText(""),
                item.path("title").asText(""));
    }

    @Override
    public PullRequest open(String title, String body) {
        ObjectNode request = Forge.object()
                .put("title", subject.draft() ? DRAFT + title : title)
                .put("description", body)
                .put("source_branch", subject.branch())
                .put("target_branch", subject.target())
                .put("remove_source_branch", true);
        if (!subject.labels().isEmpty()) {
            request.put("labels", String.join(",", subject.labels()));
        }
        if (subject.isFork()) {
            request.put("target_project_id", id(subject.repository())).put("allow_collaboration", true);
        }
        String path = "projects/" + ForgeApi.encoded(subject.source()) + "/merge_requests";
        ApiClient.Answer answer = api.ask("POST", path, request);
        if (Forge.saysExists(answer)) {
            Optional<PullRequest> other = find().filter(PullRequest::isOpen);
            if (other.isPresent()) {
                update(other.get(), title, body);
                return other.get();
            }
        }
        if (!answer.isGood()) {
            throw new RegistryException(api.problem(answer, path));
        }
        return read(answer.json());
    }

    /** Whether it is ready is for people to say, once it is open. */
    @Override
    public void update(PullRequest open, String title, String body) {
        String kept = open.title().startsWith(DRAFT) ? DRAFT + title : title;
        api.call(
                "PUT",
                project + "/merge_requests/" + open.number(),
                Forge.object().put("title", kept).put("description", body));
    }
}
