package io.github.registryorg.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.testkit.PlainJson;
import io.github.registryorg.testkit.RealClient;
import io.github.registryorg.tree.Stage;
import io.github.registryorg.tree.TreeSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The programs at the edge of hosts whose files can't be read for a while, or are large. */
class EdgeFaultsIT {

    private static final long MEBIBYTE = 1024 * 1024;
    private static final Digest IMAGE = Digest.sha256(new byte[0]);
    private static final Digest SMALL = Digest.sha256(new byte[1]);
    private static final Digest LARGE = Digest.sha256(new byte[2]);
    private static final String NOTE = "/-/host/v2/acme/app/-.tsv";
    private static final String APP = "/v2/acme/app/";
    private static final List<String> HOSTS = List.of("cloudflare-pages", "netlify");
    private static final List<Map<String, Object>> FAILURES = List.of(
            Map.of("status", 503),
            Map.of("status", 500),
            Map.of("status", 429),
            Map.of("status", 403),
            Map.of("lost", true),
            Map.of("broken", true));

    @TempDir
    Path directory;

    /** A site in which everything is there. */
    private static ObjectNode site() {
        ObjectNode files = Json.object();
        String referrer = "{\"schemaVersion\":2,\"manifests\":[{\"artifactType\":\"application/a+b\"}]}";
        files.putObject(NOTE)
                .put(
                        "text",
                        "bytes\t" + LARGE + "\t" + 9 * MEBIBYTE + "\nbytes\t" + SMALL + "\t" + 8 * MEBIBYTE
                                + "\nmanifests\t" + IMAGE + "\t" + MediaType.OCI_MANIFEST + "\t" + IMAGE + "\n");
        files.putObject("/v2/_catalog").put("text", "{\"repositories\":[\"acme/app\"]}");
        files.putObject(APP + "tags/list").put("text", "{\"name\":\"acme/app\",\"tags\":[\"1.0\"]}");
        files.putObject(APP + "referrers/" + IMAGE).put("text", referrer);
        files.putObject(APP + "manifests/" + IMAGE).put("text", "");
        files.putObject(APP + "blobs/" + SMALL).put("mebibytes", 8);
        files.putObject(APP + "blobs/" + LARGE).put("mebibytes", 9);
        return files;
    }

