package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.host.Host;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.serve.LocalServer;
import io.github.registryorg.serve.RequestListener;
import io.github.registryorg.serve.ServeRequest;
import io.github.registryorg.site.BlobMode;
import io.github.registryorg.site.SiteRequest;
import io.github.registryorg.testkit.Chromium;
import io.github.registryorg.testkit.NodePackage;
import io.github.registryorg.testkit.RealClient;
import io.github.registryorg.testkit.RegistryStory;
import io.github.registryorg.testkit.VariedRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kind of page, as a browser, someone who can't see it, and a validator find it. */
class WebInterfaceIT {

    private static final Path SCREENSHOTS = Path.of("target/screenshots");

    @TempDir
    private static Path directory;

    /** What begins with this is on a site of its own, whose home page does not list all repositories. */
    private static final String LARGE = "large:";

    private static Path site;
    private static Path largeSite;
    private static LocalServer server;
    private static LocalServer largeServer;
    private static Chromium browser;

    @BeforeAll
    static void start() throws IOException {
        Path registry = Files.createDirectories(directory.resolve("registry"));
        site = directory.resolve("site");
        new VariedRegistry(registry, 600);
        server = served(registry, site);
        Path large = Files.createDirectories(directory.resolve("large"));
        large(new RegistryDirectory(large));
        largeSite = directory.resolve("large-site");
        largeServer = served(large, largeSite);
        Files.createDirectories(SCREENSHOTS);
        browser = Chromium.start(directory);
        browser.allowClipboard();
        browser.atStart(
                "if (location.search === '?forbidden') { for (const name of ['getItem', 'setItem', 'removeItem'])"
                        + " { Storage.prototype[name] = () => { throw new DOMException('forbidden', 'SecurityError'); }; } }");
    }

    private static LocalServer served(Path registry, Path site) {
        new StaticRegistry()
                .site(new SiteRequest(registry, site, Host.of("local"), null, BlobMode.AUTO, RegistryStory.ACCESS));
        return new StaticRegistry()
                .serve(new ServeRequest(registry, site, 0, RegistryStory.ACCESS), RequestListener.NONE);
    }

    private static void large(RegistryDirectory files) {
        files.file("registry.yaml", "formatVersion: 1\ntitle: Community containers\n");
        for (String team : List.of("astro", "bio", "chem", "geo", "math", "physics")) {
            for (int i = 1; i <= 60; i++) {
                files.page(
                        team + (i % 3 == 0 ? "/tools/converter-" : "/pipeline-") + i,
                        "description: Number " + i + " of the images that the " + team + " community builds together",
                        i % 20 == 0 ? "deprecated: It is old" : "licenses: MIT");
            }
        }
        for (int i = 0; i < 230; i++) {
            files.page("fleet/ship-" + (100 + i), "description: Number " + i + " of the fleet");
        }
    }

    @AfterAll
    static void close() {
        for (LocalServer one : new LocalServer[] {server, largeServer}) {
            if (one != null) {
                one.close();
            }
        }
        if (browser != null) {
            browser.close();
        }
    }

    private static Stream<String> pages() {
        return Stream.of(
                "",
                "acme/",
                VariedRegistry.IMAGE + "/",
                VariedRegistry.IMAGE + "/-/tags/1.4.2/",
                VariedRegistry.IMAGE + "/-/below/",
                VariedRegistry.MANY_TAGS + "/",
                VariedRegistry.MANY_TAGS + "/-/list/2/",
                // the release before it has no page
                VariedRegistry.MANY_TAGS + "/-/tags/1.11.37/",
                "acme/old/",
                "acme/broken/",
                "charts/shop/",
                "science/model/",
                "legacy/busybox/",
                "empty/",
                "404.html",
                LARGE,
                LARGE + "-/list/",
                LARGE + "-/list/2/",
                LARGE + "bio/",
                LARGE + "fleet/",
                LARGE + "fleet/-/list/2/");
    }

