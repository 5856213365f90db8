package io.github.registryorg.contribute;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.remote.ApiClient;
import java.util.ArrayList;
import java.util.List;

/** GitHub and GitHub Enterprise (REST API, 2022-11-28). */
final class GitHub extends Forge {

    private final String repository;

    GitHub(ForgeApi api, Subject subject) {
        this(api, subject, "repos/" + subject.repository());
    }

    private GitHub(ForgeApi api, Subject subject, String repository) {
        super(api, subject, new Dialect(repository + "/pulls", "PATCH", "body", ""));
        this.repository = repository;
    }

    /** The list is filtered by the head's owner, who may have several forks: only the name of the repository decides. */
    @Override
    List<PullRequest> list() {
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
        return found;
    }

    @Override
    void complete(ObjectNode request) {
        request.put("head", subject.head()).put("base", subject.target()).put("draft", subject.draft());
        if (subject.isFork()) {
            request.put("maintainer_can_modify", true);
        }
        if (subject.isForkOfSameOwner()) {
            request.put("head_repo", subject.sourceName());
        }
    }

    /** Private repositories have no drafts in some plans: then it is opened as a ready one. */
    @Override
    ApiClient.Response create(ObjectNode request) {
        ApiClient.Response response = super.create(request);
        boolean refusesDraft = response.status() == 422
                && subject.draft()
                && response.message().contains("Draft pull requests");
        return refusesDraft ? super.create(request.put("draft", false)) : response;
    }

    @Override
    void opened(PullRequest request) {
        if (!subject.labels().isEmpty()) {
            ObjectNode labels = object();
            subject.labels().forEach(labels.putArray("labels")::add);
            api.call("POST", repository + "/issues/" + request.number() + "/labels", labels);
        }
    }
}
