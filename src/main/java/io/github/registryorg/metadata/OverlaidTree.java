package io.github.registryorg.metadata;

import io.github.registryorg.file.FileTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files of one tree, some of which are those of another: a contribution as merged into its base. */
public final class OverlaidTree implements FileTree {

    private final FileTree below;
    private final FileTree above;
    private final SortedMap<String, Boolean> replaced;

    /**
     * @param above has the files that are replaced
     * @param replaced paths of files, and whether they are there or gone
     */
    public OverlaidTree(FileTree below, FileTree above, SortedMap<String, Boolean> replaced) {
        this.below = below;
        this.above = above;
        this.replaced = replaced;
    }

    @Override
    public List<Entry> list(String directory) {
        String prefix = directory.isEmpty() ? "" : directory + "/";
        Set<String> files = new HashSet<>();
        Map<String, Boolean> names = new TreeMap<>();
        for (Map.Entry<String, Boolean> path : replaced.tailMap(prefix).entrySet()) {
            if (!path.getKey().startsWith(prefix)) {
                break;
            }
            int slash = path.getKey().indexOf('/', prefix.length());
            String name = path.getKey()
                    .substring(prefix.length(), slash < 0 ? path.getKey().length() : slash);
            names.merge(name, path.getValue(), Boolean::logicalOr);
            if (slash < 0) {
                files.add(name);
            }
        }
        List<Entry> old = below.list(directory);
        return names.isEmpty() ? old : merged(prefix, byName(old), byName(above.list(directory)), names, files);
    }

    /** Names of which something is replaced lead to what is above, if anything of it is there. */
    private List<Entry> merged(
            String prefix,
            NavigableMap<String, Entry> merged,
            Map<String, Entry> fresh,
            Map<String, Boolean> names,
            Set<String> files) {
        names.forEach((name, isThere) -> {
            Entry old = merged.remove(name);
            Entry now = isThere ? fresh.get(name) : null;
            if (now != null) {
                merged.put(name, now);
            } else if (old != null && (old.isDirectory() ? !list(prefix + name).isEmpty() : !files.contains(name))) {
                merged.put(name, old);
            }
        });
        return new ArrayList<>(merged.values());
    }

    private static NavigableMap<String, Entry> byName(List<Entry> entries) {
        NavigableMap<String, Entry> byName = new TreeMap<>();
        entries.forEach(entry -> byName.put(entry.name(), entry));
        return byName;
    }

    @Override
    public Optional<byte[]> read(String file, int limit) {
        Boolean isThere = replaced.get(file);
        if (isThere == null) {
            return below.read(file, limit);
        }
        return isThere ? above.read(file, limit) : Optional.empty();
    }
}
