package io.github.registryorg.check;

import io.github.registryorg.metadata.Repository;
import io.github.registryorg.metadata.Rule.Limit;
import io.github.registryorg.metadata.Rule.Permission;
import io.github.registryorg.metadata.Rule.Values;
import io.github.registryorg.metadata.RuleSet;
import io.github.registryorg.problem.Count;
import io.github.registryorg.problem.Problem;
import java.util.List;
import java.util.function.Consumer;

/** What a contribution adds to a registry is complete: new repositories, and what pages say. */
final class NewRepositoryRules implements Check {

    private final Ruling ruling;

    NewRepositoryRules(Ruling ruling) {
        this.ruling = ruling;
    }

    @Override
    public void repository(Repository repository, Consumer<Problem> problems) {
        RuleSet rules = ruling.rules(repository.name());
        String name = repository.name().name();
        String page = repository.layout().page();
        boolean isNew = ruling.isNew(repository.name());
        List<String> required = repository.hasBrokenPage() ? List.of() : rules.list(Values.REQUIRED_PAGE_KEYS);
        for (String key : required) {
            boolean hadNone = !isNew && !ruling.before(repository.name()).page().has(key);
            if (!repository.page().has(key) && !hadNone) {
                problems.accept(ruling.problem(
                                Values.REQUIRED_PAGE_KEYS,
                                name,
                                "has no " + key + " in the front matter of its page",
                                "Write \"" + key + ": …\" into " + page + ".")
                        .at(page));
            }
        }
        if (!isNew) {
            return;
        }
        int depth = repository.name().components().size();
        if (depth > rules.limit(Limit.NAME_DEPTH)) {
            problems.accept(ruling.problem(
                            Limit.NAME_DEPTH,
                            name,
                            "has a name of " + Count.of(depth, "component") + ", and "
                                    + Count.grouped(rules.limit(Limit.NAME_DEPTH)) + " are allowed",
                            "Give the repository a shorter name.")
                    .at(repository.layout().directory()));
        }
        boolean isEmpty = repository.tags().isEmpty() && repository.digests().isEmpty();
        if (isEmpty && !rules.permits(Permission.EMPTY_REPOSITORIES)) {
            problems.accept(ruling.problem(
                            Permission.EMPTY_REPOSITORIES,
                            name,
                            "is a new repository without a manifest",
                            "Contribute its page together with its first image, as registry:publish does.")
                    .at(page));
        }
    }
}
