package io.github.registryorg.starter;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.Arrays;
import java.util.List;

/** The CI services for which files can be generated. */
public enum CiService {
    GITHUB_ACTIONS("github-actions"),
    GITLAB_CI("gitlab-ci"),
    /** Forgejo, and Gitea, which reads the same files in {@code .forgejo/} renamed to {@code .gitea/}. */
    FORGEJO("forgejo-actions"),
    CIRCLECI("circleci"),
    TRAVIS("travis");

    private final String id;

    CiService(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }

    /**
     * The service with this name.
     *
     * @throws RegistryException {@code CONFIGURATION_INVALID}
     */
    public static CiService of(String id) {
        List<String> known = Arrays.stream(values()).map(CiService::id).toList();
        return Arrays.stream(values())
                .filter(service -> service.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new RegistryException(
                        Problem.of(ProblemCode.CONFIGURATION_INVALID, "registry.ci=" + id, "is not a known CI")
                                .hint("One or several of these, with commas: " + String.join(", ", known) + ".")));
    }
}
