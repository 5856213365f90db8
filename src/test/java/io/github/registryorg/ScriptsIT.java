package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.host.Host;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.remote.LoopbackServer;
import io.github.registryorg.serve.LocalServer;
import io.github.registryorg.serve.RequestListener;
import io.github.registryorg.serve.ServeRequest;
import io.github.registryorg.site.BlobMode;
import io.github.registryorg.site.SiteRequest;
import io.github.registryorg.testkit.Chromium;
import io.github.registryorg.testkit.EdgeRuntime;
import io.github.registryorg.testkit.FileServer;
import io.github.registryorg.testkit.HostileRegistry;
import io.github.registryorg.testkit.RegistryStory;
import io.github.registryorg.testkit.WebServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every file of a site whose contributions try everything, opened in Chromium where each host serves it: no script that a
 * contribution brought runs. What a host sends as another has sent it, byte for byte and with the same headers that a
 * browser goes by, is opened once.
 */
class ScriptsIT {

    @TempDir
    private static Path browserDirectory;

    private static Chromium browser;

    /** What has run nothing. */
    private static final Set<Seen> SEEN = new HashSet<>();

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    @BeforeAll
    static void browser() {
        browser = Chromium.start(browserDirectory);
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    /**
     * A response, as far as a browser goes by it.
     *
     * @param name the end of the path, where no type is stated
     */
    private record Seen(int status, Map<String, List<String>> headers, String name, Digest body) {

        private static final Set<String> OF_INTEREST = Set.of(
                "content-type",
                "content-encoding",
                "content-security-policy",
                "content-disposition",
                "x-content-type-options",
                "location",
                "refresh",
                "link");

        static Seen at(String url) {
            HttpResponse<byte[]> response;
            try {
                response = CLIENT.send(
                        HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofByteArray());
            } catch (IOException e) {
                throw new AssertionError(url, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
            Map<String, List<String>> headers = new TreeMap<>();
            response.headers().map().forEach((name, values) -> {
                if (OF_INTEREST.contains(name.toLowerCase(Locale.ROOT))) {
                    headers.put(name.toLowerCase(Locale.ROOT), values);
                }
            });
            String name = headers.containsKey("content-type") ? "" : url.substring(url.lastIndexOf('/'));
            return new Seen(response.statusCode(), headers, name, Digest.sha256(response.body()));
        }
    }

    private static Stream<String> hosts() {
        return Host.all().stream().map(Host::name);
    }

    /** A server that has been started. */
    private record Served(AutoCloseable server, String base) implements AutoCloseable {

        @Override
        public void close() {
            try {
                server.close();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    private Served serve(String host, Path registry, Path site) throws IOException {
        return switch (host) {
            case "nginx", "apache", "caddy" -> {
                WebServer server = WebServer.start(host, directory, site);
                yield new Served(server, "http://" + server.address());
            }
            case "cloudflare-pages" -> {
                EdgeRuntime runtime = EdgeRuntime.cloudflare(site, directory);
                yield new Served(runtime, "http://" + runtime.address());
            }
            case "netlify" -> {
                EdgeRuntime runtime = EdgeRuntime.netlify(site, directory);
                yield new Served(runtime, "http://" + runtime.address());
            }
            case "local" -> {
                LocalServer server = new StaticRegistry()
                        .serve(new ServeRequest(registry, site, 0, RegistryStory.ACCESS), RequestListener.NONE);
                yield new Served(server, "http://" + server.address());
            }
            case "github-pages" -> served(FileServer.githubPages(site));
            case "gitlab-pages" -> served(FileServer.gitlabPages(site));
            case "s3" -> served(FileServer.bucket(site));
            case "cloudfront" -> served(FileServer.cloudfront(site, directory));
            default -> throw new AssertionError("no server for " + host);
        };
    }

    private static Served served(LoopbackServer server) {
        return new Served(server, server.url(""));
    }

    /** Under every address that a browser may have for it, and what else repeats something of a request. */
    private static Set<String> paths(Path site) throws IOException {
        Set<String> paths = new TreeSet<>(Set.of(
                "/nope%3Cscript%3Eran('1')%3C/script%3E",
                "/v2/%3Cscript%3Eran('1')%3C%2Fscript%3E",
                "/v2/evil/app/manifests/%3Csvg%20onload=ran('1')%3E",
                "/v2/evil/app/tags/list?n=%3Cscript%3Eran('1')%3C/script%3E",
                "/v2/evil/app/tags/list?last=k.svg&n=2",
                "/v2/_catalog?n=%3Cscript%3Eran('1')%3C/script%3E"));
        try (Stream<Path> all = Files.walk(site)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String path = "/" + site.relativize(file);
                paths.add(path);
                if (path.endsWith("/index.html")) {
                    paths.add(path.substring(0, path.length() - "index.html".length()));
                }
                if (path.matches("/v1/imagefile/.*|/v2/.*/manifests/[^:]*")) {
                    // for hosts that look for files and for rules in different ways
                    paths.add("/%76" + path.substring(2));
                    paths.add(path.replaceFirst("\\.[a-zA-Z]+$", ""));
                }
            }
        }
        return paths;
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void everyFile_openedInBrowser_runsNoScript(String host) throws IOException {
        Path registry = directory.resolve("registry");
        Path site = directory.resolve("site");
        new HostileRegistry(registry);
        new StaticRegistry()
                .site(new SiteRequest(registry, site, Host.of(host), null, BlobMode.COPY, RegistryStory.ACCESS));
        Set<String> paths = paths(site);
        assertThat(paths).hasSizeGreaterThan(100);

        List<String> scripts = new ArrayList<>();
        try (Served served = serve(host, registry, site)) {
            for (String path : paths) {
                if (!SEEN.add(Seen.at(served.base() + path))) {
                    continue;
                }
                List<String> ran = browser.open(served.base() + path);
                if (!ran.isEmpty()) {
                    scripts.add(path + ": " + ran);
                }
            }
        }
        assertThat(scripts).isEmpty();
    }

    /** Were none of this seen, the test above would find nothing wherever it looked. */
    @Test
    void samePages_servedCarelessly_runScripts() {
        String manifest = "{\"annotations\":{\"a\":\"" + HostileRegistry.MARKUP + "\"}}";
        Map<String, Map.Entry<String, String>> files = new LinkedHashMap<>();
        files.put("/manifest", Map.entry("text/html", manifest));
        files.put("/sif:a.html", Map.entry("text/html; charset=utf-8", HostileRegistry.HTML_PAGE));
        files.put("/svg", Map.entry("image/svg+xml", HostileRegistry.SVG_PAGE));
        files.put("/xhtml", Map.entry("application/xhtml+xml", HostileRegistry.XHTML_PAGE));
        files.put("/xml", Map.entry("application/xml", HostileRegistry.XHTML_PAGE));
        files.put("/sif:e.js", Map.entry("text/javascript", "ran('7')"));
        try (LoopbackServer server = FileServer.careless(files)) {
            assertThat(browser.open(server.url("/manifest"))).contains("1", "2", "3");
            assertThat(browser.open(server.url("/sif:a.html"))).contains("7", "1", "2", "3");
            assertThat(browser.open(server.url("/svg"))).containsExactly("5");
            assertThat(browser.open(server.url("/xhtml"))).containsExactly("6");
            assertThat(browser.open(server.url("/xml"))).containsExactly("6");
            assertThat(browser.open(server.url("/sif:e.js"))).isEmpty();
        }
    }
}
