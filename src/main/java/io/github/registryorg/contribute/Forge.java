package io.github.registryorg.contribute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.oci.Json;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.RunInterruptedException;
import io.github.registryorg.remote.ApiClient;
import java.util.List;
import java.util.Optional;

/** Where pull requests are: what all forges have in common. Each has its own form of requests. */
abstract class Forge {

    final ForgeApi api;
    final Subject subject;
    private final Dialect dialect;

    Forge(ForgeApi api, Subject subject, Dialect dialect) {
        this.api = api;
        this.subject = subject;
        this.dialect = dialect;
    }

    /**
     * How a forge words what all have.
     *
     * @param list path of the pull requests of the registry's repository
     * @param update method that changes one
     * @param body name of the field with the description
     * @param draft what the title of a draft begins with; empty where a field marks it as one
     */
    record Dialect(String list, String update, String body, String draft) {}

    /** The pull requests of the branch; those that are open or were closed last come first among their kind. */
    abstract List<PullRequest> list();

    /** Adds the fields that this forge requires of a new pull request beside its title and description. */
    abstract void complete(ObjectNode request);

    /** Reads one, as GitHub writes it, and Forgejo after it. */
    PullRequest read(JsonNode item) {
        return new PullRequest(
                item.path("number").asLong(),
                item.path("html_url").asText(""),
                item.path("state").asText("").equals("open"),
                item.path("head").path("sha").asText(""),
                item.path("title").asText(""),
                !item.path("labels").isEmpty());
    }

    /** Path of the list in which pull requests are opened. */
    String place() {
        return dialect.list();
    }

    ApiClient.Response create(ObjectNode request) {
        return api.ask("POST", place(), request);
    }

    /** Adds the labels that were asked for to one that is there, or says what keeps it from that. */
    abstract void addLabels(PullRequest request);

    /**
     * The pull request of a branch: the open one, else the one that was closed last; empty where there is none.
     */
    final Optional<PullRequest> find() {
        List<PullRequest> found = list();
        return found.stream()
                .filter(PullRequest::isOpen)
                .findFirst()
                .or(() -> found.stream().findFirst());
    }

    /** Opens one. If one was opened concurrently, that one is updated. */
    final PullRequest open(String title, String body) {
        ObjectNode request = fields(subject.draft() ? dialect.draft() + title : title, body);
        complete(request);
        ApiClient.Response response = create(request);
        if (isConflict(response)) {
            Optional<PullRequest> other = find().filter(PullRequest::isOpen);
            if (other.isPresent()) {
                update(other.get(), title, body);
                return other.get();
            }
        }
        if (!response.isGood()) {
            throw new RegistryException(api.problem(response, place()));
        }
        return read(response.json());
    }

    /**
     * Labels one that is there. One that has any label keeps those that people have given it.
     *
     * @return why it has not all of them: reviewers find it without labels too
     */
    final List<Problem> label(PullRequest request) {
        if (subject.labels().isEmpty() || request.isLabelled()) {
            return List.of();
        }
        try {
            addLabels(request);
            return List.of();
        } catch (RunInterruptedException e) {
            throw e;
        } catch (RegistryException e) {
            Problem refused = e.problem();
            String why = refused.cause() == null ? refused.what() : refused.what() + ": " + refused.cause();
            return List.of(
                    Problem.of(ProblemCode.LABELS_REFUSED, request.url(), "has not all labels of registry.labels")
                            .because(why)
                            .hint(refused.hint()));
        }
    }

    /** Reports to reviewers what has become of it. A draft remains one: people decide when it is ready. */
    final void update(PullRequest open, String title, String body) {
        String kept = open.title().startsWith(dialect.draft()) ? dialect.draft() + title : title;
        api.call(dialect.update(), dialect.list() + "/" + open.number(), fields(kept, body));
    }

    private ObjectNode fields(String title, String body) {
        return object().put("title", title).put(dialect.body(), body);
    }

    /** Whether it exists already, by the response: 409, or GitHub's 422. */
    private static boolean isConflict(ApiClient.Response response) {
        return response.status() == 409
                || response.status() == 422 && response.message().contains("already exists");
    }

    /** A JSON object that is being built. */
    static ObjectNode object() {
        return Json.object();
    }

    /**
     * One pull or merge request.
     *
     * @param isLabelled whether it has any label
     */
    record PullRequest(long number, String url, boolean isOpen, String head, String title, boolean isLabelled) {}

    /**
     * What the pull request is about.
     *
     * @param repository owner and name of the registry's repository
     * @param source owner and name of the repository that has the branch: the same, or a fork
     * @param branch that is proposed
     * @param target branch that it shall go into
     * @param labels that it gets
     * @param draft whether it is opened as one that is not ready
     */
    record Subject(String repository, String source, String branch, String target, List<String> labels, boolean draft) {

        public Subject {
            labels = List.copyOf(labels);
        }

        boolean isFork() {
            return !repository.equalsIgnoreCase(source);
        }

        String owner() {
            return owner(repository);
        }

        String sourceOwner() {
            return owner(source);
        }

        /** The branch, with the owner of its repository where that is a fork. */
        String head() {
            return isFork() ? sourceOwner() + ":" + branch : branch;
        }

        /** Name of the repository that has the branch, without its owner. */
        String sourceName() {
            return source.substring(source.indexOf('/') + 1);
        }

        /** Whether the owner of a branch doesn't identify the repository that it is in. */
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
}
