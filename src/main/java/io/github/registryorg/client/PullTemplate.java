package io.github.registryorg.client;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Tag;
import java.util.Optional;

/**
 * A command that pulls from a repository, before it is known which of its tags. What is left open is in braces, which are
 * in no address and no name: {@value #REFERENCE}, {@value #TAG} and {@value #VERSION}.
 *
 * @param client the program
 * @param title the program and how it pulls, where it pulls in several ways
 * @param text one line for a shell
 * @param takesDigest whether the client also pulls by digest
 */
public record PullTemplate(String client, String title, String text, boolean takesDigest) {

    /** {@code :1.4.2} or {@code @sha256:…}. */
    public static final String REFERENCE = "{reference}";

    /** {@code 1.4.2}. */
    public static final String TAG = "{tag}";

    /** The {@link #version} of a tag. */
    public static final String VERSION = "{version}";

    /** The version of a chart under a tag: tags have no plus. */
    public static String version(Tag tag) {
        return Compatibility.version(tag);
    }

    /** The command that pulls a tag. */
    public ClientCommand byTag(Tag tag) {
        return filled(tag, ":" + tag);
    }

    /**
     * The command that pulls what a tag names, whatever becomes of the tag; empty where the client takes no digest.
     *
     * @param tag for the names of files
     */
    public Optional<ClientCommand> byDigest(Tag tag, Digest digest) {
        return takesDigest ? Optional.of(filled(tag, "@" + digest)) : Optional.empty();
    }

    private ClientCommand filled(Tag tag, String reference) {
        return new ClientCommand(
                client,
                text.replace(REFERENCE, reference).replace(TAG, tag.name()).replace(VERSION, version(tag)));
    }
}
