package io.github.registryorg.contribute;

import io.github.registryorg.git.CommitSigner;
import io.github.registryorg.git.GitAddress;
import io.github.registryorg.git.GitPerson;
import io.github.registryorg.net.RemoteUrl;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Options of a proposal.
 *
 * @param registry the registry's git repository
 * @param fork the repository that is pushed to; null for the registry's own
 * @param branch that is pushed; null for the one that follows from what is proposed
 * @param build what the repositories are built by
 * @param hasModules whether that has modules, which share one branch
 * @param target branch that it shall go into; null for the default branch
 * @param forge null where it has to be found out
 * @param forgeUrl the forge's address for people; null where it follows from the registry's
 * @param author of the commit
 * @param labels of the pull request
 * @param draft whether the pull request is opened as one that is not ready
 * @param signOff whether the author signs off the commit
 * @param signer null for a commit without a signature
 * @param rollback whether tags may go back to older images
 * @param dryRun whether nothing is pushed
 */
public record ProposalOptions(
        GitAddress registry,
        @Nullable GitAddress fork,
        @Nullable String branch,
        String build,
        boolean hasModules,
        @Nullable String target,
        @Nullable ForgeKind forge,
        @Nullable RemoteUrl forgeUrl,
        GitPerson author,
        List<String> labels,
        boolean draft,
        boolean signOff,
        @Nullable CommitSigner signer,
        boolean rollback,
        boolean dryRun) {

    public ProposalOptions {
        Objects.requireNonNull(registry, "registry");
        Objects.requireNonNull(build, "build");
        Objects.requireNonNull(author, "author");
        labels = List.copyOf(labels);
    }

    /** Where the branch goes. */
    GitAddress pushed() {
        return fork == null ? registry : fork;
    }
}
