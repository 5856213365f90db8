package io.github.registryorg.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ShutdownHookTest {

    @Test
    void hook_open_isRegisteredAndClosed_isForgotten() {
        Thread thread = new Thread(() -> {});
        try (ShutdownHook hook = new ShutdownHook(thread)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Runtime.getRuntime().addShutdownHook(hook.thread()))
                    .withMessage("Hook previously registered");
        }
        assertThat(Runtime.getRuntime().removeShutdownHook(thread)).isFalse();
    }
}
