package io.github.registryorg.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServedRequestsTest {

    private final List<Problem> warnings = new ArrayList<>();
    private final ServedRequests requests = new ServedRequests(new RecordingLog(), warnings::add);

    @Test
    void failureOfTheStore_isAWarning() {
        Problem problem = Problem.of(ProblemCode.IO_FAILED, "/srv/store", "writing failed");
        requests.failed("PUT", "/v2/", new RegistryException(problem));
        assertThat(warnings).containsExactly(problem);
    }

    @Test
    void clientThatDisconnects_isNoWarning() {
        requests.failed("PUT", "/v2/", new IOException("reset"));
        assertThat(warnings).isEmpty();
    }

    @Test
    void anythingElse_isAWarningWithTheRequest() {
        requests.failed("PUT", "/v2/", new IllegalStateException("x"));
        assertThat(warnings).singleElement().asString().contains("PUT /v2/", "IllegalStateException: x");
    }
}
