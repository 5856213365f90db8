package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.registryorg.host.Host;
import io.github.registryorg.site.BlobMode;
import io.github.registryorg.site.SiteRequest;
import io.github.registryorg.testkit.Chromium;
import io.github.registryorg.testkit.RegistryStory;
import io.github.registryorg.testkit.VariedRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages away from a server: opened from disk, and on paper. */
class OfflinePagesIT {

    private static final String IMAGE = VariedRegistry.IMAGE + "/";

    /** Pages that are walked through: some of each kind. */
    private static final int MAX_PAGES = 40;

    /** CSS pixels between the margins of a sheet. */
    private static final int A4 = 717;

    private static final Path PRINTS = Path.of("target/screenshots/print");

    @TempDir
    private static Path directory;

    private static Path site;
    private static Chromium browser;

    @BeforeAll
    static void start() throws IOException {
        Path registry = Files.createDirectories(directory.resolve("registry"));
        site = directory.resolve("a site");
        new VariedRegistry(registry, 260);
        new StaticRegistry()
                .site(new SiteRequest(registry, site, Host.of("nginx"), null, BlobMode.AUTO, RegistryStory.ACCESS));
        browser = Chromium.start(directory);
    }

    @BeforeEach
    void onScreen() {
        browser.window(1440, false);
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    private static String file(String page) {
        return site.resolve(page).resolve("index.html").toUri().toString();
    }

    private static JsonNode js(String expression) {
        return browser.evaluate(expression);
    }

    /** Whether an element is to be seen. */
    private static boolean isShown(String selector) {
        return js("[...document.querySelectorAll(" + TextNode.valueOf(selector)
                        + ")].some(element => element.checkVisibility({ visibilityProperty: true }))")
                .booleanValue();
    }

    @Test
    void links_fromDisk_leadToFiles() {
        Set<String> seen = new LinkedHashSet<>(List.of(file("")));
        Deque<String> next = new ArrayDeque<>(seen);
        List<String> faults = new ArrayList<>();
        for (int page = 0; page < MAX_PAGES && !next.isEmpty(); page++) {
            String url = next.remove();
            browser.open(url);
            browser.errors().forEach(error -> faults.add(url + " reports " + error));
            browser.requests().stream()
                    .filter(request -> !request.startsWith(site.toUri().toString()))
                    .forEach(request -> faults.add(url + " requests " + request));
            // what a reader could copy is what a click opens
            for (JsonNode link : js("[...document.links].filter(link => link.protocol === 'file:').map(link => {"
                    + " link.dispatchEvent(new Event('contextmenu', { bubbles: true }));"
                    + " return link.href.split('#')[0]; })")) {
                if (!Files.isRegularFile(Path.of(URI.create(link.asText())))) {
                    faults.add(url + " leads to " + link.asText());
                } else if (link.asText().endsWith(".html") && seen.add(link.asText())) {
                    next.add(link.asText());
                }
            }
        }
        assertThat(faults).isEmpty();
        assertThat(seen)
                .contains(
                        file("acme"),
                        file(VariedRegistry.IMAGE),
                        file(IMAGE + "-/tags/1.4.2"),
                        file(VariedRegistry.MANY_TAGS + "/-/list/2"));
    }

    /** Follows a link as a reader does. */
    private static void click(String address, String page) {
        js("[...document.links].find(link => link.getAttribute('href') === '" + address + "').click()");
        browser.await("location.href === '" + file(page) + "' && document.readyState === 'complete'");
    }

    @Test
    void pages_fromDisk_areWalkedThrough() {
        browser.open(file(""));
        click("acme/", "acme");
        click("../acme/shop/", "acme/shop");
        click("../../acme/shop/api/", VariedRegistry.IMAGE);
        click("-/tags/1.4.2/", IMAGE + "-/tags/1.4.2");
        click("../1.3.0/", IMAGE + "-/tags/1.3.0");
        click("../../../../../../", "");
        js("history.back()");
        browser.await("location.href === '" + file(IMAGE + "-/tags/1.3.0") + "'");
    }

    @Test
    void page_fromDisk_hasWhatWorksThereAndNothingElse() {
        browser.open(file(VariedRegistry.MANY_TAGS));
        assertThat(js("getComputedStyle(document.body).fontFamily").asText()).contains("system-ui");
        assertThat(isShown("search")).isFalse();

        js("document.querySelector('button.theme').click()");
        assertThat(js("document.documentElement.dataset.theme").asText()).isEqualTo("light");
        js("document.querySelector('[name=client][value=skopeo]').click()");
        assertThat(js("document.querySelector('.chooser code').textContent").asText())
                .startsWith("skopeo copy ");

        js("document.querySelector('.tools [type=search]').focus()");
        js("(() => { const box = document.querySelector('.tools [type=search]'); box.value = 'alpine';"
                + " box.dispatchEvent(new Event('input')); })()");
        assertThat(js("document.querySelector('.found').textContent").asText())
                .endsWith(". Only the 100 tags of this page are searched.");
        assertThat(js("[...document.querySelectorAll('.tag-list > table tbody .tag')]"
                                + ".every(tag => tag.textContent.includes('alpine'))")
                        .booleanValue())
                .isTrue();

        browser.open(file(IMAGE + "-/tags/1.4.2"));
        assertThat(isShown("#changes-with")).isFalse();
        assertThat(isShown(".difference table")).isTrue();
        assertThat(browser.errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "acme", VariedRegistry.IMAGE, IMAGE + "-/tags/1.4.2", VariedRegistry.MANY_TAGS})
    void page_onPaper_hasItsContentAndNoControls(String page) throws IOException {
        browser.window(A4, true);
        browser.open(file(page));
        js("document.documentElement.dataset.theme = 'dark'");
        browser.paper();
        Files.createDirectories(PRINTS);
        String name = page.isEmpty() ? "home" : page.replaceAll("/-?/?", "_");
        Files.write(PRINTS.resolve(name + ".pdf"), browser.pdf());

        assertThat(isShown("button:not(thead button), input:not(.prose input), select, search, .skip, .jump, nav.pager"
                        + ", .chooser .clients, .choice, .tools"))
                .isFalse();
        assertThat(js("getComputedStyle(document.body).backgroundColor").asText())
                .isEqualTo("rgb(255, 255, 255)");
        assertThat(js("document.documentElement.scrollWidth").intValue()).isLessThanOrEqualTo(A4);
    }

    @Test
    void contentOfPages_onPaper_isAllThere() {
        browser.window(A4, false);
        browser.open(file(VariedRegistry.IMAGE));
        browser.paper();
        assertThat(text())
                .contains(
                        "docker pull registry.example/acme/shop/api:latest",
                        "podman run -p 8080:8080 image",
                        "where it listens",
                        "smaller",
                        "2.0.0-rc.1",
                        "s390x",
                        "(https://docs.example/acme/shop/api)",
                        "Published");

        browser.open(file(IMAGE + "-/tags/1.4.2"));
        assertThat(text())
                .contains(
                        "skopeo copy --all docker://registry.example/acme/shop/api:1.4.2",
                        "apptainer pull docker://registry.example/acme/shop/api@sha256:",
                        "RUN install --step 5 --with a-long-option=value && clean",
                        "linux/arm64",
                        "org.opencontainers.image.revision",
                        "SBOM (SPDX)",
                        "3 of 6 the same",
                        "faster starts");
    }

    /** All that is to be seen, with what is written by the style sheets. */
    private static String text() {
        return js("""
                (() => {
                  const texts = [];
                  // an element without a box of its own is as visible as what it is in
                  const isShown = element => getComputedStyle(element).display === 'contents'
                    ? isShown(element.parentElement) : element.checkVisibility();
                  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
                  while (walk.nextNode()) {
                    const node = walk.currentNode;
                    if (node instanceof Text && isShown(node.parentElement)) {
                      texts.push(node.textContent);
                    } else if (node instanceof HTMLAnchorElement && getComputedStyle(node, '::after').content !== 'none') {
                      texts.push('(' + node.getAttribute('href') + ')');
                    }
                  }
                  return texts.join(' ').replace(/\\s+/g, ' ');
                })()""").asText();
    }
}
