package io.github.registryorg.metadata;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The files of one tree, some of which are those of another: a contribution as merged into its base. */
public final class OverlaidTree implements FileTree {

    private final FileTree below;
    private final FileTree above;
    private final Node root = new Node();

    /** What is known of one name. */
    private static final class Node {
        private final Map<String, Node> children = new HashMap<>(2);
        private boolean replaced;
        /** Whether a file from above is here or further down. */
        private boolean held;
    }

    /**
     * @param above has the files that are replaced
     * @param replaced paths of files, and whether they are there or gone
     */
    public OverlaidTree(FileTree below, FileTree above, Map<String, Boolean> replaced) {
        this.below = below;
        this.above = above;
        replaced.forEach(this::replace);
    }

    private void replace(String path, boolean present) {
        Node node = root;
        node.held |= present;
        for (String name : path.split("/", -1)) {
            node = node.children.computeIfAbsent(name, none -> new Node());
            node.held |= present;
        }
        node.replaced = true;
    }

    /** Null where nothing at or below a path is replaced. */
    private Node find(String path) {
        Node node = root;
        if (!path.isEmpty()) {
            for (String name : path.split("/", -1)) {
                node = node == null ? null : node.children.get(name);
            }
        }
        return node;
    }

    @Override
    public List<Entry> list(String folder) {
        Node node = find(folder);
        List<Entry> entries = below.list(folder);
        if (node == null || node.children.isEmpty()) {
            return entries;
        }
        NavigableMap<String, Entry> merged = byName(entries);
        NavigableMap<String, Entry> fresh = byName(above.list(folder));
        node.children.forEach((name, child) -> {
            Entry entry =
                    merged(folder.isEmpty() ? name : folder + "/" + name, child, merged.get(name), fresh.get(name));
            if (entry == null) {
                merged.remove(name);
            } else {
                merged.put(name, entry);
            }
        });
        return new ArrayList<>(merged.values());
    }

    private static NavigableMap<String, Entry> byName(List<Entry> entries) {
        NavigableMap<String, Entry> byName = new TreeMap<>();
        entries.forEach(entry -> byName.put(entry.name(), entry));
        return byName;
    }

    /** What stands at a path of which something is replaced; null where nothing is left. */
    private Entry merged(String path, Node node, Entry old, Entry fresh) {
        if (node.held) {
            return fresh;
        }
        boolean isLeft = old != null && (old.isFolder() ? !list(path).isEmpty() : !node.replaced);
        return isLeft ? old : null;
    }

    @Override
    public byte[] read(String file, int limit) {
        Node node = find(file);
        if (node == null || !node.replaced) {
            return below.read(file, limit);
        }
        return node.held ? above.read(file, limit) : null;
    }
}
