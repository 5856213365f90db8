package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.registryorg.host.FileIndex;
import io.github.registryorg.host.Host;
import io.github.registryorg.host.PagePolicy;
import io.github.registryorg.remote.LoopbackServer;
import io.github.registryorg.site.BlobMode;
import io.github.registryorg.site.SiteRequest;
import io.github.registryorg.testkit.Chromium;
import io.github.registryorg.testkit.FileServer;
import io.github.registryorg.testkit.FileServer.Delivered;
import io.github.registryorg.testkit.HostileContent;
import io.github.registryorg.testkit.HostileContent.Attempt;
import io.github.registryorg.testkit.RegistryStory;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Attacks in all that a contribution writes, in Chromium: nothing of them runs or loads anything where pages have no policy,
 * and nothing of them comes as far as the policy where they have it.
 */
class HostileContentIT {

    private static final String META_POLICY = "<meta http-equiv=\"Content-Security-Policy\"[^>]*>";

    /** What runs an attempt tells its number; what a policy keeps from running is told, too. */
    private static final String REPORTING = "self.attempt = number => ran('attempt ' + number);"
            + "addEventListener('securitypolicyviolation', event => ran('violation of ' + event.violatedDirective"
            + " + ' by ' + event.blockedURI + ' ' + event.sample));";

    /** What no document of ours has, in that of a frame or this one. */
    private static final String FOREIGN = """
            (page => {
              const found = [];
              const urls = ['href', 'src', 'action', 'formaction', 'data', 'xlink:href', 'poster', 'background', 'ping'];
              for (const element of page.querySelectorAll('*')) {
                const name = element.localName;
                if (/^(iframe|frame|object|embed|applet|base|form|style|template|noscript|animate|set|math)$/.test(name)
                    || name === 'script' && !(element.getAttribute('src') || '').includes('-/assets/')
                    || name === 'script' && element.textContent
                    || name === 'meta' && element.httpEquiv && element.httpEquiv !== 'Content-Security-Policy') {
                  found.push(element.outerHTML);
                }
                for (const attribute of element.getAttributeNames()) {
                  if (/^on|^(style|srcdoc|autofocus)$/.test(attribute)
                      || urls.includes(attribute)
                      && !/^(https?|mailto):$/.test(new URL(element.getAttribute(attribute), page.baseURI).protocol)) {
                    found.push(element.outerHTML);
                  }
                }
              }
              return found.map(html => html.slice(0, 300)).slice(0, 5);
            })""";

    /** Opens, chooses and presses all that a page has. */
    private static final String USE = """
            (() => {
              document.querySelectorAll('details').forEach(details => { details.open = true; });
              for (const select of document.querySelectorAll('select')) {
                for (const option of [...select.options]) {
                  select.value = option.value;
                  select.dispatchEvent(new Event('change', { bubbles: true }));
                }
              }
              document.querySelectorAll('input[type=radio], input[type=checkbox], button')
                .forEach(control => control.click());
              return 0;
            })()""";

    private static final String HTML = "text/html; charset=utf-8";

    /** Files that are opened at once. */
    private static final int FRAMES = 50;

    @TempDir
    private static Path directory;

    private static HostileContent content;
    private static Path site;
    private static List<FileIndex.Row> rows;
    private static Chromium browser;

    @BeforeAll
    static void start() {
        Path registry = directory.resolve("registry");
        site = directory.resolve("site");
        content = new HostileContent(registry);
        new StaticRegistry()
                .site(new SiteRequest(
                        registry, site, Host.of("s3"), null, BlobMode.COPY, 2, RegistryStory.ACCESS, false));
        rows = new ArrayList<>();
        new FileIndex(site).forEach(row -> {
            if (!row.path().startsWith("-/") || row.path().startsWith("-/assets/logo")) {
                rows.add(row);
            }
        });
        browser = Chromium.start(directory);
        browser.allowClipboard();
        browser.atStart(REPORTING);
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    private static boolean isPage(FileIndex.Row row) {
        return row.mediaType().value().equals("text/html");
    }

    /** The site as hosts serve it that send each file with its type; and its pages without the policy that is in them. */
    private static LoopbackServer serve(boolean withPolicy) {
        return FileServer.delivering(site, (row, text) -> {
            if (withPolicy) {
                return new Delivered(row.contentType(), isPage(row) ? PagePolicy.HEADER : PagePolicy.INERT, text);
            }
            return new Delivered(row.contentType(), "", text.replaceFirst(META_POLICY, ""));
        });
    }

    private static JsonNode json(String expression) {
        return browser.evaluate(expression);
    }

    private static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }

    /** What happened in the open page that should not have; what ran tells which attempt it was. */
    private static List<String> faults(String base) {
        List<String> faults = new ArrayList<>();
        // what browsers show as text they put into a page of their own
        json("/(html|svg.xml)$/.test(document.contentType) ? " + FOREIGN + "(document) : []")
                .forEach(found -> faults.add("has " + found.asText()));
        browser.ran().forEach(ran -> faults.add(described(ran)));
        browser.requests().stream().filter(url -> !url.startsWith(base)).forEach(url -> faults.add("requests " + url));
        browser.errors().stream()
                .filter(error -> error.contains("Content Security Policy"))
                .forEach(faults::add);
        return faults;
    }

