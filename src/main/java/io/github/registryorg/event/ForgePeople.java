package io.github.registryorg.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.contribute.ForgeApi;
import io.github.registryorg.metadata.Identity;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.remote.ApiClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What the API of a forge says of users: who made a pull request, and who is in a team. */
abstract class ForgePeople implements TeamMembers {

    private final ForgeApi api;
    private final Map<Identity, Map<Long, Boolean>> teams = new HashMap<>();

    ForgePeople(ForgeApi api) {
        this.api = api;
    }

    /** Those whom a pull request has, each once, by number. */
    static final class People {

        private final Map<Long, ForgeUser> all = new LinkedHashMap<>();

        void add(ForgeUser user) {
            all.putIfAbsent(user.id(), user);
        }

        /** Adds senders of an event but the one who opened it: of that one, more is known. */
        void addSenders(List<ForgeUser> senders, ForgeUser author) {
            senders.stream().filter(sender -> sender.id() != author.id()).forEach(this::add);
        }

        boolean isEmpty() {
            return all.isEmpty();
        }

        List<ForgeUser> list() {
            return new ArrayList<>(all.values());
        }
    }

    /**
     * Who made a pull request: who opened it, and who pushed to its branch, as far as the API says.
     *
     * @param repository that it is for
     * @param number of the pull request
     * @param senders who has pushed, by the event
     */
    abstract List<ForgeUser> of(String repository, long number, List<ForgeUser> senders);

    /** Whether a user is in a team of this forge that can be read. */
    abstract boolean isMember(Identity team, ForgeUser user);

    /** What lets a token read a team. */
    abstract String teamPermission();

    /** What lets a token read pull requests. */
    abstract String pullPermission();

    @Override
    public final boolean has(Identity team, ForgeUser user) {
        Map<Long, Boolean> known = teams.computeIfAbsent(team, key -> new HashMap<>());
        Boolean member = known.get(user.id());
        if (member == null) {
            try {
                member = isMember(team, user);
            } catch (RegistryException e) {
                throw unreadable(team, e);
            }
            known.put(user.id(), member);
        }
        return member;
    }

    private RegistryException unreadable(Identity team, RegistryException e) {
        Problem refused = e.problem();
        boolean isBroken = refused.code() == ProblemCode.IO_FAILED || refused.code() == ProblemCode.INTERRUPTED;
        if (isBroken || refused.location() != null) {
            return e;
        }
        String why = refused.cause() == null ? refused.what() : refused.what() + ": " + refused.cause();
        return new RegistryException(
                Problem.of(ProblemCode.DENIED, team.toString(), "can't be read, so that nobody knows who is in it")
                        .because(why)
                        .hint(teamPermission() + " Or name the users themselves in registry.yaml.")
                        .at(team.at()),
                e);
    }

    /** The team has another number than the one that counts. */
    static RegistryException taken(Identity team, long found) {
        return new RegistryException(
                Problem.of(ProblemCode.OWNER_REQUIRED, team.toString(), "is now another team, with the id " + found)
                        .hint("If it is meant, a keeper changes the id in registry.yaml.")
                        .at(team.at()));
    }

    final JsonNode read(String path, String permission) {
        ApiClient.Response response = api.ask("GET", path, null);
        if (!response.isGood()) {
            throw refused(response, path, permission);
        }
        return response.json();
    }

    final ApiClient.Response ask(String path) {
        return api.ask("GET", path, null);
    }

    final RegistryException refused(ApiClient.Response response, String path, String permission) {
        Problem problem = api.problem(response, path);
        return new RegistryException(
                problem.code() == ProblemCode.IO_FAILED
                        ? problem.hint("Run the same command again later.")
                        : problem.hint(permission));
    }

    final void list(String path, String permission, Consumer<JsonNode> item) {
        try {
            api.listAll(path, item);
        } catch (RegistryException e) {
            Problem problem = e.problem();
            boolean isAnswer = problem.code() == ProblemCode.UNAUTHORIZED
                    || problem.code() == ProblemCode.DENIED
                    || problem.code() == ProblemCode.NAME_UNKNOWN;
            throw isAnswer ? new RegistryException(problem.hint(permission), e) : e;
        }
    }

    /** The pull request must be for the registry: its number alone says nothing. */
    static void expect(String repository, String found, long number) {
        if (!found.equalsIgnoreCase(repository)) {
            throw new RegistryException(Problem.of(
                            ProblemCode.CONFIGURATION_INVALID,
                            repository + "#" + number,
                            "is a pull request for " + (found.isEmpty() ? "no repository" : found))
                    .hint("Validate it in the repository that it is for."));
        }
    }

    static String encoded(String text) {
        return ForgeApi.encoded(text);
    }
}
