package io.github.registryorg.push;

import static io.github.registryorg.push.PushServer.EMPTY_CONFIG;
import static io.github.registryorg.push.PushServer.OCI_INDEX;
import static io.github.registryorg.push.PushServer.OCI_MANIFEST;
import static io.github.registryorg.push.PushServer.artifact;
import static io.github.registryorg.push.PushServer.bytes;
import static io.github.registryorg.push.PushServer.descriptor;
import static io.github.registryorg.push.PushServer.header;
import static io.github.registryorg.push.PushServer.index;
import static io.github.registryorg.push.PushServer.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.file.FileTree;
import io.github.registryorg.net.AllowedHosts;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.secret.AllowedSecrets;
import io.github.registryorg.store.BucketSettings;
import io.github.registryorg.store.StoreAccess;
import io.github.registryorg.store.StoreMap;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Distribution specification, "Content Discovery" and "Content Management", of what was pushed and what was there. */
@Timeout(60)
class PushedContentTest {

    private static final String SBOM = "application/vnd.example.sbom";

    @TempDir
    private Path directory;

    private static String manifest(Object reference) {
        return "/v2/acme/app/manifests/" + reference;
    }

    private static Digest attach(PushServer registry, byte[] artifact) {
        registry.blob("acme/app", EMPTY_CONFIG);
        Digest digest = Digest.sha256(artifact);
        HttpResponse<byte[]> response = registry.put("acme/app", digest.toString(), artifact);
        assertThat(response.statusCode()).as(text(response)).isEqualTo(201);
        return digest;
    }

