package io.github.registryorg.publish;

import io.github.registryorg.check.Inspection;
import io.github.registryorg.file.FileTree;
import io.github.registryorg.metadata.Contribution;
import io.github.registryorg.metadata.ContributionDirectory;
import io.github.registryorg.metadata.MetadataDirectory;
import io.github.registryorg.metadata.ReservedNames;
import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Image;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.Report;
import io.github.registryorg.secret.AllowedSecrets;
import io.github.registryorg.secret.SecretSearch;
import io.github.registryorg.store.BlobStores;
import io.github.registryorg.store.StoreAddress;
import io.github.registryorg.store.WritableBlobStore;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An image → the files that it adds to the contribution of one repository: one set of rules, however the image came here.
 *
 * @param repository whose the image becomes
 * @param bases at which readers find the store
 * @param keepConfigs whether the contribution has configs too, or the store alone
 * @param allowedSecrets where in the image a secret is accepted
 * @param revision the commit that an image was built from which names none; asked for only then
 * @param warnings about the image
 */
public record Contributing(
        RepositoryName repository,
        List<String> bases,
        boolean keepConfigs,
        AllowedSecrets allowedSecrets,
        Supplier<Optional<String>> revision,
        Consumer<Problem> warnings) {

    public Contributing {
        Objects.requireNonNull(repository, "repository");
        bases = List.copyOf(bases);
        Objects.requireNonNull(allowedSecrets, "allowedSecrets");
        Objects.requireNonNull(revision, "revision");
        Objects.requireNonNull(warnings, "warnings");
    }

    /** @throws RegistryException {@code NAME_RESERVED} if no registry can have a repository of this name */
    public static void checkName(RepositoryName repository) {
        ReservedNames.reasonAgainst(repository).ifPresent(reason -> {
            throw new RegistryException(Problem.of(ProblemCode.NAME_RESERVED, repository.name(), reason)
                    .hint("Give the repository another name with -Dregistry.repository."));
        });
    }

    /** @throws RegistryException {@code TAG_INVALID} or {@code NAME_RESERVED} if nothing can be published under this tag */
    public static void checkTag(Tag tag) {
        ReservedNames.problemOf(tag, tag.name()).ifPresent(problem -> {
            throw new RegistryException(problem.hint(
                    tag.isReferrersTag()
                            ? "The site makes these by itself: publish what is about an image without a tag."
                            : "Choose another tag with -Dregistry.tags."));
        });
    }

    /**
     * The address at which readers find a store. A directory within the contribution is written relative to it, so that both
     * can move together.
     *
     * @param name of the store, as the user knows it
     * @param url that the user gives readers; null where it is the store's own address
     * @param stores from which the store was opened
     */
    public static String readersBase(
            WritableBlobStore store, String name, @Nullable String url, Path contributionDirectory, BlobStores stores) {
        Path contribution = contributionDirectory.toAbsolutePath().normalize();
        if (url != null) {
            return StoreAddress.parse(url, contribution).base().toString();
        }
        if (StoreAddress.parse(name, stores.directory()) instanceof StoreAddress.Directory directory) {
            String address = directory.path().startsWith(contribution)
                    ? "file:" + contribution.toUri().relativize(directory.path().toUri())
                    : directory.path().toUri().toString();
            // parsed once more, since a URI of a directory that is there ends with a slash
            return StoreAddress.parse(address, contribution).base().toString();
        }
        return store.base().toString();
    }

    /**
     * What is published of an image.
     *
     * @throws RegistryException {@code SECRET_FOUND}; {@code MANIFEST_INVALID} where an image's config can't be read by
     *     clients
     */
    public PublishPlan plan(Image image, List<Tag> tags, ContributionDirectory directory) {
        Contribution contribution = new Contribution(directory, repository);
        Map<Digest, byte[]> configs = new KeptContent(contribution, warnings).of(image);
        List<Blob> blobs = image.blobs().stream()
                .map(blob -> configs.containsKey(blob.digest())
                        ? new Blob(blob.descriptor(), () -> new ByteArrayInputStream(configs.get(blob.digest())))
                        : blob)
                .toList();
        Image read = new Image(image.root(), image.manifests(), blobs, image.companions());
        AllowedSecrets.Use allowed = new SecretSearch(allowedSecrets).check(read);
        return new PublishPlan(read, tags, configs, directory, contribution, allowed);
    }

    /** The files, by path, in the order in which they are written. */
    public Map<String, byte[]> draft(PublishPlan plan) {
        Contribution contribution =
                keepConfigs ? plan.contribution() : plan.contribution().withoutConfigs();
        return contribution.draft(plan.image(), plan.configs(), plan.tags(), bases, revision);
    }

    /** What is wrong with the repository as a contribution has it. */
    public Report inspect(FileTree contribution) {
        Report report = new Report();
        MetadataDirectory metadata = new MetadataDirectory(contribution, report);
        new Inspection(Inspection.structure(metadata.settings())).inspect(metadata.repository(repository), report);
        return report;
    }

    /** What is wrong with just what a plan adds to a repository that was inspected before. */
    public Report inspectAdded(PublishPlan plan, FileTree contribution) {
        Report report = new Report();
        MetadataDirectory metadata = new MetadataDirectory(contribution, report);
        List<Digest> digests =
                plan.image().manifests().stream().map(RawManifest::digest).toList();
        new Inspection(Inspection.structure(metadata.settings()))
                .inspect(metadata.repository(repository), digests, plan.tags(), report);
        return report;
    }
}
