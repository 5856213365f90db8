package io.github.registryorg.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.registryorg.net.RemoteUrl;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.junit.jupiter.api.Test;

class RemoteResponseTest {

    /** Nobody could close it. */
    @Test
    void of_responseWhoseBodyCannotBeOpened_givesUpItsConnection() {
        HttpGet request = new HttpGet("http://localhost/");
        BasicClassicHttpResponse response = new BasicClassicHttpResponse(200);
        response.setEntity(new HttpEntityWrapper(new StringEntity("")) {
            @Override
            public InputStream getContent() throws IOException {
                throw new IOException("no body");
            }
        });
        try (Watchdog watchdog = new Watchdog()) {
            assertThatThrownBy(() -> RemoteResponse.of(
                            RemoteUrl.parse("http://localhost/"),
                            response,
                            request,
                            watchdog,
                            new HostBudget(Duration.ofMinutes(1)),
                            Clients.timing(Duration.ofSeconds(20), List.of()),
                            () -> {}))
                    .hasMessage("no body");
        }
        assertThat(request.isCancelled()).isTrue();
    }
}
