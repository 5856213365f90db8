package io.github.registryorg.push;

import static io.github.registryorg.push.PushServer.bytes;
import static io.github.registryorg.push.PushServer.header;
import static io.github.registryorg.push.PushServer.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.Digest;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server with a store in a directory for each test, and what is pushed to it: to the repository {@code acme/app}. */
abstract class PushFixture {

    static final String UPLOADS = "/v2/acme/app/blobs/uploads/";
    static final byte[] SMALL = bytes("a layer, as small as it is");
    /** More than is ever held in memory. */
    static final byte[] LARGE = new byte[700_001];

    static {
        new Random(5).nextBytes(LARGE);
    }

    PushServer registry;

    @BeforeEach
    void start(@TempDir Path directory) {
        registry = new PushServer(directory);
    }

    @AfterEach
    void close() {
        registry.close();
    }

    static String blob(Digest digest) {
        return "/v2/acme/app/blobs/" + digest;
    }

    static String manifest(Object reference) {
        return "/v2/acme/app/manifests/" + reference;
    }

    /** Alone in the store. */
    void assertStored(Digest digest, byte[] content) throws IOException {
        HttpResponse<byte[]> head = registry.send("HEAD", blob(digest), null);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(header(head, "Content-Length")).isEqualTo(Integer.toString(content.length));
        assertThat(header(head, "Docker-Content-Digest")).isEqualTo(digest.toString());
        assertThat(registry.get(blob(digest)).body()).isEqualTo(content);
        assertThat(registry.stored()).containsExactly(digest.algorithm().id() + "/" + digest.hex());
    }

    static void assertCreated(HttpResponse<byte[]> response, Digest digest) {
        assertThat(response.statusCode()).as(text(response)).isEqualTo(201);
        assertThat(header(response, "Location")).isEqualTo(blob(digest));
        assertThat(header(response, "Docker-Content-Digest")).isEqualTo(digest.toString());
        assertThat(response.body()).isEmpty();
    }

    /** A connection on which a request was sent, all but the end of its body. */
    Socket sendPart(String method, String path, byte[] body, int length) throws IOException {
        Socket socket = registry.connect();
        socket.getOutputStream()
                .write((method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.length
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(body, 0, length);
        socket.getOutputStream().flush();
        return socket;
    }
}
