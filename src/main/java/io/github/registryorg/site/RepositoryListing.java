package io.github.registryorg.site;

import io.github.registryorg.catalog.Catalog;
import io.github.registryorg.client.Content;
import io.github.registryorg.metadata.LegacyTag;
import io.github.registryorg.metadata.OciTag;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.metadata.RepositoryPage;
import io.github.registryorg.metadata.TagRecord;
import io.github.registryorg.oci.RankedTag;
import io.github.registryorg.oci.Timestamp;
import io.github.registryorg.page.ListedRepository;
import io.github.registryorg.page.ListedTag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A repository → how lists show it. */
final class RepositoryListing {

    /** Tags that search finds a repository by: the first in the order of tags. */
    private static final int MAX_SEARCHED_TAGS = 20;

    private RepositoryListing() {}

    /**
     * Its tags that were published last, the newest first, without yanked ones and those of machines; empty where it is
     * unknown when.
     */
    static List<ListedTag> published(Repository repository, List<RankedTag> ranked, PlatformSizes sizes) {
        List<OciTag> dated = new ArrayList<>();
        for (RankedTag tag : ranked) {
            TagRecord record = repository.tag(tag.tag()).orElse(null);
            if (!tag.isFolded()
                    && record instanceof OciTag oci
                    && repository.yankedReason(oci) == null
                    && isTime(oci.published())) {
                dated.add(oci);
            }
        }
        // of equal times, the first in the order of tags
        dated.sort(Comparator.comparing(RepositoryListing::time).reversed());
        return dated.stream()
                .limit(Catalog.MAX_PUBLISHED)
                .map(tag -> listed(sizes, tag))
                .toList();
    }

    /** Its highest release that is not yanked; or else what a newcomer would pull, or else its first image. */
    private static Optional<TagRecord> newest(Repository repository, List<RankedTag> ranked, Optional<OciTag> example) {
        return records(repository, ranked.stream().filter(tag -> tag.kind() == RankedTag.Kind.RELEASE))
                .filter(tag -> repository.yankedReason(tag) == null)
                .findFirst()
                .or(() -> example)
                .or(() -> images(repository, ranked).findFirst());
    }

    /** Without signatures, which are never pulled by a person. */
    private static Stream<TagRecord> images(Repository repository, List<RankedTag> ranked) {
        return records(repository, ranked.stream().filter(RankedTag::isImage));
    }

    private static Stream<TagRecord> records(Repository repository, Stream<RankedTag> tags) {
        return tags.flatMap(tag -> repository.tag(tag.tag()).stream());
    }

    /**
     * @param ranked its tags, in their order
     * @param example the tag that a newcomer would pull; empty where none can be pulled
     * @param published its tags, the newest first
     * @param sizes of its tags
     */
    static ListedRepository of(
            Repository repository,
            List<RankedTag> ranked,
            Optional<OciTag> example,
            List<ListedTag> published,
            PlatformSizes sizes) {
        RepositoryPage page = repository.page();
        Optional<TagRecord> newest = newest(repository, ranked, example);
        return new ListedRepository(
                repository.name(),
                page.title(),
                page.description(),
                newest.map(tag -> kind(repository, tag)).orElse(null),
                newest.map(tag -> listed(sizes, tag)).orElse(null),
                published,
                ranked.size(),
                newest.isPresent() && images(repository, ranked).allMatch(tag -> repository.yankedReason(tag) != null),
                page.deprecated(),
                page.successor(),
                words(repository, ranked, example));
    }

    private static List<String> words(Repository repository, List<RankedTag> ranked, Optional<OciTag> example) {
        Stream<String> tags = ranked.stream()
                .filter(tag -> !tag.isFolded())
                .limit(MAX_SEARCHED_TAGS)
                .map(tag -> tag.tag().name());
        Stream<String> ofImage = example.flatMap(tag -> repository.manifest(tag.digest())).stream()
                .flatMap(manifest -> repository.description(manifest).texts().stream());
        RepositoryPage page = repository.page();
        Stream<String> ofPage = Stream.of(page.vendor(), page.licenses()).filter(Objects::nonNull);
        return Stream.of(tags, ofImage, ofPage).flatMap(Function.identity()).toList();
    }

    private static Instant time(OciTag tag) {
        return Timestamp.tryParse(Objects.requireNonNull(tag.published()))
                .orElseThrow()
                .instant();
    }

    private static boolean isTime(@Nullable String published) {
        return published != null && Timestamp.tryParse(published).isPresent();
    }

    private static Content.Kind kind(Repository repository, TagRecord record) {
        return record instanceof OciTag tag ? TagContents.kind(repository, tag) : Content.Kind.LEGACY;
    }

    private static ListedTag listed(PlatformSizes sizes, TagRecord record) {
        if (record instanceof OciTag tag) {
            PlatformSizes.PullSize size = sizes.ofOne(tag);
            return new ListedTag(
                    tag.tag().name(),
                    tag.digest().toString(),
                    tag.platforms(),
                    size.bytes(),
                    size.isOfAll(),
                    isTime(tag.published()) ? tag.published() : null,
                    TagRows.age(tag.ownCreated()));
        }
        LegacyTag tag = (LegacyTag) record;
        return new ListedTag(
                tag.tag().name(),
                tag.digest(),
                List.of(),
                tag.size().number().isPresent() ? tag.size().number().getAsLong() : null,
                false,
                null,
                null);
    }
}