    @Test
    void emptyRegistry_hasNothing() {
        try (PushServer registry = new PushServer(directory)) {
            assertThat(text(registry.get("/v2/"))).isEqualTo("{}");
            assertThat(text(registry.get("/v2/_catalog"))).isEqualTo("{\"repositories\":[]}");
            assertThat(registry.get("/v2/acme/app/tags/list").statusCode()).isEqualTo(404);
            assertThat(registry.get(manifest("missing")).statusCode()).isEqualTo(404);
            assertThat(registry.get(manifest(Digest.sha256(bytes("x")))).statusCode())
                    .isEqualTo(404);
            assertThat(registry.get(manifest("sha256:baddigeststring")).statusCode())
                    .isEqualTo(400);
            HttpResponse<byte[]> referrers = registry.get("/v2/acme/app/referrers/" + Digest.sha256(bytes("x")));
            assertThat(referrers.statusCode()).isEqualTo(200);
            assertThat(header(referrers, "Content-Type")).isEqualTo(OCI_INDEX);
            assertThat(text(referrers)).contains("\"manifests\":[]");
            assertThat(registry.get("/").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void tags_areSortedAndPaged() {
        try (PushServer registry = new PushServer(directory)) {
            for (String tag : new String[] {"b", "a", "c", "B"}) {
                registry.push("acme/app", tag, "content");
            }
            HttpResponse<byte[]> page = registry.get("/v2/acme/app/tags/list?n=2");
            assertThat(text(page)).isEqualTo("{\"name\":\"acme/app\",\"tags\":[\"B\",\"a\"]}");
            assertThat(header(page, "Link")).isEqualTo("</v2/acme/app/tags/list?n=2&last=a>; rel=\"next\"");
            assertThat(text(registry.get("/v2/acme/app/tags/list?last=a"))).contains("[\"b\",\"c\"]");
            assertThat(text(registry.get("/v2/_catalog"))).isEqualTo("{\"repositories\":[\"acme/app\"]}");
        }
    }

    @Test
    void referrers_ofWhatIsPushed_areListedAtOnce() {
        try (PushServer registry = new PushServer(directory)) {
            Digest subject = registry.push("acme/app", "1.0", "content");
            byte[] sbom = artifact(SBOM, subject, "one");
            Digest first = attach(registry, sbom);
            attach(registry, artifact("application/vnd.example.other", subject, "two"));
            attach(registry, artifact(SBOM, null, "about nothing"));
            HttpResponse<byte[]> all = registry.get("/v2/acme/app/referrers/" + subject);
            assertThat(text(all))
                    .contains(
                            "\"digest\":\"" + first + "\",\"size\":" + sbom.length,
                            "\"artifactType\":\"" + SBOM + "\"",
                            "\"annotations\":{\"note\":\"two\"}")
                    .doesNotContain("about nothing");
            HttpResponse<byte[]> filtered = registry.get("/v2/acme/app/referrers/" + subject + "?artifactType=" + SBOM);
            assertThat(header(filtered, "OCI-Filters-Applied")).isEqualTo("artifactType");
            assertThat(text(filtered)).contains(first.toString()).doesNotContain("\"two\"");
            HttpResponse<byte[]> fallback = registry.get(manifest(subject.referrersTag()));
            assertThat(fallback.body()).isEqualTo(all.body());
            assertThat(header(fallback, "Content-Type")).isEqualTo(OCI_INDEX);
        }
    }

    @Test
    void delete_ofATag_keepsTheManifest() throws IOException {
        try (PushServer registry = new PushServer(directory)) {
            Digest digest = registry.push("acme/app", "1.0", "content");
            assertThat(registry.status("DELETE", manifest("1.0"))).isEqualTo(202);
            assertThat(registry.status("GET", manifest("1.0"))).isEqualTo(404);
            assertThat(registry.status("DELETE", manifest("1.0"))).isEqualTo(404);
            assertThat(registry.status("GET", manifest(digest))).isEqualTo(200);
            assertThat(text(registry.get("/v2/acme/app/tags/list"))).contains("\"tags\":[]");
        }
    }

    @Test
    void delete_ofAManifest_takesItsTagsAndFilesWithIt() throws IOException {
        try (PushServer registry = new PushServer(directory)) {
            Digest kept = registry.push("acme/app", "kept", "other");
            Map<String, byte[]> before = registry.files();
            Digest digest = registry.push("acme/app", "1.0", "content");
            registry.push("acme/app", "latest", "content");
            assertThat(registry.status("DELETE", manifest(digest))).isEqualTo(202);
            for (Object reference : new Object[] {digest, "1.0", "latest"}) {
                assertThat(registry.status("HEAD", manifest(reference))).isEqualTo(404);
            }
            assertThat(registry.files().keySet()).isEqualTo(before.keySet());
            assertThat(registry.status("DELETE", manifest(kept))).isEqualTo(202);
            assertThat(registry.files()).isEmpty();
            assertThat(registry.get("/v2/acme/app/tags/list").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void delete_ofAnIndexesImage_waitsForTheIndex() {
        try (PushServer registry = new PushServer(directory)) {
            Digest child = registry.push("acme/app", "", "content");
            byte[] image = registry.get(manifest(child)).body();
            byte[] index = index(descriptor(OCI_MANIFEST, image));
            registry.put("acme/app", "multi", index);
            HttpResponse<byte[]> response = registry.send("DELETE", manifest(child), null);
            assertThat(response.statusCode()).isEqualTo(405);
            assertThat(text(response)).contains("Delete the index first");
            assertThat(registry.status("DELETE", manifest(Digest.sha256(index))))
                    .isEqualTo(202);
            assertThat(registry.status("DELETE", manifest(child))).isEqualTo(202);
        }
    }

    @Test
    void restart_continuesTheContribution_andDeletesNothingOfIt() throws IOException {
        Digest first;
        Map<String, byte[]> before;
        try (PushServer registry = new PushServer(directory)) {
            first = registry.push("acme/app", "1.0", "content");
            before = registry.files();
        }
        try (PushServer registry = new PushServer(directory)) {
            assertThat(header(registry.get(manifest("1.0")), "Docker-Content-Digest"))
                    .isEqualTo(first.toString());
            registry.push("acme/app", "1.0", "content");
            assertThat(registry.files()).containsExactlyInAnyOrderEntriesOf(before);
            for (Object reference : new Object[] {"1.0", first}) {
                HttpResponse<byte[]> response = registry.send("DELETE", manifest(reference), null);
                assertThat(response.statusCode()).isEqualTo(405);
                assertThat(text(response)).contains("before this server started", "Propose the deletion");
            }
            registry.push("acme/app", "2.0", "more");
            assertThat(text(registry.get("/v2/acme/app/tags/list"))).contains("[\"1.0\",\"2.0\"]");
        }
    }

    @Test
    void secondServer_ofOneContribution_isRefused() {
        try (PushServer registry = new PushServer(directory)) {
            assertThatExceptionOfType(RegistryException.class)
                    .isThrownBy(() -> new PushServer(directory))
                    .withMessageContaining("is being written by another run");
            registry.push("acme/app", "1.0", "content");
        }
    }

    @Test
    void contributionThatStartsAfresh_isEmptiedByTheRunThatHasItsLock() throws IOException {
        PushRequest afresh = new PushRequest(
                "file:store",
                null,
                directory,
                directory.resolve("contribution"),
                true,
                null,
                true,
                AllowedSecrets.NONE);
        StoreAccess access = new StoreAccess(StoreMap.NONE, AllowedHosts.NONE, null, BucketSettings.NONE);
        try (PushServer registry = new PushServer(directory)) {
            registry.push("acme/app", "1.0", "content");
            Map<String, byte[]> before = registry.files();
            assertThatExceptionOfType(RegistryException.class)
                    .isThrownBy(() -> Pushing.begin(afresh, FileTree.EMPTY, FileTree.EMPTY, access, problem -> {}))
                    .withMessageContaining("is being written by another run");
            assertThat(registry.files()).containsExactlyInAnyOrderEntriesOf(before);
        }
        try (Pushing pushing = Pushing.begin(afresh, FileTree.EMPTY, FileTree.EMPTY, access, problem -> {})) {
            assertThat(pushing.repositories()).isEmpty();
            assertThat(directory.resolve("contribution")).doesNotExist();
        }
    }

    @Test
    void jsonThatNoManifestNames_isOnNoDisk_andOnlyInItsRepository() throws IOException {
        Digest config;
        try (PushServer registry = new PushServer(directory)) {
            config = registry.blob("acme/app", bytes("{\"a\":1}"));
            assertThat(registry.get("/v2/acme/app/blobs/" + config).body()).isEqualTo(bytes("{\"a\":1}"));
            for (String method : new String[] {"GET", "HEAD"}) {
                assertThat(registry.status(method, "/v2/acme/other/blobs/" + config))
                        .isEqualTo(404);
            }
            assertThat(registry.status("POST", "/v2/acme/other/blobs/uploads/?from=acme/app&mount=" + config))
                    .isEqualTo(202);
            assertThat(PushServer.files(directory))
                    .allSatisfy((file, content) -> assertThat(text(content)).doesNotContain("\"a\":1"));
        }
        try (PushServer registry = new PushServer(directory)) {
            assertThat(registry.status("HEAD", "/v2/acme/app/blobs/" + config)).isEqualTo(404);
        }
    }

    @Test
    void storeThatCanOnlyBeRead_isRefused_andHoldsNothing() {
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> new PushServer(directory, null, null, "https://storage.example", BucketSettings.NONE))
                .withMessageContaining("STORE_INVALID https://storage.example: can't be pushed to");
        PushServer registry = new PushServer(directory);
        registry.close();
        // closed again while another one writes
        try (PushServer next = new PushServer(directory)) {
            registry.close();
            assertThatExceptionOfType(RegistryException.class).isThrownBy(() -> new PushServer(directory));
            next.push("acme/app", "1.0", "content");
        }
    }

    @Test
    void metadataOfARegistry_isReadAndNeverWritten() throws IOException {
        Digest old;
        try (PushServer registry = new PushServer(directory)) {
            old = registry.push("acme/app", "0.9", "old");
        }
        Files.move(directory.resolve("contribution"), directory.resolve("registry"));
        Map<String, byte[]> before = PushServer.files(directory.resolve("registry"));
        try (PushServer registry = new PushServer(directory)) {
            assertThat(header(registry.get(manifest("0.9")), "Docker-Content-Digest"))
                    .isEqualTo(old.toString());
            registry.push("acme/app", "1.0", "new");
            assertThat(text(registry.get("/v2/acme/app/tags/list"))).contains("[\"0.9\",\"1.0\"]");
            Digest sbom = attach(registry, artifact(SBOM, old, "late"));
            assertThat(text(registry.get("/v2/acme/app/referrers/" + old))).contains(sbom.toString());
            assertThat(registry.status("DELETE", manifest("0.9"))).isEqualTo(405);
        }
        assertThat(PushServer.files(directory.resolve("registry"))).containsExactlyInAnyOrderEntriesOf(before);
    }

    @Test
    void namespace_limitsWhatMayBePushed() {
        try (PushServer registry = new PushServer(directory, "acme", null)) {
            registry.push("acme/app", "1.0", "content");
            for (String name : new String[] {"other/app", "acmeco"}) {
                HttpResponse<byte[]> response = registry.send("POST", "/v2/" + name + "/blobs/uploads/", null);
                assertThat(response.statusCode()).isEqualTo(403);
                assertThat(text(response)).contains("DENIED", "only what is in acme may be pushed");
                assertThat(registry.put(name, "1.0", index()).statusCode()).isEqualTo(403);
            }
        }
    }

    @Test
    void token_isRequiredOfEveryRequest() {
        try (PushServer registry = new PushServer(directory, null, "s3cret")) {
            HttpResponse<byte[]> response = registry.get("/v2/");
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(header(response, "WWW-Authenticate")).isEqualTo("Basic realm=\"registry\"");
            assertThat(text(response)).contains("UNAUTHORIZED").doesNotContain("s3cret");
            String basic = Base64.getEncoder().encodeToString(bytes("anybody:s3cret"));
            assertThat(registry.get("/v2/", "Authorization", "Basic " + basic).statusCode())
                    .isEqualTo(200);
            assertThat(registry.get("/v2/", "Authorization", "Bearer s3cret").statusCode())
                    .isEqualTo(200);
            for (String wrong : new String[] {"Basic ???", "Bearer s3cre", "Bearer ", "Digest x"}) {
                assertThat(registry.get("/v2/", "Authorization", wrong).statusCode())
                        .isEqualTo(401);
            }
        }
    }

    @Test
    void pageOfAnotherSite_canNeitherReadNorPush() {
        try (PushServer registry = new PushServer(directory)) {
            HttpResponse<byte[]> read = registry.get("/v2/", "Origin", "https://evil.example");
            assertThat(header(read, "Access-Control-Allow-Origin")).isEmpty();
            HttpResponse<byte[]> push =
                    registry.send("POST", "/v2/acme/app/blobs/uploads/", bytes("x"), "Origin", "https://evil.example");
            assertThat(push.statusCode()).isEqualTo(403);
        }
    }

    @Test
    void methods_thatMeanNothing_areRefused() {
        try (PushServer registry = new PushServer(directory)) {
            assertThat(registry.status("PUT", "/v2/")).isEqualTo(405);
            HttpResponse<byte[]> post = registry.send("POST", manifest("1.0"), null);
            assertThat(post.statusCode()).isEqualTo(405);
            assertThat(header(post, "Allow")).isEqualTo("GET, HEAD, PUT, DELETE");
            assertThat(text(post)).contains("is not supported at " + manifest("1.0"));
            String blob = "/v2/acme/app/blobs/" + Digest.sha256(bytes("x"));
            assertThat(header(registry.send("PUT", blob, null), "Allow")).isEqualTo("GET, HEAD, DELETE");
            assertThat(registry.status("PUT", "/v2/acme/app/blobs/uploads/")).isEqualTo(405);
            assertThat(header(registry.send("OPTIONS", "/v2/", null), "Allow")).contains("PUT", "DELETE");
        }
    }
}
