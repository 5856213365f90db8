package io.github.registryorg.mojo;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.contribute.ForgeKind;
import io.github.registryorg.contribute.ProposalOptions;
import io.github.registryorg.contribute.Proposed;
import io.github.registryorg.contribute.PullRequestRequest;
import io.github.registryorg.contribute.PullRequestResult;
import io.github.registryorg.contribute.Tokens;
import io.github.registryorg.git.CommitSigner;
import io.github.registryorg.git.GitAddress;
import io.github.registryorg.git.GitPerson;
import io.github.registryorg.git.LocalHistory;
import io.github.registryorg.net.Login;
import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.plugin.MavenPluginManager;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.rtinfo.RuntimeInformation;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Proposes what was published to the registry: commits the contribution on a branch of the registry's git repository,
 * pushes it, and opens a pull request, or updates the one that is open. Of several modules in one build, all
 * contributions become one pull request when the last is done.
 *
 * <p>The token comes from the server of the settings, or from the environment: <code>REGISTRY_TOKEN</code>; for
 * github.com, gitlab.com and codeberg.org, or the server that the CI belongs to, also <code>GH_TOKEN</code>,
 * <code>GITHUB_TOKEN</code>, <code>GITLAB_TOKEN</code>, <code>FORGEJO_TOKEN</code>, <code>GITEA_TOKEN</code>. Without
 * one, a patch is written.
 */
@Mojo(name = "pull-request", defaultPhase = LifecyclePhase.DEPLOY, requiresProject = false, threadSafe = true)
public final class PullRequestMojo extends RegistryMojo {

    /**
     * The git repository of the registry: <code>https://HOST/PATH</code>, <code>ssh://git@HOST/PATH</code>,
     * <code>git@HOST:PATH</code> or <code>file:///PATH</code>.
     */
    @Parameter(property = "registry.registryRepository")
    private String registryRepository;

    /**
     * The directory of the contribution. Without it, <code>registry</code> in the build directory. On the command line
     * of a multi-module build, each module's own, unless the module is skipped.
     */
    @Parameter(property = "registry.output")
    private File output;

    /**
     * The branch to push. Without it, <code>update/acme+app</code> for the repository <code>acme/app</code>; for a
     * project with modules, whichever of them are built, <code>update/_</code> and the artifact id of its topmost
     * project.
     */
    @Parameter(property = "registry.branch")
    private String branch;

    /** The branch that the pull request shall go into. Without it, the default branch of the registry's repository. */
    @Parameter(property = "registry.targetBranch")
    private String targetBranch;

    /** The git repository to push to, where it is not the registry's own: a fork of it. */
    @Parameter(property = "registry.fork")
    private String fork;

    /**
     * <code>github</code>, <code>gitlab</code>, <code>forgejo</code> (Gitea too), or <code>none</code> where the branch
     * is all that is wanted. Without it, what the host is known for or answers.
     */
    @Parameter(property = "registry.forge")
    private String forge;

    /** The web address of the forge, where it is not <code>https://HOST</code> of the registry's repository. */
    @Parameter(property = "registry.forgeUrl")
    private String forgeUrl;

    /**
     * The id of a server in <code>settings.xml</code> whose password is the token, which may be encrypted. Without it,
     * the host of the registry's repository.
     */
    @Parameter(property = "registry.gitServer")
    private String gitServer;

    /** The author of the commit, <code>Name &lt;name@example.org&gt;</code>. Without it, what git or the CI says. */
    @Parameter(property = "registry.author")
    private String author;

    /** Labels of the pull request, set when it is opened. */
    @Parameter(property = "registry.labels")
    private List<String> labels;

    /** Whether the pull request is opened as a draft. */
    @Parameter(property = "registry.draft", defaultValue = "false")
    private boolean draft;

    /** Whether the commit has a line <code>Signed-off-by</code>. */
    @Parameter(property = "registry.signOff", defaultValue = "false")
    private boolean signOff;

    /** <code>gpg</code> or <code>ssh</code>, to sign the commit with the machine's gpg or ssh-keygen. */
    @Parameter(property = "registry.sign")
    private String sign;

    /** The key that signs: an id or address that gpg knows, or the file of an ssh key. */
    @Parameter(property = "registry.signingKey")
    private String signingKey;

    /** Moves tags to older images too. */
    @Parameter(property = "registry.rollback", defaultValue = "false")
    private boolean rollback;

    /**
     * Whether the goal fails where there is no contribution. Of several modules in one build, one contribution is
     * enough.
     */
    @Parameter(property = "registry.requireContribution", defaultValue = "true")
    private boolean requireContribution;

    /** Pushes nothing, and writes a patch. */
    @Parameter(property = "registry.dryRun", defaultValue = "false")
    private boolean dryRun;

    @Parameter(defaultValue = "${plugin}", readonly = true)
    PluginDescriptor plugin;

    @Inject
    private SettingsDecrypter decrypter;

    @Inject
    private RuntimeInformation maven;

    @Inject
    private LifecycleExecutor lifecycle;

    @Inject
    private MavenPluginManager plugins;

    @Override
    boolean isSkipped() {
        // each module says for itself whether it is skipped
        return super.isSkipped() && !runsForModules();
    }

    @Override
    void run() {
        List<PullRequestMojo> goals =
                modules().stream().filter(goal -> !goal.skip).toList();
        if (goals.isEmpty()) {
            getLog().info("Skipped (registry.skip).");
            return;
        }
        List<PullRequestRequest> requests = requests(goals);
        if (requests.isEmpty()) {
            getLog().info("There is no contribution in " + orBuild(output, "registry") + ".");
        }
        if (isAsked()) {
            finish(Reactor.Done.all(requests));
            return;
        }
        Reactor.Done done = requests.isEmpty()
                ? reactor().done(Reactor.Nothing.ABSENT)
                : reactor().done(requests.get(0));
        if (!done.isLast() && !requests.isEmpty()) {
            getLog().info("Its contribution is proposed with those of the modules that are still to come.");
        }
        finish(done);
    }

