package io.github.registryorg.contribute;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The environment's description of the run that proposes something. It is set by whoever starts the build, so it is text of
 * strangers.
 *
 * @param environment the variables of the process
 */
record ContinuousIntegration(Map<String, String> environment) {

    private static final Pattern URL = Pattern.compile("https?://[A-Za-z0-9.\\[\\]:-]+(/[A-Za-z0-9._~/%+=&?#@:-]*)?");
    private static final int MAX_LENGTH = 500;

    /** The page of the run; empty where there is none, or its address could be anything else. */
    Optional<String> run() {
        return gitHub().or(() -> first("CI_JOB_URL", "CIRCLE_BUILD_URL", "TRAVIS_JOB_WEB_URL", "BUILD_URL"))
                .filter(url -> url.length() <= MAX_LENGTH && URL.matcher(url).matches());
    }

    private Optional<String> gitHub() {
        return first("GITHUB_SERVER_URL")
                .flatMap(server -> first("GITHUB_REPOSITORY")
                        .flatMap(repository ->
                                first("GITHUB_RUN_ID").map(run -> server + "/" + repository + "/actions/runs/" + run)));
    }

    private Optional<String> first(String... names) {
        for (String name : names) {
            String value = environment.get(name);
            if (value != null && !value.isBlank()) {
                return Optional.of(value.strip());
            }
        }
        return Optional.empty();
    }
}
