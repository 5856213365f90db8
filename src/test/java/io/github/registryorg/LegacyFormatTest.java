package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.check.ValidateRequest;
import io.github.registryorg.check.ValidateResult;
import io.github.registryorg.host.Host;
import io.github.registryorg.net.AllowedHosts;
import io.github.registryorg.problem.Count;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.remote.LoopbackServer;
import io.github.registryorg.site.BlobMode;
import io.github.registryorg.site.SiteRequest;
import io.github.registryorg.store.BucketSettings;
import io.github.registryorg.store.StoreAccess;
import io.github.registryorg.store.StoreMap;
import io.github.registryorg.testkit.PlainJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry in the legacy format, with the quirks that real ones have. */
class LegacyFormatTest {

    private static final byte[] IMAGE = new byte[700 * 1024 + 17];

    @TempDir
    Path directory;

    private Path registry;
    private LoopbackServer storage;

    @BeforeEach
    void registry() throws IOException {
        storage = LoopbackServer.start(exchange -> {
            String target = exchange.getRequestURI().toString();
            if (target.startsWith("/gone")) {
                exchange.sendResponseHeaders(404, -1);
            } else if (target.contains("%2F") && !target.contains("?generation=1&alt=media")) {
                exchange.sendResponseHeaders(400, -1);
            } else {
                LoopbackServer.send(exchange, IMAGE);
            }
        });
        registry = directory.resolve("registry");
        write("_config.yml", "title: an old site generator's\n");
        write("lab/tools/README.md", "---\nlayout: collection\ndescription: Tools of the lab\n---\n# Tools\n");
        write("lab/tools/tags/README.md", "---\nlayout: tags\n---\nThe tags API endpoint.\n");
        write("lab/tools/manifests/README.md", "---\nlayout: manifests\n---\nA page that nobody asked for.\n");
        // du -k, which is what the file takes of a disk with blocks of four kibibytes
        tag("kibibytes", "704", "sha256:" + "1a".repeat(32), "/o/lab%2Ftools@1.simg?generation=1&alt=media");
        tag("bytes", String.valueOf(IMAGE.length), "md5:WGQgL3Ok6o6uD2ZRdClzDQ==", "/lab-tools.sif");
        tag("hex", String.valueOf(IMAGE.length), "md5:586420 2f".replace(" ", "") + "0".repeat(24), "/hex.sif");
        tag("gone", "704", "sha256:" + "2b".repeat(32), "/gone/artifacts/1.sif");
        tag("other", "42", "sha256:" + "3c".repeat(32), "/other.sif");
    }

    @AfterEach
    void close() {
        storage.close();
    }

    private void tag(String name, String size, String digest, String url) throws IOException {
        write("lab/tools/manifests/" + name + "/README.md", """
                ---
                layout: manifests/singularity
                size: %s
                digest: %s
                layers:
                - size: %s
                  digest: "%s"
                  url: "%s"
                ---
                """.formatted(
                        size, digest, size, digest, storage.url(url)));
    }

    private void write(String path, String content) throws IOException {
        Path file = registry.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content, StandardCharsets.UTF_8);
    }

    private StoreAccess access() {
        return new StoreAccess(
                StoreMap.NONE, AllowedHosts.parse(List.of("127.0.0.1:" + storage.port())), null, BucketSettings.NONE);
    }

    @Test
    void api_ofTheLegacyFormat_isUnchanged() throws IOException {
        Path site = directory.resolve("site");
        new StaticRegistry()
                .site(new SiteRequest(registry, site, Host.of("github-pages"), null, BlobMode.AUTO, access()));

        assertThat(json(site.resolve("lab/tools/tags/index.html")))
                .isEqualTo(PlainJson.READER.readTree(
                        "{\"name\":\"lab/tools\",\"tags\":[\"bytes\",\"gone\",\"hex\",\"kibibytes\",\"other\"]}"));
        String digest = "sha256:" + "1a".repeat(32);
        assertThat(json(site.resolve("lab/tools/manifests/kibibytes/index.html")))
                .isEqualTo(PlainJson.READER.readTree(
                        """
                                        {
                                          "schemaVersion": 2,
                                          "mediaType": "application/vnd.singularity.distribution.manifest.v2+json",
                                          "config": {
                                            "mediaType": "application/vnd.singularity.container.image.v1+json",
                                            "size": 704,
                                            "digest": "%s"
                                          },
                                          "layers": [{
                                            "mediaType": "application/vnd.singularity.image.squashfs",
                                            "size": 704,
                                            "digest": "%s",
                                            "urls": ["%s"]
                                          }]
                                        }
                                        """.formatted(digest, digest, storage.url("/o/lab%2Ftools@1.simg?generation=1&alt=media"))));
        assertThat(json(site.resolve("lab/tools/manifests/bytes/index.html"))
                        .at("/config/digest")
                        .asText())
                .isEqualTo("md5:WGQgL3Ok6o6uD2ZRdClzDQ==");
        // their sizes have no unit, so they are not served to clients of OCI
        assertThat(json(site.resolve("v2/_catalog")).get("repositories")).isEmpty();
        assertThat(site.resolve("v2/lab")).doesNotExist();
        assertThat(storage.requests()).isEmpty();
    }

    private static JsonNode json(Path file) throws IOException {
        return PlainJson.READER.readTree(Files.readString(file));
    }

    @Test
    void fault_inTheLegacyFormat_isReportedWithWhatToDo() {
        ValidateResult result = new StaticRegistry().validate(new ValidateRequest(registry, false, access()));

        assertThat(result.errors())
                .extracting(Problem::toString)
                .containsExactly(
                        "BLOB_UNKNOWN lab/tools:gone: sha256:" + "2b".repeat(32) + " is not at "
                                + storage.url("/gone/artifacts/1.sif")
                                + ". Put it there again, or correct the URL. [lab/tools/manifests/gone/README.md:8]",
                        "SIZE_INVALID lab/tools:other: " + storage.url("/other.sif") + " has "
                                + Count.grouped(IMAGE.length)
                                + " bytes, which size 42 is not, in bytes or kibibytes. Is it another file? Write "
                                + IMAGE.length + ", or correct the URL. [lab/tools/manifests/other/README.md:8]");
        assertThat(result.warnings())
                .extracting(problem -> problem.code() + " " + problem.location())
                .contains(
                        "DIGEST_WEAK lab/tools/manifests/bytes/README.md:4",
                        "DIGEST_WEAK lab/tools/manifests/hex/README.md:4",
                        "SIZE_UNIT_UNKNOWN lab/tools/manifests/kibibytes/README.md:3");
        assertThat(result.warnings())
                .allSatisfy(problem -> assertThat(problem.hint()).isNotBlank());
        assertThat(storage.requests()).contains("HEAD /o/lab%2Ftools@1.simg?generation=1&alt=media");
    }
}
