package io.github.registryorg.mojo;

import io.github.registryorg.contribute.ForgeKind;
import io.github.registryorg.contribute.ProposalOptions;
import io.github.registryorg.contribute.PullRequestRequest;
import io.github.registryorg.contribute.Tokens;
import io.github.registryorg.git.CommitSigner;
import io.github.registryorg.git.GitAddress;
import io.github.registryorg.git.GitPerson;
import io.github.registryorg.git.LocalHistory;
import io.github.registryorg.net.RemoteUrl;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.plugin.MavenPluginManager;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.rtinfo.RuntimeInformation;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

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
public final class PullRequestMojo extends RegistryMojo implements ModuleProposals.ContributingModule {

    /**
     * The git repository of the registry: <code>https://HOST/PATH</code>, <code>ssh://git@HOST/PATH</code>,
     * <code>git@HOST:PATH</code> or <code>file:///PATH</code>.
     */
    @Parameter(property = "registry.registryRepository")
    private @Nullable String registryRepository;

    /**
     * The directory of the contribution. Without it, <code>registry</code> in the build directory. On the command line
     * of a multi-module build, each module's own, unless the module is skipped.
     */
    @Parameter(property = "registry.output")
    private @Nullable File output;

    /**
     * The branch to push. Without it, <code>update/acme+app</code> for the repository <code>acme/app</code>; for a
     * project with modules, whichever of them are built, <code>update/_</code> and the artifact id of its topmost
     * project.
     */
    @Parameter(property = "registry.branch")
    private @Nullable String branch;

    /** The target branch of the pull request. Without it, the default branch of the registry's repository. */
    @Parameter(property = "registry.targetBranch")
    private @Nullable String targetBranch;

    /** The git repository to push to, where it is not the registry's own: a fork of it. */
    @Parameter(property = "registry.fork")
    private @Nullable String fork;

    /**
     * <code>github</code>, <code>gitlab</code>, <code>forgejo</code> (Gitea too), or <code>none</code> to push
     * the branch only. Without it, it is detected from the host's name or its API.
     */
    @Parameter(property = "registry.forge")
    private @Nullable String forge;

    /**
     * The web address of the forge, where it is not <code>https://HOST</code> of the registry's repository: another host,
     * or a path below it.
     */
    @Parameter(property = "registry.forgeUrl")
    private @Nullable String forgeUrl;

    /**
     * The id of a server in <code>settings.xml</code> whose password is the token, which may be encrypted. Without it,
     * the host of the registry's repository.
     */
    @Parameter(property = "registry.gitServer")
    private @Nullable String gitServer;

    /** The author of the commit, <code>Name &lt;name@example.org&gt;</code>. Without it, that of git or the CI. */
    @Parameter(property = "registry.author")
    private @Nullable String author;

    /** Labels of the pull request, set unless it has any. Where the forge refuses them, the goal warns. */
    @Parameter(property = "registry.labels")
    private @Nullable List<String> labels;

    /** Whether the pull request is opened as a draft. */
    @Parameter(property = "registry.draft", defaultValue = "false")
    private boolean draft;

    /** Whether the commit has a line <code>Signed-off-by</code>. */
    @Parameter(property = "registry.signOff", defaultValue = "false")
    private boolean signOff;

    /** <code>gpg</code> or <code>ssh</code>, to sign the commit with the machine's gpg or ssh-keygen. */
    @Parameter(property = "registry.sign")
    private @Nullable String sign;

    /** The key that signs: an id or address that gpg knows, or the file of an ssh key. */
    @Parameter(property = "registry.signingKey")
    private @Nullable String signingKey;

    /** Moves tags to older images too. */
    @Parameter(property = "registry.rollback", defaultValue = "false")
    private boolean rollback;

    /**
     * Whether the goal fails if no contribution is found. Of several modules in one build, one contribution is
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
        // the modules may differ in whether they are skipped
        return super.isSkipped() && !isForModules();
    }

    @Override
    void run() {
        List<PullRequestMojo> modules = isForModules()
                ? new ModuleGoals(session, execution, lifecycle, plugins).all(PullRequestMojo.class)
                : List.of(this);
        proposals().propose(modules, isOnCommandLine());
    }

    @Override
    void skipped() {
        if (!isOnCommandLine()) {
            proposals().skip();
        }
    }

    private ModuleProposals proposals() {
        PlannedExecutions planned = new PlannedExecutions(session, plugin, lifecycle);
        Reactor reactor = new Reactor(session, plugin, project, execution, planned);
        return new ModuleProposals(this, reactor, requireContribution, getLog());
    }

    @Override
    public boolean isModuleSkipped() {
        return skip;
    }

    @Override
    public @Nullable String registryRepository() {
        return registryRepository;
    }

    @Override
    public Path contribution() {
        return module().orBuild(output, "registry");
    }

    @Override
    public PullRequestRequest request(List<Path> contributions) {
        GitAddress registry = GitAddress.parse(
                "registry.registryRepository",
                ParameterValues.required(
                        registryRepository,
                        "registry.registryRepository",
                        "the git repository of the registry, such as https://github.com/acme/registry"));
        MavenSettings settings = new MavenSettings(session.getSettings(), decrypter, maven);
        Map<String, String> environment = System.getenv();
        return new PullRequestRequest(
                contributions,
                module().buildDirectory(),
                module().baseDirectory(),
                options(registry, environment),
                new Tokens(settings::token, gitServer, registry, environment),
                settings.proxies(),
                environment);
    }

    private ProposalOptions options(GitAddress registry, Map<String, String> environment) {
        ModuleTree tree = ModuleTree.of(module());
        return new ProposalOptions(
                registry,
                fork == null ? null : GitAddress.parse("registry.fork", fork),
                branch,
                tree.artifactId(),
                tree.hasModules(),
                targetBranch,
                forge == null ? null : ForgeKind.parse(forge),
                forgeUrl == null ? null : RemoteUrl.parse(forgeUrl),
                author == null
                        ? new LocalHistory(module().baseDirectory()).author(environment)
                        : GitPerson.parse("registry.author", author),
                ParameterValues.items(labels),
                draft,
                signOff,
                sign == null
                        ? null
                        : CommitSigner.of(
                                sign, signingKey, session.getSettings().isInteractiveMode()),
                rollback,
                dryRun);
    }
}
