package io.github.registryorg.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ShutdownHookTest {

    @Test
    void hook_duringTheWork_isRegisteredAndThenForgotten() throws InterruptedException {
        Thread end = new Thread(() -> {});
        ShutdownHook.during(
                () -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> Runtime.getRuntime().addShutdownHook(end))
                        .withMessage("Hook previously registered"),
                end);
        assertThat(Runtime.getRuntime().removeShutdownHook(end)).isFalse();
    }

    @Test
    void hook_ofWorkThatIsInterrupted_isForgotten() {
        Thread end = new Thread(() -> {});
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> ShutdownHook.during(
                        () -> {
                            throw new InterruptedException();
                        },
                        end));
        assertThat(Runtime.getRuntime().removeShutdownHook(end)).isFalse();
    }
}
