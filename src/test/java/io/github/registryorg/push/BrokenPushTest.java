package io.github.registryorg.push;

import static io.github.registryorg.push.PushServer.bytes;
import static io.github.registryorg.push.PushServer.config;
import static io.github.registryorg.push.PushServer.image;
import static io.github.registryorg.push.PushServer.text;
import static io.github.registryorg.push.PushServer.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.check.Inspection;
import io.github.registryorg.file.DirectoryTree;
import io.github.registryorg.file.FileTree;
import io.github.registryorg.metadata.MetadataDirectory;
import io.github.registryorg.metadata.MetadataLayout;
import io.github.registryorg.net.AllowedHosts;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.Report;
import io.github.registryorg.secret.AllowedSecrets;
import io.github.registryorg.store.BucketSettings;
import io.github.registryorg.store.StoreAccess;
import io.github.registryorg.store.StoreMap;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pushes that fail in the middle: nothing wrong has a name, and doing it again completes it. */
@Timeout(60)
class BrokenPushTest extends PushFixture {

    private HttpResponse<byte[]> post(byte[] content) {
        return registry.send("POST", UPLOADS + "?digest=" + Digest.sha256(content), content);
    }

    @Test
    void storeThatCannotBeWritten_isReportedToTheClient_andThenCompletes() throws IOException {
        Files.createDirectories(registry.store);
        Path obstacle = Files.write(registry.store.resolve("sha256"), new byte[0]);
        HttpResponse<byte[]> response = post(LARGE);
        assertThat(response.statusCode()).as(text(response)).isEqualTo(500);
        assertThat(text(response))
                .contains("the server failed: ", "Fix that")
                .doesNotContain(registry.directory.toString(), "sha256\"");
        assertThat(registry.failures)
                .singleElement(InstanceOfAssertFactories.THROWABLE)
                .hasMessageContaining(registry.store.toString());
        Files.delete(obstacle);
        assertThat(post(LARGE).statusCode()).isEqualTo(201);
    }

    @Test
    void upload_whoseStoreFailed_hasEnded() throws IOException {
        String location = registry.begin("acme/app");
        Files.createDirectories(registry.store);
        Files.write(registry.store.resolve("sha256"), new byte[0]);
        assertThat(registry.send("PATCH", location, LARGE).statusCode()).isEqualTo(500);
        for (String method : new String[] {"GET", "PATCH", "DELETE"}) {
            assertThat(registry.status(method, location)).as(method).isEqualTo(404);
        }
    }

    @Test
    void contributionThatCannotBeWritten_isReportedToTheClient_andThenCompletes() throws IOException {
        byte[] config = config(LARGE);
        post(LARGE);
        post(config);
        Path obstacle = Files.write(registry.contribution, new byte[0]);
        HttpResponse<byte[]> response = registry.put("acme/app", "1.0", image(config, LARGE));
        assertThat(response.statusCode()).as(text(response)).isGreaterThanOrEqualTo(400);
        Files.delete(obstacle);
        assertThat(registry.put("acme/app", "1.0", image(config, LARGE)).statusCode())
                .isEqualTo(201);
    }

    @Test
    void manifest_cutOff_isNotWritten() throws IOException {
        byte[] config = config(LARGE);
        post(LARGE);
        post(config);
        byte[] manifest = image(config, LARGE);
        sendPart("PUT", manifest("1.0"), manifest, manifest.length - 1).close();
        registry.close();
        assertThat(registry.files()).isEmpty();
    }

    @Test
    void lastChunk_cutOff_canBeSentAgain() throws IOException {
        String location = registry.begin("acme/app");
        String path = with(location, "digest=" + Digest.sha256(LARGE));
        sendPart("PUT", path, LARGE, 600_000).close();
        PushServer.await(
                () -> PushServer.header(registry.get(location), "Range").equals("0-599999"));
        byte[] rest = Arrays.copyOfRange(LARGE, 600_000, LARGE.length);
        // the request that broke may not have ended yet
        PushServer.await(() -> registry.send("PUT", path, rest, "Content-Range", "600000-" + (LARGE.length - 1))
                        .statusCode()
                == 201);
        assertThat(registry.get("/v2/acme/app/blobs/" + Digest.sha256(LARGE)).body())
                .isEqualTo(LARGE);
    }

    @ParameterizedTest
    @CsvSource({"GET, manifests/1.0", "PUT, manifests/1.0", "DELETE, manifests/1.0", "POST, blobs/uploads/"})
    void request_cutInItsHead_changesNothing(String method, String path) throws IOException {
        registry.push("acme/app", "1.0", "content");
        Map<String, byte[]> before = registry.files();
        try (Socket socket = registry.connect()) {
            socket.getOutputStream().write(bytes(method + " /v2/acme/app/" + path + " HTTP/1.1\r\nHost: local"));
        }
        // of a server that still serves
        assertThat(registry.status("GET", manifest("1.0"))).isEqualTo(200);
        assertThat(registry.files()).containsExactlyInAnyOrderEntriesOf(before);
    }

