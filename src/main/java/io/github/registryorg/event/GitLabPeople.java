package io.github.registryorg.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.contribute.ForgeApi;
import io.github.registryorg.metadata.Identity;
import io.github.registryorg.remote.ApiClient;
import java.util.List;
import java.util.regex.Pattern;

/** GitLab: the notes that it makes itself in a merge request have who pushed to it. Its commits name no users. */
final class GitLabPeople extends ForgePeople {

    private static final Pattern PUSH = Pattern.compile("(?s)added \\d+ (new )?commits?\\b.*");

    /** Guests and reporters can't push to the group's projects either. */
    private static final int DEVELOPER = 30;

    GitLabPeople(ForgeApi api) {
        super(api);
    }

    @Override
    List<ForgeUser> of(String repository, long number, List<ForgeUser> senders) {
        String project = "projects/" + encoded(repository);
        String path = project + "/merge_requests/" + number;
        JsonNode request = read(path, pullPermission());
        long id = read(project, pullPermission()).path("id").asLong();
        boolean isHere = id != 0 && request.path("target_project_id").asLong() == id;
        expect(repository, isHere ? repository : "", number);
        People people = new People();
        ForgeUser author = user(request.path("author"));
        people.add(author);
        people.addSenders(senders, author);
        list(path + "/notes?per_page=100", pullPermission(), note -> {
            boolean isPush = note.path("system").asBoolean()
                    && PUSH.matcher(note.path("body").asText("")).matches();
            if (isPush) {
                people.add(user(note.path("author")));
            }
        });
        return people.list();
    }

    private static ForgeUser user(JsonNode user) {
        return ForgeUser.of(user, "username");
    }

    /** Members of the groups that the group is in are members of it too. */
    @Override
    boolean isMember(Identity team, ForgeUser user) {
        String path = "groups/" + team.id();
        read(path, teamPermission());
        String member = path + "/members/all/" + user.id();
        ApiClient.Response response = ask(member);
        if (response.status() == 404) {
            return false;
        }
        if (!response.isGood()) {
            throw refused(response, member, teamPermission());
        }
        JsonNode found = response.json();
        return found.path("id").asLong() == user.id()
                && found.path("state").asText("").equals("active")
                && found.path("access_level").asInt() >= DEVELOPER;
    }

    @Override
    String teamPermission() {
        return "The token needs the scope read_api, and its owner must be in the group. A CI_JOB_TOKEN can't read groups.";
    }

    @Override
    String pullPermission() {
        return "The token needs the scope read_api, and its owner must be able to read the project. A CI_JOB_TOKEN can't"
                + " read merge requests.";
    }
}
