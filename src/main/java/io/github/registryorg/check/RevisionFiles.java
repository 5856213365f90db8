package io.github.registryorg.check;

import io.github.registryorg.file.FileTree;
import io.github.registryorg.git.RevisionTree;
import io.github.registryorg.git.TreeEntry;
import java.util.List;

/** The files of a commit, as metadata is read from. */
record RevisionFiles(RevisionTree tree) implements FileTree {

    @Override
    public List<Entry> list(String folder) {
        return tree.list(folder).stream().map(this::entry).toList();
    }

    private Entry entry(TreeEntry entry) {
        Kind kind = switch (entry.kind()) {
            case FILE -> Kind.FILE;
            case FOLDER -> Kind.FOLDER;
            case LINK -> Kind.LINK;
            case SUBMODULE, OTHER -> Kind.OTHER;
        };
        return new Entry(entry.name(), kind, kind == Kind.FILE ? tree.size(entry) : 0);
    }

    @Override
    public byte[] read(String file, int limit) {
        return tree.read(file, limit);
    }
}
