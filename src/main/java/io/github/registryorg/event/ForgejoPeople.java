package io.github.registryorg.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.contribute.ForgeApi;
import io.github.registryorg.metadata.Identity;
import io.github.registryorg.remote.ApiClient;
import java.util.List;

/** Forgejo and Gitea: the timeline of a pull request has who pushed to it. */
final class ForgejoPeople extends ForgePeople {

    ForgejoPeople(ForgeApi api) {
        super(api);
    }

    @Override
    List<ForgeUser> of(String repository, long number, List<ForgeUser> senders) {
        JsonNode pull = read("repos/" + repository + "/pulls/" + number, pullPermission());
        expect(repository, pull.path("base").path("repo").path("full_name").asText(""), number);
        People people = new People();
        ForgeUser author = user(pull.path("user"));
        people.add(author);
        people.addSenders(senders, author);
        list("repos/" + repository + "/issues/" + number + "/timeline?limit=50", pullPermission(), event -> {
            if (event.path("type").asText("").equals("pull_push")) {
                people.add(user(event.path("user")));
            }
        });
        list("repos/" + repository + "/pulls/" + number + "/commits?limit=50", pullPermission(), commit -> {
            addPerson(commit.path("author"), people);
            addPerson(commit.path("committer"), people);
        });
        return people.list();
    }

    private static ForgeUser user(JsonNode user) {
        return ForgeUser.of(user, "login");
    }

    /** Adds a person, unless the address of a commit belongs to no account. */
    private static void addPerson(JsonNode found, People people) {
        ForgeUser user = user(found);
        if (!user.isUnknown()) {
            people.add(user);
        }
    }

    @Override
    boolean isMember(Identity team, ForgeUser user) {
        String path = "teams/" + team.id();
        read(path, teamPermission());
        String member = path + "/members/" + encoded(user.name());
        ApiClient.Response response = ask(member);
        if (response.status() == 404) {
            return false;
        }
        if (!response.isGood()) {
            throw refused(response, member, teamPermission());
        }
        return response.json().path("id").asLong() == user.id();
    }

    @Override
    String teamPermission() {
        return "The token needs the scope read:organization, and its owner must be in the organization.";
    }

    @Override
    String pullPermission() {
        return "The token needs the scopes read:repository and read:issue, and its owner access to the repository.";
    }
}
