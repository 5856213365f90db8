package io.github.registryorg.git;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A commit that is to be made.
 *
 * @param tree the root directory's object
 * @param parents what it follows
 * @param author who changed something
 * @param committer who made the commit
 * @param when both did
 * @param message with a line end at its end
 */
public record CommitDraft(
        String tree, List<String> parents, GitPerson author, GitPerson committer, Instant when, String message) {

    public CommitDraft {
        Objects.requireNonNull(tree, "tree");
        Objects.requireNonNull(author, "author");
        Objects.requireNonNull(committer, "committer");
        Objects.requireNonNull(when, "when");
        Objects.requireNonNull(message, "message");
        parents = List.copyOf(parents);
    }

    /**
     * Makes the commit, and stores it.
     *
     * @param signer null for a commit without a signature
     * @return its object's name
     */
    public String writeTo(GitObjects objects, @Nullable CommitSigner signer) {
        byte[] unsigned = content("");
        if (signer == null) {
            return objects.insertCommit(unsigned);
        }
        // what is on further lines of a header begins with a space
        String signature = signer.sign(unsigned).strip().replace("\r", "").replace("\n", "\n ");
        return objects.insertCommit(content("gpgsig " + signature + "\n"));
    }

    private byte[] content(String signature) {
        StringBuilder text = new StringBuilder("tree ").append(tree).append('\n');
        parents.forEach(parent -> text.append("parent ").append(parent).append('\n'));
        String time = " " + when.getEpochSecond() + " +0000\n";
        text.append("author ").append(author).append(time);
        text.append("committer ").append(committer).append(time);
        text.append(signature).append('\n').append(message);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
