package io.github.registryorg.catalog;

import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Timestamp;
import io.github.registryorg.page.ListedTag;
import io.github.registryorg.tree.Stage;
import io.github.registryorg.tree.TreeSink;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * New tags as an Atom feed (RFC 4287), the newest first. Ids and times are those of the metadata: a tag that comes to name
 * another digest is a new entry.
 *
 * @param registry the registry's title
 * @param base address of the site, with a slash at the end
 */
record Feed(String registry, String base) {

    static final MediaType TYPE = new MediaType("application/atom+xml");

    /** Entries of a feed, at most. */
    static final int MAX_ENTRIES = 50;

    /** What Atom wants of a feed without entries; no reader takes it for news. */
    private static final Instant NEVER = Instant.EPOCH;

    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    /**
     * A tag that may be in a feed.
     *
     * @param tag whose time of publication is known
     * @param about what the repository is; null where unknown
     * @param day of its publication
     */
    record Entry(
            RepositoryName repository,
            ListedTag tag,
            @Nullable String about,
            int day) {

        Entry(RepositoryName repository, ListedTag tag, @Nullable String about) {
            this(repository, tag, about, Day.of(Objects.requireNonNull(tag.published())));
        }
    }

    /** One that is in it. */
    private record Dated(Entry entry, Instant published) {

        /** Empty where it is no time, or none that RFC 3339 has: its years have four digits. */
        static Optional<Dated> of(Entry entry) {
            return Timestamp.tryParse(Objects.requireNonNull(entry.tag().published()))
                    .map(time -> time.instant().truncatedTo(ChronoUnit.SECONDS))
                    .filter(time -> !time.isBefore(FIRST) && time.isBefore(END))
                    .map(time -> new Dated(entry, time));
        }
    }

    /**
     * @param path of the feed in the site
     * @param of what it is about, such as {@code acme/app}; empty: the registry
     * @param page of the same, relative to the site
     * @param entries all that could be in it, in any order; of equal times the first come first
     */
    void emit(String path, String of, String page, List<Entry> entries, TreeSink sink) {
        List<Dated> newest = newest(entries);
        StringBuilder feed = new StringBuilder(Xml.DECLARATION);
        feed.append("<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
        element("id", base + path, feed);
        element("title", (of.isEmpty() ? "" : of + " · ") + registry, feed);
        element(
                "updated",
                newest.isEmpty() ? NEVER.toString() : newest.get(0).published().toString(),
                feed);
        feed.append("<author><name>").append(Xml.escaped(registry)).append("</name></author>\n");
        link("self", TYPE.value(), base + path, feed);
        link("alternate", "text/html", base + page, feed);
        newest.forEach(dated -> append(dated.entry(), dated.published(), feed));
        feed.append("</feed>\n");
        sink.file(path, Stage.PAGES, TYPE, feed.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void append(Entry entry, Instant published, StringBuilder feed) {
        String page = base + entry.repository() + "/";
        feed.append("<entry>\n");
        element("id", page + "#" + entry.tag().tag() + "@" + entry.tag().digest(), feed);
        element("title", entry.repository() + ":" + entry.tag().tag(), feed);
        element("updated", published.toString(), feed);
        link("alternate", "text/html", page, feed);
        String platforms = String.join(", ", entry.tag().platforms());
        String about = entry.about() == null ? platforms : entry.about();
        element("summary", about.isEmpty() ? String.valueOf(entry.tag().digest()) : about, feed);
        feed.append("</entry>\n");
    }

    /** The times of few are read, since there may be hundreds of thousands. */
    private static List<Dated> newest(List<Entry> entries) {
        int[] days = entries.stream().mapToInt(Entry::day).sorted().toArray();
        // a day begins at different times in different zones
        int from = days.length <= MAX_ENTRIES ? Day.FIRST : Day.before(days[days.length - MAX_ENTRIES]);
        return entries.stream()
                .filter(entry -> entry.day() >= from)
                .flatMap(entry -> Dated.of(entry).stream())
                .sorted(Comparator.comparing(Dated::published).reversed())
                .limit(MAX_ENTRIES)
                .toList();
    }

    private static void element(String name, String text, StringBuilder feed) {
        feed.append('<').append(name).append('>').append(Xml.escaped(text));
        feed.append("</").append(name).append(">\n");
    }

    private static void link(String relation, String type, String target, StringBuilder feed) {
        feed.append("<link rel=\"").append(relation).append("\" type=\"").append(type);
        feed.append("\" href=\"").append(Xml.escaped(target)).append("\"/>\n");
    }
}
