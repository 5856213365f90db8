package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.host.Host;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.serve.LocalServer;
import io.github.registryorg.serve.RequestListener;
import io.github.registryorg.serve.ServeRequest;
import io.github.registryorg.site.BlobMode;
import io.github.registryorg.site.SiteRequest;
import io.github.registryorg.testkit.Chromium;
import io.github.registryorg.testkit.RegistryStory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a tag in Chromium: what changed since other tags, and links to folded platforms. */
class CompareIT {

    private static final String NAME = "acme/app";
    private static final String PAGE = "/acme/app/-/tags/";
    private static final String LARGE = "acme/large";
    private static final String LARGE_PAGE = "/acme/large/-/tags/";

    @TempDir
    private static Path directory;

    private static Chromium browser;
    private static LocalServer server;

    @BeforeAll
    static void start() {
        RegistryDirectory registry =
                new RegistryDirectory(directory.resolve("registry")).page(NAME, "store: https://storage.example/acme");
        release(registry, "1.2", "amd64", "s390x");
        release(registry, "1.3", "amd64", "arm64", "s390x");
        String newest = release(registry, "1.4", "amd64", "arm64");
        registry.tag(NAME, "spare", newest);
        registry.page(LARGE, "store: https://storage.example/acme");
        IntStream.rangeClosed(1, 3).forEach(version -> large(registry, version));
        Path site = directory.resolve("site");
        StaticRegistry goals = new StaticRegistry();
        goals.site(new SiteRequest(registry.root(), site, Host.of("local"), null, BlobMode.AUTO, RegistryStory.ACCESS));
        server = goals.serve(new ServeRequest(registry.root(), site, 0, RegistryStory.ACCESS), RequestListener.NONE);
        browser = Chromium.start(directory);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private static String release(RegistryDirectory registry, String version, String... architectures) {
        long size = ManifestText.size("base");
        String[] children = new String[architectures.length];
        for (int i = 0; i < architectures.length; i++) {
            String config = "{\"architecture\":\"" + architectures[i]
                    + "\",\"os\":\"linux\",\"config\":{\"Env\":[\"VERSION="
                    + version + "\",\"ARCH=" + (version.equals("1.4") ? architectures[i] : "any")
                    + "\"],\"User\":\"<b>" + version + "</b>\"},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\""
                    + ManifestText.digest("b") + "\",\"" + ManifestText.digest(version) + "\"]}}";
            String layer = version + " for " + architectures[i];
            String manifest = ManifestText.image(config, "base", layer);
            registry.content(NAME, config).content(NAME, manifest);
            size += ManifestText.size(config) + ManifestText.size(layer) + ManifestText.size(manifest);
            children[i] = RegistryDirectory.Sample.child(architectures[i], manifest);
        }
        String index = ManifestText.index(children);
        registry.content(NAME, index);
        String keys = "mediaType: " + ManifestText.INDEX + "\ndigest: " + ManifestText.digest(index) + "\nsize: "
                + (size + ManifestText.size(index));
        registry.tag(NAME, version, keys);
        return keys;
    }

    /** With more layers and variables than are shown, a version of Windows, and a name that is as long as possible. */
    private static void large(RegistryDirectory registry, int version) {
        String[] layers = IntStream.range(0, 70)
                .mapToObj(i -> "layer " + i + (i == 69 ? " of " + version : ""))
                .toArray(String[]::new);
        String variables = Stream.concat(
                        Stream.of("\"N" + version + "=x\""),
                        IntStream.range(0, 100).mapToObj(i -> "\"V" + i + "=x\""))
                .collect(Collectors.joining(","));
        String linux = image(registry, "linux", variables, layers);
        String windows = image(registry, "windows", "", "windows " + version);
        String third = image(registry, "linux", "", "third " + version);
        String endless = "x".repeat(64);
        String index = ManifestText.index(
                entry(linux, ManifestText.platform("linux", "amd64")),
                entry(
                        windows,
                        ManifestText.with(
                                ManifestText.platform("windows", "amd64"),
                                "os.version",
                                "\"10.0.20348." + version + "\"")),
                entry(third, ManifestText.platform(endless, endless)));
        registry.content(LARGE, index);
        registry.tag(
                LARGE,
                String.valueOf(version),
                "mediaType: " + ManifestText.INDEX,
                "digest: " + ManifestText.digest(index),
                "size: "
                        + (ManifestText.size(index)
                                + Stream.of(linux, windows, third)
                                        .mapToLong(ManifestText::size)
                                        .sum()
                                + Stream.concat(Stream.of(layers), Stream.of("windows " + version, "third " + version))
                                        .mapToLong(ManifestText::size)
                                        .sum()
                                + ManifestText.size(config("linux", variables, 70))
                                + ManifestText.size(config("linux", "", 1))
                                + ManifestText.size(config("windows", "", 1))),
                "platforms: [linux/amd64, windows/amd64, " + endless + "/" + endless + "]");
    }

    private static String image(RegistryDirectory registry, String os, String variables, String... layers) {
        String config = config(os, variables, layers.length);
        String manifest = ManifestText.image(config, layers);
        registry.content(LARGE, config).content(LARGE, manifest);
        return manifest;
    }

    private static String config(String os, String variables, int layers) {
        return "{\"architecture\":\"amd64\",\"os\":\"" + os + "\",\"config\":{\"Env\":[" + variables
                + "]},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":["
                + IntStream.range(0, layers)
                        .mapToObj(i -> "\"" + ManifestText.digest("diff " + i) + "\"")
                        .collect(Collectors.joining(","))
                + "]}}";
    }

    private static String entry(String manifest, String platform) {
        return ManifestText.with(ManifestText.descriptor(ManifestText.MANIFEST, manifest), "platform", platform);
    }

    private static void open(String page) {
        browser.open("http://" + server.address() + PAGE + page);
    }

    /** What an expression gives, as text. */
    private static String value(String expression) {
        return browser.text(expression);
    }

    private static String difference() {
        return value("document.querySelector('.difference').innerText.replace(/\\s+/g, ' ')");
    }

    private static void choose(String tag) {
        value("(async () => { const choice = document.getElementById('changes-with'); choice.value = '" + tag
                + "'; choice.dispatchEvent(new Event('change')); })()");
        awaitTitle(tag);
    }

    /** The title changes at once, the tables when the other page is there. */
    private static void awaitTitle(String tag) {
        value(
                "new Promise(done => { const look = () => (document.querySelector('#changes-since a') || {}).textContent === '"
                        + tag + "' && (document.querySelector('.difference th:nth-child(2)') || {}).textContent === '"
                        + tag
                        + "' ? done('') : setTimeout(look, 20); look(); })");
    }

    /** What the script finds is what the page has without it: their rule is one. */
    @Test
    void release_comparedByScript_isAsInThePage() throws IOException {
        String page = Files.readString(page("1.4"));
        open("1.4/");
        String made = html();
        assertThat(made).contains("linux/arm64", "linux/s390x", "removed", "1 of 2 the same", "Environment VERSION");

        // the same page, for which 1.3 is a tag like any other
        Files.writeString(
                page("spare"),
                page.replaceFirst(
                                "<option value=\"1.3\" selected=\"selected\">",
                                "<option value=\"\">-</option><option value=\"1.3\">")
                        .replaceFirst("(?s)(<div class=\"difference\"[^>]*>).*?</div>", "$1</div>"));
        open("spare/?with=1.3");
        awaitTitle("1.3");

        assertThat(html()).isEqualTo(made);
    }

    private static Path page(String tag) {
        return directory.resolve("site" + PAGE + tag + "/index.html");
    }

    /** Without line breaks, which tables have between their rows. */
    private static String html() {
        return value("document.querySelector('.difference').innerHTML.replace(/\\n/g, '')");
    }

    @Test
    void settings_thatAreMarkup_areText() {
        open("1.4/?with=1.2");
        awaitTitle("1.2");
        assertThat(value("document.querySelectorAll('.difference b').length")).isEqualTo("0");
        assertThat(difference()).contains("<b>1.2</b>");
    }

    /** A link of a time when the other tag had a page. */
    @Test
    void address_withATagWithoutAPage_leadsToItsRow() {
        open("1.4/?with=0.9");
        assertThat(difference())
                .isEqualTo("0.9 has no page here to compare with. Look for its row in the list of tags.");
        assertThat(value("document.querySelector('#changes-since a').textContent"))
                .isEqualTo("0.9");
        assertThat(
                        value(
                                "document.querySelector('.difference a').pathname + document.querySelector('.difference a').hash"))
                .isEqualTo("/acme/app/#tags:q=0.9");

        choose("1.2");
        assertThat(difference()).contains("Environment VERSION");
    }

    @Test
    void choice_ofATag_isInTheAddressAndUndoneByBack() {
        open("1.4/");
        assertThat(value("document.querySelector('.choice').hidden")).isEqualTo("false");
        assertThat(value("document.getElementById('changes-with').value")).isEqualTo("1.3");
        String usual = difference();

        choose("1.2");
        assertThat(value("location.search")).isEqualTo("?with=1.2");
        assertThat(difference()).contains("1.2").isNotEqualTo(usual);

        value("history.back()");
        awaitTitle("1.3");
        assertThat(value("location.search")).isEmpty();
        assertThat(difference()).isEqualTo(usual);
        value("history.forward()");
        awaitTitle("1.2");
        assertThat(difference()).isNotEqualTo(usual);
    }

    @Test
    void address_withAnotherTag_showsIt() {
        open("1.4/?with=1.2");
        awaitTitle("1.2");
        assertThat(value("document.getElementById('changes-with').value")).isEqualTo("1.2");

        open("1.4/?with=" + "..%2F..%2F..%2Fevil");
        assertThat(value("document.querySelector('#changes-since a').textContent"))
                .isEqualTo("1.3");
    }

    @Test
    void script_thatIsAbsent_isReportedAndLoadedAgain() throws IOException {
        Path script;
        try (Stream<Path> assets = Files.list(directory.resolve("site/-/assets"))) {
            script = assets.filter(path -> path.getFileName().toString().startsWith("compare."))
                    .findAny()
                    .orElseThrow();
        }
        Path aside = Files.move(script, directory.resolve("aside.js"));
        try {
            open("1.4/?with=1.2");
            value("new Promise(done => { const look = () => document.querySelector('.choice [role=status]').textContent"
                    + " ? done('') : setTimeout(look, 20); look(); })");
            assertThat(value("document.querySelector('.choice [role=status]').textContent"))
                    .isEqualTo("The comparison could not be loaded.");
        } finally {
            Files.move(aside, script);
        }
        choose("1.2");
        assertThat(value("document.querySelector('.choice [role=status]').textContent"))
                .isEmpty();
        assertThat(difference()).contains("Environment VERSION");
    }

    @Test
    void firstRelease_withoutOneBefore_canBeCompared() {
        open("1.2/");
        assertThat(value("document.getElementById('changes').hidden")).isEqualTo("false");
        choose("1.4");
        assertThat(difference()).contains("added", "removed", "User");
    }

    @Test
    void firstRelease_afterAnotherWasChosen_canBeComparedAgain() {
        open("1.2/");
        choose("1.4");
        value("(() => { const choice = document.getElementById('changes-with'); choice.value = '';"
                + " choice.dispatchEvent(new Event('change')); })()");
        assertThat(value("document.getElementById('changes').hidden")).isEqualTo("false");
        assertThat(value("document.getElementById('changes-since').textContent"))
                .isEqualTo("Changes");
        assertThat(difference()).isBlank();
        choose("1.3");
        assertThat(difference()).contains("User");
    }

    /** As Firefox does it before scripts run. */
    @Test
    void choice_thatABrowserBroughtBack_isNotTheUsual() throws IOException {
        Path page = page("1.4");
        String content = Files.readString(page);
        Files.writeString(
                page("spare"),
                content.replace("<option value=\"1.3\" selected=\"selected\">", "<option value=\"1.3\">")
                        .replace("<option value=\"1.2\">", "<option value=\"1.2\" selected=\"selected\">"));
        assertThat(content).contains("autocomplete=\"off\"");

        open("spare/?with=1.3");
        awaitTitle("1.3");
        value("history.pushState(null, '', location.pathname); dispatchEvent(new PopStateEvent('popstate'))");
        assertThat(value("document.getElementById('changes-with').value")).isEqualTo("1.2");
    }

    @Test
    void layersAndSettings_ofListsThatAreCut_areComparedWhole() {
        browser.open("http://" + server.address() + LARGE_PAGE + "3/");
        assertThat(difference())
                .contains("linux/amd64", "69 of 70 the same", "Environment N3", "windows/amd64 10.0.20348.3")
                .doesNotContain("Environment V", "not known");
    }

    /** The script finds no more than the pages show. */
    @Test
    void layersAndSettings_ofListsThatAreCut_areNotKnownToTheScript() {
        browser.open("http://" + server.address() + LARGE_PAGE + "3/?with=1");
        awaitTitle("1");
        assertThat(difference())
                .contains("not known", "windows/amd64 10.0.20348.3", "0 of 1 the same")
                .contains("Nothing that is shown here differs.")
                .doesNotContain("Environment", "added windows", "removed windows");
    }

    @Test
    void page_ofAPlatformWithAnEndlessName_doesNotScrollSideways() {
        for (int width : new int[] {320, 1100}) {
            browser.window(width, false);
            for (String page : new String[] {LARGE_PAGE + "3/", "/acme/large/", "/"}) {
                browser.open("http://" + server.address() + page);
                assertThat(value("[...document.querySelectorAll('body *')].filter(element =>"
                                + " element.getBoundingClientRect().right > innerWidth && document.documentElement.scrollWidth > innerWidth)"
                                + ".map(element => element.tagName + '.' + element.className).join()"))
                        .as(page + " " + width)
                        .isEmpty();
                assertThat(value("String([...document.querySelectorAll('td > .chips')].filter(chips =>"
                                + " [...chips.children].some(chip => chip.getBoundingClientRect().right"
                                + " > chips.parentNode.getBoundingClientRect().right + 1)).length)"))
                        .as(page + " " + width)
                        .isEqualTo("0");
            }
        }
        browser.window(1440, false);
    }

    @Test
    void page_withoutScript_hasNoChoice() {
        browser.scripts(false);
        try {
            open("1.4/");
            assertThat(value("document.querySelector('.choice').hidden")).isEqualTo("true");
            assertThat(difference()).contains("1.3", "removed");
        } finally {
            browser.scripts(true);
        }
    }

    @Test
    void page_fromDisk_hasNoChoice() {
        browser.open(directory.resolve("site" + PAGE + "1.4/index.html").toUri().toString());
        assertThat(value("document.querySelector('.choice').hidden")).isEqualTo("true");
        assertThat(difference()).contains("1.3", "removed");
    }

    @Test
    void link_toAFoldedPlatform_opensIt() {
        open("1.4/#platform-linux-arm64");
        assertThat(value("document.getElementById('platform-linux-arm64').closest('details').open"))
                .isEqualTo("true");
    }
}
