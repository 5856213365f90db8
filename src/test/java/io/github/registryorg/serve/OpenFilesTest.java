package io.github.registryorg.serve;

import static io.github.registryorg.serve.TestSite.bytes;
import static io.github.registryorg.serve.TestSite.header;
import static io.github.registryorg.serve.TestSite.image;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Each file that a request opens is closed, whatever the response: a server runs for days. */
@EnabledOnOs(OS.LINUX)
class OpenFilesTest {

    @TempDir
    private Path directory;

    @Test
    void server_afterResponsesOfEachKind_hasNoFileOpen() throws IOException {
        try (TestSite site = new TestSite(directory)) {
            Digest manifest = site.manifest("acme/app", image(TestSite.OCI_MANIFEST, "x"), "1.0");
            Digest blob = site.blob("acme/app", bytes("content"));
            site.write("acme/app/index.html", "<p>page</p>");
            site.write("-/assets/style.css", "p{}");
            site.serve();
            List<String> paths = List.of(
                    "/v2/acme/app/manifests/1.0",
                    "/v2/acme/app/manifests/" + manifest,
                    "/v2/acme/app/blobs/" + blob,
                    "/acme/app/",
                    "/-/assets/style.css");

            for (String path : paths) {
                HttpResponse<byte[]> whole = site.get(path);
                assertThat(whole.statusCode()).isEqualTo(200);
                site.head(path);
                String tag = header(whole, "ETag");
                assertThat(site.get(path, "If-None-Match", tag).statusCode()).isEqualTo(304);
                assertThat(site.head(path, "If-None-Match", tag).statusCode()).isEqualTo(304);
                site.get(path, "Range", "bytes=1-2");
                site.get(path, "Range", "bytes=9000-");
                site.get(path, "Accept", "text/plain");
            }
        }
        // closing the server awaited all responses
        assertThat(open()).isEmpty();
    }

    @Test
    void server_ofABrokenSite_hasNoFileOpen() throws IOException {
        try (TestSite site = new TestSite(directory)) {
            Digest changed = site.manifest("acme/app", image(TestSite.OCI_MANIFEST, "x"));
            site.write("v2/acme/app/manifests/" + changed, image(TestSite.OCI_MANIFEST, "other"));
            site.write("v2/acme/app/manifests/lost", image(TestSite.OCI_MANIFEST, "under no digest"));
            site.serve();

            assertThat(site.get("/v2/acme/app/manifests/" + changed).statusCode())
                    .isEqualTo(500);
            assertThat(site.get("/v2/acme/app/manifests/lost").statusCode()).isEqualTo(500);
        }
        assertThat(open()).isEmpty();
    }

    /** A tag's file is read by each algorithm until the registry has the digest. */
    @Test
    void server_ofATagOfSha512_hasNoFileOpen() throws IOException {
        try (TestSite site = new TestSite(directory)) {
            String image = image(TestSite.OCI_MANIFEST, "strong");
            Digest digest = Digest.ofContent(DigestAlgorithm.SHA512, bytes(image));
            site.write("v2/acme/app/manifests/" + digest, TestSite.OCI_MANIFEST, bytes(image));
            site.write("v2/acme/app/manifests/1.0", TestSite.OCI_MANIFEST, bytes(image));
            site.serve();

            HttpResponse<byte[]> response = site.get("/v2/acme/app/manifests/1.0");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(header(response, "Docker-Content-Digest")).isEqualTo(digest.toString());
        }
        assertThat(open()).isEmpty();
    }

    /** The files of the directory that this process has open. */
    private List<Path> open() throws IOException {
        Path here = directory.toRealPath();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors
                    .flatMap(link -> {
                        try {
                            return Stream.of(Files.readSymbolicLink(link));
                        } catch (IOException e) {
                            // closed meanwhile
                            return Stream.empty();
                        }
                    })
                    .filter(file -> file.startsWith(here))
                    .toList();
        }
    }
}
