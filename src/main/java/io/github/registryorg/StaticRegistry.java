package io.github.registryorg;

import io.github.registryorg.host.ClientCommand;
import io.github.registryorg.host.Host;
import io.github.registryorg.metadata.FolderTree;
import io.github.registryorg.metadata.MetadataDirectory;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.serve.LocalServer;
import io.github.registryorg.serve.RequestListener;
import java.util.List;

/**
 * A registry without a server, from the first byte to the last request. Images are {@link #publish published}: their
 * blobs go into a store, and metadata about them becomes a contribution. What is in the first static registry's format
 * is {@link #importSeed imported}. The metadata of a registry is {@link #validate validated}, and made into a {@link #site site}, which any static host can carry, which is
 * {@link #deploy deployed} to a bucket, or {@link #serve served} here. Every method throws {@link io.github.registryorg.problem.RegistryException}.
 */
public final class StaticRegistry {

    /**
     * Source → blobs in the store → metadata of them in the contribution, checked.
     *
     * @param progress told of each blob that is done
     */
    public PublishResult publish(PublishRequest request, Progress progress) {
        try (OpenStores open = new OpenStores(request.baseFolder(), request.access())) {
            return new Publishing(request, open.stores(), progress).run();
        }
    }

    /**
     * Metadata in the first static registry's format → ours, as far as the files that it names are what it says.
     *
     * @param progress told of each tag that is done, in words
     */
    public ImportResult importSeed(ImportRequest request, Progress progress) {
        try (OpenStores open = new OpenStores(request.directory(), request.access())) {
            return new Importing(request, open.stores(), progress).run();
        }
    }

    /** Metadata → findings: about its structure, and about every blob that it names. */
    public ValidateResult validate(ValidateRequest request) {
        try (OpenStores open = new OpenStores(request.directory(), request.access())) {
            return new Validation(request, open.stores()).run();
        }
    }

    /** Valid metadata → the files of a site, in place of the old ones. */
    public SiteResult site(SiteRequest request) {
        try (OpenStores open = new OpenStores(request.directory(), request.access())) {
            return new SiteBuild(request, open.stores()).run();
        }
    }

    /**
     * A site → a bucket that readers pull from.
     *
     * @param progress told of what is done
     */
    public DeployResult deploy(DeployRequest request, Progress progress) {
        try (OpenStores open = new OpenStores(request.directory(), request.access())) {
            return new Deployment(request, open, progress).run();
        }
    }

    /**
     * A site → a registry at a local port, until it is closed.
     *
     * @param listener hears of each request
     */
    public LocalServer serve(ServeRequest request, RequestListener listener) {
        return LocalServer.start(
                request.site(), request.directory(), request.access().map()::folderBehind, request.port(), listener);
    }

    /** Commands that pull something from a site that is served at this address; empty where nothing can be pulled. */
    public List<ClientCommand> examples(ServeRequest request, String authority) {
        RepositoryPages pages = new RepositoryPages(null, Host.of("local"), authority);
        MetadataDirectory metadata = new MetadataDirectory(new FolderTree(request.directory()), problem -> {});
        return metadata.repositories().stream()
                .map(metadata::repository)
                .map(repository -> commands(pages, repository))
                .filter(commands -> !commands.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static List<ClientCommand> commands(RepositoryPages pages, Repository repository) {
        return pages.example(repository)
                .map(tag -> pages.commands(repository, tag))
                .orElse(List.of());
    }
}
