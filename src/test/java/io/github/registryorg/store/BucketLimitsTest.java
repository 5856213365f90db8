package io.github.registryorg.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.remote.LoopbackServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Services that send more than anything in use. */
@Timeout(120)
class BucketLimitsTest {

    /** Read once, and to the limit only. */
    @Test
    void list_withoutAnEnd_failsAtTheLimit() {
        AtomicInteger requests = new AtomicInteger();
        byte[] block = " ".repeat(1024 * 1024).getBytes(StandardCharsets.UTF_8);
        try (LoopbackServer server = LoopbackServer.start(exchange -> {
                    requests.incrementAndGet();
                    exchange.sendResponseHeaders(200, 0);
                    while (true) {
                        exchange.getResponseBody().write(block);
                    }
                });
                Buckets buckets = new Buckets(S3Server.settings(URI.create(server.url("")), false))) {
            Bucket bucket = buckets.open((StoreAddress.Cloud) StoreAddress.parse("s3://acme", Path.of(".")));
            Problem problem = Blobs.problem(() -> bucket.list((path, size) -> {}));

            assertThat(problem.code()).isEqualTo(ProblemCode.IO_FAILED);
            assertThat(problem.cause()).startsWith("the response has more than 16777216 bytes");
            assertThat(requests).hasValue(1);
        }
    }
}
