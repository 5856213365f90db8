package io.github.registryorg.contribute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.oci.Json;
import io.github.registryorg.remote.ApiClient;
import java.util.List;
import java.util.Optional;

/** Where pull requests are. */
interface Forge {

    /**
     * The pull request of a branch: the open one, else the one that was closed last; empty where there is none.
     */
    Optional<PullRequest> find();

    /** Opens one. Where somebody was faster, that one is updated. */
    PullRequest open(String title, String body);

    /** Tells reviewers what has become of it. */
    void update(PullRequest open, String title, String body);

    /** One pull or merge request. */
    record PullRequest(long number, String url, boolean isOpen, String head, String title) {}

    /**
     * What the pull request is about.
     *
     * @param repository owner and name of the registry's repository
     * @param source owner and name of the repository that has the branch: the same, or a fork
     * @param branch that is proposed
     * @param target branch that it shall go into
     * @param labels that it gets when it is opened
     * @param draft whether it is opened as one that is not ready
     */
    record Subject(String repository, String source, String branch, String target, List<String> labels, boolean draft) {

        public Subject {
            labels = List.copyOf(labels);
        }

        boolean isFork() {
            return !repository.equalsIgnoreCase(source);
        }

        String sourceOwner() {
            return owner(source);
        }

        /** Name of the repository that has the branch, without its owner. */
        String sourceName() {
            return source.substring(source.indexOf('/') + 1);
        }

        /** Whether the owner of a branch doesn't say which repository it is in. */
        boolean isForkOfSameOwner() {
            return isFork() && owner(source).equalsIgnoreCase(owner(repository));
        }

        /** Whether a forge means the repository that has the branch: null where a fork was deleted. */
        boolean isSource(JsonNode fullName) {
            return fullName.asText("").equalsIgnoreCase(source);
        }

        private static String owner(String slug) {
            int slash = slug.indexOf('/');
            return slash < 0 ? slug : slug.substring(0, slash);
        }
    }

    /** The forge of a kind. */
    static Forge of(ForgeKind kind, ForgeApi api, Subject subject) {
        return switch (kind) {
            case GITHUB -> new GitHub(api, subject);
            case GITLAB -> new GitLab(api, subject);
            case FORGEJO -> new Forgejo(api, subject);
            case NONE -> throw new IllegalArgumentException("no forge");
        };
    }

    /** A JSON object that is being built. */
    static ObjectNode object() {
        return Json.mapper().createObjectNode();
    }

    /** Whether the answer says that there is one already: 409, or GitHub's 422. */
    static boolean saysExists(ApiClient.Answer answer) {
        return answer.status() == 409
                || answer.status() == 422 && answer.message().contains("already exists");
    }
}