    private static String address(String page) {
        return page.startsWith(LARGE)
                ? "http://" + largeServer.address() + "/" + page.substring(LARGE.length())
                : "http://" + server.address() + "/" + page;
    }

    private static Path file(String page) {
        Path path = page.startsWith(LARGE) ? largeSite.resolve(page.substring(LARGE.length())) : site.resolve(page);
        return Files.isDirectory(path) ? path.resolve("index.html") : path;
    }

    private static JsonNode js(String expression) {
        return browser.evaluate(expression);
    }

    /** Moves the focus by the keyboard alone until it is on what is wanted. */
    private static void tabTo(String selector) {
        for (int i = 0; i < 300; i++) {
            browser.press("Tab");
            if (js("document.activeElement.matches('" + selector + "')").asBoolean()) {
                return;
            }
        }
        throw new AssertionError("the focus does not come to " + selector);
    }

    private static JsonNode violations() throws IOException {
        browser.evaluate(Files.readString(NodePackage.file("axe-core/axe.min.js")) + ";0");
        return browser.evaluate("axe.run(document, {resultTypes: ['violations']}).then(found =>"
                + " found.violations.map(one => one.id + ': ' + one.help + ' '"
                + " + one.nodes.slice(0, 5).map(node => node.html).join(' ')))");
    }

