package io.github.registryorg.file;

import io.github.registryorg.file.TreeSnapshot.Asked;
import io.github.registryorg.file.TreeSnapshot.Item;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.TreeMap;

/** A tree that remembers what is read of it. For one thread. */
public final class RecordingTree implements FileTree {

    private final DirectoryTree tree;
    private final TreeMap<String, Item> items = new TreeMap<>();

    public RecordingTree(DirectoryTree tree) {
        this.tree = tree;
    }

    @Override
    public List<Entry> list(String directory) {
        // before it is listed: what is added meanwhile changes the time
        BasicFileAttributes attributes = tree.attributes(directory);
        List<Entry> entries = tree.list(directory);
        if (attributes == null) {
            items.putIfAbsent(directory, new Item(directory, Asked.ABSENT, 0, 0, new byte[0]));
        } else if (!attributes.isDirectory()) {
            items.putIfAbsent(directory, seen(directory, DirectoryTree.kind(attributes)));
        } else {
            String[] names = entries.stream().map(Entry::name).toArray(String[]::new);
            // what was found first: whoever changes it meanwhile is found by the next run
            putFirst(new Item(
                    directory, Asked.LISTED, 0, TreeSnapshot.nanoseconds(attributes), TreeSnapshot.listing(names)));
            String prefix = directory.isEmpty() ? "" : directory + "/";
            entries.forEach(
                    entry -> items.putIfAbsent(prefix + entry.name(), seen(prefix + entry.name(), entry.kind())));
        }
        return entries;
    }

    /** Unless more was found of its path before. */
    private void putFirst(Item item) {
        Item known = items.get(item.path());
        if (known == null || known.id().length == 0 && known.asked() != Asked.ABSENT) {
            items.put(item.path(), item);
        }
    }

    private static Item seen(String path, Kind kind) {
        return new Item(path, Asked.valueOf(kind.name()), 0, 0, new byte[0]);
    }

    @Override
    public byte[] read(String file, int limit) {
        BasicFileAttributes attributes = tree.attributes(file);
        if (attributes == null) {
            items.putIfAbsent(file, new Item(file, Asked.ABSENT, 0, 0, new byte[0]));
            return tree.read(file, limit);
        }
        if (!attributes.isRegularFile()) {
            items.putIfAbsent(file, seen(file, DirectoryTree.kind(attributes)));
            return tree.read(file, limit);
        }
        Item unread = new Item(file, Asked.READ, attributes.size(), TreeSnapshot.nanoseconds(attributes), new byte[0]);
        putFirst(unread);
        byte[] content = tree.read(file, limit, attributes);
        if (content != null) {
            byte[] id = content.length == attributes.size() ? ContentIds.of(content) : new byte[0];
            putFirst(new Item(file, Asked.READ, attributes.size(), unread.modified(), id));
        }
        return content;
    }

    /** All that was read until now. */
    public TreeSnapshot snapshot() {
        return new TreeSnapshot(items.values());
    }
}
