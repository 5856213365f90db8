/**
 * Reports: the outcome of {@code registry:validate} in the formats in which others read it. Owns JSON, JUnit XML, SARIF,
 * GitLab's code quality, Markdown, annotations of GitHub, what is most important where a reader has a limit, and the
 * address of each code's documentation. Refuses to find or judge anything, and to print anything of the machine: the same
 * outcome has the same bytes everywhere.
 */
@NullMarked
package io.github.registryorg.report;

import org.jspecify.annotations.NullMarked;
