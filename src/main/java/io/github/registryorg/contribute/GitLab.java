package io.github.registryorg.contribute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** GitLab (REST API, v4). */
final class GitLab extends Forge {

    GitLab(ForgeApi api, Subject subject) {
        super(api, subject, new Dialect(requests(subject.repository()), "PUT", "description", "Draft: "));
    }

    private static String requests(String repository) {
        return project(repository) + "/merge_requests";
    }

    private static String project(String repository) {
        return "projects/" + ForgeApi.encoded(repository);
    }

    /** They are opened in the project that has the branch. */
    @Override
    String place() {
        return requests(subject.source());
    }

    @Override
    List<PullRequest> list() {
        Optional<Long> source = subject.isFork() ? Optional.of(id(subject.source())) : Optional.empty();
        List<PullRequest> found = new ArrayList<>();
        api.list(
                requests(subject.repository())
                        + "?scope=all&order_by=created_at&sort=desc&per_page=100&source_branch="
                        + ForgeApi.encoded(subject.branch()) + "&target_branch=" + ForgeApi.encoded(subject.target()),
                item -> {
                    long from = item.path("source_project_id").asLong();
                    long to = item.path("target_project_id").asLong();
                    // the source is null where the fork was deleted
                    if (from != 0 && source.map(id -> id == from).orElse(from == to)) {
                        found.add(read(item));
                    }
                });
        return found;
    }

    private long id(String repository) {
        return api.call("GET", project(repository), null).path("id").asLong();
    }

    @Override
    PullRequest read(JsonNode item) {
        return new PullRequest(
                item.path("iid").asLong(),
                item.path("web_url").asText(""),
                item.path("state").asText("").equals("opened"),
                item.path("sha").asText(""),
                item.path("title").asText(""),
                !item.path("labels").isEmpty());
    }

    @Override
    void addLabels(PullRequest request) {
        api.call(
                "PUT",
                requests(subject.repository()) + "/" + request.number(),
                object().put("add_labels", String.join(",", subject.labels())));
    }

    @Override
    void complete(ObjectNode request) {
        request.put("source_branch", subject.branch())
                .put("target_branch", subject.target())
                .put("remove_source_branch", true);
        if (!subject.labels().isEmpty()) {
            request.put("labels", String.join(",", subject.labels()));
        }
        if (subject.isFork()) {
            request.put("target_project_id", id(subject.repository())).put("allow_collaboration", true);
        }
    }
}
