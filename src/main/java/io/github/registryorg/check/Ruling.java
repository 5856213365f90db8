package io.github.registryorg.check;

import io.github.registryorg.file.FileTree;
import io.github.registryorg.metadata.MetadataDirectory;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.metadata.Rule;
import io.github.registryorg.metadata.RuleSet;
import io.github.registryorg.metadata.Rules;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rules, and what they are held against: only what the base has not is new. For one thread, repository by repository.
 */
final class Ruling {

    private static final FileTree NOTHING = new FileTree() {
        @Override
        public List<Entry> list(String directory) {
            return List.of();
        }

        @Override
        public Optional<byte[]> read(String file, int limit) {
            return Optional.empty();
        }
    };

    private final Rules rules;
    private final MetadataDirectory before;
    private final ProblemCode code;
    private @Nullable Repository last;
    private @Nullable RepositoryName lastNamed;
    private @Nullable RuleSet lastRules;

    private Ruling(Rules rules, MetadataDirectory before, ProblemCode code) {
        this.rules = rules;
        this.before = before;
        this.code = code;
    }

    /** Of a contribution to this base: what it breaks is an error. */
    static Ruling ofContribution(Rules rules, MetadataDirectory before) {
        return new Ruling(rules, before, ProblemCode.RULE_BROKEN);
    }

    /** Of a whole registry, which may be older than its rules: what doesn't follow them is a warning. */
    static Ruling ofRegistry(Rules rules) {
        return new Ruling(rules, new MetadataDirectory(NOTHING, problem -> {}), ProblemCode.RULE_UNMET);
    }

    RuleSet rules(RepositoryName name) {
        if (lastRules == null || !name.equals(lastNamed)) {
            lastRules = rules.of(name);
            lastNamed = name;
        }
        return lastRules;
    }

    /** What there was of a repository. */
    Repository before(RepositoryName name) {
        if (last == null || !last.name().equals(name)) {
            last = before.repository(name);
        }
        return last;
    }

    boolean isNew(RepositoryName name) {
        return !before.has(name);
    }

    /** Something that a rule doesn't allow, without a location. */
    Problem problem(Rule rule, String subject, String what, String hint) {
        return problem(code, rule, subject, what, hint);
    }

    /** The same as another kind of problem. */
    static Problem problem(ProblemCode code, Rule rule, String subject, String what, String hint) {
        return Problem.of(code, subject, what).hint(hint + " The rule is " + rule.key() + " in registry.yaml.");
    }
}
