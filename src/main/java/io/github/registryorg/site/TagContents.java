package io.github.registryorg.site;

import io.github.registryorg.client.Compatibility;
import io.github.registryorg.client.Content;
import io.github.registryorg.client.HubAddress;
import io.github.registryorg.client.Need;
import io.github.registryorg.client.SiteAddress;
import io.github.registryorg.metadata.OciTag;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.metadata.TagRecord;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.tree.SingularityApi;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What clients find of the tags of one repository. For one thread. */
final class TagContents {

    private final Repository repository;
    private final @Nullable SiteAddress address;
    private final MissingFeatures lacks;
    private final SingularityApi.Images singularity;
    private final PlatformSizes sizes;
    private final Map<Tag, Content> known = new HashMap<>();

    /**
     * @param address that clients pull from; null where it is unknown
     * @param lacks what clients don't find of its images
     * @param singularity what can be pulled by the oldest protocols
     */
    TagContents(
            Repository repository,
            @Nullable SiteAddress address,
            MissingFeatures lacks,
            SingularityApi.Images singularity) {
        this.repository = repository;
        this.address = address;
        this.lacks = lacks;
        this.singularity = singularity;
        this.sizes = new PlatformSizes(repository);
    }

    /** What can be pulled by the oldest protocols. */
    SingularityApi.Images singularity() {
        return singularity;
    }

    /** What a pull of one platform moves. */
    PlatformSizes sizes() {
        return sizes;
    }

    /** What clients find of a tag. */
    Content of(TagRecord record) {
        return known.computeIfAbsent(record.tag(), tag -> find(record));
    }

    private Content find(TagRecord record) {
        RepositoryName name = repository.name();
        Content content = new Content(Content.Kind.LEGACY, Set.of());
        if (record instanceof OciTag tag) {
            Content.Kind kind = kind(repository, tag);
            Set<Need> missing = lacks.of(tag.digest());
            content = repository
                    .manifest(tag.digest())
                    .map(manifest -> Content.of(kind, tag.tag(), manifest, missing, repository::manifest))
                    .orElseGet(() -> new Content(kind, missing))
                    .lacking(Compatibility.of(name).keySet());
            if (address != null) {
                content = content.lacking(
                        Compatibility.of(name, address.authority()).keySet());
            }
        }
        return switch (content.kind()) {
            case IMAGE, MULTI_PLATFORM_IMAGE, CHART, ARTIFACT -> content;
            case SIF, LEGACY -> {
                // without an address, the site is assumed to be where it should be
                boolean inHub = address == null || HubAddress.isTaken(address.authority() + address.path(), name);
                yield Content.singularity(content.kind(), content.lacks(), singularity.lacks(record.tag()), inHub);
            }
        };
    }

    /** A tag whose manifest is not here names an image, as far as that is known. */
    static Content.Kind kind(Repository repository, OciTag tag) {
        return repository
                .manifest(tag.digest())
                .map(raw -> Content.Kind.of(raw.manifest(), tag.artifactType()))
                .orElse(Content.Kind.IMAGE);
    }
}
