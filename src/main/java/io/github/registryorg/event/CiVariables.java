package io.github.registryorg.event;

import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The variables that a CI sets, and what values in events must look like before they are used. */
record CiVariables(Map<String, String> environment) {

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final Pattern BRANCH = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._/+@-]{0,199}");
    private static final Pattern REPOSITORY = Pattern.compile("[A-Za-z0-9_.-]{1,200}(/[A-Za-z0-9_.-]{1,200}){1,20}");

    CiVariables {
        environment = Map.copyOf(environment);
    }

    /** Empty where it is not set, or blank. */
    Optional<String> value(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    boolean isSet(String name) {
        return value(name).isPresent();
    }

    RemoteUrl url(String name) {
        String text = value(name).orElseThrow(() -> invalid(name, "is not set"));
        try {
            RemoteUrl url = RemoteUrl.parse(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            if (!url.hasQuery()) {
                return url;
            }
        } catch (RegistryException e) {
            throw new RegistryException(invalid(name, e.problem().what()).problem(), e);
        }
        throw invalid(name, "is not the address of a forge");
    }

    String repository(String name) {
        return value(name).filter(CiVariables::isRepository).orElseThrow(() -> invalid(name, "is not OWNER/NAME"));
    }

    /** Whether it may be part of a path of an API. */
    static boolean isRepository(String text) {
        return REPOSITORY.matcher(text).matches() && !text.contains("..");
    }

    static boolean isCommit(String text) {
        return COMMIT.matcher(text).matches();
    }

    /** Whether it is the name of a branch that nothing else can be meant by. */
    static boolean isBranch(String text) {
        return BRANCH.matcher(text).matches() && !text.contains("@{") && !text.contains("..");
    }

    static RegistryException invalid(String subject, String what) {
        return new RegistryException(Problem.of(ProblemCode.CONFIGURATION_INVALID, subject, what)
                .hint("Specify registry.base, registry.head and registry.contributor, which come before what the CI"
                        + " says."));
    }
}
