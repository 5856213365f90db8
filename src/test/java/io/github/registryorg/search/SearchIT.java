package io.github.registryorg.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.Json;
import io.github.registryorg.page.ListedRepository;
import io.github.registryorg.page.Pages;
import io.github.registryorg.remote.LoopbackServer;
import io.github.registryorg.testkit.Chromium;
import io.github.registryorg.testkit.FileServer;
import io.github.registryorg.testkit.ListedRepositories;
import io.github.registryorg.testkit.MemorySite;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code search.js} in Chromium, on the smallest pages that it works on, with an index of a large registry. */
class SearchIT {

    private static final String HOSTILE = "<img src=x onerror=ran(1)>\"&amp;";

    @TempDir
    private static Path directory;

    private static Chromium browser;
    private static LoopbackServer server;
    private static String home;

    @BeforeAll
    static void serve() throws IOException {
        MemorySite site = new MemorySite();
        List<ListedRepository> repositories = new ArrayList<>(ListedRepositories.of(6_000));
        repositories.add(repository("gamma/zygote", "Grows " + HOSTILE, "7.1.4", "7.1.3"));
        repositories.add(repository("alpha/zygote-tools/deep", "Tools of the zygote", "2"));
        repositories.add(ListedRepositories.repository("beta/zygote", null, List.of(), null, "Use gamma/zygote"));
        repositories.add(repository("lab/cafe", "Crème brûlée für Müsli: 容器注册表", "1".repeat(120)));
        SearchIndex.emit(
                repositories.stream()
                        .sorted(Comparator.comparing(ListedRepository::name))
                        .toList(),
                site);
        Path root = Files.createDirectories(directory.resolve("site/below"));
        site.write(root);
        page(root.resolve("index.html"), "./");
        page(root.resolve("gamma/zygote/index.html"), "../../");
        page(root.resolve("alpha/zygote-tools/deep/index.html"), "../../../");
        Files.writeString(directory.resolve("site/404.html"), "nothing");
        new Pages().assets().forEach((path, content) -> write(root.resolve(plain(path)), content));
        server = FileServer.githubPages(directory.resolve("site"));
        home = server.url("/below/");
        browser = Chromium.start(directory);
    }

    private static String plain(String asset) {
        return asset.replaceAll("\\.[0-9a-f]{8}\\.", ".");
    }

    private static ListedRepository repository(String name, String description, String... tags) {
        return ListedRepositories.repository(name, description, List.of(tags), null, null);
    }

    private static void page(Path file, String root) {
        write(file, """
                <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"/><title>Page</title>
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self';
                connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"/>
                <script src="ROOT-/assets/script.js" defer="defer"></script>
                <link rel="stylesheet" href="ROOT-/assets/style.css"/></head>
                <body><header class="masthead"><search class="search" hidden="hidden" data-root="ROOT" data-script="ROOT-/assets/search.js">
                <input type="search" aria-label="Search repositories"/></search></header>
                <main><p><a href="#main">A link</a></p><input id="other" aria-label="Other"/></main></body></html>
                """.replace("ROOT", root).getBytes(StandardCharsets.UTF_8));
    }

    private static void write(Path file, byte[] content) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void open() {
        browser.open(home);
    }

    private static void search(String query) {
        browser.text("document.querySelector('search input').focus()");
        browser.type(query);
    }

    private static String status() {
        return browser.text("document.querySelector('.results').hidden ? ''"
                + " : document.querySelector('.results .status').textContent");
    }

    private static void awaitStatus(String text) {
        browser.await("!document.querySelector('.results[aria-busy=false]')?.hidden"
                + " && document.querySelector('.results[aria-busy=false]')"
                + " && document.querySelector('.results .status').textContent.includes('" + text + "')");
    }

    private static List<String> names() {
        return List.of(browser.text("[...document.querySelectorAll('.results .name')].map(e => e.textContent).join()")
                .split(","));
    }

    private static String focused() {
        return browser.text("document.activeElement.matches('search input') ? 'input'"
                + " : (document.activeElement.querySelector('.name') || document.activeElement).textContent");
    }

    @Test
    void query_typed_listsWhatItNames() {
        search("zygote");
        awaitStatus("3 repositories");

        assertThat(names()).containsExactly("gamma/zygote", "alpha/zygote-tools/deep", "beta/zygote");
        assertThat(browser.text("[...document.querySelectorAll('.results a')].map(e => e.href).join()"))
                .isEqualTo(home + "gamma/zygote/," + home + "alpha/zygote-tools/deep/," + home + "beta/zygote/");
        assertThat(browser.text("document.querySelectorAll('.results .deprecated').length"))
                .isEqualTo("1");
        assertThat(browser.text("document.querySelector('.results mark').textContent"))
                .isEqualTo("zygote");
    }

