package io.github.registryorg.metadata;

import io.github.registryorg.file.FileTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Files with any names, also those that the file system of this machine can't have or distinguish. */
public final class MemoryTree implements FileTree {

    private final NavigableMap<String, byte[]> files = new TreeMap<>();
    private final NavigableMap<String, Kind> others = new TreeMap<>();

    public MemoryTree file(String path, String content) {
        files.put(path, content.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Something that is not a file. */
    public MemoryTree other(String path, Kind kind) {
        others.put(path, kind);
        return this;
    }

    @Override
    public List<Entry> list(String directory) {
        String prefix = directory.isEmpty() ? "" : directory + "/";
        Map<String, Entry> entries = new TreeMap<>();
        for (String path : files.tailMap(prefix, true).keySet()) {
            if (path.startsWith(prefix)) {
                String rest = path.substring(prefix.length());
                int slash = rest.indexOf('/');
                String name = slash < 0 ? rest : rest.substring(0, slash);
                Entry entry = slash < 0
                        ? new Entry(name, Kind.FILE, files.get(path).length)
                        : new Entry(name, Kind.DIRECTORY, 0);
                entries.put(name, entry);
            }
        }
        others.forEach((path, kind) -> {
            String name = path.startsWith(prefix) ? path.substring(prefix.length()) : "/";
            if (name.indexOf('/') < 0) {
                entries.put(name, new Entry(name, kind, 0));
            }
        });
        return new ArrayList<>(entries.values());
    }

    @Override
    public Optional<byte[]> read(String file, int limit) {
        return Optional.ofNullable(files.get(file));
    }
}
