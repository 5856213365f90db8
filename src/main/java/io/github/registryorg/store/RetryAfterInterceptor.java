package io.github.registryorg.store;

import io.github.registryorg.net.Pause;
import io.github.registryorg.net.RetryAfter;
import io.github.registryorg.remote.HostBudget;
import java.time.Duration;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Waits as long as a service that is overloaded asks to (RFC 9110, section 10.2.3), before the SDK's own back-off, which
 * knows nothing of it, and no longer than any host may make a run wait. Dates are not understood: no such service sends
 * them.
 */
final class RetryAfterInterceptor implements ExecutionInterceptor {

    private static final Duration MAX_PAUSE = Duration.ofSeconds(60);

    private final HostBudget host;
    private final Pause pause;

    /** @param host what the service may make us wait in all */
    RetryAfterInterceptor(HostBudget host) {
        this(host, Pause.REAL);
    }

    RetryAfterInterceptor(HostBudget host, Pause pause) {
        this.host = host;
        this.pause = pause;
    }

    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        int status = context.httpResponse().statusCode();
        host.responded(status);
        if (status == 429 || status == 503) {
            context.httpResponse()
                    .firstMatchingHeader("Retry-After")
                    .flatMap(RetryAfter::seconds)
                    .map(wait -> wait.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : wait)
                    .ifPresent(this::pause);
        }
    }

    private void pause(Duration duration) {
        try {
            if (!host.allows(duration)) {
                throw host.spent(null);
            }
            host.pause(duration, pause);
        } catch (HostBudget.Spent e) {
            // without it as the cause: the SDK tries again what an IOException has caused
            throw SdkClientException.create(e.getMessage() + " (registry.hostTimeout)");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AbortedException.create("interrupted", e);
        }
    }
}
