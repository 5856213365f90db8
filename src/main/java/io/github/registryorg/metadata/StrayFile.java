package io.github.registryorg.metadata;

import io.github.registryorg.file.FileTree.Entry;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;

/** What is wrong with something that the format has no place for. */
final class StrayFile {

    private StrayFile() {}

    /**
     * A warning, since what has no place is skipped; a contribution may not bring it. An error where it could be taken for
     * something else: a link, or attributes that change what git checks out.
     */
    static Problem problem(String path, Entry entry, String what, String hint) {
        if (entry.isFile() && MetadataLayout.isOfOperatingSystem(entry.name())) {
            return Problem.of(ProblemCode.FILE_IGNORED, path, "was made by an operating system, and is skipped")
                    .hint("Remove it, and add its name to git's global ignore file (~/.config/git/ignore).")
                    .at(path);
        }
        boolean isSkipped =
                (entry.isFile() || entry.isDirectory()) && !entry.name().equals(MetadataLayout.GIT_ATTRIBUTES);
        return Problem.of(isSkipped ? ProblemCode.FILE_IGNORED : ProblemCode.FILE_STRAY, path, what)
                .hint(hint)
                .at(path);
    }
}
