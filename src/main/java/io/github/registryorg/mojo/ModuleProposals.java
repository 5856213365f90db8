package io.github.registryorg.mojo;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.contribute.ProposalResult;
import io.github.registryorg.contribute.PullRequestRequest;
import io.github.registryorg.contribute.PullRequestResult;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.maven.plugin.logging.Log;
import org.jspecify.annotations.Nullable;

/**
 * The pull requests of a build: one for each registry, with the contributions of all modules. On the command line the
 * goal runs once, for all of them; bound to a phase it runs in each, and the last one to run opens the pull requests.
 *
 * @param own the goal as it was called
 * @param reactor the other modules
 * @param isRequired whether a missing contribution is an error
 */
record ModuleProposals(ContributingModule own, Reactor reactor, boolean isRequired, Log log) {

    /** The goal as one module configures it. */
    interface ContributingModule {

        MavenModule module();

        boolean isModuleSkipped();

        /** The git repository of its registry; null where the module has none of its own. */
        @Nullable String registryRepository();

        /** The directory of its contribution, which may be absent. */
        Path contribution();

        PullRequestRequest request(List<Path> contributions);
    }

    /** @param modules that the goal on the command line is for; the one that runs, where it is bound to a phase */
    void propose(List<? extends ContributingModule> modules, boolean isOnCommandLine) {
        List<? extends ContributingModule> wanted =
                modules.stream().filter(module -> !module.isModuleSkipped()).toList();
        if (wanted.isEmpty()) {
            log.info("Skipped (registry.skip).");
            return;
        }
        Map<Path, String> published =
                isOnCommandLine ? new BuildPublications(reactor.session(), reactor.plugin()).written() : Map.of();
        List<PullRequestRequest> requests = requests(wanted, published, modules.size() == 1);
        if (requests.isEmpty()) {
            log.info("No contribution found in " + own.contribution() + ".");
        }
        if (isOnCommandLine) {
            finish(Reactor.Done.all(requests));
            return;
        }
        Reactor.Done done = requests.isEmpty() ? reactor.done(Reactor.Nothing.ABSENT) : reactor.done(requests.get(0));
        if (!done.isLast() && !requests.isEmpty()) {
            log.info("Its contribution is proposed with those of the modules that are still to come.");
        }
        finish(done);
    }

    /** A module was skipped, bound to a phase: others may wait for it. */
    void skip() {
        finish(reactor.done(Reactor.Nothing.SKIPPED));
    }

    /**
     * Of each module that has a contribution: to the registry that it names, or else to that of the topmost project.
     *
     * @param published directories that this build has written, wherever they are, and the modules that did so
     */
    private List<PullRequestRequest> requests(
            List<? extends ContributingModule> modules, Map<Path, String> published, boolean isAlone) {
        List<PullRequestRequest> requests = new ArrayList<>();
        for (ContributingModule module : modules) {
            Stream<Path> elsewhere = published.entrySet().stream()
                    .filter(one ->
                            isAlone || one.getValue().equals(module.module().name()))
                    .map(Map.Entry::getKey);
            List<Path> contributions = Stream.concat(Stream.of(module.contribution()), elsewhere)
                    .map(Path::normalize)
                    .distinct()
                    .filter(Files::isDirectory)
                    .toList();
            if (!contributions.isEmpty()) {
                requests.add((isForOtherRegistry(module) ? module : own).request(contributions));
            }
        }
        return requests;
    }

    private boolean isForOtherRegistry(ContributingModule module) {
        return module.registryRepository() != null
                && !module.registryRepository().equals(own.registryRepository());
    }

    private void finish(Reactor.Done done) {
        if (done.isAbsent()) {
            absent();
        }
        done.requests().forEach(this::propose);
    }

    private void absent() {
        if (!isRequired) {
            log.info("Nothing to propose: no contribution found.");
            return;
        }
        throw new RegistryException(Problem.of(
                        ProblemCode.SOURCE_UNKNOWN, "", "there is nothing to propose: no contribution was published")
                .hint("Run registry:publish before registry:pull-request, in the same build directory, or name the"
                        + " contribution with -Dregistry.output. If builds without one are right, set"
                        + " -Dregistry.requireContribution=false."));
    }

    private void propose(PullRequestRequest request) {
        PullRequestResult result;
        try (ProgressLine progress =
                ProgressLine.of(reactor.session().getSettings().isInteractiveMode(), log)) {
            result = new StaticRegistry(progress).pullRequest(request);
        }
        result.proposed().warnings().forEach(problem -> log.warn(problem.toString()));
        if (result.proposed().outcome() == ProposalResult.Outcome.EMPTY) {
            absent();
            return;
        }
        if (result.patch() != null && !request.options().dryRun()) {
            String address = request.options().registry().toString();
            log.warn(Problem.of(ProblemCode.UNAUTHORIZED, address, "no token for it was found")
                    .hint("Set REGISTRY_TOKEN, or put a <server> named after its host into settings.xml.")
                    .toString());
        }
        result.lines().forEach(log::info);
    }
}
