package io.github.registryorg.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.oci.Json;
import io.github.registryorg.page.ListedRepository;
import io.github.registryorg.testkit.ListedRepositories;
import io.github.registryorg.testkit.MemorySite;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SearchIndexTest {

    private static MemorySite index(List<ListedRepository> repositories) {
        MemorySite site = new MemorySite();
        SearchIndex.emit(
                repositories.stream()
                        .sorted(Comparator.comparing(ListedRepository::name))
                        .toList(),
                site);
        return site;
    }

    private static ListedRepository repository(String name, String description, String... tags) {
        return ListedRepositories.repository(name, description, List.of(tags), null, null);
    }

    /** The names of the repositories that a file lists under a word, in its order. */
    private static List<String> names(MemorySite site, String file, String word) throws Exception {
        JsonNode answer = Json.readObject(site.bytes("api/search/" + file)).get(word);
        List<String> names = new ArrayList<>();
        for (int place = 1; place < answer.size(); place++) {
            String ids = answer.get(place).asText();
            for (int at = 0; at < ids.length(); at += 6) {
                names.add(name(site, ids.substring(at, at + 6)));
            }
        }
        return names;
    }

    private static String name(MemorySite site, String id) throws Exception {
        for (String path : site.paths()) {
            if (path.startsWith("api/search/d-")) {
                for (JsonNode row : Json.read(site.bytes(path))) {
                    if (row.get(0).asText().equals(id)) {
                        return row.get(1).asText();
                    }
                }
            }
        }
        throw new AssertionError(id);
    }

    @Test
    void index_ofASmallRegistry_isThreeFiles() {
        MemorySite site = index(List.of(repository("acme/nginx", "A <b>server</b>", "1.4.2")));

        assertThat(site.texts()).isEqualTo("""
                        === api/search/d-0.json application/json
                        [["pI72D3","acme/nginx","","A \\u003Cb\\u003Eserver\\u003C/b\\u003E","Multi-platform","1.4.2",0]]
                        === api/search/index.json application/json
                        {"formatVersion":1,"repositories":1,"details":1,"words":[""]}
                        === api/search/w-.json application/json
                        {"1.4.2":[1,"","","","","pI72D3"],"a":[1,"","","","pI72D3"],"acme":[1,"","pI72D3"],"b":[1,"","","","pI72D3"],"nginx":[1,"pI72D3"],"server":[1,"","","","pI72D3"]}
                        """);
    }

    @Test
    void index_ofAnEmptyRegistry_hasNoWords() {
        assertThat(index(List.of()).text("api/search/w-.json")).isEqualTo("{}");
    }

    @Test
    void word_inSeveralPlaces_hasTheBestFirst() throws Exception {
        MemorySite site = index(List.of(
                repository("acme/proxy", "Like nginx"),
                repository("tools/nginx", null),
                ListedRepositories.repository("old/nginx", null, List.of(), null, "Use tools/nginx"),
                repository("acme/web", null, "nginx"),
                repository("nginx/config", null),
                repository("nginx", null)));

        assertThat(names(site, "w-.json", "nginx"))
                .containsExactly("nginx", "tools/nginx", "nginx/config", "acme/proxy", "acme/web", "old/nginx");
    }

    @Test
    void index_ofManyRepositories_hasSmallFiles() throws Exception {
        MemorySite site = index(ListedRepositories.of(10_000));

        assertThat(site.bytes("api/search/index.json").length).isLessThan(10_000);
        assertThat(site.largest()).isLessThan(64_000);
        assertThat(site.paths()).hasSizeLessThan(800);
        // an answer with ten rows takes the index, one file of words and ten of details
        int details = site.paths().stream()
                .filter(path -> path.startsWith("api/search/d-"))
                .mapToInt(path -> site.bytes(path).length)
                .map(size -> -size)
                .sorted()
                .map(size -> -size)
                .limit(10)
                .sum();
        assertThat(details + 64_000 + 10_000).isLessThan(200_000);
    }

    @Test
    void beginning_inSeveralFiles_hasOneOfItsOwn() throws Exception {
        MemorySite site = index(ListedRepositories.of(10_000));
        List<String> starts = new ArrayList<>();
        Json.readObject(site.bytes("api/search/index.json")).get("words").forEach(start -> starts.add(start.asText()));

        assertThat(starts).isSorted().hasSizeGreaterThan(10).startsWith("");
        for (String start : starts) {
            for (int length = 1; length < start.length(); length++) {
                String beginning = start.substring(0, length);
                String file = "api/search/p-" + beginning.replace(".", "_002e") + ".json";
                JsonNode answer = Json.readObject(site.bytes(file)).get(beginning);
                assertThat(answer.get(0).asInt()).isPositive();
            }
        }
    }

    @Test
    void index_withOneRepositoryMore_changesFewFiles() {
        List<ListedRepository> all = ListedRepositories.of(5_000);
        List<ListedRepository> more = new ArrayList<>(all);
        more.add(repository("zeta/quarkus-native", "Native images with quarkus", "3.2.1"));

        Set<String> changed = index(more).differences(index(all));

        // a file for each of its words, and those of their beginnings
        assertThat(changed).hasSizeLessThan(40).contains("api/search/index.json");
    }

    @Test
    void index_withOneTagMore_changesTheFilesOfThatTag() {
        List<ListedRepository> all = ListedRepositories.of(5_000);
        List<ListedRepository> more = new ArrayList<>(all);
        ListedRepository first = all.get(0);
        List<String> tags = new ArrayList<>(first.words());
        tags.set(0, "9.9.9");
        more.set(
                0,
                ListedRepositories.repository(
                        first.name().name(), first.description(), tags, first.published(), first.deprecated()));

        assertThat(index(more).differences(index(all))).hasSizeLessThan(12);
    }

    @Test
    void hostileRepository_ofManyWords_isBounded() {
        String chinese = IntStream.range(0, 300)
                .mapToObj(i -> String.valueOf((char) (0x4E00 + i)))
                .reduce("", String::concat);
        List<ListedRepository> hostile = IntStream.range(0, 500)
                .mapToObj(i -> ListedRepositories.repository(
                        "a".repeat(200) + i,
                        chinese,
                        IntStream.range(0, 40)
                                .mapToObj(j -> "z".repeat(100 + j % 20) + j)
                                .toList(),
                        null,
                        null))
                .toList();

        MemorySite site = index(hostile);

        assertThat(site.largest()).isLessThan(300_000);
        assertThat(site.paths()).hasSizeLessThan(600).allMatch(path -> path.length() < 200);
    }
}
