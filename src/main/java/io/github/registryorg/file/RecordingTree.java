package io.github.registryorg.file;

import io.github.registryorg.file.TreeSnapshot.Item;
import io.github.registryorg.file.TreeSnapshot.Observation;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A tree that remembers what is read of it. Links and pipes must not take the place of its files meanwhile: an entry
 * is looked at once, when its directory is listed. For one thread.
 */
public final class RecordingTree implements FileTree {

    private final DirectoryTree tree;
    private final TreeMap<String, Item> items = new TreeMap<>();
    private final Map<String, BasicFileAttributes> listed = new HashMap<>();

    public RecordingTree(DirectoryTree tree) {
        this.tree = tree;
    }

    @Override
    public List<Entry> list(String directory) {
        // before it is listed: what is added meanwhile changes the time
        BasicFileAttributes attributes = attributes(directory);
        if (attributes == null) {
            items.putIfAbsent(directory, Item.unread(directory, Observation.ABSENT));
            return tree.list(directory);
        }
        if (!attributes.isDirectory()) {
            items.putIfAbsent(directory, seen(directory, DirectoryTree.kind(attributes)));
            return tree.list(directory);
        }
        List<DirectoryTree.Found> found = tree.found(directory, attributes);
        String[] names = new String[found.size()];
        List<Entry> entries = new ArrayList<>(names.length);
        String prefix = directory.isEmpty() ? "" : directory + "/";
        for (DirectoryTree.Found one : found) {
            Entry entry = one.entry();
            String path = prefix + entry.name();
            names[entries.size()] = entry.name();
            entries.add(entry);
            items.putIfAbsent(path, seen(path, entry.kind()));
            listed.put(path, one.attributes());
        }
        // what was found first: whoever changes it meanwhile is found by the next run
        putFirst(Item.read(directory, Observation.LISTED, attributes, TreeSnapshot.listing(names)));
        return entries;
    }

    /** As its directory was listed, once: if it has changed since, its time differs, and the next run reads it again. */
    private @Nullable BasicFileAttributes attributes(String path) {
        BasicFileAttributes known = listed.remove(path);
        return known == null ? tree.attributes(path) : known;
    }

    /** Unless more was found of its path before. */
    private void putFirst(Item item) {
        Item known = items.get(item.path());
        if (known == null || known.id().length == 0 && known.observation() != Observation.ABSENT) {
            items.put(item.path(), item);
        }
    }

    private static Item seen(String path, Kind kind) {
        return Item.unread(path, Observation.valueOf(kind.name()));
    }

    @Override
    public Optional<byte[]> read(String file, int limit) {
        BasicFileAttributes attributes = attributes(file);
        if (attributes == null) {
            items.putIfAbsent(file, Item.unread(file, Observation.ABSENT));
            return tree.read(file, limit);
        }
        if (!attributes.isRegularFile()) {
            items.putIfAbsent(file, seen(file, DirectoryTree.kind(attributes)));
            return tree.read(file, limit);
        }
        putFirst(Item.read(file, Observation.READ, attributes, new byte[0]));
        Optional<byte[]> content = tree.read(file, limit, attributes);
        content.ifPresent(bytes -> {
            byte[] id = bytes.length == attributes.size() ? ContentIds.of(bytes) : new byte[0];
            putFirst(Item.read(file, Observation.READ, attributes, id));
        });
        return content;
    }

    /** All that was read until now. */
    public TreeSnapshot snapshot() {
        return new TreeSnapshot(items.values());
    }
}
