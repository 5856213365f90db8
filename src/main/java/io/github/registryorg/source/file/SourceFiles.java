package io.github.registryorg.source.file;

import io.github.registryorg.problem.RegistryException;
import java.util.Optional;

/** The files of a layout or an archive, by name. */
public interface SourceFiles {

    /**
     * The regular file of that name, links followed; empty where there is none.
     *
     * @param name relative, with {@code /}
     * @throws RegistryException {@code SOURCE_INVALID} if the name or a link leads out, or to something that is not a
     *     file
     */
    Optional<SourceFile> find(String name);
}
