package io.github.registryorg.contribute;

import io.github.registryorg.git.GitCommit;
import io.github.registryorg.oci.Digest;
import java.nio.charset.StandardCharsets;

/**
 * The last line of a commit of ours whose parent is on the registry's branch. It holds for the commit's files, its
 * place and its words: a commit of others that was amended, moved or put on top of ours has no such line, nor has
 * what we put on top of that, and is kept.
 */
final class ProposalMark {

    private static final String KEY = "Registry-Proposal: ";

    private ProposalMark() {}

    /** The whole message, with the mark at its end. */
    static String mark(String tree, String parent, String message) {
        return message + KEY + hash(tree, parent, message) + "\n";
    }

    /** Whether this commit was made by this plugin, directly on its base. */
    static boolean isOurs(GitCommit commit) {
        String message = commit.message();
        int line = message.lastIndexOf(KEY);
        return line >= 0
                && commit.parents().size() == 1
                && mark(commit.tree(), commit.parent(), message.substring(0, line))
                        .equals(message);
    }

    private static String hash(String tree, String parent, String message) {
        return Digest.sha256((tree + "\n" + parent + "\n" + message).getBytes(StandardCharsets.UTF_8))
                .hex();
    }
}
