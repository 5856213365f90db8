package io.github.registryorg.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.remote.HostBudget;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.InterceptorContext;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;

/** How long a service that is overloaded has us wait. */
class RetryAfterInterceptorTest {

    @ParameterizedTest
    @CsvSource({
        "503, 7, 7",
        "429, ' 3 ', 3",
        "503, 99999, 60",
        "503, 0, 0",
        "503, soon,",
        "503, 'Wed, 21 Oct 2026 07:28:00 GMT',",
        "503, -5,",
        "200, 7,",
        "500, 7,"
    })
    void wait_ofRetryAfter_isAMinuteAtMost(int status, String header, Long seconds) {
        List<Duration> waited = new ArrayList<>();
        new RetryAfterInterceptor(new HostBudget(Duration.ofSeconds(120)), waited::add)
                .afterTransmission(
                        InterceptorContext.builder()
                                .request(HeadObjectRequest.builder().build())
                                .httpResponse(SdkHttpResponse.builder()
                                        .statusCode(status)
                                        .putHeader("Retry-After", header)
                                        .build())
                                .build(),
                        new ExecutionAttributes());

        assertThat(waited).isEqualTo(seconds == null ? List.of() : List.of(Duration.ofSeconds(seconds)));
    }

    @Test
    @Timeout(60)
    void service_thatAsksForMoreThanIsLeft_isNotWaitedFor() throws IOException {
        AtomicInteger requests = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.getResponseHeaders().set("Retry-After", "30");
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        server.start();
        URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        try (Buckets buckets = new Buckets(S3Server.settings(endpoint, true), Duration.ofSeconds(5))) {
            Bucket bucket = buckets.open((StoreAddress.Cloud) StoreAddress.parse("s3://acme/store", Path.of("")));
            for (int i = 0; i < 3; i++) {
                String path = "file" + i;
                assertThatThrownBy(() -> bucket.text(path, 100))
                        .isInstanceOfSatisfying(
                                RegistryException.class,
                                e -> assertThat(e.problem().cause()).contains("registry.hostTimeout"));
            }
            assertThat(requests).hasValue(3);
        } finally {
            server.stop(0);
        }
    }
}
