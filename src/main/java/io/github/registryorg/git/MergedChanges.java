package io.github.registryorg.git;

import io.github.registryorg.git.ChangedPath.Meanwhile;
import java.util.List;
import java.util.function.Consumer;

/**
 * The changes of one side as they are merged into the other: what the other has as well is not a change any more, and
 * what it has changed otherwise is marked. Files are merged as a whole, never line by line.
 */
final class MergedChanges implements Consumer<ChangedPath> {

    private final List<RevisionTree> common;
    private final RevisionTree base;
    private final Consumer<ChangedPath> changes;

    /**
     * @param common the merge bases; the changes that come are those since the first of them
     * @param base what is merged into
     */
    MergedChanges(List<RevisionTree> common, RevisionTree base, Consumer<ChangedPath> changes) {
        this.common = List.copyOf(common);
        this.base = base;
        this.changes = changes;
    }

    @Override
    public void accept(ChangedPath change) {
        TreeEntry there = base.entry(change.path());
        boolean isThere = TreeEntry.isSame(file(there), change.after());
        // with several merge bases, what is as in one of them was changed by the other side only
        boolean isOld = common.stream()
                .skip(1)
                .anyMatch(tree -> TreeEntry.isSame(file(tree.entry(change.path())), change.after()));
        if (!isThere && !isOld) {
            changes.accept(change.meanwhile(meanwhile(change, there)));
        }
    }

    private Meanwhile meanwhile(ChangedPath change, TreeEntry there) {
        TreeEntry file = file(there);
        if (!wasCommon(change.path(), file)) {
            return file != null ? Meanwhile.CHANGED : there != null ? Meanwhile.BLOCKED : Meanwhile.REMOVED;
        }
        return change.after() != null && isBlocked(change.path(), there) ? Meanwhile.BLOCKED : Meanwhile.UNCHANGED;
    }

    /** What both had in common is gone where this side has put something else. */
    private boolean isBlocked(String path, TreeEntry there) {
        if (there != null && there.isFolder()) {
            return common.stream().noneMatch(tree -> there.equals(tree.entry(path)));
        }
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            String folder = path.substring(0, slash);
            TreeEntry above = base.entry(folder);
            if (above == null) {
                return false;
            }
            if (!above.isFolder()) {
                return !wasCommon(folder, above);
            }
        }
        return false;
    }

    private boolean wasCommon(String path, TreeEntry file) {
        return common.stream().anyMatch(tree -> TreeEntry.isSame(file(tree.entry(path)), file));
    }

    private static TreeEntry file(TreeEntry entry) {
        return entry == null || entry.isFolder() ? null : entry;
    }
}
