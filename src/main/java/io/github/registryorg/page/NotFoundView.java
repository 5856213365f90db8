package io.github.registryorg.page;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What the page for addresses without a page shows. A host serves it at any depth, so its links start at the root.
 *
 * @param registry the registry's title; blank: a general one
 * @param basePath the path that the site is under, {@code /} or {@code /registry/}; a slash that is missing at its
 *     end is added
 */
public record NotFoundView(String registry, String basePath) {

    private static final Pattern GRAMMAR = Pattern.compile("/(?:[A-Za-z0-9._~!$&'()*+,;=:@%-]+/)*+");

    /**
     * Checks the path.
     *
     * @throws RegistryException {@code CONFIGURATION_INVALID} if it is not an absolute path
     */
    public NotFoundView {
        registry = HomeView.title(registry);
        Objects.requireNonNull(basePath, "basePath");
        basePath = basePath.endsWith("/") ? basePath : basePath + "/";
        if (!GRAMMAR.matcher(basePath).matches()) {
            throw new RegistryException(
                    Problem.of(ProblemCode.CONFIGURATION_INVALID, "\"" + basePath + "\"", "is not a path for a site")
                            .hint("Write the path of the site's URL, such as / or /registry/."));
        }
    }
}
