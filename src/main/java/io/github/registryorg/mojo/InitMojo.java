package io.github.registryorg.mojo;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.starter.CiService;
import io.github.registryorg.starter.InitRequest;
import io.github.registryorg.starter.InitResult;
import io.github.registryorg.starter.PluginVersion;
import io.github.registryorg.starter.RegistryStarter;
import java.io.File;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Writes the files of a new registry, or of a repository that builds a container: pom.xml, CI and others. Never
 * overwrites a file. At a terminal it asks for missing values.
 */
@Mojo(name = "init", requiresProject = false, aggregator = true, threadSafe = true)
public final class InitMojo extends RegistryMojo {

    /** What to create: <code>registry</code> or <code>container</code>. */
    @Parameter(property = "registry.kind")
    private @Nullable String kind;

    /** The CI, one or several: <code>github-actions</code>, <code>circleci</code>, <code>travis</code>. */
    @Parameter(property = "registry.ci")
    private @Nullable String ci;

    /** The directory that gets the files. Without it, the one that Maven runs in. */
    @Parameter(property = "registry.directory")
    private @Nullable File directory;

    /** Of a registry: its title. */
    @Parameter(property = "registry.title")
    private @Nullable String title;

    /** Of a registry: where its site will be. */
    @Parameter(property = "registry.url")
    private @Nullable String url;

    /** Of a registry: the branch that contributions go into. */
    @Parameter(property = "registry.targetBranch", defaultValue = "main")
    private String targetBranch;

    /** Of a registry: the bucket that its site goes to. Without it, GitHub Pages. */
    @Parameter(property = "registry.target")
    private @Nullable String target;

    /** Of a registry: who reviews everything, as <code>CODEOWNERS</code> names them. */
    @Parameter(property = "registry.owners")
    private @Nullable String owners;

    /** The git URL of the registry. */
    @Parameter(property = "registry.registryRepository")
    private @Nullable String registryRepository;

    /** Of a container: the repository's name in the registry, such as <code>acme/app</code>. */
    @Parameter(property = "registry.repository")
    private @Nullable String repository;

    /** Of a container: where the bytes go, such as <code>s3://BUCKET/PREFIX</code>. */
    @Parameter(property = "registry.store")
    private @Nullable String store;

    /** Of a container: the address at which readers find the store. Without it, the store's own. */
    @Parameter(property = "registry.storeUrl")
    private @Nullable String storeUrl;

    @Override
    void run() {
        Questions questions = Questions.of(
                session.getSettings().isInteractiveMode(), ProgressLine.hasTerminal(), System.in, System.out);
        InitResult result = new StaticRegistry().init(request(questions));
        result.written().forEach(file -> getLog().info("  new: " + file));
        result.left().forEach(file -> getLog().info("  left as it is: " + file));
        result.pomSnippet().ifPresent(snippet -> {
            getLog().info("The pom.xml that is there was left as it is. Put this into it:");
            snippet.lines().forEach(line -> getLog().info("    " + line));
        });
        getLog().info(
                        result.written().isEmpty()
                                ? "All files already exist; nothing written."
                                : "Review these files, and commit them. README.md or the CI's file describes what to set up.");
    }

    InitRequest request(Questions questions) {
        String what = questions.ask(kind, "What to create, registry or container");
        Path into = directory == null
                ? Path.of(session.getExecutionRootDirectory())
                : directory.toPath().toAbsolutePath().normalize();
        PluginVersion plugin =
                new PluginVersion(execution.getGroupId(), execution.getArtifactId(), execution.getVersion());
        return switch (ParameterValues.required(what, "registry.kind", "what to create, registry or container")) {
            case "registry" -> registry(questions, into, plugin);
            case "container" -> container(questions, into, plugin);
            default ->
                throw new RegistryException(
                        Problem.of(ProblemCode.CONFIGURATION_INVALID, "registry.kind=" + what, "is not a known kind")
                                .hint("Set it to registry or container."));
        };
    }

    private InitRequest registry(Questions questions, Path into, PluginVersion plugin) {
        String name =
                into.getFileName() == null ? "registry" : into.getFileName().toString();
        return new InitRequest.OfRegistry(
                into,
                new RegistryStarter(
                        plugin,
                        services(questions),
                        questions.ask(title, "Title of the registry", name),
                        questions.ask(url, "Where its site will be, such as https://registry.acme.example"),
                        targetBranch,
                        registryRepository,
                        questions.ask(target, "The bucket for the site, such as s3://BUCKET; nothing: GitHub Pages"),
                        questions.ask(owners, "Who reviews everything, such as @acme/keepers")));
    }

    private InitRequest container(Questions questions, Path into, PluginVersion plugin) {
        String name = questions.ask(repository, "The repository's name in the registry, such as acme/app");
        String place = questions.ask(store, "Where the bytes go, such as s3://BUCKET/PREFIX");
        String registry = questions.ask(registryRepository, "The git URL of the registry, such as https://HOST/NAME");
        return new InitRequest.OfContainer(
                into,
                plugin,
                services(questions),
                RepositoryName.parse(ParameterValues.required(
                        name, "registry.repository", "the repository's name, such as acme/app")),
                ParameterValues.required(place, "registry.store", "where the bytes go, such as s3://BUCKET/PREFIX"),
                questions.ask(storeUrl, "Where readers find them; nothing: the store's own address"),
                ParameterValues.required(registry, "registry.registryRepository", "the git URL of the registry"));
    }

    private Set<CiService> services(Questions questions) {
        Set<CiService> services = EnumSet.noneOf(CiService.class);
        String ids = questions.ask(ci, "The CI, one or several of github-actions, circleci, travis", "github-actions");
        ParameterValues.items(ids).stream().map(CiService::of).forEach(services::add);
        return services;
    }
}
