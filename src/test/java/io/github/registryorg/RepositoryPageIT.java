package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.host.Host;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.metadata.RegistryDirectory.Sample;
import io.github.registryorg.problem.ByteCount;
import io.github.registryorg.remote.LoopbackServer;
import io.github.registryorg.site.BlobMode;
import io.github.registryorg.site.SiteRequest;
import io.github.registryorg.testkit.Chromium;
import io.github.registryorg.testkit.FileServer;
import io.github.registryorg.testkit.RegistryStory;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of a repository of 261 tags in Chromium: what its scripts do, and what is there without them. */
class RepositoryPageIT {

    private static final String PAGE = "/acme/app/";

    @TempDir
    private static Path directory;

    private static Chromium browser;
    private static LoopbackServer server;
    private static Path site;

    @BeforeAll
    static void start() {
        RegistryDirectory registry = RegistryDirectory.wellFormed(directory.resolve("registry"));
        for (int i = 0; i < 256; i++) {
            registry.tag(
                    "acme/app",
                    "1.0." + i,
                    "mediaType: " + ManifestText.MANIFEST,
                    "digest: " + ManifestText.digest(Sample.ARM64),
                    "size: " + Sample.ARM64_SIZE,
                    "platforms:",
                    "- linux/arm64",
                    "published: " + (2000 + i % 20) + "-01-02T03:04:05Z");
        }
        registry.tag(
                "acme/app",
                "2.0.0-both",
                "mediaType: " + ManifestText.INDEX,
                "digest: " + ManifestText.digest(Sample.BOTH),
                "size: " + Sample.BOTH_SIZE,
                "platforms:",
                "- linux/amd64",
                "- linux/arm64");
        registry.tag("acme/app", "pr-7", ManifestText.MANIFEST, Sample.ARM64, Sample.ARM64_SIZE);
        registry.tag(
                "acme/app",
                "0.0.1",
                "mediaType: " + ManifestText.MANIFEST,
                "digest: " + ManifestText.digest(Sample.AMD64),
                "size: "
                        + (Sample.BOTH_SIZE
                                - ManifestText.size(Sample.BOTH)
                                - Sample.ARM64_SIZE
                                + ManifestText.size(Sample.SHARED_LAYER)),
                "published: 2001-01-02T03:04:05+02:00");
        registry.note("acme/app", ManifestText.digest(Sample.AMD64), "yanked: It loses data");
        registry.page("acme/commits", "store: file:.store");
        registry.content("acme/commits", Sample.ARM64_CONFIG);
        registry.content("acme/commits", Sample.ARM64);
        for (int i = 10; i < 22; i++) {
            registry.tag("acme/commits", "sha-abc00" + i, ManifestText.MANIFEST, Sample.ARM64, Sample.ARM64_SIZE);
        }
        site = directory.resolve("site");
        new StaticRegistry()
                .site(new SiteRequest(
                        registry.root(),
                        site,
                        Host.of("nginx"),
                        "https://registry.example.org",
                        BlobMode.COPY,
                        RegistryStory.ACCESS));
        server = FileServer.githubPages(site);
        browser = Chromium.start(directory);
        browser.allowClipboard();
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
            server.close();
        }
    }

    @BeforeEach
    void open() {
        browser.scripts(true);
        browser.window(1440, false);
        browser.open(server.url("/404.html"));
        browser.evaluate("localStorage.clear()");
        browser.open(server.url(PAGE));
    }

    private static JsonNode js(String expression) {
        return browser.evaluate(expression);
    }

    private static String command() {
        return js("document.querySelector('.chooser code').textContent").asText();
    }

    private static List<String> names() {
        return StreamSupport.stream(
                        js("Array.from(document.querySelectorAll('.tag-list > table tbody .tag'), e => e.textContent)")
                                .spliterator(),
                        false)
                .map(JsonNode::asText)
                .toList();
    }

    private static String status() {
        return js("document.querySelector('.found').textContent").asText();
    }

    /** Waits until all tags are there. */
    private static void load() {
        js("new Promise(done => { document.querySelector('.tools').dispatchEvent(new Event('pointerenter'));"
                + " const look = () => document.querySelector('.tools').ariaBusy === null ? done() :"
                + " setTimeout(look, 10); look(); })");
    }

    private static void filter(String text) {
        js("(() => { const box = document.querySelector('.tools [type=search]'); box.value = '" + text
                + "'; box.dispatchEvent(new Event('input')); })()");
    }

    private static void choose(String select, String value) {
        js("(() => { const box = document.querySelector('" + select + "'); box.value = '" + value
                + "'; box.dispatchEvent(new Event('change')); })()");
    }

    private static void goBack() {
        js("new Promise(done => { addEventListener('popstate', () => setTimeout(done, 0), {once: true});"
                + " history.back(); })");
    }

    @Test
    void chooser_ofClientAndTag_showsOneCommand() {
        assertThat(command()).isEqualTo("docker pull registry.example.org/acme/app:1.4.2");
        assertThat(js("document.querySelector('.examples').hidden").asBoolean()).isTrue();

        choose(".choice select", "1.0.255");
        assertThat(command()).isEqualTo("docker pull registry.example.org/acme/app:1.0.255");
        js("document.querySelector('.by-digest input').click()");
        assertThat(command())
                .isEqualTo("docker pull registry.example.org/acme/app@" + ManifestText.digest(Sample.ARM64));
        js("document.querySelector('[name=client][value=skopeo]').click()");
        assertThat(command())
                .isEqualTo("skopeo copy --all docker://registry.example.org/acme/app@"
                        + ManifestText.digest(Sample.ARM64) + " oci:app-1.0.255:1.0.255");
    }

    @Test
    void chooser_byKeyboard_remembersTheClient() {
        js("document.querySelector('[name=client]:checked').focus()");
        browser.press("ArrowRight");
        assertThat(command()).startsWith("podman pull ");

        browser.open(server.url(PAGE));
        assertThat(command()).startsWith("podman pull ");
    }

    @Test
    void copyButton_pressed_copiesAndSaysSo() {
        js("document.querySelector('.chooser .copy').focus()");
        browser.press("Enter");
        assertThat(js("new Promise(done => { const look = () => { const button ="
                                + " document.querySelector('.chooser .copy').dataset.state; button ? done(button) :"
                                + " setTimeout(look, 10); }; look(); })")
                        .asText())
                .isEqualTo("Copied");
        assertThat(js("navigator.clipboard.readText()").asText()).isEqualTo(command());
        assertThat(js("document.querySelector('td .copy').hidden").asBoolean()).isFalse();
    }

    @Test
    void tags_filtered_areThoseOfAllPages() {
        load();
        filter("1.0.1");
        // 1.0.1, 1.0.10 to 1.0.19, 1.0.100 to 1.0.199
        assertThat(status()).isEqualTo("111 of 261 tags");
        assertThat(names()).hasSize(100).startsWith("1.0.199", "1.0.198");
        js("document.querySelector('nav.pager[aria-label=\"Pages of the result\"] button:last-child').click()");
        assertThat(names()).hasSize(11).endsWith("1.0.10", "1.0.1");
        assertThat(js("location.hash").asText()).isEqualTo("#tags:q=1.0.1&page=2");

        goBack();
        assertThat(names()).hasSize(100);
        goBack();
        assertThat(status()).isEmpty();
        assertThat(names()).startsWith("2.0.0-both", "1.4.2").contains("1.0.255");
    }

    @Test
    void tags_ofAPlatform_areFoundByIt() {
        load();
        choose(".tools .platform", "linux/amd64");
        assertThat(names()).containsExactly("2.0.0-both");
        assertThat(status()).isEqualTo("1 of 261 tags");
    }

    @Test
    void header_clicked_sortsInBothDirectionsAndByVersionAgain() {
        load();
        String button = "document.querySelector('th[data-sort=name] button')";
        js(button + ".focus()");
        browser.press("Enter");
        assertThat(names()).startsWith("0.0.1", "1.0.0", "1.0.1", "1.0.10", "1.0.100");
        assertThat(js(button + ".closest('th').ariaSort").asText()).isEqualTo("ascending");
        browser.press("Enter");
        assertThat(names()).startsWith("pr-7", "arm64", "2.0.0-both");
        assertThat(js(button + ".closest('th').ariaSort").asText()).isEqualTo("descending");
        browser.press("Enter");
        assertThat(names()).startsWith("2.0.0-both", "1.4.2", "1.0.255");
        assertThat(js(button + ".closest('th').hasAttribute('aria-sort')").asBoolean())
                .isFalse();
    }

    @Test
    void tags_byDate_haveThoseWithoutLast() {
        load();
        choose(".tools .sort", "-date");
        assertThat(names()).startsWith("1.0.239", "1.0.219");
        choose(".tools .sort", "date");
        assertThat(names()).startsWith("1.0.240", "1.0.220");
        choose(".tools .sort", "-size");
        assertThat(names()).startsWith("2.0.0-both", "1.4.2", "0.0.1");
    }

    @Test
    void deepLink_opened_showsWhatItSays() {
        browser.open(server.url("/404.html"));
        browser.open(server.url(PAGE + "#tags:q=1.0.2&sort=-name&page=1"));
        load();
        assertThat(names()).startsWith("1.0.29", "1.0.28");
        assertThat(js("document.querySelector('.tools [type=search]').value").asText())
                .isEqualTo("1.0.2");
        assertThat(js("document.querySelector('.tools .sort').value").asText()).isEqualTo("-name");
    }

    @Test
    void row_ofAnotherPage_looksLikeThoseOfThisOne() {
        load();
        filter("1.0.7");
        assertThat(names()).contains("1.0.7");
        String row = "Array.from(document.querySelectorAll('.tag-list > table tbody tr'))"
                + ".find(row => row.querySelector('.tag').textContent === '1.0.7')";
        assertThat(js(row + ".textContent.replace(/\\s+/g, ' ').trim()").asText())
                .isEqualTo("1.0.7"
                        + ManifestText.digest(Sample.ARM64).hex().substring(0, 12)
                        + "arm64"
                        + ByteCount.binary(Sample.ARM64_SIZE)
                        + "2007-01-02");
    }

    @Test
    void row_ofAnotherPage_hasItsReasonAndItsTime() {
        load();
        filter("0.0.1");
        assertThat(names()).containsExactly("0.0.1");
        assertThat(js("document.querySelector('.tag-list .reason').textContent").asText())
                .isEqualTo("It loses data");
        assertThat(js("document.querySelector('.tag-list tbody time').title").asText())
                .isEqualTo("2001-01-02 03:04:05+02:00");
        filter("1.0.7");
        assertThat(js("document.querySelector('.tag-list tbody time').title").asText())
                .matches("20\\d\\d-01-02 03:04:05 UTC");
    }

    @Test
    void digest_ofARowOfAnotherPage_isCopiedWhole() {
        load();
        filter("1.0.7");
        js("document.querySelector('.tag-list tbody tr:last-child .copy').click()");
        browser.await("document.querySelector('.tag-list tbody tr:last-child .copy').dataset.state");
        assertThat(js("navigator.clipboard.readText()").asText())
                .isEqualTo(ManifestText.digest(Sample.ARM64).toString());

        browser.open(server.url(PAGE));
        load();
        js("window.fetch = () => Promise.reject(new TypeError('offline'))");
        filter("1.0.7");
        js("document.querySelector('.tag-list tbody tr:last-child .copy').click()");
        browser.await("document.querySelector('.tag-list tbody tr:last-child .copy').dataset.state === 'Not copied'");
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void tags_thatCanNotBeFetched_areThoseOfThePageUntilTheyCan() {
        js("window.fetched = window.fetch; window.fetch = () => Promise.reject(new TypeError('offline'))");
        filter("1.0.2");
        browser.await("document.querySelector('.found').textContent.includes('Only')");
        // 1.0.200 to 1.0.255
        assertThat(status()).isEqualTo("56 tags. Only the 100 tags of this page are searched.");
        js("window.fetch = () => Promise.resolve(new Response('', {status: 404}))");
        filter("1.0.20");
        browser.await("document.querySelector('.found').textContent.startsWith('10 tags. Only')");

        js("window.fetch = window.fetched");
        filter("1.0.2");
        browser.await("document.querySelector('.found').textContent === '67 of 261 tags'");
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void tags_ofAPageFromDisk_areThoseOfThePage() {
        browser.open(site.resolve("acme/app/index.html").toUri().toString());
        filter("1.0.2");
        assertThat(status()).isEqualTo("56 tags. Only the 100 tags of this page are searched.");
        assertThat(browser.requests()).noneMatch(url -> url.endsWith(".json"));
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void tags_ofCommitsAlone_areOpenAndFiltered() {
        browser.open(server.url("/acme/commits/"));
        assertThat(js("document.querySelector('.folded').open").asBoolean()).isTrue();
        assertThat(js("document.querySelector('.folded summary').textContent").asText())
                .isEqualTo("12 tags named after commits, change requests or signatures");
        js("document.querySelector('.folded').open = false");
        filter("13");
        assertThat(status()).isEqualTo("1 of 12 tags");
        assertThat(js("Array.from(document.querySelectorAll('.tag-list tbody .tag'),"
                                + " e => e.checkVisibility() && e.textContent).join()")
                        .asText())
                .isEqualTo("sha-abc0013");
        filter("");
        choose(".tools .sort", "-name");
        assertThat(js("document.querySelector('.tag-list tbody .tag').textContent")
                        .asText())
                .isEqualTo("sha-abc0021");
    }

    @Test
    void pagesOfTheResult_byKeyboard_keepTheFocus() {
        load();
        filter("1.0.1");
        js("document.querySelector('nav[aria-label=\"Pages of the result\"] button:last-child').focus()");
        browser.press("Enter");
        assertThat(names()).hasSize(11);
        assertThat(js("document.activeElement.textContent + ' ' + document.activeElement.ariaDisabled")
                        .asText())
                .isEqualTo("Next true");
        browser.press("Enter");
        assertThat(js("location.hash").asText()).isEqualTo("#tags:q=1.0.1&page=2");
        browser.press("Tab");
        js("document.querySelector('nav[aria-label=\"Pages of the result\"] button').focus()");
        browser.press("Enter");
        assertThat(names()).hasSize(100);
        assertThat(js("document.activeElement.textContent").asText()).isEqualTo("Previous");
    }

    @Test
    void sizesOfPlatforms_opened_closeByEscapeAndAClickOutside() {
        String details = "document.querySelector('.tag-list td .others')";
        js(details + ".querySelector('summary').focus()");
        browser.press("Enter");
        browser.await(details + ".open");
        assertThat(js("Array.from(" + details + ".querySelectorAll('.sizes li'), e => e.textContent).join()")
                        .asText())
                .isEqualTo("linux/amd64 "
                        + ByteCount.binary(Sample.BOTH_SIZE
                                - ManifestText.size(Sample.BOTH)
                                - Sample.ARM64_SIZE
                                + ManifestText.size(Sample.SHARED_LAYER))
                        + ",linux/arm64 " + ByteCount.binary(Sample.ARM64_SIZE));
        browser.press("Escape");
        assertThat(js(details + ".open").asBoolean()).isFalse();
        assertThat(js("document.activeElement.localName").asText()).isEqualTo("summary");

        browser.press("Enter");
        browser.await(details + ".open");
        js(details + ".querySelector('.sizes').click()");
        assertThat(js(details + ".open").asBoolean()).isTrue();
        js("document.querySelector('h1').click()");
        assertThat(js(details + ".open").asBoolean()).isFalse();
    }

    @Test
    void headings_printed_areThere() {
        browser.paper();
        assertThat(js("Array.from(document.querySelectorAll('.tag-list > table thead th'),"
                                + " e => e.innerText.trim()).join()")
                        .asText())
                .isEqualTo("Tag,Digest,Platforms,Size,Published");
        assertThat(js("getComputedStyle(document.querySelector('th button'), '::after').content")
                        .asText())
                .isEqualTo("none");
    }

    @Test
    void digestsAndCommands_ofATagPrinted_areWhole() {
        browser.open(server.url(PAGE + "-/tags/1.4.2/"));
        browser.paper();
        assertThat(js("(() => { document.querySelectorAll('details').forEach(e => { e.open = true; });"
                                + " const all = [...document.querySelectorAll('.digest')];"
                                + " return all.length > 1 && all.every(e => e.scrollWidth <= e.clientWidth"
                                + " || getComputedStyle(e).overflow === 'visible'); })()")
                        .asBoolean())
                .isTrue();
        assertThat(js("(() => { const one = document.createElement('details'); one.className = 'whole';"
                                + " one.innerHTML = '<summary><code>' + 'word '.repeat(200) + '</code></summary>';"
                                + " document.querySelector('main').append(one); const code = one.querySelector('code');"
                                + " return code.getBoundingClientRect().height; })()")
                        .asInt())
                .isGreaterThan(50);
    }

    @Test
    void chosenClient_inForcedColors_hasTheColorOfASelection() {
        browser.forcedColors(true);
        assertThat(js("new Set(Array.from(document.querySelectorAll('.clients span'),"
                                + " e => getComputedStyle(e).backgroundColor)).size")
                        .asInt())
                .isEqualTo(2);
        js("document.querySelector('.theme').click(); document.querySelector('.theme').click()");
        assertThat(js("document.documentElement.dataset.theme").asText()).isEqualTo("dark");
        assertThat(js("getComputedStyle(document.querySelector('.theme'), '::before').boxShadow")
                        .asText())
                .contains("inset");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void fields_inEachTheme_haveABorderThatIsSeen(boolean dark) {
        browser.window(1440, dark);
        assertThat(js("(() => { const parts = color => color.match(/[\\d.]+/g).slice(0, 3).map(v => v / 255)"
                        + ".map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);"
                        + " const light = color => { const [r, g, b] = parts(color);"
                        + " return 0.2126 * r + 0.7152 * g + 0.0722 * b; };"
                        + " const around = e => { const color = getComputedStyle(e).backgroundColor;"
                        + " return / 0\\)$/.test(color) ? around(e.parentElement) : color; };"
                        + " return [...document.querySelectorAll('input[type=search], select')].map(e => {"
                        + " const border = light(getComputedStyle(e).borderTopColor);"
                        + " return Math.min(...[around(e), around(e.parentElement)].map(light).map(ground =>"
                        + " (Math.max(border, ground) + 0.05) / (Math.min(border, ground) + 0.05))); }); })()"))
                .hasSizeGreaterThan(4)
                .allSatisfy(contrast -> assertThat(contrast.asDouble()).isGreaterThanOrEqualTo(3));
    }

    @Test
    void button_focused_keepsItsShape() {
        String radius = "getComputedStyle(document.querySelector('.chooser .copy')).borderRadius";
        String before = js(radius).asText();
        js("document.querySelector('.chooser select').focus()");
        browser.press("Tab");
        browser.press("Tab");
        assertThat(js("document.activeElement.matches('.chooser .copy:focus-visible')")
                        .asBoolean())
                .isTrue();
        assertThat(js(radius).asText()).isEqualTo(before);
    }

    private static void copyCommand() {
        js("document.querySelector('.chooser .copy').click()");
        browser.await("document.querySelector('.chooser .copy').dataset.state");
    }

    private static String copyState() {
        return js("document.querySelector('.chooser .copy').dataset.state").asText();
    }

    @Test
    void copyButton_withoutAClipboard_copies() {
        js("window.clipboard = navigator.clipboard; Object.defineProperty(navigator, 'clipboard', {value: undefined})");
        js("document.querySelector('.chooser .copy').focus()");
        copyCommand();
        assertThat(copyState()).isEqualTo("Copied");
        assertThat(js("window.clipboard.readText()").asText()).isEqualTo(command());
        assertThat(js("document.activeElement.matches('.chooser .copy')").asBoolean())
                .isTrue();
    }

    @Test
    void copyButton_refused_triesTheOtherWayAndSaysWhatHappened() {
        js("navigator.clipboard.writeText = () => Promise.reject(new DOMException('', 'NotAllowedError'))");
        copyCommand();
        assertThat(copyState()).isEqualTo("Copied");

        browser.open(server.url(PAGE));
        js("navigator.clipboard.writeText = () => Promise.reject(new DOMException('', 'NotAllowedError'));"
                + " document.execCommand = () => false");
        copyCommand();
        assertThat(copyState()).isEqualTo("Not copied");
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void copyButtons_pressedOneAfterTheOther_showTheLast() {
        copyCommand();
        js("document.querySelector('td .copy').click()");
        browser.await("document.querySelector('td .copy').dataset.state");
        assertThat(js("document.querySelectorAll('[data-state]').length").asInt())
                .isEqualTo(1);
    }

    @Test
    void page_withoutScripts_leadsToEveryTag() {
        browser.scripts(false);
        browser.open(server.url(PAGE));
        assertThat(js("Array.from(document.querySelectorAll('.chooser, .tools, .copy'))"
                                + ".every(e => e.getClientRects().length === 0)")
                        .asBoolean())
                .isTrue();
        assertThat(js("document.querySelector('.examples code').textContent").asText())
                .isEqualTo("docker pull registry.example.org/acme/app:1.4.2");
        assertThat(names()).hasSize(100).startsWith("2.0.0-both", "1.4.2");

        browser.open(js("document.querySelector('.pages a[rel=next]').href").asText());
        assertThat(names()).hasSize(161).startsWith("1.0.157").endsWith("1.0.0", "0.0.1", "arm64", "pr-7");
        assertThat(js("document.querySelector('#folded ~ table .tag').textContent")
                        .asText())
                .isEqualTo("pr-7");
    }
}
