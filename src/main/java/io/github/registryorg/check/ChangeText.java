package io.github.registryorg.check;

import io.github.registryorg.check.Change.Kind;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.problem.Count;
import io.github.registryorg.problem.PrintableText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Changes as lines for people: grouped by what they mean to those who pull, digests in short. */
public final class ChangeText {

    private static final int MAX_OF_A_KIND = 100;

    private ChangeText() {}

    /** For a terminal: a heading for each kind that there is, and a line for each change below it; of many, the first. */
    public static List<String> lines(List<Change> changes) {
        List<String> lines = new ArrayList<>();
        byKind(changes).forEach((kind, all) -> {
            lines.add(heading(kind) + ":");
            all.stream().limit(MAX_OF_A_KIND).forEach(change -> lines.add("  " + line(change, PrintableText::of)));
            if (all.size() > MAX_OF_A_KIND) {
                lines.add("  … and " + Count.of(all.size() - MAX_OF_A_KIND, "more change") + ".");
            }
        });
        return lines;
    }

    /** The kinds that there are, the most important first. */
    public static Map<Kind, List<Change>> byKind(List<Change> changes) {
        return changes.stream().collect(Collectors.groupingBy(Change::kind, TreeMap::new, Collectors.toList()));
    }

    /** What a kind of change means to people who pull. */
    public static String heading(Kind kind) {
        return switch (kind) {
            case WITHDRAWN -> "Withdrawn, no longer served";
            case REMOVED -> "Tags removed";
            case MOVED -> "Tags moved to another image";
            case YANKED -> "Yanked, no longer suggested";
            case STORE -> "Repositories with another store";
            case LOCATIONS -> "Images at other locations";
            case NEW -> "New";
            case DEPRECATED -> "Deprecated";
            case PAGE -> "Pages only";
        };
    }

    /**
     * One change without its heading.
     *
     * @param escape how text of strangers is written where this goes
     */
    public static String line(Change change, UnaryOperator<String> escape) {
        String name = escape.apply(name(change));
        String before = escape.apply(shown(change.before()));
        String after = escape.apply(shown(change.after()));
        return switch (change.kind()) {
            case WITHDRAWN -> name + state(change, "withdrawn", before, after);
            case YANKED -> name + state(change, "yanked", before, after);
            case DEPRECATED -> name + state(change, "deprecated", before, after);
            case REMOVED -> name + ", which was " + before;
            case MOVED ->
                name + ": " + before + " → " + after
                        + (change.reason() == null
                                ? ""
                                : " (back, because: " + escape.apply(shown(change.reason())) + ")");
            case STORE, LOCATIONS -> name + ": " + before + " → " + after;
            case NEW -> Objects.equals(change.reference(), change.after()) ? name : name + ": " + after;
            case PAGE -> name;
        };
    }

    private static boolean isDigest(Change change) {
        return change.reference() != null && Digest.tryParse(change.reference()).isPresent();
    }

    private static String name(Change change) {
        String reference = change.reference();
        return reference == null
                ? change.repository()
                : change.repository() + (isDigest(change) ? "@" : ":") + shown(reference);
    }

    private static String state(Change change, String state, String before, String after) {
        if (change.after() == null) {
            return " is not " + state + " any more; the reason was: " + before;
        }
        return ": " + after + (change.before() == null ? "" : " (before: " + before + ")");
    }

    private static String shown(@Nullable String text) {
        return text == null
                ? "none of its own"
                : Digest.tryParse(text).map(Digest::abbreviated).orElse(text);
    }
}