    @Test
    void pages_ofEachKind_areValidHtml() {
        List<String> arguments = new ArrayList<>(List.of("--errors-only", "--format", "gnu"));
        pages().map(page -> file(page).toString()).forEach(arguments::add);

        RealClient.of("vnu").run(directory, arguments.toArray(String[]::new));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void page_atEachWidthAndInEachTheme_isAccessible(String page) throws IOException {
        for (boolean dark : List.of(false, true)) {
            for (int width : List.of(320, 768, 1440)) {
                browser.window(width, dark);
                browser.open(address(page));
                JsonNode violations = violations();
                String name = page.isEmpty() ? "home" : page.replaceAll("[/:]-?/?", "_");
                Files.write(
                        SCREENSHOTS.resolve(name + "-" + width + (dark ? "-dark" : "-light") + ".png"),
                        browser.screenshot());

                assertThat(violations)
                        .as(page + " " + width + (dark ? " dark" : " light"))
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void page_onANarrowScreen_doesNotScrollSideways(String page) {
        browser.window(320, false);
        browser.open(address(page));

        assertThat(browser.evaluate("document.documentElement.scrollWidth").intValue())
                .isLessThanOrEqualTo(320);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void page_opened_requestsNothingOutsideAndReportsNoError(String page) {
        browser.window(1440, false);
        browser.open(address(page));

        String begin = address(page.startsWith(LARGE) ? LARGE : "");
        assertThat(browser.requests()).isNotEmpty().allMatch(url -> url.startsWith(begin));
        assertThat(browser.errors()).isEmpty();
    }

    private static String theme() {
        return js("document.documentElement.dataset.theme || 'system'").asText();
    }

    private static String ground() {
        return js("getComputedStyle(document.body).backgroundColor").asText();
    }

    @Test
    void theme_switchedByKeyboard_isKeptOverPages() {
        browser.window(1440, true);
        browser.open(address(""));
        js("localStorage.clear()");
        browser.open(address(""));
        String dark = ground();
        assertThat(theme()).isEqualTo("system");
        tabTo("button.theme");
        browser.press("Enter");
        assertThat(theme()).isEqualTo("light");
        assertThat(ground()).isEqualTo("rgb(255, 255, 255)").isNotEqualTo(dark);
        assertThat(js("document.activeElement.ariaLabel").asText()).isEqualTo("Theme: light. Switch to dark");

        browser.open(address(VariedRegistry.IMAGE + "/"));
        assertThat(theme()).isEqualTo("light");
        browser.window(1440, false);
        js("document.querySelector('button.theme').click()");
        assertThat(theme()).isEqualTo("dark");
        assertThat(ground()).isEqualTo(dark);
        browser.open(address("acme/"));
        assertThat(theme()).isEqualTo("dark");
        js("document.querySelector('button.theme').click()");
        assertThat(theme()).isEqualTo("system");
        browser.open(address(""));
        assertThat(theme()).isEqualTo("system");
    }

    @Test
    void theme_withoutStorage_holdsForThePage() {
        browser.window(1440, false);
        browser.open(address("?forbidden"));
        js("document.querySelector('button.theme').click()");
        js("document.querySelector('button.theme').click()");
        assertThat(theme()).isEqualTo("dark");
        browser.open(address(VariedRegistry.IMAGE + "/?forbidden"));
        assertThat(theme()).isEqualTo("system");
        js("document.querySelector('[name=client][value=Podman], [name=client]:not(:checked)').click()");
        assertThat(js("document.querySelector('.chooser code').textContent").asText())
                .isNotEmpty();
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void pages_withoutScripts_leadEverywhereAndOfferNothingThatNeedsThem() {
        browser.window(1440, false);
        browser.scripts(false);
        try {
            for (String page : List.of("", "acme/", LARGE, LARGE + "fleet/")) {
                browser.open(address(page));
                assertThat(js("[...document.querySelectorAll('search, button, .tools, .chooser')]"
                                        + ".every(e => e.getClientRects().length === 0)")
                                .asBoolean())
                        .as(page)
                        .isTrue();
            }
            browser.open(address(LARGE));
            browser.open(js("[...document.querySelectorAll('main a')].find(a => a.href.endsWith('/fleet/')).href")
                    .asText());
            assertThat(js("document.querySelectorAll('.repositories tbody tr').length")
                            .asInt())
                    .isEqualTo(100);
            browser.open(js("[...document.querySelectorAll('.pages a')].find(a => a.textContent === '3').href")
                    .asText());
            assertThat(js("[...document.querySelectorAll('.repositories tbody th a')].pop().textContent")
                            .asText())
                    .isEqualTo("fleet/ship-329");
            browser.open(js("[...document.querySelectorAll('.repositories tbody th a')].pop().href")
                    .asText());
            assertThat(js("document.querySelector('h1').textContent").asText()).isEqualTo("fleet/ship-329");
        } finally {
            browser.scripts(true);
        }
    }

    @Test
    void platform_byKeyboard_opens() {
        browser.window(1440, false);
        browser.open(address(VariedRegistry.IMAGE + "/-/tags/2.0.0-rc.1/"));
        tabTo(".platform-details:not([open]) > summary");
        browser.press("Enter");
        browser.await("document.activeElement.parentElement.open");
        browser.press("Enter");
        browser.await("!document.activeElement.parentElement.open");
    }

    @Test
    void comparison_byKeyboard_changes() {
        browser.window(1440, false);
        browser.open(address(VariedRegistry.IMAGE + "/-/tags/1.4.2/"));
        String before = js("document.querySelector('#changes h2').textContent").asText();
        tabTo("#changes select");
        // the list has no window here that a key could choose in
        browser.type("2");
        browser.await("document.querySelector('#changes h2').textContent !== '" + before + "'");
        browser.await("document.querySelector('.difference table')");
        assertThat(js("document.querySelector('#changes h2').textContent").asText())
                .endsWith("2.0.0-rc.1");
    }

    @Test
    void listOfTags_byKeyboard_goesOn() {
        browser.window(1440, false);
        browser.open(address(VariedRegistry.MANY_TAGS + "/"));
        tabTo(".pager a[rel=next]");
        browser.press("Enter");
        browser.await("location.pathname.endsWith('/-/list/2/')");
    }

    @Test
    void page_afterEachInteraction_isAccessible() throws IOException {
        for (boolean dark : List.of(false, true)) {
            browser.window(1440, dark);
            browser.open(address(""));
            js("document.querySelector('search input').focus()");
            browser.type("api");
            browser.await("document.querySelector('.results li')");
            assertThat(violations()).as("results").isEmpty();

            browser.open(address(VariedRegistry.MANY_TAGS + "/"));
            js("(() => { const box = document.querySelector('.tools [type=search]'); box.value = '1.';"
                    + " box.dispatchEvent(new Event('input')); })()");
            browser.await("document.querySelector('.found').textContent.includes(' of 600 tags')");
            js("document.querySelector('th button').click()");
            assertThat(violations()).as("filter").isEmpty();

            browser.open(address(VariedRegistry.IMAGE + "/"));
            js("for (const details of document.querySelectorAll('details')) { details.open = true; }");
            assertThat(js("document.querySelectorAll('details.others[open]').length")
                            .asInt())
                    .isPositive();
            assertThat(violations()).as("sizes").isEmpty();

            browser.open(address(VariedRegistry.IMAGE + "/-/tags/1.4.2/"));
            js("for (const details of document.querySelectorAll('details')) { details.open = true; }");
            js("(() => { const box = document.querySelector('#changes select'); box.value = '2.0.0-rc.1';"
                    + " box.dispatchEvent(new Event('change')); })()");
            browser.await("document.querySelector('#changes h2').textContent.endsWith('2.0.0-rc.1')"
                    + " && document.querySelector('.difference table')");
            assertThat(violations()).as("comparison").isEmpty();
        }
    }

    @Test
    void addressOfNothing_hasAPageThatLeadsHome() {
        browser.window(1440, false);
        browser.open(address("acme/nothing/here/"));
        assertThat(js("document.querySelector('h1').textContent").asText()).isEqualTo("Nothing is at this address");
        assertThat(js("getComputedStyle(document.querySelector('h1')).fontWeight")
                        .asInt())
                .isGreaterThan(600);
        browser.open(js("document.querySelector('main a').href").asText());
        assertThat(js("location.pathname").asText()).isEqualTo("/");
    }

    @Test
    void logoAndAccent_ofTheRegistry_areOnEachPage() {
        browser.window(1440, false);
        for (String page : List.of("", VariedRegistry.IMAGE + "/-/tags/1.4.2/", "404.html")) {
            browser.open(address(page));
            assertThat(js("document.querySelector('.home img').getAttribute('src')")
                            .asText())
                    .matches(".*-/assets/logo\\.[0-9a-f]{8}\\.svg");
            assertThat(js("document.querySelector('.home img').naturalWidth").asInt())
                    .isPositive();
            assertThat(js("getComputedStyle(document.body).getPropertyValue('--accent')")
                            .asText())
                    .isEqualTo("light-dark(#8a1c5c, #b9789e)");
        }
    }

    private static int compressed(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.size();
    }

    @Test
    void repositoryOf100Tags_compressed_isLight() throws IOException {
        browser.window(1440, false);
        browser.open(address(VariedRegistry.MANY_TAGS + "/"));
        assertThat(js("document.querySelectorAll('.tag-list tbody tr').length").asInt())
                .isEqualTo(100);
        int sum = 0;
        for (String url : browser.requests()) {
            sum += compressed(Files.readAllBytes(file(url.substring(address("").length()))));
        }
        assertThat(sum).isLessThanOrEqualTo(40 * 1024);
    }

    /** Those of a page, with the one that is loaded once someone searches. */
    @ParameterizedTest
    @ValueSource(strings = {"", VariedRegistry.IMAGE + "/", VariedRegistry.IMAGE + "/-/tags/1.4.2/"})
    void scripts_compressed_areSmall(String page) throws IOException {
        browser.window(1440, false);
        browser.open(address(page));
        int sum = 0;
        for (JsonNode script : js("[...document.scripts].map(script => script.src)"
                + ".concat(new URL(document.querySelector('[data-script]').dataset.script, location.href).href)")) {
            sum += compressed(Files.readAllBytes(
                    file(script.asText().substring(address("").length()))));
        }
        assertThat(sum).isBetween(1024, 15 * 1024);
    }
}