    private JsonNode ask(String host, ObjectNode files, String method, String asked, Map<String, String> headers) {
        Path program = directory.resolve(host + ".js");
        TreeSink programs = new TreeSink() {
            @Override
            public void file(String path, Stage stage, MediaType mediaType, byte[] content) {
                try {
                    if (path.endsWith(".js")) {
                        Files.write(program, content);
                    }
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }

            @Override
            public void sameFile(String path, Stage stage, MediaType mediaType, String earlier) {
                throw new AssertionError(path);
            }
        };
        Host.of(host).emit(List.of(), programs);
        ObjectNode setting = Json.object().put("method", method).put("asked", asked);
        setting.set("files", files);
        setting.set("headers", new ObjectMapper().valueToTree(headers));
        try (var in = getClass().getResourceAsStream("/edge-site.js")) {
            Path harness = Files.write(directory.resolve("edge-site.js"), in.readAllBytes());
            Path told = Files.write(directory.resolve("setting.json"), Json.write(setting));
            return PlainJson.READER.readTree(RealClient.of("node")
                    .run(directory, harness.toString(), host, program.toString(), told.toString()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String header(JsonNode response, String name) {
        return response.at("/headers/" + name).textValue();
    }

    private static void assertUnavailable(JsonNode response, String what) throws IOException {
        assertThat(response.get("status").asInt()).as(what).isEqualTo(503);
        assertThat(header(response, "cache-control")).as(what).isEqualTo("no-store");
        assertThat(header(response, "content-type")).as(what).isEqualTo("application/json");
        assertThat(header(response, "retry-after")).as(what).isEqualTo("5");
        assertThat(header(response, "access-control-allow-origin")).as(what).isEqualTo("*");
        assertThat(header(response, "docker-content-digest")).as(what).isNull();
        JsonNode error =
                PlainJson.READER.readTree(response.get("body").asText()).at("/errors/0");
        assertThat(error.get("code").asText()).as(what).isEqualTo("UNAVAILABLE");
        assertThat(error.get("message").asText()).as(what).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"_catalog", "acme/app/tags/list", "acme/app/referrers/", "acme/app/manifests/"})
    void file_thatCannotBeRead_isNotReportedAbsent(String path) throws IOException {
        String asked = "/v2/" + path + (path.endsWith("/") ? IMAGE : "");
        for (String host : HOSTS) {
            assertThat(ask(host, site(), "GET", asked, Map.of()).get("status").asInt())
                    .isEqualTo(200);
            for (Map<String, Object> failure : FAILURES) {
                ObjectNode files = site();
                files.set(asked, new ObjectMapper().valueToTree(failure));
                assertUnavailable(ask(host, files, "GET", asked, Map.of()), host + " " + asked + " " + failure);
            }
            assertUnavailable(ask(host, failing(asked), "GET", asked + "?artifactType=a/b&n=1", Map.of()), asked);
            assertThat(ask(host, failing(asked), "HEAD", asked, Map.of())
                            .get("status")
                            .asInt())
                    .isEqualTo(503);
        }
    }

    private static ObjectNode failing(String file) {
        ObjectNode files = site();
        files.putObject(file).put("status", 503);
        return files;
    }

    @ParameterizedTest
    @ValueSource(strings = {"tags/list", "referrers/", "manifests/", "blobs/"})
    void repository_whoseNoteCannotBeRead_isNotReportedUnknown(String path) throws IOException {
        String asked = APP + path + (path.endsWith("/") ? IMAGE : "");
        for (String host : HOSTS) {
            for (Map<String, Object> failure : FAILURES) {
                ObjectNode files = site();
                files.set(NOTE, new ObjectMapper().valueToTree(failure));
                assertUnavailable(ask(host, files, "GET", asked, Map.of()), host + " " + asked + " " + failure);
            }
            ObjectNode none = site();
            none.remove(NOTE);
            assertThat(ask(host, none, "GET", asked, Map.of()).get("status").asInt())
                    .isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cloudflare-pages", "netlify"})
    void blob_thatCannotBeRead_isUnavailable(String host) throws IOException {
        for (Map<String, String> headers : List.of(Map.<String, String>of(), Map.of("Range", "bytes=1-2"))) {
            assertUnavailable(ask(host, failing(APP + "blobs/" + SMALL), "GET", APP + "blobs/" + SMALL, headers), host);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cloudflare-pages", "netlify"})
    void retryAfter_ofTheHost_isPassedOn(String host) {
        ObjectNode files = site();
        files.putObject(NOTE).put("status", 429).putObject("headers").put("Retry-After", "77");
        JsonNode response = ask(host, files, "GET", APP + "tags/list", Map.of());
        assertThat(header(response, "retry-after")).isEqualTo("77");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cloudflare-pages", "netlify"})
    void blob_inAStore_isRedirectedTo(String host) {
        ObjectNode files = Json.object();
        files.putObject(NOTE)
                .put(
                        "text",
                        "blobs\t*\thttps://store.example/blobs\nblobs\t" + LARGE
                                + "\thttps://else.example/f\nmanifests\t" + IMAGE + "\t" + MediaType.OCI_MANIFEST + "\t"
                                + IMAGE + "\n");
        for (String method : List.of("GET", "HEAD")) {
            JsonNode usual = ask(host, files, method, APP + "blobs/" + SMALL, Map.of());
            assertThat(usual.get("status").asInt()).isEqualTo(307);
            assertThat(header(usual, "location")).isEqualTo("https://store.example/blobs/sha256/" + SMALL.hex());
            assertThat(header(usual, "docker-content-digest")).isEqualTo(SMALL.toString());
            JsonNode own = ask(host, files, method, APP + "blobs/" + LARGE, Map.of());
            assertThat(header(own, "location")).isEqualTo("https://else.example/f");
        }
    }

    /** Nothing of it is kept in memory. */
    @ParameterizedTest
    @ValueSource(strings = {"cloudflare-pages", "netlify"})
    void range_ofALargeBlob_isIgnored(String host) {
        for (String range : List.of("bytes=5-9", "bytes=-5", "bytes=99999999-")) {
            JsonNode response = ask(host, site(), "GET", APP + "blobs/" + LARGE, Map.of("Range", range));
            assertThat(response.get("status").asInt()).isEqualTo(200);
            assertThat(response.get("length").asLong()).isEqualTo(9 * MEBIBYTE);
            assertThat(response.get("early").asInt()).isLessThan(3);
            assertThat(header(response, "accept-ranges")).isEqualTo("none");
            assertThat(header(response, "content-range")).isNull();
            assertThat(header(response, "content-length")).isEqualTo(Long.toString(9 * MEBIBYTE));
        }
        JsonNode part = ask(host, site(), "GET", APP + "blobs/" + SMALL, Map.of("Range", "bytes=5-9"));
        assertThat(part.get("status").asInt()).isEqualTo(206);
        assertThat(part.get("length").asInt()).isEqualTo(5);
        assertThat(header(part, "accept-ranges")).isEqualTo("bytes");
    }

    /** RFC 9110, section 13.1.5. */
    @ParameterizedTest
    @ValueSource(strings = {"cloudflare-pages", "netlify"})
    void range_ofAnotherVersion_isIgnored(String host) {
        String tag = "\"" + SMALL + "\"";
        JsonNode part = ask(host, site(), "GET", APP + "blobs/" + SMALL, Map.of("Range", "bytes=5-9", "If-Range", tag));
        assertThat(part.get("status").asInt()).isEqualTo(206);
        assertThat(part.get("length").asInt()).isEqualTo(5);
        int whole = ask(host, site(), "GET", APP + "blobs/" + SMALL, Map.of())
                .get("length")
                .asInt();
        for (String other : List.of("\"other\"", "W/" + tag, "Wed, 21 Oct 2026 07:28:00 GMT", "*")) {
            JsonNode response =
                    ask(host, site(), "GET", APP + "blobs/" + SMALL, Map.of("Range", "bytes=5-9", "If-Range", other));
            assertThat(response.get("status").asInt()).as(other).isEqualTo(200);
            assertThat(response.get("length").asInt()).isEqualTo(whole);
            assertThat(header(response, "content-range")).isNull();
        }
    }

    /** Clients trust the response, so an image for another machine is none. */
    @ParameterizedTest
    @ValueSource(strings = {"cloudflare-pages", "netlify"})
    void image_ofTheLibrary_isForItsArchitecture(String host) throws IOException {
        ObjectNode files = site();
        files.putObject("/v1/images/lab/app:1.0").put("text", "{\"data\":{\"size\":3,\"arch\":\"arm64\"}}");
        files.putObject("/v1/imagefile/lab/app:1.0").put("text", "SIF");
        files.putObject("/v1/images/lab/app:2.0").put("text", "{\"data\":{\"size\":3}}");
        files.putObject("/v1/imagefile/lab/app:2.0").put("text", "SIF");
        for (String path : List.of("/v1/images/lab/app:", "/v1/imagefile/lab/app:")) {
            for (String found : List.of("1.0?arch=arm64", "1.0", "1.0?arch=", "2.0?arch=amd64", "2.0")) {
                JsonNode response = ask(host, files, "GET", path + found, Map.of());
                assertThat(response.get("status").asInt()).as(path + found).isEqualTo(200);
            }
            JsonNode other = ask(host, files, "GET", path + "1.0?arch=amd64", Map.of());
            assertThat(other.get("status").asInt()).isEqualTo(404);
            assertThat(other.get("body").asText()).contains("this image is for arm64, and not for amd64");
            assertThat(ask(host, files, "GET", path + "3.0?arch=amd64", Map.of())
                            .get("status")
                            .asInt())
                    .isEqualTo(404);
            ObjectNode failing = files.deepCopy();
            failing.putObject("/v1/images/lab/app:1.0").put("status", 503);
            assertUnavailable(ask(host, failing, "GET", path + "1.0?arch=arm64", Map.of()), host);
        }
    }

    /** Of files that this program writes again, and of values from a request. */
    @Test
    void responses_withMarkup_areEscapedAndStayEqual() throws IOException {
        String markup = "<script>&\u2028\u2029";
        ObjectNode files = site();
        ObjectNode index = Json.object().put("schemaVersion", 2);
        index.putArray("manifests")
                .addObject()
                .put("artifactType", "application/a")
                .putObject("annotations")
                .put(markup, markup);
        files.putObject(APP + "referrers/" + IMAGE).put("text", index.toString());
        for (String host : HOSTS) {
            String list = ask(host, files, "GET", APP + "referrers/" + IMAGE + "?artifactType=application/a", Map.of())
                    .get("body")
                    .asText();
            assertThat(list).doesNotContain("<", ">", "&", "\u2028", "\u2029").contains("\\u003Cscript\\u003E\\u0026");
            assertThat(PlainJson.READER.readTree(list)).isEqualTo(index);
            String error = ask(host, files, "GET", "/v2/%3Cscript%3E%26%E2%80%A8", Map.of())
                    .get("body")
                    .asText();
            assertThat(error).doesNotContain("<", ">", "&", "\u2028");
            assertThat(PlainJson.READER.readTree(error).at("/errors/0/message").asText())
                    .startsWith("/v2/<script>&\u2028: ");
        }
    }
}
