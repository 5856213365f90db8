package io.github.registryorg.store;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Waits as long as a service that is overloaded asks to (RFC 9110, section 10.2.3), before the SDK's own back-off, which
 * knows nothing of it. Dates are not understood: no such service sends them.
 */
final class RetryAfter implements ExecutionInterceptor {

    private static final long LONGEST_SECONDS = 60;

    private final LongConsumer pause;

    RetryAfter() {
        this(RetryAfter::pause);
    }

    /** @param pause waits for so many seconds */
    RetryAfter(LongConsumer pause) {
        this.pause = pause;
    }

    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        int status = context.httpResponse().statusCode();
        if (status == 429 || status == 503) {
            seconds(context.httpResponse().firstMatchingHeader("Retry-After")).ifPresent(pause::accept);
        }
    }

    private static Optional<Long> seconds(Optional<String> header) {
        return header.map(String::strip)
                .filter(text -> text.matches("\\d{1,9}"))
                .map(text -> Math.min(LONGEST_SECONDS, Long.parseLong(text)));
    }

    private static void pause(long seconds) {
        try {
            TimeUnit.SECONDS.sleep(seconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AbortedException.create("interrupted", e);
        }
    }
}
