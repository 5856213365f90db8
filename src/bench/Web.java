import io.github.registryorg.StaticRegistry;
import io.github.registryorg.host.Host;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.page.HomeView;
import io.github.registryorg.page.ListedRepository;
import io.github.registryorg.page.NamespaceTree;
import io.github.registryorg.page.NotFoundView;
import io.github.registryorg.page.Pages;
import io.github.registryorg.remote.LoopbackServer;
import io.github.registryorg.search.SearchIndex;
import io.github.registryorg.site.BlobMode;
import io.github.registryorg.site.SiteRequest;
import io.github.registryorg.testkit.Chromium;
import io.github.registryorg.testkit.FileServer;
import io.github.registryorg.testkit.ListedRepositories;
import io.github.registryorg.testkit.RegistryStory;
import io.github.registryorg.testkit.VariedRegistry;
import io.github.registryorg.tree.Stage;
import io.github.registryorg.tree.TreeSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Measures the scripts of the web interface in Chromium, from an event until what it changes is laid out.
 * Usage: java Web.java DIRECTORY TAGS REPOSITORIES FEWER
 */
public final class Web {

    private static final int TIMES = 9;

    /** Typed in full, one key after the other. */
    private static final List<String> QUERIES = List.of("nginx", "platform", "zookeeper exporter", "genomes", "the image of");

    /** Files of a site, written as they come. */
    private record Directory(Path root) implements TreeSink {

