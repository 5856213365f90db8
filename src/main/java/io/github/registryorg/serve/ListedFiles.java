package io.github.registryorg.serve;

import io.github.registryorg.host.FileIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of a site's index. Remembers what was requested last, as long as the index is the same
 * file; a site that is made again has another.
 */
final class ListedFiles {

    private static final int MAX_ROWS = 1024;

    private final FileIndex index;
    private final Map<String, FileIndex.Row> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, FileIndex.Row> eldest) {
            return size() > MAX_ROWS;
        }
    };
    private List<Object> version = List.of();

    ListedFiles(Path site) {
        this.index = new FileIndex(site);
    }

    /**
     * Reads the whole index once, so that one from elsewhere is refused and gives no wrong response.
     *
     * @throws io.github.registryorg.problem.RegistryException {@code SITE_UNKNOWN} if there is none, or it is broken
     */
    void check() {
        index.forEach(row -> {});
    }

    /** Empty where the index does not have this file, whether it is there or not. */
    Optional<FileIndex.Row> find(String path) throws IOException {
        List<Object> now = version(index.file());
        synchronized (known) {
            if (!now.equals(version)) {
                known.clear();
                version = now;
            }
            FileIndex.Row row = known.get(path);
            if (row != null) {
                return Optional.of(row);
            }
        }
        Optional<FileIndex.Row> read = index.find(path);
        synchronized (known) {
            // what was read may be of a later file, but of no earlier one: the next lookup notices that
            if (now.equals(version)) {
                read.ifPresent(row -> known.put(path, row));
            }
        }
        return read;
    }

    private static List<Object> version(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return Arrays.asList(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    }
}
