package io.github.registryorg.metadata;

import io.github.registryorg.file.FileTree;
import io.github.registryorg.problem.Location;
import io.github.registryorg.problem.RegistryException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lines of keys and values in pages and notes. Files are read again for that, since only findings need it, and few do. The
 * last file is kept: findings of one file come one after another, and there may be thousands.
 */
final class KeyLines {

    private static final String MARKDOWN = ".md";

    private final FileTree tree;
    private @Nullable FrontMatter last;
    private String lastKey = "";
    private Map<String, Integer> lines = Map.of();

    KeyLines(FileTree tree) {
        this.tree = tree;
    }

    /** Where the value of a key has a text; the key where it has not, and the file without the key. */
    Location locate(String file, String key, String text) {
        FrontMatter keys = last;
        if (keys == null || !keys.file().equals(file)) {
            keys = read(file).orElse(null);
            last = keys;
            lastKey = "";
        }
        if (keys == null) {
            return Location.of(file);
        }
        if (!lastKey.equals(key)) {
            lines = keys.linesBelow(key);
            lastKey = key;
        }
        Integer line = lines.get(text);
        return line == null ? keys.at(key) : new Location(file, line);
    }

    private Optional<FrontMatter> read(String file) {
        try {
            return tree.read(file, FrontMatter.MAX_SIZE)
                    .map(content -> file.endsWith(MARKDOWN)
                            ? FrontMatter.readMarkdown(file, content)
                            : FrontMatter.readYaml(file, content));
        } catch (RegistryException e) {
            // who reads it for its content reports that
            return Optional.empty();
        }
    }
}
