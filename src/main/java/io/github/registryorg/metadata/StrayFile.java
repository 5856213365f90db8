package io.github.registryorg.metadata;

import io.github.registryorg.file.FileTree.Entry;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;

/** What is wrong with something that the format has no place for. */
final class StrayFile {

    private StrayFile() {}

    /** An error; of what operating systems make unasked, a warning. */
    static Problem problem(String path, Entry entry, String what, String hint) {
        if (entry.isFile() && MetadataLayout.isOfOperatingSystem(entry.name())) {
            return Problem.of(ProblemCode.FILE_IGNORED, path, "was made by an operating system, and is skipped")
                    .hint("Remove it, and name it in .gitignore.")
                    .at(path);
        }
        return Problem.of(ProblemCode.FILE_STRAY, path, what).hint(hint).at(path);
    }
}
