/**
 * From a contribution to a pull request: branch, commit, push, and the requests to forges. Owns {@code
 * registry:pull-request}: which tags may move, what a branch is called, and what reviewers read. Refuses to touch what is
 * not the contributed repositories' own, to overwrite commits of others, and to send a token anywhere but
 * to its server.
 */
@NullMarked
package io.github.registryorg.contribute;

import org.jspecify.annotations.NullMarked;
