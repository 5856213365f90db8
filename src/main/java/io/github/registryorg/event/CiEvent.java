package io.github.registryorg.event;

import io.github.registryorg.contribute.ForgeKind;
import io.github.registryorg.net.RemoteUrl;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What started the run, as its CI says.
 *
 * @param forge what has sent it
 * @param web address of the forge for people
 * @param repository owner and name of the registry's repository there
 * @param name of the event, as the forge calls it
 * @param range the commits that it is about; null where it is about no contribution
 * @param pull number of the pull or merge request; 0 for none
 * @param senders who has pushed, by the event alone; may be empty
 * @param isAdvice whether the contribution's own workflow runs, so that it decides what is printed
 */
public record CiEvent(
        ForgeKind forge,
        RemoteUrl web,
        String repository,
        String name,
        @Nullable CommitRange range,
        long pull,
        List<ForgeUser> senders,
        boolean isAdvice) {

    /**
     * From where to where.
     *
     * @param base commit that the contribution is for, as it was when the event was sent
     * @param branch of the base, which may have newer commits by now; null where only that commit counts
     * @param head commit of the contribution
     */
    public record CommitRange(String base, @Nullable String branch, String head) {

        public CommitRange {
            Objects.requireNonNull(base, "base");
            Objects.requireNonNull(head, "head");
        }
    }

    public CiEvent {
        Objects.requireNonNull(forge, "forge");
        Objects.requireNonNull(web, "web");
        Objects.requireNonNull(repository, "repository");
        Objects.requireNonNull(name, "name");
        senders = List.copyOf(senders);
    }

    /** The number of the pull or merge request; empty where there is none. */
    public OptionalLong pullRequest() {
        return pull == 0 ? OptionalLong.empty() : OptionalLong.of(pull);
    }

    /** Whether it says who contributes, or of which pull request that can be asked. */
    boolean namesContributor() {
        return pull != 0 || !senders.isEmpty();
    }

    /** For people, such as {@code pull_request_target of acme/registry#5}. */
    @Override
    public String toString() {
        return name + " of " + repository + (pull == 0 ? "" : (forge == ForgeKind.GITLAB ? "!" : "#") + pull);
    }
}
