package io.github.registryorg.event;

import io.github.registryorg.contribute.ForgeApi;
import io.github.registryorg.contribute.ForgeKind;
import io.github.registryorg.contribute.ForgeSearch;
import io.github.registryorg.contribute.Tokens;
import io.github.registryorg.git.GitAddress;
import io.github.registryorg.metadata.ForgeHost;
import io.github.registryorg.net.Backoff;
import io.github.registryorg.net.Login;
import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.remote.ApiClient;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out who makes a contribution. Asks a forge only if that is needed, and keeps what it said for the run. */
public final class ContributorSearch implements AutoCloseable {

    private final ContributorRequest request;
    private @Nullable ApiClient client;
    private @Nullable ForgePeople forge;

    public ContributorSearch(ContributorRequest request) {
        this.request = request;
    }

    /**
     * Who makes the contribution: whom the user names, or those of the event's pull request; empty where neither is known.
     *
     * @throws RegistryException if the forge can't be asked
     */
    public Optional<Contributor> find() {
        Contributor.Given given = request.given();
        if (given != null) {
            return Optional.of(new Contributor(
                    given.forge(),
                    given.people(),
                    "registry.contributor",
                    (team, user) -> people(given.forge()).has(team, user)));
        }
        CiEvent event = request.event();
        return event == null || !event.namesContributor() ? Optional.empty() : Optional.of(of(event));
    }

    private Contributor of(CiEvent event) {
        ForgeHost host = ForgeHost.of(event.web());
        if (event.pull() == 0) {
            return new Contributor(
                    host,
                    event.senders(),
                    "the event " + event,
                    (team, user) -> people(event).has(team, user));
        }
        ForgePeople people = people(event);
        List<ForgeUser> all = people.of(event.repository(), event.pull(), event.senders());
        return new Contributor(host, all, host + " (" + event + ")", people);
    }

    private ForgePeople people(CiEvent event) {
        return people(event.forge(), event.web(), event.repository());
    }

    private ForgePeople people(ForgeHost host) {
        CiEvent event = request.event();
        if (event != null && ForgeHost.of(event.web()).equals(host)) {
            return people(event);
        }
        RemoteUrl web = RemoteUrl.parse("https://" + host);
        ForgeKind kind = new ForgeSearch(client(), request.environment()).find(address(web, "_"), null);
        if (kind == ForgeKind.NONE) {
            throw new RegistryException(Problem.of(
                            ProblemCode.CONFIGURATION_INVALID, host.name(), "is not a forge whose teams could be read")
                    .hint("Name users in registry.yaml, or another host in registry.contributor."));
        }
        return people(kind, web, "_");
    }

    private ForgePeople people(ForgeKind kind, RemoteUrl web, String repository) {
        if (forge == null) {
            GitAddress address = address(web, repository);
            Login login = new Tokens(request.servers(), null, address, request.environment())
                    .find(address, kind)
                    .orElseThrow(() -> noToken(kind, web));
            ForgeApi api = ForgeApi.of(client(), kind, web, login.secret(), Backoff.STANDARD);
            forge = switch (kind) {
                case GITLAB -> new GitLabPeople(api);
                case FORGEJO -> new ForgejoPeople(api);
                default -> new GitHubPeople(api);
            };
        }
        return forge;
    }

    private static GitAddress address(RemoteUrl web, String repository) {
        return GitAddress.parse("the forge", web.text() + (web.text().endsWith("/") ? "" : "/") + repository);
    }

    private static RegistryException noToken(ForgeKind kind, RemoteUrl web) {
        String variable = switch (kind) {
            case GITLAB -> "GITLAB_TOKEN";
            case FORGEJO -> "FORGEJO_TOKEN";
            default -> "GITHUB_TOKEN";
        };
        return new RegistryException(Problem.of(
                        ProblemCode.UNAUTHORIZED,
                        ForgeHost.of(web).name(),
                        "who contributes can't be asked without a token, and registry.yaml names owners")
                .hint("Set " + variable + " or REGISTRY_TOKEN to one that reads pull requests, or specify"
                        + " registry.contributor."));
    }

    private ApiClient client() {
        if (client == null) {
            client = new ApiClient(request.proxy());
        }
        return client;
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
    }
}
