package io.github.registryorg.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ServedRequestsTest {

    private static final Problem FAILURE = Problem.of(ProblemCode.IO_FAILED, "/srv/store", "writing failed");

    private final RecordingLog log = new RecordingLog();
    private final ServedRequests requests = new ServedRequests(log, false);

    @Test
    void tag_pushed_isNamed() {
        requests.served("PUT", "/v2/acme/app/manifests/sha256:" + "a".repeat(64), 201);
        requests.served("PUT", "/v2/acme/app/blobs/uploads/1", 201);
        requests.served("PUT", "/v2/acme/app/manifests/1.0", 400);
        requests.served("GET", "/v2/acme/app/manifests/1.0", 200);
        requests.served("PUT", "*", 201);
        assertThat(log.lines).noneMatch(line -> line.startsWith("INFO"));

        requests.served("PUT", "/v2/acme/app/manifests/1.0", 201);
        assertThat(log.lines).contains("INFO Pushed acme/app:1.0");
    }

    @Test
    void failureOfTheStore_isAnError() {
        requests.failed("PUT", "/v2/", new RegistryException(FAILURE));
        assertThat(log.lines).containsExactly("ERROR IO_FAILED /srv/store: writing failed.");
    }

    @Test
    void failureWhileACommandRuns_isAWarning_andExplainsWhyTheCommandFailed() {
        ServedRequests ofCommand = new ServedRequests(log, true);
        Problem ended = Problem.of(ProblemCode.COMMAND_FAILED, "registry.run", "the command ended with status 1");
        Runnable command = () -> {
            for (int i = 0; i < 9; i++) {
                ofCommand.failed("PUT", "/v2/" + i, new RegistryException(FAILURE));
            }
            throw new RegistryException(ended);
        };
        RegistryException e = catchThrowableOfType(RegistryException.class, () -> ofCommand.during(command));
        assertThat(e.problems()).containsExactly(ended, FAILURE);
        assertThat(log.lines).hasSize(9).allMatch(line -> line.startsWith("WARN IO_FAILED"));
    }

    @Test
    void failureOfACommandThatSucceeds_isAWarning() {
        ServedRequests ofCommand = new ServedRequests(log, true);
        ofCommand.during(() -> ofCommand.failed("PUT", "/v2/", new RegistryException(FAILURE)));
        assertThat(log.lines).singleElement().asString().startsWith("WARN");
    }

    @Test
    void clientThatDisconnects_isNoError() {
        requests.failed("PUT", "/v2/", new IOException("reset"));
        assertThat(log.lines).noneMatch(line -> line.startsWith("ERROR"));
    }

    @Test
    void anythingElse_isAnErrorWithTheRequest() {
        requests.failed("PUT", "/v2/", new IllegalStateException("x"));
        assertThat(log.lines)
                .filteredOn(line -> line.startsWith("ERROR"))
                .singleElement()
                .asString()
                .contains("PUT /v2/", "IllegalStateException: x");
    }
}
