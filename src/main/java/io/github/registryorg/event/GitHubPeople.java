package io.github.registryorg.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.contribute.ForgeApi;
import io.github.registryorg.metadata.Identity;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * GitHub and GitHub Enterprise. Pushes to a branch, of forks too, are listed as activities of its repository. Commits name
 * users by the addresses in them, which anybody may write there: that can only add somebody who must be allowed.
 */
final class GitHubPeople extends ForgePeople {

    /** The committer of what is merged or edited on the website. */
    private static final long WEB_FLOW = 19864447;

    GitHubPeople(ForgeApi api) {
        super(api);
    }

    @Override
    List<ForgeUser> of(String repository, long number, List<ForgeUser> senders) {
        String path = "repos/" + repository + "/pulls/" + number;
        JsonNode pull = read(path, pullPermission());
        expect(repository, pull.path("base").path("repo").path("full_name").asText(""), number);
        People people = new People();
        boolean isPushedByPerson = addPushers(repository, pull.path("head"), people);
        ForgeUser author = user(pull.path("user"));
        // a bot that opens what a person has pushed adds nothing of its own
        if (!isBot(pull.path("user")) || !isPushedByPerson) {
            people.add(author);
        }
        people.addSenders(senders, author);
        list(path + "/commits?per_page=100", pullPermission(), commit -> {
            addPerson(commit.path("author"), people);
            addPerson(commit.path("committer"), people);
        });
        return people.list();
    }

    /**
     * Adds who pushed to the branch since it was made. Where a fork was deleted, or is private (404), that is whoever owns
     * it, or somebody who is not known: others may have pushed to it than opened this.
     *
     * @return whether one of those who pushed is a person
     */
    private boolean addPushers(String repository, JsonNode head, People people) {
        String source = head.path("repo").path("full_name").asText("");
        if (CiVariables.isRepository(source)) {
            try {
                return addActors(source, head, people);
            } catch (RegistryException e) {
                if (e.problem().code() != ProblemCode.NAME_UNKNOWN || source.equalsIgnoreCase(repository)) {
                    throw e;
                }
            }
        }
        JsonNode owner = head.path("user");
        people.add(owner.path("type").asText("").equals("Organization") ? ForgeUser.UNKNOWN : user(owner));
        return false;
    }

    private boolean addActors(String source, JsonNode head, People people) {
        String branch = "refs/heads/" + head.path("ref").asText("");
        String commit = head.path("sha").asText("");
        AtomicBoolean isBefore = new AtomicBoolean();
        AtomicBoolean hasHead = new AtomicBoolean();
        AtomicBoolean hasPerson = new AtomicBoolean();
        String path = "repos/" + source + "/activity?per_page=100&ref=" + encoded(branch);
        list(path, pullPermission(), activity -> {
            // the latest come first; what was before the branch was made, or made again, belongs to another branch
            if (isBefore.get() || !activity.path("ref").asText(branch).equals(branch)) {
                return;
            }
            String type = activity.path("activity_type").asText("");
            if (type.equals("branch_deletion")) {
                isBefore.set(!people.isEmpty());
                return;
            }
            people.add(user(activity.path("actor")));
            hasHead.compareAndSet(false, activity.path("after").asText("").equals(commit));
            hasPerson.compareAndSet(false, !isBot(activity.path("actor")));
            isBefore.set(type.equals("branch_creation"));
        });
        // the branch may have been renamed, or the push may not be listed yet
        if (!hasHead.get()) {
            people.add(ForgeUser.UNKNOWN);
        }
        return hasPerson.get();
    }

    private static ForgeUser user(JsonNode user) {
        return ForgeUser.of(user, "login");
    }

    private static boolean isBot(JsonNode user) {
        return user.path("type").asText("").equals("Bot");
    }

    /** Without a user, no account has the commit's address. A bot's proves nothing, and is what builds write there. */
    private static void addPerson(JsonNode found, People people) {
        ForgeUser user = user(found);
        if (!user.isUnknown() && user.id() != WEB_FLOW && !isBot(found)) {
            people.add(user);
        }
    }

    /** By the list of members, which has their numbers; it has those of teams within the team too. */
    @Override
    boolean isMember(Identity team, ForgeUser user) {
        String[] parts = team.name().split("/", 2);
        if (parts.length < 2) {
            throw new RegistryException(
                    Problem.of(ProblemCode.CONFIGURATION_INVALID, team.toString(), "has no organization")
                            .hint("Write team: ORGANIZATION/NAME, as it is in the team's address.")
                            .at(team.at()));
        }
        String path = "orgs/" + encoded(parts[0]) + "/teams/" + encoded(parts[1]);
        JsonNode found = read(path, teamPermission());
        if (found.path("id").asLong() != team.id()) {
            throw taken(team, found.path("id").asLong());
        }
        AtomicBoolean isMember = new AtomicBoolean();
        list(
                path + "/members?per_page=100",
                teamPermission(),
                member -> isMember.compareAndSet(false, member.path("id").asLong() == user.id()));
        return isMember.get();
    }

    @Override
    String teamPermission() {
        return "The token needs the permission \"Members: read\" of the organization (classic tokens: read:org), which the"
                + " GITHUB_TOKEN of Actions can't have: give the token of a GitHub App as REGISTRY_TOKEN.";
    }

    @Override
    String pullPermission() {
        return "The token needs the permission \"Pull requests: read\", and \"Contents: read\" for who has pushed.";
    }
}
