/**
 * What the run's CI says of a contribution: which commits it is about, and who makes it. Owns the events of GitHub, GitLab,
 * Forgejo and Gitea, and the requests to their APIs about users and teams. Refuses to ask any host but the API of the
 * forge that the run belongs to or the user names, to take anything from the contribution for an address, and to decide
 * what anybody may do.
 *
 * <p><b>What is trusted.</b> The forge: its API, and the event that it hands to a workflow of the base. GitHub, Forgejo and
 * Gitea do so for {@code pull_request_target}; the file and its variables are then out of a contribution's reach, as long as
 * that workflow runs nothing of it. For {@code pull_request}, and for all pipelines of merge requests on GitLab, the
 * contribution's own workflow runs, which can write any event: its verdict is advice ({@link
 * io.github.registryorg.event.CiEvent#isAdvice}). Of an event, only numbers and commits are taken, and those it may add to
 * the ones that must be allowed; who made the pull request is what the API says of its number.
 */
@NullMarked
package io.github.registryorg.event;

import org.jspecify.annotations.NullMarked;
