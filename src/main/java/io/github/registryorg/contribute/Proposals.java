package io.github.registryorg.contribute;

import io.github.registryorg.contribute.ProposalResult.Outcome;
import io.github.registryorg.git.GitAddress;
import io.github.registryorg.git.GitObjects;
import io.github.registryorg.git.GitRemote;
import io.github.registryorg.git.LocalHistory;
import io.github.registryorg.net.Backoff;
import io.github.registryorg.net.Login;
import io.github.registryorg.net.LoopbackName;
import io.github.registryorg.net.ProxySettings;
import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.remote.ApiClient;
import io.github.registryorg.work.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Proposes what builds have published.
 *
 * @param tokens what opens git servers and forges
 * @param proxy null for none
 * @param environment the variables of the process
 * @param source a directory of the source's git repository, for its history
 * @param backoff how long is waited before something is tried again
 * @param progress hears how far it is
 */
record Proposals(
        Tokens tokens,
        @Nullable ProxySettings proxy,
        Map<String, String> environment,
        Path source,
        Backoff backoff,
        Progress progress) {

    /**
     * Contributions → a pull request, a branch, or a patch.
     *
     * @param directories of contributions; those that are absent are ignored
     */
    public ProposalResult propose(ProposalOptions options, List<Path> directories) {
        Map<RepositoryName, OfferedRepository> contributions = OfferedRepository.read(directories);
        if (contributions.isEmpty()) {
            return ProposalResult.empty();
        }
        try (ApiClient client = new ApiClient(proxy);
                GitObjects objects = new GitObjects()) {
            progress.step("Looking for the forge of " + options.registry(), "");
            ForgeKind kind = options.forge() == null
                    ? new ForgeSearch(client, environment).find(options.registry(), options.forgeUrl())
                    : options.forge();
            return new Run(options, contributions, client, objects, kind).run();
        }
    }

    private final class Run {

        private final ProposalOptions options;
        private final ApiClient client;
        private final ForgeKind kind;
        private final Optional<Login> login;
        private final Optional<Login> pushLogin;
        private final Proposal proposal;

        Run(
                ProposalOptions options,
                Map<RepositoryName, OfferedRepository> contributions,
                ApiClient client,
                GitObjects objects,
                ForgeKind kind) {
            this.options = options;
            this.client = client;
            this.kind = kind;
            this.login = tokens.find(options.registry(), kind);
            this.pushLogin = options.fork() == null ? login : tokens.find(options.fork(), kind);
            GitRemote registry = remote(objects, options.registry(), login);
            this.proposal = new Proposal(
                    options,
                    contributions,
                    objects,
                    registry,
                    options.fork() == null ? registry : remote(objects, options.fork(), pushLogin),
                    new LocalHistory(source)::isAncestor,
                    new ContinuousIntegration(environment),
                    backoff,
                    progress);
        }

        private GitRemote remote(GitObjects objects, GitAddress address, Optional<Login> opener) {
            return new GitRemote(objects, address, opener.orElse(null), proxy, environment, backoff, progress);
        }

        ProposalResult run() {
            boolean needsToken = options.pushed().isWeb() && pushLogin.isEmpty();
            if (options.dryRun() || needsToken && kind != ForgeKind.NONE) {
                return patched();
            }
            Proposal.Result result;
            try {
                result = proposal.push((target, commit) -> forge(target)
                        .flatMap(Forge::find)
                        .filter(found -> !found.isOpen() && found.head().equals(commit))
                        .isPresent());
            } catch (RegistryException e) {
                if (needsToken && isRefusal(e)) {
                    return patched();
                }
                throw explained(e);
            }
            if (!result.isPushed()) {
                return ProposalResult.nothing(result.draft().leftOut());
            }
            return forge(result.target())
                    .map(forge -> requested(forge, result))
                    .orElseGet(() -> proposed(Outcome.PUSHED, result, "", List.of()));
        }

        private ProposalResult requested(Forge forge, Proposal.Result result) {
            progress.step("Opening the pull request", "");
            String title = result.text().title();
            String body = result.text().body();
            Optional<Forge.PullRequest> open = forge.find().filter(Forge.PullRequest::isOpen);
            if (open.isPresent()) {
                forge.update(open.get(), title, body);
                return proposed(Outcome.UPDATED, result, open.get().url(), forge.label(open.get()));
            }
            Forge.PullRequest opened = forge.open(title, body);
            return proposed(Outcome.OPENED, result, opened.url(), forge.label(opened));
        }

        private ProposalResult patched() {
            Proposal.Result result = proposal.patch();
            return result.patch().length == 0
                    ? ProposalResult.nothing(result.draft().leftOut())
                    : proposed(Outcome.PATCH, result, "", List.of());
        }

        private ProposalResult proposed(
                Outcome outcome, Proposal.Result result, String pullRequest, List<Problem> ofTheForge) {
            return new ProposalResult(
                    outcome,
                    result.text().title(),
                    result.text().body(),
                    proposal.branch(),
                    options.pushed().toString(),
                    pullRequest,
                    result.isSent(),
                    result.patch(),
                    Stream.concat(result.draft().leftOut().stream(), ofTheForge.stream())
                            .toList());
        }

        private Optional<Forge> forge(String target) {
            Optional<RemoteUrl> web = ForgeSearch.web(options.registry(), options.forgeUrl());
            if (kind == ForgeKind.NONE || web.isEmpty() || login.isEmpty()) {
                return Optional.empty();
            }
            if (web.get().scheme().equals("http")
                    && !LoopbackName.isExact(web.get().host())) {
                throw new RegistryException(Problem.of(
                                ProblemCode.CONFIGURATION_INVALID,
                                web.get().toString(),
                                "would get the token without encryption")
                        .hint("Name the forge with https://."));
            }
            ForgeApi api = ForgeApi.of(client, kind, web.get(), login.get().secret(), backoff);
            return Optional.of(Forge.of(
                    kind,
                    api,
                    new Forge.Subject(
                            ForgeSearch.slug(options.registry(), web.get()),
                            ForgeSearch.slug(options.pushed(), web.get()),
                            proposal.branch(),
                            target,
                            options.labels(),
                            options.draft())));
        }

        private boolean isRefusal(RegistryException e) {
            ProblemCode code = e.problem().code();
            return code == ProblemCode.UNAUTHORIZED || code == ProblemCode.DENIED;
        }

        /** What a git server refuses, in the words of its forge. */
        private RegistryException explained(RegistryException e) {
            Problem problem = e.problem();
            boolean ours = problem.subject().equals(options.pushed().toString())
                    || problem.subject().equals(options.registry().toString());
            if (!ours || !isRefusal(e) && problem.code() != ProblemCode.NAME_UNKNOWN) {
                return e;
            }
            String hint = problem.hint() == null ? "" : problem.hint() + " ";
            return new RegistryException(problem.hint(hint + Permissions.forPushing(kind)), e);
        }
    }
}
