package io.github.registryorg.signature;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was found of one signature of an image. */
public sealed interface Verification {

    /**
     * It is of this image, by one of the registry's keys.
     *
     * @param key its name, for people
     * @param until when it expires; null where it does not
     */
    record Verified(String key, @Nullable Instant until) implements Verification {

        public Verified {
            Objects.requireNonNull(key, "key");
        }
    }

    /**
     * It proves nothing.
     *
     * @param reason a clause about it, without a subject
     */
    record Refused(String reason) implements Verification {

        public Refused {
            Objects.requireNonNull(reason, "reason");
        }
    }
}
