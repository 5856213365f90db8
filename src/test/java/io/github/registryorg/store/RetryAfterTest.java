package io.github.registryorg.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.InterceptorContext;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;

/** How long a service that is overloaded has us wait. */
class RetryAfterTest {

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
    void itWaitsAsLongAsIsSaidAndNoLongerThanAMinute(int status, String header, Long seconds) {
        List<Long> waited = new ArrayList<>();
        new RetryAfter(waited::add)
                .afterTransmission(
                        InterceptorContext.builder()
                                .request(HeadObjectRequest.builder().build())
                                .httpResponse(SdkHttpResponse.builder()
                                        .statusCode(status)
                                        .putHeader("Retry-After", header)
                                        .build())
                                .build(),
                        new ExecutionAttributes());

        assertThat(waited).isEqualTo(seconds == null ? List.of() : List.of(seconds));
    }
}