    @Test
    void text_ofAStranger_isText() {
        search("gamma zygote");
        awaitStatus("1 repository");

        assertThat(browser.text("document.querySelector('.results .text').textContent"))
                .isEqualTo("Grows " + HOSTILE);
        assertThat(browser.text("document.querySelectorAll('.results img').length"))
                .isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREME", "brûlée", "musli", "容器", "注册表", "cafe lab", "Müsli 容器注册"})
    void query_inOtherLetters_findsTheSame(String query) {
        search(query);
        awaitStatus("repositor");

        assertThat(names()).contains("lab/cafe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7.1.4", "7.1.", "zyg 7.1", "gamma/zygote", "ZYGOTE gam"})
    void query_ofTagsAndNames_finds(String query) {
        search(query);
        awaitStatus("repositor");

        assertThat(names()).contains("gamma/zygote");
    }

    @Test
    void query_thatNothingHas_saysSo() {
        search("qqqq");
        awaitStatus("No repository matches qqqq");

        assertThat(names()).containsExactly("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"p", "platform", "the image"})
    void query_thatManyHave_showsTheBestOfThem(String query) {
        search(query);
        awaitStatus("Type more to narrow them.");

        assertThat(names()).hasSize(10);
        browser.text("document.querySelector('.results .more').click()");
        browser.await("document.querySelectorAll('.results li').length === 20");
    }

    @Test
    void keyboard_alone_opensAResult() {
        search("zygote");
        awaitStatus("3 repositories");

        browser.press("ArrowDown");
        assertThat(focused()).isEqualTo("gamma/zygote");
        browser.press("ArrowDown");
        assertThat(focused()).isEqualTo("alpha/zygote-tools/deep");
        browser.press("ArrowUp");
        browser.press("ArrowUp");
        assertThat(focused()).isEqualTo("input");
        browser.press("Escape");
        assertThat(status()).isEmpty();
        browser.press("Enter");
        browser.await("location.pathname === '/below/gamma/zygote/'");
    }

    @Test
    void enter_beforeTheAnswer_opensItsFirstResult() {
        search("deep");
        browser.press("Enter");

        browser.await("location.pathname === '/below/alpha/zygote-tools/deep/'");
        // from here too
        browser.await("document.readyState === 'complete'");
        search("gamma zygote");
        browser.press("Enter");
        browser.await("location.pathname === '/below/gamma/zygote/'");
        assertThat(browser.text("location.search")).isEmpty();
    }

    /** What the page fetches from here on waits until {@link #release}. */
    private static void hold() {
        browser.text(
                "(() => { const fetched = window.fetch; window.gate = new Promise(open => { window.release = open; });"
                        + " window.fetch = (...all) => window.gate.then(() => fetched(...all)); })()");
    }

    private static void release() {
        browser.text("window.release()");
    }

    /** Time enough for what should not happen. */
    private static void pause() {
        browser.text("new Promise(done => setTimeout(done, 200))");
    }

    @Test
    void enter_whileAnOlderSearchRuns_opensTheResultOfTheNewText() {
        hold();
        search("zygote");
        browser.await("document.querySelector('.results').ariaBusy === 'true'");
        pause();
        // all in one turn, within the delay of the new search
        browser.text("(() => { const box = document.querySelector('search input'); box.value = 'cafe';"
                + " box.dispatchEvent(new Event('input', {bubbles: true}));"
                + " box.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, cancelable: true}));"
                + " window.release(); })()");

        browser.await("location.pathname === '/below/lab/cafe/'");
    }

    @Test
    void showMore_pressedTwice_showsEachResultOnce() {
        search("platform");
        awaitStatus("Type more");
        browser.text(
                "(() => { const more = document.querySelector('.results .more'); more.click(); more.click(); })()");
        browser.await("document.querySelectorAll('.results li').length === 20");
        pause();
        List<String> twenty = names();
        assertThat(twenty).hasSize(20).doesNotHaveDuplicates();

        browser.open(home);
        search("platform");
        awaitStatus("Type more");
        browser.text("document.querySelector('.results .more').click()");
        browser.await("document.querySelectorAll('.results li').length === 20");
        assertThat(names()).isEqualTo(twenty);
    }

    @Test
    void showMore_thatFails_keepsTheRowsAndCanBeTriedAgain() {
        search("platform");
        awaitStatus("Type more");
        List<String> ten = names();
        browser.text("window.fetched = window.fetch; window.fetch = () => Promise.reject(new TypeError('offline'))");
        browser.text("document.querySelector('.results .more').click()");
        awaitStatus("Search is not available");
        assertThat(names()).isEqualTo(ten);

        browser.text("window.fetch = window.fetched");
        browser.text("document.querySelector('.results .more').focus()");
        browser.press("Enter");
        browser.await("document.querySelectorAll('.results li').length === 20");
        assertThat(names()).startsWith(ten.toArray(String[]::new)).doesNotHaveDuplicates();
        assertThat(focused()).isEqualTo(names().get(10));
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void showMore_whenTheTextIsEmptiedMeanwhile_showsNothing() {
        search("platform");
        awaitStatus("Type more");
        hold();
        browser.text("document.querySelector('.results .more').click()");
        browser.text("(() => { const box = document.querySelector('search input'); box.value = ''; box.focus();"
                + " box.dispatchEvent(new Event('input', {bubbles: true})); })()");
        browser.await("document.querySelector('.results').hidden");
        release();
        pause();

        assertThat(status()).isEmpty();
        assertThat(focused()).isEqualTo("input");
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void field_leftBeforeTheAnswer_showsNone() {
        hold();
        search("zygote");
        pause();
        browser.press("Tab");
        release();
        pause();

        assertThat(status()).isEmpty();
    }

    @Test
    void panel_closedAtAnAddressWithAQuery_staysClosed() {
        browser.open(home + "?q=zygote");
        awaitStatus("3 repositories");
        browser.press("Escape");
        assertThat(status()).isEmpty();

        browser.text("document.querySelector('main a').click()");
        browser.await("location.hash === '#main'");
        pause();
        assertThat(status()).isEmpty();

        browser.text("document.querySelector('search input').focus()");
        browser.press("ArrowDown");
        awaitStatus("3 repositories");
    }

    @Test
    void query_ofManyWords_isSearchedByTheFirstEight() {
        search("gamma zygote grows img src x onerror ran qqqq");
        awaitStatus("1 repository");

        assertThat(names()).containsExactly("gamma/zygote");
        assertThat(browser.text("document.querySelector('search input').maxLength"))
                .isEqualTo("200");
        browser.open(home + "?q=" + "zygote%20".repeat(100));
        awaitStatus("3 repositories");
        assertThat(browser.text("document.querySelector('search input').value.length"))
                .isEqualTo("200");
    }

    @Test
    void answer_shown_isSpoken() {
        search("zygote");
        awaitStatus("3 repositories");

        assertThat(browser.text("[...document.querySelectorAll('search [role=status]')]"
                        + ".filter(e => e.getClientRects().length > 0).map(e => e.textContent).join()"))
                .isEqualTo("3 repositories");
    }

    @Test
    void history_thatRefusesAChange_keepsNothingFromBeingShown() {
        browser.text("history.pushState = () => { throw new DOMException('too many', 'SecurityError'); }");
        search("zygote");
        awaitStatus("3 repositories");

        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void character_typedOutsideAField_isNoShortcut() {
        browser.type("/");

        assertThat(browser.text("document.activeElement.localName")).isEqualTo("body");
    }

    @Test
    void address_ofTheHomePage_hasTheQuery() {
        search("zygote");
        awaitStatus("3 repositories");
        assertThat(browser.text("location.search")).isEqualTo("?q=zygote");

        browser.text("document.querySelector('.results a').click()");
        browser.await("location.pathname === '/below/gamma/zygote/'");
        browser.text("history.back()");
        browser.await("location.pathname === '/below/'");
        browser.await("document.querySelector('search input').value === 'zygote'");
        awaitStatus("3 repositories");
        browser.text("history.back()");
        browser.await("location.search === '' && document.querySelector('search input').value === ''");
        browser.await("document.querySelector('.results').hidden");
    }

    @Test
    void address_withAQuery_searches() {
        browser.open(home + "?q=gamma%20zygote");
        awaitStatus("1 repository");

        assertThat(names()).containsExactly("gamma/zygote");
    }

    @Test
    void requests_ofASearch_areFewAndOfTheSiteAlone() {
        search("nginx pro");
        awaitStatus("repositor");

        String requests = browser.text("performance.getEntriesByType('resource').map(e => e.name).join()");
        assertThat(requests.split(",")).allMatch(url -> url.startsWith(home)).hasSizeLessThan(40);
        // from the first key on
        assertThat(Integer.parseInt(browser.text("performance.getEntriesByType('resource')"
                        + ".filter(e => e.name.includes('/api/')).reduce((sum, e) => sum + e.decodedBodySize, 0)")))
                .isPositive();
        assertThat(browser.text("document.querySelectorAll('[style]').length")).isEqualTo("0");
    }

    @Test
    void answer_first_fetchesLittle() {
        browser.open(home + "?q=nginx");
        awaitStatus("repositor");

        assertThat(Integer.parseInt(browser.text("performance.getEntriesByType('resource')"
                        + ".filter(e => e.name.includes('/api/')).reduce((sum, e) => sum + e.decodedBodySize, 0)")))
                .isBetween(1_000, 200_000);
    }

    @Test
    void page_fromDisk_hasNoSearch() {
        browser.open(directory.resolve("site/below/index.html").toUri().toString());

        assertThat(browser.text("document.querySelector('search').hidden")).isEqualTo("true");
    }

    @Test
    void words_ofTheScript_areThoseOfTheIndex() throws Exception {
        String script = new String(
                SearchIT.class
                        .getResourceAsStream("/io/github/registryorg/page/assets/script/search.js")
                        .readAllBytes(),
                StandardCharsets.UTF_8);
        int end = script.indexOf("  // ---- the index");
        String words = script.substring(0, end) + "return words(TEXT).join('|'); })()";
        for (Map.Entry<String, String> row : SearchWordsTest.TABLE.entrySet()) {
            String text = new String(Json.write(Json.object().put("text", row.getKey())), StandardCharsets.UTF_8);
            String result = browser.text(words.replace("TEXT", "(" + text + ").text"));
            assertThat(result).as(row.getKey()).isEqualTo(row.getValue());
        }
    }
}
