package io.github.registryorg.contribute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.remote.ApiClient;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** GitHub and GitHub Enterprise (REST API, 2022-11-28). */
final class GitHub extends Forge {

    /** How often a pull request is asked for whose branch it has not seen yet, or not with these fields. */
    private static final int TRIES = 6;

    private static final String COLLABORATION = "maintainer_can_modify";
    private static final Pattern NO_COLLABORATION = Pattern.compile("(?i)fork[_ ]collab");
    private static final Pattern HEAD_UNSEEN = Pattern.compile("(?i)head sha can't be blank|head ref must be a branch");

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
            request.put(COLLABORATION, true);
        }
        if (subject.isForkOfSameOwner()) {
            request.put("head_repo", subject.sourceName());
        }
    }

    /**
     * Asks again for less, or later, where it is refused for a reason that says nothing about the pull request:
     * private repositories have no drafts in some plans, who may push to a fork may not let others do so, and a branch
     * that was pushed just now is not known everywhere yet.
     */
    @Override
    ApiClient.Response create(ObjectNode request) {
        for (int tried = 1; ; tried++) {
            ApiClient.Response response = super.create(request);
            if (response.status() != 422 || tried == TRIES) {
                return response;
            }
            if (isSet(request, "draft") && response.message().contains("Draft pull requests")) {
                request.put("draft", false);
            } else if (isSet(request, COLLABORATION)
                    && (hasError(response, "fork_collab")
                            || NO_COLLABORATION.matcher(response.message()).find())) {
                request.put(COLLABORATION, false);
            } else if (hasError(response, "head_sha")
                    || HEAD_UNSEEN.matcher(response.message()).find()) {
                api.pause(tried);
            } else {
                return response;
            }
        }
    }

    private static boolean isSet(ObjectNode request, String field) {
        return request.path(field).asBoolean();
    }

    private static boolean hasError(ApiClient.Response response, String field) {
        for (JsonNode error : response.json().path("errors")) {
            if (error.path("field").asText("").equals(field)) {
                return true;
            }
        }
        return false;
    }

    @Override
    void addLabels(PullRequest request) {
        ObjectNode labels = object();
        subject.labels().forEach(labels.putArray("labels")::add);
        api.call("POST", repository + "/issues/" + request.number() + "/labels", labels);
    }
}
