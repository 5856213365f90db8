package io.github.registryorg.event;

import io.github.registryorg.contribute.ForgeKind;
import java.util.List;
import java.util.Optional;

/**
 * A pipeline of a merge request on GitLab, by its predefined variables. The pipeline is that of the contribution, which may
 * set them otherwise.
 */
final class GitLabEvent {

    private static final String REQUEST = "CI_MERGE_REQUEST_IID";

    private GitLabEvent() {}

    /** Empty outside of GitLab, and in pipelines of branches. */
    static Optional<CiEvent> read(CiVariables variables) {
        if (!variables.isSet("GITLAB_CI") || !variables.isSet(REQUEST)) {
            return Optional.empty();
        }
        String number = variables
                .value(REQUEST)
                .filter(text -> text.matches("[1-9]\\d{0,17}"))
                .orElseThrow(() -> CiVariables.invalid(REQUEST, "is not a number"));
        return Optional.of(new CiEvent(
                ForgeKind.GITLAB,
                variables.url("CI_SERVER_URL"),
                variables.repository("CI_MERGE_REQUEST_PROJECT_PATH"),
                "merge_request_event",
                new CiEvent.CommitRange(
                        // the first is set in pipelines of merged results only
                        commit(variables, "CI_MERGE_REQUEST_TARGET_BRANCH_SHA", "CI_MERGE_REQUEST_DIFF_BASE_SHA"),
                        variables
                                .value("CI_MERGE_REQUEST_TARGET_BRANCH_NAME")
                                .filter(CiVariables::isBranch)
                                .orElse(null),
                        commit(variables, "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", "CI_COMMIT_SHA")),
                Long.parseLong(number),
                List.of(),
                true));
    }

    private static String commit(CiVariables variables, String name, String otherwise) {
        return variables
                .value(name)
                .or(() -> variables.value(otherwise))
                .filter(CiVariables::isCommit)
                .orElseThrow(() -> CiVariables.invalid(name + " or " + otherwise, "is not a commit"));
    }
}
