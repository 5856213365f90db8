package io.github.registryorg.publish;

import io.github.registryorg.git.WorkTreeCommit;
import io.github.registryorg.source.SourceGrammar;
import io.github.registryorg.work.Progress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The commit that an image was built from, for one that names none but in a label, which may be its base image's: that of
 * the work tree of the project. It is looked for once, when it is first needed.
 */
final class SourceRevision {

    private final PublishRequest request;
    private final Progress progress;
    private @Nullable Optional<String> found;

    SourceRevision(PublishRequest request, Progress progress) {
        this.request = request;
        this.progress = progress;
    }

    /** Empty where the image was not built here, there is no work tree, or it has changes that are in no commit. */
    Optional<String> get() {
        Optional<String> known = found;
        if (known == null) {
            known = find();
            found = known;
        }
        return known;
    }

    private Optional<String> find() {
        String source = request.source().name();
        if (source != null && SourceGrammar.isInRegistry(source)) {
            return Optional.empty();
        }
        progress.step("Looking for the commit of the work tree", "");
        Optional<WorkTreeCommit> commit = WorkTreeCommit.of(request.baseDirectory());
        if (commit.filter(WorkTreeCommit::isModified).isPresent()) {
            progress.report(
                    "The commit is not recorded as the revision: the work tree has changes that are not committed, or"
                            + " files that only a filter of git (LFS, line ends) can compare.");
        }
        return commit.filter(one -> !one.isModified()).map(WorkTreeCommit::id);
    }
}
