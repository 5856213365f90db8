package io.github.registryorg.git;

import io.github.registryorg.git.ChangedPath.Meanwhile;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one side as they are merged into the other: what the other has as well is not a change any more, and
 * what it has changed otherwise is marked. Files are merged as a whole, never line by line.
 */
final class MergedChanges implements Consumer<ChangedPath> {

    private final List<RevisionTree> common;
    private final List<RevisionTree> older;
    private final RevisionTree base;
    private final Consumer<ChangedPath> changes;

    /** The file that both sides began with: null for none; not known where their merge bases disagree. */
    private record Origin(@Nullable TreeEntry file, boolean isKnown) {
        boolean is(@Nullable TreeEntry other) {
            return isKnown && TreeEntry.isSame(file, other);
        }
    }

    /**
     * @param common the merge bases; a change since any of them may come, each path once
     * @param older where there are several, the merge bases of those
     * @param base what is merged into
     */
    MergedChanges(
            List<RevisionTree> common, List<RevisionTree> older, RevisionTree base, Consumer<ChangedPath> changes) {
        this.common = List.copyOf(common);
        this.older = List.copyOf(older);
        this.base = base;
        this.changes = changes;
    }

    @Override
    public void accept(ChangedPath change) {
        TreeEntry there = base.entry(change.path());
        Origin origin = origin(change.path());
        // where only the other side has changed it, its version counts
        boolean isOther = !TreeEntry.isSame(file(there), change.after()) && !origin.is(change.after());
        if (isOther || isOtherMode(file(there), origin, change.after())) {
            TreeEntry before = origin.isKnown() ? origin.file() : file(there);
            changes.accept(new ChangedPath(change.path(), before, change.after(), meanwhile(change, origin, there)));
        }
    }

    /** The executable bit is merged beside the content. */
    private static boolean isOtherMode(@Nullable TreeEntry there, Origin origin, @Nullable TreeEntry after) {
        return there != null
                && after != null
                && there.isExecutable() != after.isExecutable()
                && !(origin.file() != null && origin.isKnown() && origin.file().isExecutable() == after.isExecutable());
    }

    private Meanwhile meanwhile(ChangedPath change, Origin origin, @Nullable TreeEntry there) {
        TreeEntry file = file(there);
        if (!origin.is(file)) {
            return file != null ? Meanwhile.CHANGED : there != null ? Meanwhile.BLOCKED : Meanwhile.REMOVED;
        }
        return change.after() != null && isBlocked(change.path(), there) ? Meanwhile.BLOCKED : Meanwhile.UNCHANGED;
    }

    /** Whether the other side has a directory in place of this file, or a file on the way to it, and only that side. */
    private boolean isBlocked(String path, @Nullable TreeEntry there) {
        if (there != null && there.isDirectory()) {
            return common.stream().noneMatch(tree -> there.equals(tree.entry(path)));
        }
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            String directory = path.substring(0, slash);
            TreeEntry above = base.entry(directory);
            if (above == null) {
                return false;
            }
            if (!above.isDirectory()) {
                return !origin(directory).is(above);
            }
        }
        return false;
    }

    /** What merging the merge bases gives: as they all have it, or as the one has it that has changed it. */
    private Origin origin(String path) {
        List<TreeEntry> different = different(common, path);
        if (different.size() == 1) {
            return new Origin(different.get(0), true);
        }
        List<TreeEntry> before = different(older, path);
        different.removeIf(file -> before.stream().anyMatch(old -> TreeEntry.isSame(file, old)));
        return different.size() == 1 ? new Origin(different.get(0), true) : new Origin(null, false);
    }

    private static List<TreeEntry> different(List<RevisionTree> trees, String path) {
        List<TreeEntry> different = new ArrayList<>();
        for (RevisionTree tree : trees) {
            TreeEntry file = file(tree.entry(path));
            if (different.stream().noneMatch(known -> TreeEntry.isSame(known, file))) {
                different.add(file);
            }
        }
        return different;
    }

    private static @Nullable TreeEntry file(@Nullable TreeEntry entry) {
        return entry == null || entry.isDirectory() ? null : entry;
    }
}
