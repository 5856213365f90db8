package io.github.registryorg.site;

import io.github.registryorg.oci.HistoryEntry;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The step of a build, as its Containerfile has it and not as tools record it. */
final class LayerCommand {

    /** Characters that are looked at. */
    private static final int MAX_LENGTH = 4_000;

    private static final Pattern SHELL = Pattern.compile("(?:RUN )?/bin/sh -c (#\\(nop\\)\\s*)?");
    private static final String BUILDKIT = "# buildkit";

    private LayerCommand() {}

    /** Null where nothing is known of it. */
    static @Nullable String of(HistoryEntry step) {
        String command = step.createdBy() == null ? "" : first(step.createdBy().strip());
        String comment = step.comment() == null ? "" : first(step.comment().strip());
        Matcher shell = SHELL.matcher(command);
        if (shell.lookingAt()) {
            command = (shell.group(1) == null ? "RUN " : "") + command.substring(shell.end());
        }
        command = command.stripTrailing();
        if (command.endsWith(BUILDKIT)) {
            command = command.substring(0, command.length() - BUILDKIT.length()).stripTrailing();
        }
        if (command.isEmpty()) {
            return comment.isEmpty() ? null : comment;
        }
        // BuildKit's comment tells how it was recorded, Jib's what is in it
        return comment.isEmpty() || comment.startsWith("buildkit.") || comment.startsWith("FROM ")
                ? command
                : command + " (" + comment + ")";
    }

    private static String first(String text) {
        return text.substring(0, Math.min(text.length(), MAX_LENGTH));
    }
}
