package io.github.registryorg;

import io.github.registryorg.check.PolicyTrial;
import io.github.registryorg.check.PolicyTrialRequest;
import io.github.registryorg.check.PolicyTrialResult;
import io.github.registryorg.check.ValidateRequest;
import io.github.registryorg.check.ValidateResult;
import io.github.registryorg.check.Validation;
import io.github.registryorg.client.ClientCommand;
import io.github.registryorg.client.SiteAddress;
import io.github.registryorg.client.SiteLocation;
import io.github.registryorg.contribute.ProposalResult;
import io.github.registryorg.contribute.PullRequestRequest;
import io.github.registryorg.contribute.PullRequestResult;
import io.github.registryorg.contribute.PullRequesting;
import io.github.registryorg.deploy.DeployPlan;
import io.github.registryorg.deploy.DeployRequest;
import io.github.registryorg.deploy.DeployResult;
import io.github.registryorg.deploy.Deployment;
import io.github.registryorg.file.DirectoryTree;
import io.github.registryorg.file.FileTree;
import io.github.registryorg.file.WholeFile;
import io.github.registryorg.host.Host;
import io.github.registryorg.legacy.ImportRequest;
import io.github.registryorg.legacy.ImportResult;
import io.github.registryorg.legacy.Importing;
import io.github.registryorg.metadata.CodeOwners;
import io.github.registryorg.metadata.MetadataDirectory;
import io.github.registryorg.metadata.MetadataLayout;
import io.github.registryorg.metadata.Owners;
import io.github.registryorg.net.AllowedHosts;
import io.github.registryorg.oci.Image;
import io.github.registryorg.probe.ProbeReport;
import io.github.registryorg.probe.ProbeRequest;
import io.github.registryorg.probe.RegistryProbe;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.publish.PublishPlan;
import io.github.registryorg.publish.PublishRequest;
import io.github.registryorg.publish.PublishResult;
import io.github.registryorg.publish.Publishing;
import io.github.registryorg.push.PushRequest;
import io.github.registryorg.push.Pushing;
import io.github.registryorg.remote.RemoteClient;
import io.github.registryorg.serve.LocalServer;
import io.github.registryorg.serve.RequestListener;
import io.github.registryorg.serve.ServeRequest;
import io.github.registryorg.site.EmittedSite;
import io.github.registryorg.site.FetchedBlobs;
import io.github.registryorg.site.MissingFeatures;
import io.github.registryorg.site.RepositoryPages;
import io.github.registryorg.site.SiteBuild;
import io.github.registryorg.site.SiteChanges;
import io.github.registryorg.site.SiteFiles;
import io.github.registryorg.site.SitePlan;
import io.github.registryorg.site.SiteRequest;
import io.github.registryorg.site.SiteResult;
import io.github.registryorg.starter.ContainerStarter;
import io.github.registryorg.starter.InitRequest;
import io.github.registryorg.starter.InitResult;
import io.github.registryorg.starter.StarterDirectory;
import io.github.registryorg.starter.StarterFile;
import io.github.registryorg.store.BlobUploads;
import io.github.registryorg.store.OpenStores;
import io.github.registryorg.tree.SingularityApi;
import io.github.registryorg.work.Progress;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A registry without a server, from the first byte to the last request. Its repositories {@link #init begin} with files of
 * ours. Images are {@link #publish published}: their blobs go into a store, and metadata about them becomes a
 * contribution, which is {@link #pullRequest proposed}. What is in the legacy format is
 * {@link #importLegacy imported}. The metadata of a registry is {@link #validate validated}, and made into a
 * {@link #site site}, which any static host can carry, which is {@link #deploy deployed} to a bucket, or
 * {@link #serve served} here. What is live is {@link #probe probed}. Every method throws
 * {@link io.github.registryorg.problem.RegistryException}.
 */
public final class StaticRegistry {

    private final Progress progress;

    /** Does its work without a word. */
    public StaticRegistry() {
        this(Progress.NONE);
    }

    /** @param progress hears what is done, and how far it is */
    public StaticRegistry(Progress progress) {
        this.progress = progress;
    }

    /** Source → blobs in the store → metadata of them in the contribution, checked. */
    public PublishResult publish(PublishRequest request) {
        try (OpenStores open = new OpenStores(request.baseDirectory(), request.access());
                Publishing publishing = new Publishing(request, open.stores(), progress)) {
            Image image = publishing.read();
            PublishPlan plan = publishing.plan(image);
            BlobUploads.Result uploaded = publishing.upload(plan);
            return publishing.contribute(plan, uploaded);
        }
    }

    /** Metadata in the legacy format → ours, as far as the files that it names match. */
    public ImportResult importLegacy(ImportRequest request) {
        try (OpenStores open = new OpenStores(request.directory(), request.access())) {
            Importing importing = new Importing(request, open.stores(), progress);
            importing.read();
            importing.convert();
            return importing.report();
        }
    }

    /** Nothing → the files that a registry, or a repository that builds containers, begins with. */
    public InitResult init(InitRequest request) {
        StarterDirectory directory = new StarterDirectory(request.directory());
        if (request instanceof InitRequest.OfRegistry registry) {
            MetadataDirectory metadata = new MetadataDirectory(new DirectoryTree(request.directory()), problem -> {});
            boolean hasRepositories = !metadata.repositories().isEmpty();
            Owners owners = metadata.settings().owners();
            StarterFile codeOwners = owners.isEmpty()
                    ? null
                    : new StarterFile(CodeOwners.FILE, new CodeOwners(owners).text(), CodeOwners.MARK);
            return InitResult.of(
                    directory.write(registry.starter().files(hasRepositories, codeOwners)), Optional.empty());
        }
        List<String> names = directory.names();
        ContainerStarter container = ((InitRequest.OfContainer) request).starter(names);
        Optional<String> snippet = container.pom().isThere() ? Optional.of(container.snippet()) : Optional.empty();
        return InitResult.of(directory.write(container.files()), snippet);
    }

    /** Metadata → findings: about its structure, and about every blob that it names. */
    public ValidateResult validate(ValidateRequest request) {
        try (OpenStores open = new OpenStores(request.directory(), request.access())) {
            return new Validation(request, open.stores(), progress).validate();
        }
    }

    /** A policy, and what was merged → what the policy would have refused. */
    public PolicyTrialResult tryPolicy(PolicyTrialRequest request) {
        try (OpenStores open = new OpenStores(request.directory(), request.access())) {
            return new PolicyTrial(request, open.stores(), progress).run();
        }
    }

    /** Contributions → a branch of the registry's repository, and a pull request. */
    public PullRequestResult pullRequest(PullRequestRequest request) {
        PullRequesting pullRequesting = new PullRequesting(request, progress);
        ProposalResult proposed = pullRequesting.propose();
        return pullRequesting.write(proposed);
    }

    /** Metadata → changes → plan of blobs → blobs of stores on the web → files of a site, in place of the old ones. */
    public SiteResult site(SiteRequest request) {
        try (OpenStores open = new OpenStores(request.directory(), request.access());
                SiteBuild build = new SiteBuild(request, open.stores(), progress)) {
            SiteChanges changes = build.read();
            if (changes.isEmpty()) {
                return build.unchanged(changes);
            }
            SitePlan plan = build.plan(changes);
            FetchedBlobs fetched = build.fetch(plan);
            EmittedSite site = build.emit(fetched);
            return build.replace(site);
        }
    }

    /** A site → a bucket that readers pull from. */
    public DeployResult deploy(DeployRequest request) {
        try (OpenStores open = new OpenStores(request.directory(), request.access())) {
            Deployment deployment = new Deployment(request, open, progress);
            DeployPlan plan = deployment.plan();
            return request.dryRun() ? deployment.preview(plan) : deployment.send(plan);
        }
    }

    /** A live registry → what is wrong with it, as text for people and as JSON for programs. */
    public ProbeReport probe(ProbeRequest request) {
        AllowedHosts named = request.allowed().plus(request.target().registry());
        try (RemoteClient client = RemoteClient.impatient(named, request.proxy())) {
            ProbeReport report = RegistryProbe.run(client, request.target(), request.logins(), progress);
            WholeFile.write(request.report(), report.json());
            return report;
        }
    }

    /** As {@link #serve(ServeRequest, RequestListener, Consumer)}, where nothing can be pushed. */
    public LocalServer serve(ServeRequest request, RequestListener listener) {
        return serve(request, listener, problem -> {});
    }

    /**
     * A site → a registry at a local port, until it is closed. With somewhere to push to, what clients push → blobs in the
     * store, metadata of them in the contribution; then a site is optional, and the metadata answers reads too.
     *
     * @param listener receives each request
     * @param warnings receives what is pushed and unusual
     */
    public LocalServer serve(ServeRequest request, RequestListener listener, Consumer<Problem> warnings) {
        FileTree registry = DirectoryTree.ofMetadata(request.directory());
        PushRequest push = request.push();
        if (push == null) {
            return LocalServer.start(
                    request.site(),
                    request.directory(),
                    request.access().map()::directoryBehind,
                    request.port(),
                    request.policy(),
                    listener);
        }
        // a project is no registry, whatever its directories are named
        boolean isProject = request.directory().equals(push.baseDirectory())
                && !Files.exists(request.directory().resolve(MetadataLayout.SETTINGS));
        Pushing pushing = Pushing.begin(
                push,
                isProject ? FileTree.EMPTY : registry,
                new DirectoryTree(request.site()),
                request.access(),
                warnings);
        boolean isStarted = false;
        try {
            LocalServer server = LocalServer.start(
                    request.site(),
                    request.directory(),
                    request.access().map()::directoryBehind,
                    request.port(),
                    request.policy(),
                    listener,
                    pushing,
                    request.token());
            isStarted = true;
            return server;
        } finally {
            if (!isStarted) {
                pushing.close();
            }
        }
    }

    /** What readers of a site that is served on this machine should know. */
    public List<Problem> findings(ServeRequest request) {
        return new SiteFiles(request.site())
                        .host()
                        .filter(host -> !host.equals(Host.of("local").name()))
                        .map(host -> Problem.of(
                                        ProblemCode.HOST_DIFFERS,
                                        request.site().toString(),
                                        "was made for the host " + host
                                                + ": its pages print the address that it has there")
                                .hint("For pages that print this server's address, make the site with"
                                        + " -Dregistry.host=local."))
                        .stream()
                        .toList();
    }

    /** Commands that pull something from a site that is served at this address; empty where nothing can be pulled. */
    public List<ClientCommand> examples(ServeRequest request, String authority) {
        SiteAddress address = SiteAddress.parse("http://" + authority).orElseThrow();
        SiteLocation location = address.location(Host.of("local").capabilities());
        RepositoryPages pages = new RepositoryPages("", location, address, Optional.empty());
        MetadataDirectory metadata = new MetadataDirectory(new DirectoryTree(request.directory()), problem -> {});
        return metadata.repositories().stream()
                .map(metadata::repository)
                .map(repository -> pages.commands(repository, MissingFeatures.NOTHING, SingularityApi.Images.NOTHING))
                .filter(commands -> !commands.isEmpty())
                .findFirst()
                .orElse(List.of());
    }
}
