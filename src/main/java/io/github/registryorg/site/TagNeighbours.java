package io.github.registryorg.site;

import io.github.registryorg.metadata.OciTag;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RankedTag;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.page.Shown;
import io.github.registryorg.page.TagLink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The tags of one repository beside one of them: those of the same digest, and the release before it. */
final class TagNeighbours {

    /** Tags that are read, the first in their order: a repository may have any number. */
    private static final int MAX_READ = 500;

    private static final Tag LATEST = new Tag("latest");
    private static final int MAX_ALIASES = 12;
    private static final int MAX_OTHERS = 50;

    private final Set<Tag> withPage;

    /** Where the row of each is. */
    private final Map<Tag, Integer> listPages = new HashMap<>();

    /** In their order; without legacy tags, whose digests name nothing here. */
    private final List<Ranked> all = new ArrayList<>();

    private final Map<Digest, List<Tag>> byDigest = new HashMap<>();

    private record Ranked(RankedTag rank, OciTag tag) {}

    /**
     * @param ranked all tags, in their order
     * @param withPage those that have a page
     */
    TagNeighbours(Repository repository, List<RankedTag> ranked, Set<Tag> withPage) {
        this.withPage = withPage;
        int read = 0;
        for (int position = 0; position < ranked.size() && read < MAX_READ; position++) {
            RankedTag rank = ranked.get(position);
            if (rank.isImage()) {
                read++;
                if (repository.tag(rank.tag()).orElse(null) instanceof OciTag tag) {
                    all.add(new Ranked(rank, tag));
                    byDigest.computeIfAbsent(tag.digest(), none -> new ArrayList<>())
                            .add(tag.tag());
                    listPages.put(tag.tag(), TagLists.pageOf(position));
                }
            }
        }
    }

    /** To one of the tags that are read. */
    TagLink link(Tag tag) {
        return new TagLink(tag, withPage.contains(tag), Objects.requireNonNull(listPages.get(tag)));
    }

    /** Other tags of the same digest. */
    Shown<TagLink> aliases(OciTag tag) {
        return Shown.first(
                byDigest.getOrDefault(tag.digest(), List.of()).stream()
                        .filter(other -> !other.equals(tag.tag()))
                        .map(this::link)
                        .toList(),
                MAX_ALIASES);
    }

    /** The first tags of other digests that have a page, with which a page can compare. */
    List<Tag> others(OciTag tag) {
        return all.stream()
                .map(Ranked::tag)
                .filter(other ->
                        withPage.contains(other.tag()) && !other.digest().equals(tag.digest()))
                .limit(MAX_OTHERS)
                .map(OciTag::tag)
                .toList();
    }

    /**
     * The release before it, of another digest. A tag that moves, such as {@code 1.4} for {@code 1.4.2}, is lower by its
     * name alone: what names the same as a higher one is not older. {@code latest}, higher than all by its name, is as high
     * as the release of its digest.
     */
    Optional<OciTag> before(OciTag tag) {
        RankedTag from = RankedTag.of(tag.tag());
        if (from.kind() == RankedTag.Kind.LATEST) {
            from = releaseOf(tag.digest()).orElse(from);
        }
        Set<Digest> notOlder = new HashSet<>(Set.of(tag.digest()));
        for (Ranked other : all) {
            if (other.rank().kind() == RankedTag.Kind.LATEST) {
                continue;
            }
            if (other.rank().compareTo(from) <= 0) {
                notOlder.add(other.tag().digest());
            } else if (from.isSuccessorOf(other.rank())
                    && !notOlder.contains(other.tag().digest())) {
                return Optional.of(other.tag());
            }
        }
        return Optional.empty();
    }

    /** The highest release, else date, of a digest. */
    private Optional<RankedTag> releaseOf(Digest digest) {
        RankedTag latest = RankedTag.of(LATEST);
        return all.stream()
                .filter(other -> other.tag().digest().equals(digest))
                .map(Ranked::rank)
                .filter(latest::isSuccessorOf)
                .findFirst();
    }
}
