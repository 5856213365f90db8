package io.github.registryorg.publish;

import io.github.registryorg.oci.Manifest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.secret.AllowedSecrets;
import io.github.registryorg.store.StoreAccess;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What to publish.
 *
 * @param source what is published
 * @param baseDirectory what relative paths are relative to
 * @param buildDirectory where a build tool leaves its output
 * @param repository whose it becomes
 * @param tags that shall name it
 * @param store where the bytes go
 * @param storeUrl at which readers find the store; null where it is the store's own address
 * @param contribution directory of the metadata that is written
 * @param startsAfresh whether what the directory has from earlier builds is removed, unless a registry is kept in it
 * @param keepConfigs whether the contribution has configs too, or the store alone
 * @param allowedSecrets where in the image a secret is accepted
 * @param deep whether blobs that are there are hashed again
 * @param access how stores are reached
 */
public record PublishRequest(
        SourceRequest source,
        Path baseDirectory,
        Path buildDirectory,
        RepositoryName repository,
        Tags tags,
        String store,
        @Nullable String storeUrl,
        Path contribution,
        boolean startsAfresh,
        boolean keepConfigs,
        AllowedSecrets allowedSecrets,
        boolean deep,
        StoreAccess access) {

    public PublishRequest {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(baseDirectory, "baseDirectory");
        Objects.requireNonNull(buildDirectory, "buildDirectory");
        Objects.requireNonNull(repository, "repository");
        Objects.requireNonNull(tags, "tags");
        Objects.requireNonNull(store, "store");
        Objects.requireNonNull(contribution, "contribution");
        Objects.requireNonNull(allowedSecrets, "allowedSecrets");
        Objects.requireNonNull(access, "access");
    }

    /** With a contribution that is added to and keeps configs, and no secret accepted. */
    public PublishRequest(
            SourceRequest source,
            Path baseDirectory,
            Path buildDirectory,
            RepositoryName repository,
            Tags tags,
            String store,
            String storeUrl,
            Path contribution,
            boolean deep,
            StoreAccess access) {
        this(
                source,
                baseDirectory,
                buildDirectory,
                repository,
                tags,
                store,
                storeUrl,
                contribution,
                false,
                true,
                AllowedSecrets.NONE,
                deep,
                access);
    }

    /**
     * Which tags something gets: those that were requested, else the version. What is about something else needs
     * none.
     */
    public static final class Tags {

        private final List<Tag> tags;
        private final @Nullable String version;

        private Tags(List<Tag> tags, @Nullable String version) {
            this.tags = List.copyOf(tags);
            this.version = version;
        }

        public static Tags named(List<Tag> tags) {
            return new Tags(tags, null);
        }

        /**
         * The tags that are requested; without any, the version of the project.
         *
         * @param names tags, or versions with build metadata, which become tags as Helm writes them
         * @param version null without a project
         * @throws RegistryException {@code TAG_INVALID} if a name is not a tag
         */
        public static Tags of(List<String> names, @Nullable String version) {
            List<Tag> tags = names.stream()
                    .map(name -> Tag.ofVersion(name).orElseGet(() -> Tag.parse(name)))
                    .toList();
            return new Tags(tags, version);
        }

        List<Tag> of(Manifest root) {
            if (!tags.isEmpty() || root.subject().isPresent()) {
                return tags;
            }
            if (version == null) {
                throw new RegistryException(Problem.of(ProblemCode.CONFIGURATION_INVALID, "registry.tags", "is missing")
                        .hint("Without a pom.xml, set the tags: -Dregistry.tags=1.0,latest."));
            }
            return List.of(
                    Tag.ofVersion(version)
                            .orElseThrow(
                                    () -> new RegistryException(
                                            Problem.of(
                                                            ProblemCode.TAG_INVALID,
                                                            "\"" + version + "\"",
                                                            "the project's version is not a tag")
                                                    .hint(
                                                            "Choose a tag with -Dregistry.tags: at most 128 letters, digits, '.', '_' and '-'."))));
        }
    }
}
