package io.github.registryorg.mojo;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.starter.CiService;
import io.github.registryorg.starter.ContainerStarter;
import io.github.registryorg.starter.ContainerStore;
import io.github.registryorg.starter.ImageOptions;
import io.github.registryorg.starter.InitRequest;
import io.github.registryorg.starter.InitResult;
import io.github.registryorg.starter.PluginChecksums;
import io.github.registryorg.starter.PluginRepository;
import io.github.registryorg.starter.PluginVersion;
import io.github.registryorg.starter.Recipe;
import io.github.registryorg.starter.RegistryStarter;
import io.github.registryorg.starter.SiteTarget;
import io.github.registryorg.starter.StorePlace;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Writes the files of a new registry, or of a repository that builds a container: pom.xml, CI and others. Never
 * overwrites a file, but for a <code>CODEOWNERS</code> that it has made of the owners in <code>registry.yaml</code>. At a terminal it asks for missing values, and explains what it writes; with -B it asks nothing.
 */
@Mojo(name = "init", requiresProject = false, aggregator = true, threadSafe = true)
public final class InitMojo extends RegistryMojo {

    /** What to create: <code>registry</code> or <code>container</code>. */
    @Parameter(property = "registry.kind")
    private @Nullable String kind;

    /**
     * The CI, one or several: <code>github-actions</code>, <code>gitlab-ci</code>, <code>forgejo-actions</code>,
     * <code>circleci</code>, <code>travis</code>; or <code>none</code>.
     */
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

    /**
     * Of a registry: what serves its site: <code>github-pages</code>, <code>gitlab-pages</code>, <code>s3</code>,
     * <code>cloudfront</code>, <code>nginx</code>, <code>apache</code>, <code>caddy</code>, <code>cloudflare-pages</code> or
     * <code>netlify</code>. Without it, that of <code>registry.target</code>, and without both the pages of the service.
     */
    @Parameter(property = "registry.host")
    private @Nullable String host;

    /**
     * Of a registry: where its CI deploys the site: a bucket (<code>s3://BUCKET/PREFIX</code>, <code>gs://BUCKET/PREFIX</code>),
     * the directory of a web server (<code>ssh://USER@HOST/DIRECTORY</code>), a project of Cloudflare Pages, or a site of Netlify.
     */
    @Parameter(property = "registry.target")
    private @Nullable String target;

    /**
     * Of a registry: who reviews everything, as <code>CODEOWNERS</code> names them. Where <code>registry.yaml</code> names
     * owners, these are in it instead.
     */
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

    /**
     * The address at which readers find the store. Of a container: without it, the store's own. Of a registry: the store of the
     * repositories that name none.
     */
    @Parameter(property = "registry.storeUrl")
    private @Nullable String storeUrl;

    /**
     * The Maven repository that has this plugin, which goes into the <code>pom.xml</code>: an <code>https</code> URL, or on this
     * machine an <code>http</code> or <code>file</code> URL. A login for it belongs into settings.xml, as the server
     * <code>registry-maven-plugin</code>. Without it, Maven Central.
     */
    @Parameter(property = "registry.pluginRepository")
    private @Nullable String pluginRepository;

    /** Of a container: the address of the service that has the store, if it is compatible with S3 and not AWS. */
    @Parameter(property = "registry.endpoint")
    private @Nullable String endpoint;

    /** Of a container: what builds its Dockerfile, <code>podman</code> or <code>buildx</code>. Without it, podman. */
    @Parameter(property = "registry.builder")
    private @Nullable String builder;

    /**
     * Of a container: the platforms that the CI builds its Dockerfile for, such as <code>linux/amd64,linux/arm64</code>.
     * Without it, that of the machine that builds.
     */
    @Parameter(property = "registry.platforms")
    private @Nullable List<String> platforms;

    /** Of a container: whether the CI signs it, by cosign with a key that is a secret of the CI. */
    @Parameter(property = "registry.signed", defaultValue = "false")
    private boolean signed;

    /** Of a container: whether the CI makes a software bill of materials (SBOM), and attaches it to the image. */
    @Parameter(property = "registry.sbom", defaultValue = "false")
    private boolean sbom;

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
                                : "Review these files, and commit them. " + readme(result)
                                        + " describes what to set up.");
    }

    /** The file that explains the others. */
    private static String readme(InitResult result) {
        boolean isOfContainer = Stream.concat(result.written().stream(), result.left().stream())
                .anyMatch(ContainerStarter.README::equals);
        return isOfContainer ? ContainerStarter.README : "README.md";
    }

    InitRequest request(Questions asked) {
        StarterQuestions questions = new StarterQuestions(asked);
        Path into = directory == null
                ? Path.of(session.getExecutionRootDirectory())
                : directory.toPath().toAbsolutePath().normalize();
        PluginVersion plugin = plugin();
        return switch (questions.kind(kind, into)) {
            case REGISTRY -> registry(questions, into, plugin);
            case CONTAINER -> container(questions, into, plugin);
        };
    }

    private PluginVersion plugin() {
        PluginRepository place = pluginRepository == null ? null : PluginRepository.parse(pluginRepository);
        if (place != null && place.isOfThisMachine()) {
            getLog().warn(
                            "registry.pluginRepository is on this machine: CI on another one can't get the plugin there.");
        }
        Artifact artifact = execution.getMojoDescriptor().getPluginDescriptor().getPluginArtifact();
        PluginChecksums checksums = artifact == null || artifact.getFile() == null
                ? null
                : PluginChecksums.of(artifact.getFile().toPath()).orElse(null);
        return new PluginVersion(
                execution.getGroupId(), execution.getArtifactId(), execution.getVersion(), place, checksums);
    }

    private InitRequest registry(StarterQuestions questions, Path into, PluginVersion plugin) {
        Set<CiService> services = questions.services(ci);
        String heading = questions.title(title, into);
        String address = questions.url(url);
        SiteTarget place = questions.target(host, target, services);
        List<String> clients = place.clients(address);
        if (!questions.say(clients)) {
            clients.forEach(getLog()::info);
        }
        String reviewers = questions.owners(owners);
        StorePlace store = questions.registryStore(storeUrl);
        return new InitRequest.OfRegistry(
                into,
                new RegistryStarter(
                        plugin, services, heading, address, targetBranch, registryRepository, place, reviewers, store));
    }

    private InitRequest container(StarterQuestions questions, Path into, PluginVersion plugin) {
        ImageOptions options = new ImageOptions(
                builder == null ? null : Recipe.builder(builder), ParameterValues.items(platforms), signed, sbom);
        RepositoryName name = questions.repository(repository);
        ContainerStore place = new ContainerStore(questions.store(store), questions.storeUrl(storeUrl), endpoint);
        String registry = questions.registryRepository(registryRepository);
        return new InitRequest.OfContainer(into, plugin, questions.services(ci), options, name, place, registry);
    }
}
