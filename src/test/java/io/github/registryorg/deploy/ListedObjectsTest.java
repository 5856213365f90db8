package io.github.registryorg.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.host.FileIndex;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.tree.Stage;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListedObjectsTest {

    private static final MediaType JSON = new MediaType("application/json");
    private static final String BLOB = "v2/a/blobs/" + Digest.sha256(new byte[0]);

    /** In the order of an index, then what it does not list, then blobs of stores. */
    private final List<Item> items = List.of(
            Item.inSite(new FileIndex.Row("a/index.html", Stage.PAGES, new MediaType("text/html")), 7),
            Item.inSite(new FileIndex.Row("v2/a/tags/list/index.html", Stage.LISTS, JSON), 9),
            Item.inSite(new FileIndex.Row("v2/index.html", Stage.CATALOG, JSON), 2),
            Item.inSite(FileIndex.Row.unlisted("robots.txt"), 3),
            Item.inStore(new FileIndex.Row(BLOB, Stage.BLOBS, MediaType.OCTET_STREAM), 5));

    private final ListedObjects listed = new ListedObjects(items);

    private List<String> complete() {
        return IntStream.range(0, items.size())
                .filter(listed::hasAll)
                .mapToObj(number -> items.get(number).path())
                .toList();
    }

    @Test
    void item_withAllItsObjects_isThereInAnyOrder() {
        listed.accept("v2/index.html", 2);
        listed.accept(BLOB, 5);
        listed.accept("a/index.html", 1);
        listed.accept("zzz", 1);
        listed.accept("robots.txt", 3);
        listed.accept("v2/", 0);
        assertThat(complete()).containsExactly("v2/index.html", "robots.txt", BLOB);
        listed.accept("a/", 1);
        assertThat(complete()).contains("a/index.html");
    }

    @Test
    void item_withAnObjectOfAnotherSize_isAbsent() {
        listed.accept("v2/index.html", 3);
        listed.accept("v2/", 2);
        listed.accept(BLOB, 6);
        listed.accept("robots.txt", 0);
        assertThat(complete()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "index.html",
                "A",
                "a",
                "a/index.html/",
                "robots.txt/",
                "v2/a/tags/list/index.htm",
                "zzzz"
            })
    void object_thatIsNoItems_countsForNone(String name) {
        listed.accept(name, 7);
        assertThat(complete()).isEmpty();
        assertThat(listed.haveRepository()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v2/other/tags/index.html", "v2/other/manifests/latest", "tags/tags/index.html"})
    void object_ofARepository_isSeen(String name) {
        listed.accept(name, 1);
        assertThat(listed.haveRepository()).isTrue();
    }
}
