package io.github.registryorg.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OverlaidTreeTest {

    private final MemoryTree below = new MemoryTree()
            .file("a/1", "old")
            .file("a/2", "old")
            .file("a/deep/er/3", "old")
            .file("b", "old")
            .file("c/4", "old");
    private final MemoryTree above = new MemoryTree();
    private final SortedMap<String, Boolean> replaced = new TreeMap<>();

    @Test
    void nothing_replaced_isTheTreeBelow() {
        above.file("a/1", "new").file("x", "new");
        assertThat(names("")).containsExactly("a/", "b", "c/");
        assertThat(read("a/1")).isEqualTo("old");
        assertThat(read("x")).isNull();
    }

    @Test
    void files_addedAndChanged_areThoseAbove() {
        put("a/1", "new one").put("a/new/5", "new").put("a.md", "new").put("ab/6", "new");
        assertThat(names("")).containsExactly("a/", "a.md", "ab/", "b", "c/");
        assertThat(names("a")).containsExactly("1", "2", "deep/", "new/");
        assertThat(tree().list("a").get(0).size()).isEqualTo("new one".length());
        assertThat(names("a/new")).containsExactly("5");
        assertThat(names("a/deep")).containsExactly("er/");
        assertThat(read("a/1")).isEqualTo("new one");
        assertThat(read("a/2")).isEqualTo("old");
    }

    @Test
    void files_gone_takeEmptyDirectoriesWithThem() {
        replaced.put("a/deep/er/3", false);
        replaced.put("a/2", false);
        replaced.put("c/4", false);
        replaced.put("b", false);
        replaced.put("never/was", false);
        assertThat(names("")).containsExactly("a/");
        assertThat(names("a")).containsExactly("1");
        assertThat(read("a/2")).isNull();
        assertThat(read("b")).isNull();
    }

    @Test
    void file_removedAboveSinceItWasCompared_isNotThere() {
        replaced.put("a/1", true);
        replaced.put("x/8", true);
        assertThat(names("")).containsExactly("a/", "b", "c/");
        assertThat(names("a")).containsExactly("2", "deep/");
        assertThat(read("a/1")).isNull();
    }

    @Test
    void file_inPlaceOfADirectory_andTheOtherWayRound() {
        replaced.put("c/4", false);
        replaced.put("b", false);
        put("c", "new").put("b/7", "new");
        assertThat(names("")).containsExactly("a/", "b/", "c");
        assertThat(names("c")).isEmpty();
        assertThat(names("b")).containsExactly("7");
    }

    private OverlaidTreeTest put(String path, String content) {
        above.file(path, content);
        replaced.put(path, true);
        return this;
    }

    private OverlaidTree tree() {
        return new OverlaidTree(below, above, replaced);
    }

    private List<String> names(String directory) {
        return tree().list(directory).stream()
                .sorted()
                .map(entry -> entry.isDirectory() ? entry.name() + "/" : entry.name())
                .toList();
    }

    private String read(String file) {
        return tree().read(file, 100)
                .map(content -> new String(content, StandardCharsets.UTF_8))
                .orElse(null);
    }
}