    /** Of each module that has a contribution: to the registry that it names, or else to that of the topmost project. */
    private List<PullRequestRequest> requests(List<PullRequestMojo> goals) {
        Map<Path, String> published = isAsked() ? new BuildPublications(session, plugin).written() : Map.of();
        List<PullRequestRequest> requests = new ArrayList<>();
        for (PullRequestMojo goal : goals) {
            // what an execution of this build has published elsewhere is proposed as well
            Stream<Path> elsewhere = published.entrySet().stream()
                    .filter(one -> !runsForModules() || one.getValue().equals(goal.module()))
                    .map(Map.Entry::getKey);
            List<Path> contributions = Stream.concat(Stream.of(goal.orBuild(goal.output, "registry")), elsewhere)
                    .map(Path::normalize)
                    .distinct()
                    .filter(Files::isDirectory)
                    .toList();
            if (!contributions.isEmpty()) {
                boolean isOwn = goal.registryRepository != null && !goal.registryRepository.equals(registryRepository);
                requests.add((isOwn ? goal : this).request(contributions));
            }
        }
        return requests;
    }

    @Override
    void skipped() {
        if (!isAsked()) {
            finish(reactor().done(Reactor.Nothing.SKIPPED));
        }
    }

    private void finish(Reactor.Done done) {
        if (done.isAbsent()) {
            absent();
        }
        done.requests().forEach(this::propose);
    }

    private void absent() {
        if (!requireContribution) {
            getLog().info("Nothing to propose: there is no contribution.");
            return;
        }
        throw new RegistryException(Problem.of(
                        ProblemCode.SOURCE_UNKNOWN, "", "there is nothing to propose: no contribution was published")
                .hint("Run registry:publish before registry:pull-request, in the same build directory, or name the"
                        + " contribution with -Dregistry.output. If builds without one are right, set"
                        + " -Dregistry.requireContribution=false."));
    }

    /** Whether the goal stands on the command line: then Maven runs it once for all modules, behind what they do. */
    private boolean isAsked() {
        return execution.getSource() == MojoExecution.Source.CLI;
    }

    /** Whether the goal is called for all modules of the build at once. */
    private boolean runsForModules() {
        return isAsked() && hasProject() && session.getProjects().size() > 1;
    }

    /** The goal as each module configures it that it is called for. */
    private List<PullRequestMojo> modules() {
        if (!runsForModules()) {
            return List.of(this);
        }
        ModuleGoals goals = new ModuleGoals(session, execution, lifecycle, plugins);
        return session.getProjects().stream()
                .map(module -> goals.of(module, PullRequestMojo.class))
                .toList();
    }

    private Reactor reactor() {
        return new Reactor(session, plugin, project, execution, new PlannedExecutions(session, plugin, lifecycle));
    }

    private void propose(PullRequestRequest request) {
        PullRequestResult result = new StaticRegistry().pullRequest(request);
        warn(result.proposed().warnings());
        if (result.proposed().outcome() == Proposed.Outcome.EMPTY) {
            absent();
            return;
        }
        if (result.patch() != null && !request.options().dryRun()) {
            String address = request.options().registry().toString();
            getLog().warn(Problem.of(ProblemCode.UNAUTHORIZED, address, "no token for it was found")
                    .hint("Set REGISTRY_TOKEN, or put a <server> named after its host into settings.xml.")
                    .toString());
        }
        result.lines().forEach(getLog()::info);
    }

    private PullRequestRequest request(List<Path> contributions) {
        GitAddress registry = GitAddress.parse(
                "registry.registryRepository",
                given(
                        registryRepository,
                        "registry.registryRepository",
                        "the git repository of the registry, such as https://github.com/acme/registry"));
        MavenSettings settings = new MavenSettings(session.getSettings(), decrypter, maven);
        Map<String, String> environment = System.getenv();
        Optional<ModuleTree> tree =
                hasProject() ? ModuleTree.around(project.getFile().toPath()) : Optional.empty();
        ProposalOptions options = new ProposalOptions(
                registry,
                fork == null ? null : GitAddress.parse("registry.fork", fork),
                branch,
                tree.map(ModuleTree::artifactId).orElseGet(this::buildName),
                tree.map(ModuleTree::hasModules).orElse(false),
                targetBranch,
                forge == null ? null : ForgeKind.parse(forge),
                forgeUrl == null ? null : RemoteUrl.parse(forgeUrl),
                author == null
                        ? new LocalHistory(baseDirectory()).author(environment)
                        : GitPerson.parse("registry.author", author),
                items(labels),
                draft,
                signOff,
                sign == null
                        ? null
                        : CommitSigner.of(
                                sign, signingKey, session.getSettings().isInteractiveMode()),
                rollback,
                dryRun);
        return new PullRequestRequest(
                contributions,
                buildDirectory(),
                baseDirectory(),
                options,
                new Tokens(id -> login(settings, id), gitServer, registry, environment),
                settings.proxy(),
                environment);
    }

    private String buildName() {
        return hasProject()
                ? project.getArtifactId()
                : baseDirectory().getFileName().toString();
    }

    private static Optional<Login> login(MavenSettings settings, String id) {
        return settings.withPassword(id)
                .map(server ->
                        Login.password(server.getUsername() == null ? "" : server.getUsername(), server.getPassword()));
    }
}
