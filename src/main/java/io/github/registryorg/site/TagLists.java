package io.github.registryorg.site;

import io.github.registryorg.metadata.Repository;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RankedTag;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.page.Pager;
import io.github.registryorg.page.Pages;
import io.github.registryorg.page.TagData;
import io.github.registryorg.page.TagList;
import io.github.registryorg.page.TagListView;
import io.github.registryorg.page.TagView;
import io.github.registryorg.tree.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All tags of one repository, in their order → pages of rows, one at a time: a repository may have any number of them. */
final class TagLists {

    /** Rows of the repository's page. */
    static final int FIRST_ROWS = 100;

    /** Rows of each further page. */
    private static final int FURTHER_ROWS = 250;

    private static final MediaType HTML = new MediaType("text/html");
    private static final MediaType JSON = new MediaType("application/json");

    private final Repository repository;
    private final List<RankedTag> ranked;
    private final Set<Tag> withPage;
    private final TagRows rows;
    private final int folded;
    private final TagList first;

    /**
     * @param ranked its tags, in their order
     * @param withPage those that have a page of their own
     * @param served the digests that tags name on the site
     */
    TagLists(
            Repository repository,
            List<RankedTag> ranked,
            Set<Tag> withPage,
            Map<Tag, Digest> served,
            PlatformSizes sizes) {
        this.repository = repository;
        this.ranked = ranked;
        this.withPage = Set.copyOf(withPage);
        this.rows = new TagRows(repository, served, sizes);
        this.folded = (int) ranked.stream().filter(RankedTag::isFolded).count();
        this.first = page(1);
    }

    /** The tags that are on the repository's page. */
    TagList first() {
        return first;
    }

    /** Emits the pages of all other tags, and what sorts and filters all of them; nothing where there are no others. */
    void emitFurther(String registryTitle, Pages pages, SiteSink sink) {
        int last = pages();
        if (last == 1) {
            return;
        }
        TagData data = new TagData();
        for (int number = 1; number <= last; number++) {
            TagList list = number == 1 ? first : page(number);
            data.nextPage();
            list.rows().forEach(data::add);
            if (number > 1) {
                sink.file(
                        repository.name() + "/-/list/" + number + "/index.html",
                        Stage.PAGES,
                        HTML,
                        pages.tagList(new TagListView(registryTitle, repository.name(), list)));
            }
        }
        sink.file(repository.name() + "/-/tags.json", Stage.PAGES, JSON, data.json(ranked.size()));
    }

    /**
     * The page with the row of a tag.
     *
     * @param position of the tag among all, from 0
     */
    static int pageOf(int position) {
        return position < FIRST_ROWS ? 1 : 2 + (position - FIRST_ROWS) / FURTHER_ROWS;
    }

    private int pages() {
        return ranked.isEmpty() ? 1 : pageOf(ranked.size() - 1);
    }

    private TagList page(int number) {
        int from = number == 1 ? 0 : FIRST_ROWS + (number - 2) * FURTHER_ROWS;
        int to = Math.min(ranked.size(), number == 1 ? FIRST_ROWS : from + FURTHER_ROWS);
        List<TagView> tags = new ArrayList<>();
        List<TagView> below = new ArrayList<>();
        for (int position = from; position < to; position++) {
            RankedTag tag = ranked.get(position);
            boolean hasPage = withPage.contains(tag.tag());
            List<TagView> kind = tag.isFolded() ? below : tags;
            repository.tag(tag.tag()).ifPresent(record -> kind.add(rows.of(record, number == 1, hasPage)));
        }
        return new TagList(tags, below, folded, from + 1, ranked.size(), new Pager(number, pages()));
    }
}
