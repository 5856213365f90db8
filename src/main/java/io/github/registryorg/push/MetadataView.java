package io.github.registryorg.push;

import io.github.registryorg.file.FileTree;
import io.github.registryorg.metadata.MetadataDirectory;
import io.github.registryorg.metadata.OciTag;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.oci.BlobAddress;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.Reference;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a registry answers from metadata as it is now. Unreadable metadata counts as absent. */
final class MetadataView {

    private final MetadataDirectory metadata;

    MetadataView(FileTree tree) {
        this.metadata = new MetadataDirectory(tree, problem -> {});
    }

    List<RepositoryName> repositories() {
        return metadata.repositories();
    }

    boolean has(RepositoryName name) {
        return metadata.has(name);
    }

    Optional<RawManifest> manifest(RepositoryName name, Reference reference) {
        Repository repository = metadata.repository(name);
        if (reference instanceof Digest digest) {
            return served(repository, digest);
        }
        Tag tag = (Tag) reference;
        return repository.tags().contains(tag)
                ? repository
                        .tag(tag)
                        .filter(OciTag.class::isInstance)
                        .flatMap(record -> served(repository, ((OciTag) record).digest()))
                : Optional.empty();
    }

    List<Tag> tags(RepositoryName name) {
        Repository repository = metadata.repository(name);
        return repository.tags().stream()
                .filter(tag ->
                        repository.tag(tag).filter(OciTag.class::isInstance).isPresent())
                .toList();
    }

    List<BlobAddress> addresses(RepositoryName name) {
        return BlobAddress.inStores(metadata.repository(name).bases(metadata.settings()));
    }

    /** All manifests that are served, in the order of their digests; each is read when it is its turn. */
    Stream<RawManifest> manifests(RepositoryName name) {
        Repository repository = metadata.repository(name);
        return repository.digests().stream().flatMap(digest -> served(repository, digest).stream());
    }

    /** What has this subject, in the order of their digests. */
    List<RawManifest> referrers(RepositoryName name, Digest subject) {
        return manifests(name)
                .filter(manifest -> manifest.manifest()
                        .subject()
                        .filter(descriptor -> descriptor.digest().equals(subject))
                        .isPresent())
                .toList();
    }

    private static Optional<RawManifest> served(Repository repository, Digest digest) {
        return repository.note(digest).removed().isPresent() ? Optional.empty() : repository.manifest(digest);
    }
}
