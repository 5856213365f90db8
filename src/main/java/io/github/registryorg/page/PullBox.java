package io.github.registryorg.page;

import io.github.registryorg.client.PullTemplate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How to pull from a repository. All texts may come from strangers.
 *
 * @param notes what a reader should know before pulling, one plain line each
 * @param instead what a reader can do where nothing can be pulled, one plain line each; empty where something can be
 * @param downloads files to download where nothing can be pulled; may be empty
 * @param commands that pull the tag which a newcomer would take, one per client; may be empty
 * @param example that tag; null where there are no commands
 * @param choices tags to choose from; empty where there are no commands
 * @param templates the commands of the choices; what is alike for clients has the same
 */
public record PullBox(
        List<String> notes,
        List<String> instead,
        List<WebLink> downloads,
        List<PullCommand> commands,
        @Nullable String example,
        List<PullChoice> choices,
        List<List<PullTemplate>> templates) {

    /** Nothing to pull, and nothing to say about it. */
    public static final PullBox EMPTY =
            new PullBox(List.of(), List.of(), List.of(), List.of(), null, List.of(), List.of());

    private static final int MAX_DOWNLOADS = 12;

    public PullBox {
        notes = lines(notes);
        instead = lines(instead);
        downloads = downloads.stream().limit(MAX_DOWNLOADS).toList();
        commands = List.copyOf(commands);
        example = PlainText.line(example, 128);
        choices = List.copyOf(choices);
        templates = templates.stream()
                .map(group -> group.stream().map(PullBox::visible).toList())
                .toList();
        for (PullChoice choice : choices) {
            Objects.checkIndex(choice.templates(), templates.size());
        }
    }

    private static PullTemplate visible(PullTemplate template) {
        PullCommand shown = new PullCommand(template.title(), template.text());
        return new PullTemplate(template.client(), shown.client(), shown.text(), template.takesDigest());
    }

    private static List<String> lines(List<String> texts) {
        return texts.stream()
                .flatMap(text -> Stream.ofNullable(PlainText.line(text, 1_000)))
                .toList();
    }

    /** Whether there is nothing to show. */
    public boolean isEmpty() {
        return notes.isEmpty() && instead.isEmpty() && downloads.isEmpty() && commands.isEmpty();
    }

    /** The command of the client that most people use; empty where there is none. */
    public Optional<PullCommand> firstCommand() {
        return commands.stream().findFirst();
    }

    /** The commands of all other clients. */
    public List<PullCommand> otherCommands() {
        return commands.stream().skip(1).toList();
    }

    /** The titles of all clients that pull one of the choices, each once. */
    public List<String> clients() {
        return templates.stream()
                .flatMap(List::stream)
                .map(PullTemplate::title)
                .distinct()
                .toList();
    }
}
