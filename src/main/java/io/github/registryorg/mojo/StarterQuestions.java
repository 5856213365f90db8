package io.github.registryorg.mojo;

import io.github.registryorg.git.GitAddress;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.starter.CiService;
import io.github.registryorg.starter.Inputs;
import io.github.registryorg.starter.SiteTarget;
import io.github.registryorg.starter.StorePlace;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The questions of {@code init}, each of which is asked where the value that it gets is null. Answers are checked; values
 * are, where they are used.
 */
record StarterQuestions(Questions questions) {

    private static final String NO_SERVICE = "none";

    /** What to begin, after an introduction. */
    StarterKind kind(@Nullable String value, Path into) {
        if (value == null) {
            questions.explain(StarterKind.INTRODUCTION.formatted(into));
        }
        String answer = questions.insist(value, "What to begin here, registry or container", StarterKind::parse);
        StarterKind kind = StarterKind.parse(
                ParameterValues.required(answer, "registry.kind", "what to create, registry or container"));
        questions.explain(kind.explanation());
        return kind;
    }

    Set<CiService> services(@Nullable String value) {
        return parse(questions.ask(
                value,
                "CI, one or several of github-actions, gitlab-ci, forgejo-actions, circleci, travis, or none",
                "github-actions",
                StarterQuestions::parse));
    }

    private static Set<CiService> parse(String ids) {
        Set<CiService> services = EnumSet.noneOf(CiService.class);
        if (ids.strip().equals(NO_SERVICE)) {
            return services;
        }
        ParameterValues.items(ids).stream().map(CiService::of).forEach(services::add);
        return services;
    }

    /** By default, the name of the directory. */
    String title(@Nullable String value, Path into) {
        String name =
                into.getFileName() == null ? "registry" : into.getFileName().toString();
        return questions.ask(value, "Title of the registry, for its pages", name, Inputs::title);
    }

    @Nullable String url(@Nullable String value) {
        return questions.askOptional(
                value, "Address of the site, such as https://registry.acme.example", "not known yet", Inputs::site);
    }

    /** Prints these, and says whether anybody reads them. */
    boolean say(List<String> lines) {
        return questions.say(lines);
    }

    /** What serves the site, and how the CI brings it there. */
    SiteTarget target(@Nullable String host, @Nullable String address, Set<CiService> services) {
        String chosen = host;
        if (chosen == null && address == null) {
            chosen = questions.ask(
                    null,
                    "What serves the site: " + String.join(", ", SiteTarget.hosts()),
                    SiteTarget.usualHost(services),
                    SiteTarget::addressWith);
        } else if (chosen == null && address != null && SiteTarget.isOnServer(address)) {
            chosen = questions.insist(null, "Which web server: nginx, apache or caddy", SiteTarget::addressWith);
        }
        String form = chosen == null ? "" : SiteTarget.addressWith(chosen);
        String known = chosen;
        Consumer<String> check = text -> SiteTarget.of(known, text, services);
        String place = form.isEmpty() || services.isEmpty()
                ? address
                : questions.insist(address, "Where the site goes: " + form, check);
        return SiteTarget.of(chosen, place, services);
    }

    @Nullable StorePlace registryStore(@Nullable String value) {
        String answer = questions.askOptional(
                value,
                "Address at which readers find the store of the containers' bytes, such as https://storage.acme.example",
                "each repository names its own",
                StorePlace::new);
        return answer == null ? null : new StorePlace(answer);
    }

    @Nullable String owners(@Nullable String value) {
        return questions.askOptional(
                value, "Who approves what is proposed, such as @acme/keepers", "nobody", Inputs::owners);
    }

    RepositoryName repository(@Nullable String value) {
        String answer = questions.insist(
                value, "Name of the repository in the registry, such as acme/app", RepositoryName::parse);
        return RepositoryName.parse(
                ParameterValues.required(answer, "registry.repository", "the repository's name, such as acme/app"));
    }

    String store(@Nullable String value) {
        String answer =
                questions.insist(value, "Store that the bytes go to, such as s3://BUCKET/PREFIX", Inputs::store);
        return ParameterValues.required(answer, "registry.store", "where the bytes go, such as s3://BUCKET/PREFIX");
    }

    @Nullable String storeUrl(@Nullable String value) {
        return questions.askOptional(
                value, "Address at which readers find the store", "the store's own", Inputs::storeUrl);
    }

    String registryRepository(@Nullable String value) {
        String answer = questions.insist(
                value,
                "Git repository of the registry, such as https://github.com/acme/registry",
                text -> GitAddress.parse("registry.registryRepository", text));
        return ParameterValues.required(answer, "registry.registryRepository", "the git URL of the registry");
    }
}
