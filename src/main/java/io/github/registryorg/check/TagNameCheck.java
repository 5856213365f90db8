package io.github.registryorg.check;

import io.github.registryorg.metadata.Repository;
import io.github.registryorg.metadata.ReservedNames;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Tags that the specification or a file system keeps for itself, and tags that are the same name on some file systems. */
final class TagNameCheck implements Check {

    @Override
    public void repository(Repository repository, Consumer<Problem> problems) {
        Map<String, Tag> folded = new HashMap<>();
        for (Tag tag : repository.tags()) {
            String file = repository.layout().tagDirectory(tag);
            String subject = repository.name() + ":" + tag;
            ReservedNames.problemOf(tag, subject).ifPresent(problem -> problems.accept(problem.at(file)));
            Tag other = folded.putIfAbsent(tag.name().toLowerCase(Locale.ROOT), tag);
            if (other != null) {
                problems.accept(Problem.of(
                                ProblemCode.NAME_CONFLICT, subject, "differs from the tag " + other + " only in case")
                        .hint("Windows and macOS hold only one of them: remove the other.")
                        .at(file));
            }
        }
    }
}