    @Test
    void client_thatIsGoneBeforeTheResponse_canPushAgain() throws IOException {
        byte[] config = config(LARGE);
        byte[] manifest = image(config, LARGE);
        sendPart("POST", UPLOADS + "?digest=" + Digest.sha256(LARGE), LARGE, LARGE.length)
                .close();
        post(config);
        post(LARGE);
        sendPart("PUT", manifest("1.0"), manifest, manifest.length).close();
        assertThat(registry.put("acme/app", "1.0", manifest).statusCode()).isEqualTo(201);
        assertThat(registry.get(manifest("1.0")).body()).isEqualTo(manifest);
        assertThat(registry.files().keySet())
                .filteredOn(file -> file.contains("/manifests/"))
                .hasSize(1);
    }

    @Test
    void tagOfEightClientsAtOnce_namesAnImageOfOneOfThem() throws IOException {
        CompletableFuture<?>[] clients = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> registry.push("acme/app", "latest", "content " + i)))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(clients).join();
        String named = PushServer.header(registry.get(manifest("latest")), "Docker-Content-Digest");
        assertThat(Stream.of(clients).map(CompletableFuture::join).map(Object::toString))
                .contains(named);
        assertThat(registry.files().keySet())
                .filteredOn(file -> file.contains("/manifests/"))
                .hasSize(1);
    }

    @Test
    void imagesOfEightClientsAtOnce_areAllInTheContribution() throws IOException {
        CompletableFuture<?>[] clients = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.runAsync(() -> registry.push("acme/app", "tag" + i, "content " + i)))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(clients).join();
        Report report = new Report();
        MetadataDirectory metadata = new MetadataDirectory(new DirectoryTree(registry.contribution), report);
        new Inspection(Inspection.structure(metadata.settings()))
                .inspect(metadata.repository(RepositoryName.parse("acme/app")), report);
        assertThat(report.errors()).isEmpty();
        assertThat(registry.files().keySet())
                .filteredOn(file -> file.contains("/manifests/tag"))
                .hasSize(8);
    }

    @Test
    void deletion_thatFails_hasRemovedWhatNamesTheRestFirst() throws IOException {
        Digest digest = registry.push("acme/app", "1.0", "content");
        registry.push("acme/app", "latest", "content");
        Digest config = Digest.sha256(config(bytes("content")));
        Path content = registry.contribution.resolve(
                MetadataLayout.of(RepositoryName.parse("acme/app")).content(config));
        Files.delete(content);
        Files.delete(content.getParent());
        // nothing below it can be removed
        Files.write(content.getParent(), new byte[0]);
        String manifests = "/v2/acme/app/manifests/";
        assertThat(registry.status("DELETE", manifests + digest)).isEqualTo(500);
        for (Object reference : new Object[] {"1.0", "latest", digest}) {
            assertThat(registry.status("HEAD", manifests + reference)).isEqualTo(404);
        }
    }

    @Test
    void manifest_afterTheEndOfTheServer_isNotWritten(@TempDir Path other) {
        Pushing pushing = Pushing.begin(
                new PushRequest(
                        "file:store",
                        null,
                        other,
                        other.resolve("contribution"),
                        false,
                        null,
                        true,
                        AllowedSecrets.NONE),
                FileTree.EMPTY,
                FileTree.EMPTY,
                new StoreAccess(StoreMap.NONE, AllowedHosts.NONE, null, BucketSettings.NONE),
                problem -> {});
        pushing.close();
        RepositoryName name = RepositoryName.parse("acme/app");
        byte[] index = PushServer.index();
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> pushing.accept(name, Tag.parse("1.0"), List.of(), index, Optional.empty()))
                .withMessageContaining("the server is ending");
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> pushing.delete(name, Tag.parse("1.0")))
                .withMessageContaining("the server is ending");
        assertThat(other.resolve("contribution")).doesNotExist();
    }

    @Test
    void largeBodiesThatAreRefused_leaveRoomForTheNext() {
        byte[] large = bytes("no manifest".repeat(300_000));
        // more than is read at a time
        for (int i = 0; i < 24; i++) {
            assertThat(registry.put("acme/app", "tag" + i, large).statusCode()).isEqualTo(400);
        }
    }

    @Test
    void killedServer_leavesWhatTheNextOneRemoves() throws IOException {
        Path partial = registry.store.resolve("sha256/.partial");
        Files.createDirectories(partial);
        Path left = Files.write(partial.resolve("incoming-1-killed"), bytes("half a blob"));
        post(LARGE);
        assertThat(left).doesNotExist();
        assertThat(registry.stored())
                .containsExactly("sha256/" + Digest.sha256(LARGE).hex());
    }
}
