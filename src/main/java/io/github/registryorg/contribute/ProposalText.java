package io.github.registryorg.contribute;

import io.github.registryorg.git.GitPerson;
import io.github.registryorg.metadata.Age;
import io.github.registryorg.metadata.OciTag;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Timestamp;
import io.github.registryorg.problem.ByteCount;
import io.github.registryorg.problem.MarkdownText;
import io.github.registryorg.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What reviewers read: the title and body of a pull request, and the message of the commit. */
final class ProposalText {

    private static final int MAX_TITLE_LENGTH = 120;
    /** Forges cut bodies at 65,536 characters, and so many lines are not read. */
    private static final int MAX_ROWS = 100;

    private final Map<RepositoryName, List<ProposedTag>> changes = new TreeMap<>();
    private final List<RepositoryName> repositories;
    private final List<Problem> leftOut;
    private final int files;
    private final Optional<String> run;

    ProposalText(ProposalDraft draft, Collection<RepositoryName> repositories, ContinuousIntegration ci) {
        draft.changes()
                .forEach(change -> changes.computeIfAbsent(change.repository(), name -> new ArrayList<>())
                        .add(change));
        this.repositories = changes.isEmpty() ? List.copyOf(repositories) : List.copyOf(changes.keySet());
        this.leftOut = draft.leftOut();
        this.files = draft.files().size();
        this.run = ci.run();
    }

    String title() {
        String subject;
        if (changes.size() == 1) {
            Map.Entry<RepositoryName, List<ProposedTag>> only =
                    changes.entrySet().iterator().next();
            subject = only.getKey() + ": "
                    + only.getValue().stream()
                            .map(change -> change.tag().name())
                            .collect(Collectors.joining(", "));
        } else {
            subject = repositories.stream().map(RepositoryName::name).collect(Collectors.joining(", "));
        }
        String title = "Update " + subject;
        return title.length() <= MAX_TITLE_LENGTH ? title : title.substring(0, MAX_TITLE_LENGTH - 1) + "…";
    }

    /** Markdown. */
    String body() {
        List<String> lines = new ArrayList<>();
        changes.forEach((name, tags) -> repository(lines, name, tags));
        if (changes.isEmpty()) {
            lines.add("No tag changes. " + files + " files under `digests/` are added, such as signatures.");
            lines.add("");
        }
        if (!leftOut.isEmpty()) {
            lines.add("**Left out:**");
            leftOut.forEach(problem ->
                    lines.add("- " + MarkdownText.code(problem.subject()) + " " + MarkdownText.code(problem.what())));
            lines.add("");
        }
        run.flatMap(url -> MarkdownText.link("CI run", url))
                .ifPresent(link -> lines.add("Proposed by a " + link + "."));
        lines.add("Manifests are added and none is changed: pinned digests stay pullable.");
        return String.join("\n", lines) + "\n";
    }

    private static void repository(List<String> lines, RepositoryName name, List<ProposedTag> tags) {
        lines.add("### " + MarkdownText.code(name.name()));
        lines.add("| tag | | digest | before | platforms | pull size | layers and configs |");
        lines.add("|---|---|---|---|---|---|---|");
        tags.stream().limit(MAX_ROWS).forEach(change -> lines.add(row(change)));
        if (tags.size() > MAX_ROWS) {
            lines.add("");
            lines.add("…and " + (tags.size() - MAX_ROWS) + " more tags.");
        }
        lines.add("");
        List<String> origins = tags.stream()
                .flatMap(change -> origin(change.after()))
                .distinct()
                .limit(MAX_ROWS)
                .toList();
        origins.forEach(origin -> lines.add("- " + origin));
        if (tags.stream().anyMatch(change -> change.isMove() && change.age() == Age.UNKNOWN)) {
            lines.add("- **Not known to be newer**: neither `created` nor `revision` shows which image is newer"
                    + " where a tag is marked with ?. Look at it before merging.");
        }
        lines.add("");
    }

    private static String row(ProposedTag change) {
        OciTag before = change.before();
        OciTag after = change.after();
        String what = before == null
                ? "added"
                : switch (change.age()) {
                    case NEWER -> "moved";
                    case OLDER -> "moved **back**";
                    case UNKNOWN -> "moved ?";
                };
        String kind = after.artifactType() == null
                ? ""
                : ", " + MarkdownText.code(after.artifactType().toString());
        String platforms = after.platforms().stream().map(MarkdownText::code).collect(Collectors.joining(" "));
        String size = ByteCount.binary(after.size())
                + (before == null ? "" : " (" + ByteCount.difference(after.size(), before.size()) + ")");
        return Stream.of(
                        MarkdownText.code(change.tag().name()),
                        what + kind,
                        MarkdownText.code(after.digest().abbreviated()),
                        before == null ? "" : MarkdownText.code(before.digest().abbreviated()),
                        platforms,
                        size,
                        layers(change))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String layers(ProposedTag change) {
        LayerDifference layers = change.layers();
        String added = layers.added() + " new, " + ByteCount.binary(layers.addedBytes());
        return change.isMove()
                ? layers.kept() + " kept, " + added + "; " + layers.removed() + " gone, "
                        + ByteCount.binary(layers.removedBytes())
                : added;
    }

    private static Stream<String> origin(OciTag tag) {
        List<String> parts = new ArrayList<>();
        if (tag.version() != null) {
            parts.add("version " + MarkdownText.code(tag.version()));
        }
        if (tag.revision() != null) {
            parts.add("revision " + MarkdownText.code(tag.revision()));
        }
        Optional.ofNullable(tag.source())
                .flatMap(source -> MarkdownText.link("source", revisionPage(source, tag.revision())))
                .ifPresent(parts::add);
        // a constant is no time of creation, and would look like one
        Optional.ofNullable(tag.created())
                .filter(created -> Timestamp.ofAge(created).isPresent())
                .ifPresent(created -> parts.add("created " + MarkdownText.code(created)));
        return parts.isEmpty()
                ? Stream.empty()
                : Stream.of(MarkdownText.code(tag.tag().name()) + ": " + String.join(", ", parts));
    }

    /** GitHub, GitLab and Forgejo all have a commit's page there. */
    private static String revisionPage(String source, @Nullable String revision) {
        boolean commit = Objects.requireNonNullElse(revision, "").matches("[0-9a-f]{7,64}");
        boolean forge =
                source.matches("https://(github\\.com|gitlab\\.com|codeberg\\.org)/[\\w.-]+/[\\w.-]+?(\\.git)?/?");
        return commit && forge ? source.replaceFirst("(\\.git)?/?$", "") + "/commit/" + revision : source;
    }

    /** Plain text with the trailers that a workflow in the registry may read, but for our mark. */
    String message(GitPerson author, boolean signOff) {
        StringBuilder text = new StringBuilder(title()).append("\n\n");
        changes.forEach((name, tags) -> tags.stream()
                .limit(MAX_ROWS)
                .forEach(change -> text.append(name)
                        .append(':')
                        .append(change.tag())
                        .append(change.isMove() ? " moves to " : " is ")
                        .append(change.after().digest())
                        .append('\n')));
        if (changes.isEmpty()) {
            text.append("No tag changes.\n");
        }
        text.append("\nRegistry-Pushed-By: ").append(author).append('\n');
        run.ifPresent(url -> text.append("Registry-Run: ").append(url).append('\n'));
        if (signOff) {
            text.append("Signed-off-by: ").append(author).append('\n');
        }
        return text.toString();
    }
}
