package io.github.registryorg.starter;

import io.github.registryorg.client.Content;
import io.github.registryorg.client.Grade;
import io.github.registryorg.client.Grade.Works;
import io.github.registryorg.client.Need;
import io.github.registryorg.client.Operation;
import io.github.registryorg.client.SiteContent;
import io.github.registryorg.client.SiteLocation;
import io.github.registryorg.host.Host;
import io.github.registryorg.host.HostCapabilities;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which clients will be able to pull from a registry, whatever it has, known before anything is made of it. */
final class Outlook {

    private static final Set<Content> EVERYTHING = Arrays.stream(Content.Kind.values())
            .filter(kind -> kind != Content.Kind.LEGACY)
            .map(kind -> new Content(kind, Set.of()))
            .collect(Collectors.toUnmodifiableSet());

    private final Grade grade;

    private Outlook(Grade grade) {
        this.grade = grade;
    }

    /**
     * A few lines for people.
     *
     * @param host as {@code registry.host} names it
     * @param url of the site; null if it is not known yet, for one at the root of its host
     */
    static List<String> of(String host, @Nullable String url) {
        HostCapabilities capabilities = Host.of(host).capabilities();
        SiteLocation location = new SiteLocation(capabilities, url == null || isRoot(url), true);
        Grade grade = Grade.of(Host.of(host), location, new SiteContent(EVERYTHING, true, true));
        return new Outlook(grade).lines(host, url);
    }

    private static boolean isRoot(String url) {
        String path = URI.create(url).getPath();
        return path == null || path.isEmpty() || path.equals("/");
    }

    private List<String> lines(String host, @Nullable String url) {
        List<String> lines = new ArrayList<>();
        String place = url == null ? ", if the site is at the root of its host" : "";
        add(lines, "Clients that can pull everything from " + host + place, works -> works == Works.YES);
        add(lines, "Those that can pull some of it", works -> works == Works.PARTLY);
        add(lines, "Those that can't pull from it", works -> works == Works.NO);
        Set<Need> needs = new LinkedHashSet<>();
        grade.cells().values().forEach(row -> needs.addAll(pull(row).needs()));
        if (!needs.isEmpty()) {
            lines.add("because " + needs.stream().map(Need::lack).collect(Collectors.joining("; ")) + ".");
        }
        return lines;
    }

    private void add(List<String> lines, String text, Predicate<Works> works) {
        String clients = grade.cells().entrySet().stream()
                .filter(row -> row.getKey().does(Operation.PULL))
                .filter(row -> works.test(pull(row.getValue()).works()))
                .map(row -> row.getKey().title())
                .collect(Collectors.joining(", "));
        if (!clients.isEmpty()) {
            lines.add(text + ": " + clients + ".");
        }
    }

    private static Grade.Cell pull(Map<Operation, Grade.Cell> row) {
        return row.getOrDefault(Operation.PULL, new Grade.Cell(Works.NOTHING, List.of()));
    }
}
