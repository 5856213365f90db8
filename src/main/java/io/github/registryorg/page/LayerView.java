package io.github.registryorg.page;

import io.github.registryorg.oci.Digest;
import org.jspecify.annotations.Nullable;

/**
 * A layer of an image, a file of an artifact, or a step of the build that made no layer. All texts may come from strangers.
 *
 * @param digest null of a step without a layer
 * @param size in bytes; 0 of a step without a layer
 * @param title the name of a file; null where it has none
 * @param command that made it; null where unknown
 * @param download where a file can be fetched from; null where it is nothing that is fetched alone, or is not found
 */
public record LayerView(
        @Nullable Digest digest,
        long size,
        @Nullable String title,
        @Nullable String command,
        @Nullable BlobLink download) {

    /** Commands of more characters are folded. */
    private static final int MAX_LINE_LENGTH = 90;

    private static final int MAX_COMMAND_LENGTH = 2_000;
    private static final int MAX_LABEL_LENGTH = 100;

    public LayerView {
        title = PlainText.line(title, 200);
        command = PlainText.line(command, MAX_COMMAND_LENGTH);
    }

    /** Whether it made no layer. */
    public boolean isEmpty() {
        return digest == null;
    }

    public boolean isCommandLong() {
        return command != null && command.length() > MAX_LINE_LENGTH;
    }

    /** What it is called in a list of layers: the file, or the beginning of the command; null where neither is known. */
    public @Nullable String label() {
        return PlainText.line(title == null ? command : title, MAX_LABEL_LENGTH);
    }
}