    private static String described(String ran) {
        return ran.startsWith("attempt ")
                ? "ran " + content.attempts().get(Integer.parseInt(ran.substring("attempt ".length())))
                : ran;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyDocument_readAndUsed_runsNothing(boolean withPolicy) {
        Map<String, List<String>> faults = new TreeMap<>();
        Set<Integer> shown = new HashSet<>();
        try (LoopbackServer server = serve(withPolicy)) {
            for (FileIndex.Row row : rows) {
                // newer releases are compared with, and the feed of all has what those of repositories have
                boolean isRepeated = row.path().matches(".*/1\\.1/index\\.html|api/repositories/evil/p.*");
                if (!isRepeated && (isPage(row) || row.mediaType().value().endsWith("xml") && hasAttempt(row))) {
                    open(server.url("/" + row.path()));
                    json("[...document.documentElement.outerHTML.matchAll(/attempt\\((\\d+)\\)/g)].map(one => one[1])")
                            .forEach(number -> shown.add(number.asInt()));
                    json(USE);
                    add(faults, row.path(), server);
                }
            }
        }
        assertThat(faults).isEmpty();
        assertThat(shown).hasSizeGreaterThan(2_000);
        assertThat(content.attempts().stream()
                        .filter(attempt -> shown.contains(attempt.number()))
                        .map(Attempt::field))
                .contains(
                        "title",
                        "description",
                        "licenses",
                        "authors",
                        "vendor",
                        "deprecated",
                        "yanked",
                        "source",
                        "README.md",
                        "tag",
                        "version",
                        "revision",
                        "architecture",
                        "variant",
                        "os.version",
                        "User",
                        "ExposedPorts",
                        "Env",
                        "Entrypoint",
                        "Cmd",
                        "Volumes",
                        "WorkingDir",
                        "StopSignal",
                        "Labels' name",
                        "Labels",
                        "created_by",
                        "comment",
                        "layer's title",
                        "file's title",
                        "index's annotation's name",
                        "index's annotation",
                        "referrer's annotation's time",
                        "digest",
                        "layer's url",
                        "footer",
                        "link");
    }

    /** The page of a tag with what a script finds that another has changed. */
    private static void open(String url) {
        boolean isOlder = url.endsWith("/1.0/index.html");
        if (isOlder || url.endsWith("/constructor/index.html")) {
            browser.open(url.replace("index.html", isOlder ? "?with=1.1" : "?with=__proto__"));
            browser.await("document.querySelector('.difference table')");
        } else {
            browser.open(url);
        }
    }

    private static void add(Map<String, List<String>> faults, String where, LoopbackServer server) {
        List<String> found = faults(server.url("/"));
        if (!found.isEmpty()) {
            faults.put(where, found);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void search_forEachAttempt_runsNothing(boolean withPolicy) {
        Map<String, List<String>> faults = new TreeMap<>();
        try (LoopbackServer server = serve(withPolicy)) {
            browser.open(server.url("/"));
            assertThat(json("document.querySelector('meta[http-equiv]') !== null")
                            .booleanValue())
                    .isEqualTo(withPolicy);
            for (String payload : HostileContent.payloads()) {
                search(payload);
                add(faults, payload, server);
            }
            search("attempt");
            String more = "document.querySelector('.results .more')";
            while (!json(more + ".hidden").booleanValue()) {
                int before =
                        json("document.querySelectorAll('.results li').length").intValue();
                json(more + ".click()");
                browser.await("document.querySelectorAll('.results li').length > " + before);
            }
            assertThat(json("document.querySelectorAll('.results li mark').length")
                            .intValue())
                    .isGreaterThan(40);
            add(faults, "results", server);

            String payload = "<img src=x onerror=attempt(0)>";
            browser.open(server.url("/?q=" + URLEncoder.encode(payload, StandardCharsets.UTF_8)));
            browser.await("document.querySelector('.results .status')?.textContent");
            add(faults, "an address", server);
        }
        assertThat(faults).isEmpty();
    }

    private static void search(String text) {
        json("document.querySelector('search input').focus()");
        browser.await("document.querySelector('.results')");
        json("(() => { const input = document.querySelector('search input'); input.value = " + quoted(text)
                + "; input.dispatchEvent(new Event('input')); })()");
        browser.await("document.querySelector('.results').ariaBusy === 'false'");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tags_filteredByEachAttempt_runNothing(boolean withPolicy) {
        Map<String, List<String>> faults = new TreeMap<>();
        try (LoopbackServer server = serve(withPolicy)) {
            browser.open(server.url("/" + HostileContent.TAGS + "/"));
            json("document.querySelector('.tools').dispatchEvent(new Event('pointerenter'))");
            // those of the attempts, once the data of all tags is there
            browser.await("document.querySelector('.tools .platform').options.length > 40");
            json(USE);
            for (String payload : HostileContent.payloads()) {
                json("(() => { const box = document.querySelector('.tools [type=search]'); box.value = "
                        + quoted(payload) + "; box.dispatchEvent(new Event('input')); })()");
            }
            json(
                    "(() => { for (const [control, value] of [['.platform', ''], ['.sort', 'name'], ['[type=search]', '1.']]) {"
                            + " const box = document.querySelector('.tools ' + control); box.value = value;"
                            + " box.dispatchEvent(new Event(box.matches('input') ? 'input' : 'change')); } })()");
            assertThat(json("[...document.querySelectorAll('tbody [title]')]"
                                    + ".filter(chip => chip.title.includes('attempt(')).length")
                            .intValue())
                    .isGreaterThan(40);
            add(faults, "rows", server);

            browser.open(server.url("/" + HostileContent.TAGS + "/?1#tags:q=%3Cimg+src%3Dx+onerror%3Dattempt(0)%3E"
                    + "&platform=%3Cimg+src%3Dx+onerror%3Dattempt(0)%3E&sort=constructor&page=x"));
            add(faults, "an address", server);
        }
        assertThat(faults).isEmpty();
    }

    /** As where someone's host takes everything for a page. What we write ourselves can't be taken for markup. */
    @Test
    void everyFileOfOurs_asHtml_runsNothing() {
        List<String> ours = rows.stream()
                .filter(row -> !isPage(row) && !isVerbatim(row) && hasAttempt(row))
                .map(row -> "/" + row.path())
                .toList();
        assertThat(ours).hasSizeGreaterThan(200);
        List<String> faults = new ArrayList<>();
        try (LoopbackServer server = FileServer.delivering(site, (row, text) -> new Delivered(HTML, "", text))) {
            browser.open(server.url("/robots.txt"));
            for (int from = 0; from < ours.size(); from += FRAMES) {
                List<String> some = ours.subList(from, Math.min(ours.size(), from + FRAMES));
                json("Promise.all(" + new ObjectMapper().valueToTree(some) + """
                        .map(path => new Promise(done => {
                          const frame = document.createElement('iframe');
                          frame.onload = () => {
                            const found = FOREIGN(frame.contentDocument);
                            frame.remove();
                            done(found.map(html => path + ' has ' + html));
                          };
                          frame.src = path;
                          document.body.append(frame);
                        }))).then(found => found.flat())""".replace("FOREIGN", FOREIGN))
                        .forEach(found -> faults.add(found.asText()));
            }
            faults.addAll(faults(server.url("/")));
        }
        assertThat(faults).isEmpty();
    }

    private static boolean hasAttempt(FileIndex.Row row) {
        try {
            return new String(Files.readAllBytes(site.resolve(row.path())), StandardCharsets.UTF_8)
                    .contains("attempt(");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Bytes of strangers that are served as they are, since they are named by their digests or are what was built. */
    private static boolean isVerbatim(FileIndex.Row row) {
        return row.path().matches("v2/.*/(manifests|blobs)/.*|v1/imagefile/.*|.*/Singularity(\\.attempt)?");
    }

    /** Hosts that send headers send this one with all that is no page of ours, in case that they mistake its type. */
    @Test
    void everyFileOfStrangers_asHtmlWithItsHeader_runsNothing() {
        Map<String, List<String>> faults = new TreeMap<>();
        try (LoopbackServer server =
                FileServer.delivering(site, (row, text) -> new Delivered(HTML, PagePolicy.INERT, text))) {
            Set<String> opened = new HashSet<>();
            for (FileIndex.Row row : rows) {
                // one of each kind of each repository
                String kind = row.path().replaceFirst("[^/]*$", "");
                if (isVerbatim(row) && hasAttempt(row) && opened.add(kind)) {
                    List<String> ran = browser.open(server.url("/" + row.path()));
                    ran.stream()
                            .filter(one -> one.startsWith("attempt "))
                            .forEach(one -> faults.put(row.path(), List.of(described(one))));
                }
            }
            assertThat(opened).hasSizeGreaterThan(150);
        }
        assertThat(faults).isEmpty();
    }

    /** Were none of this seen, the tests above would find nothing wherever it was. */
    @Test
    void attempts_onACarelessPage_runOrMeetThePolicy() {
        int ran = 0;
        int met = 0;
        for (String payload : HostileContent.payloads()) {
            String page = "<!DOCTYPE html><title>t</title><body><p title='\"x'>" + payload;
            String meta = "<meta http-equiv=\"Content-Security-Policy\" content=\"" + PagePolicy.META + "\">";
            Map<String, Map.Entry<String, String>> files =
                    Map.of("/bare", Map.entry(HTML, page), "/kept", Map.entry(HTML, meta + page));
            try (LoopbackServer server = FileServer.careless(files)) {
                browser.open(server.url("/bare"));
                ran += faults(server.url("/")).isEmpty() ? 0 : 1;
                List<String> kept = browser.open(server.url("/kept"));
                assertThat(kept).noneMatch(one -> one.startsWith("attempt "));
                met += kept.isEmpty() ? 0 : 1;
            }
        }
        assertThat(ran).isGreaterThan(30);
        assertThat(met).isGreaterThan(20);
    }
}
