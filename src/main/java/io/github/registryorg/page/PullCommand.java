package io.github.registryorg.page;

import java.util.Objects;

/**
 * Something to copy into a terminal.
 *
 * @param client who understands it, such as {@code Podman}
 * @param text one line or more, as it is to be typed
 */
public record PullCommand(String client, String text) {

    public PullCommand {
        client = Objects.requireNonNull(PlainText.line(client, 60), "client");
        text = Objects.requireNonNull(PlainText.block(text, 4_000), "text");
    }
}