        @Override
        public void file(String path, Stage stage, MediaType mediaType, byte[] content) {
            try {
                Path file = root.resolve(path);
                Files.createDirectories(file.getParent());
                Files.write(file, content);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void sameFile(String path, Stage stage, MediaType mediaType, String earlier) {
            try {
                file(path, stage, mediaType, Files.readAllBytes(root.resolve(earlier)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Web() {}

    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        int tags = Integer.parseInt(arguments[1]);
        int repositories = Integer.parseInt(arguments[2]);
        int fewer = Integer.parseInt(arguments[3]);
        Path registry = Files.createDirectories(directory.resolve("registry"));
        new VariedRegistry(registry, tags);
        Path site = directory.resolve("site");
        new StaticRegistry()
                .site(new SiteRequest(
                        registry, site, Host.of("nginx"), "https://registry.example", BlobMode.AUTO, RegistryStory.ACCESS));
        Path large = searchable(directory.resolve("large"), repositories);
        Path small = searchable(directory.resolve("small"), fewer);
        try (Chromium browser = Chromium.start(directory)) {
            browser.window(1440, false);
            System.out.printf("%-62s %10s %10s%n", "median of " + TIMES + ", and the worst", "measured", "at most");
            measureTags(browser, site, tags);
            measureSearch(browser, small, fewer);
            measureSearch(browser, large, repositories);
        }
    }

    /** A home page and the index of what is searched: other pages play no part in it. */
    private static Path searchable(Path site, int number) throws IOException {
        List<ListedRepository> all = ListedRepositories.of(number).stream()
                .sorted(Comparator.comparing(ListedRepository::name))
                .toList();
        Directory files = new Directory(site);
        SearchIndex.emit(all, files);
        Pages pages = new Pages();
        MediaType html = new MediaType("text/html");
        files.file("index.html", Stage.PAGES, html, pages.home(new HomeView("Bench", null, null, NamespaceTree.of(all))));
        files.file("404.html", Stage.PAGES, html, pages.notFound(new NotFoundView("Bench", "/")));
        pages.assets().forEach((path, content) -> files.file(path, Stage.PAGES, html, content));
        return site;
    }

    private static void print(String what, double measured, String unit, Object most) {
        System.out.printf(Locale.ROOT, "%-62s %7.1f %-2s %7s %-2s%n", what, measured, unit, most, unit);
    }

    private static void print(String what, List<Double> measured, int most) {
        List<Double> sorted = measured.stream().sorted().toList();
        print(what, sorted.get(sorted.size() / 2), "ms", most);
        print("  the worst", sorted.get(sorted.size() - 1), "ms", most);
    }

    private static void measureTags(Chromium browser, Path site, int tags) throws IOException {
        try (LoopbackServer server = FileServer.githubPages(site)) {
            String page = server.url("/" + VariedRegistry.MANY_TAGS + "/");
            System.out.printf(Locale.ROOT, "%,d tags%n", tags);
            List<Double> loads = new ArrayList<>();
            for (int i = 0; i < TIMES; i++) {
                browser.open(page);
                loads.add(browser.evaluate("new Promise(done => { const tools = document.querySelector('.tools');"
                                + " const begin = performance.now();"
                                + " new MutationObserver(() => tools.ariaBusy === null && done(performance.now() - begin))"
                                + ".observe(tools, {attributes: true}); tools.dispatchEvent(new Event('pointerenter')); })")
                        .asDouble());
            }
            print("load of the tags' data", loads, 500);
            Path data = site.resolve(VariedRegistry.MANY_TAGS + "/-/tags.json");
            print("  its size", Files.size(data) / 1000.0, "kB", 150);
            for (String key : List.of("name", "size", "date")) {
                List<Double> times = new ArrayList<>();
                for (int i = 0; i < TIMES; i++) {
                    times.add(timed(browser, "document.querySelector('th[data-sort=" + key + "] button').click()"));
                }
                print("sort by " + key, times, 100);
            }
            for (String text : List.of("1", "1.4", "alpine", "sha-", "none of these")) {
                List<Double> times = new ArrayList<>();
                for (int i = 0; i < TIMES; i++) {
                    filter(browser, "");
                    times.add(filter(browser, text));
                }
                print("filter by \"" + text + "\"", times, 100);
            }
        }
    }

    private static double filter(Chromium browser, String text) {
        return timed(
                browser,
                "{ const box = document.querySelector('.tools [type=search]'); box.value = '" + text
                        + "'; box.dispatchEvent(new Event('input')); }");
    }

    private static double timed(Chromium browser, String statement) {
        return browser.evaluate("(() => { const begin = performance.now(); " + statement
                        + "; document.body.getBoundingClientRect(); return performance.now() - begin; })()")
                .asDouble();
    }

    private static void measureSearch(Chromium browser, Path site, int repositories) throws IOException {
        try (LoopbackServer server = FileServer.githubPages(site)) {
            System.out.printf(Locale.ROOT, "%,d repositories%n", repositories);
            List<Double> first = new ArrayList<>();
            List<Double> whole = new ArrayList<>();
            double bytes = 0;
            double task = 0;
            for (int i = 0; i < TIMES; i++) {
                String query = QUERIES.get(i % QUERIES.size());
                browser.open(server.url("/"));
                // what searches is loaded once the field has the focus
                browser.evaluate("document.querySelector('search input').focus()");
                browser.await("document.querySelector('.results')");
                watch(browser);
                browser.type(query.substring(0, 1));
                first.add(answer(browser));
                bytes = Math.max(bytes, fetched(browser));
                browser.type(query.substring(1));
                whole.add(answer(browser));
                task = Math.max(task, browser.evaluate("window.longest").asDouble());

                browser.open(server.url("/?q=" + query.replace(' ', '+')));
                browser.await("document.querySelector('.results[aria-busy=false]:not([hidden]) .status')?.textContent");
                bytes = Math.max(bytes, fetched(browser));
            }
            print("first key to the answer, nothing loaded", first, 300);
            print("last key of a query to its answer", whole, 300);
            print("bytes fetched for a first answer, the most", bytes / 1000, "kB", 200);
            System.out.printf(
                    Locale.ROOT,
                    "%-62s %7s ms%n",
                    "longest task while typing",
                    task == 0 ? "< 50" : String.format(Locale.ROOT, "%.1f", task));
        }
    }

    /** Notes each key, and when the results that come next are laid out. */
    private static void watch(Chromium browser) {
        browser.evaluate("(() => { window.longest = 0; window.answered = null; const box = document.querySelector('search input');"
                + " const panel = document.querySelector('.results');"
                + " new PerformanceObserver(list => list.getEntries().forEach(task => {"
                + " window.longest = Math.max(window.longest, task.duration); })).observe({type: 'longtask'});"
                + " box.addEventListener('input', event => { window.pressed = event.timeStamp; window.answered = null; });"
                + " new MutationObserver(() => { if (panel.ariaBusy === 'false' && !panel.hidden) {"
                + " panel.getBoundingClientRect(); window.answered ??= performance.now() - window.pressed; } })"
                + ".observe(panel, {attributes: true}); box.focus(); })()");
    }

    private static double answer(Chromium browser) {
        browser.await("window.answered !== null");
        return browser.evaluate("window.answered").asDouble();
    }

    private static double fetched(Chromium browser) {
        return browser.evaluate("performance.getEntriesByType('resource').filter(e => e.name.includes('/api/'))"
                        + ".reduce((sum, e) => sum + e.decodedBodySize, 0)")
                .asDouble();
    }
}
