package io.github.registryorg.serve;

import java.time.Duration;

/**
 * How long a client may take, however busy it looks.
 *
 * @param idle until a request begins
 * @param head for all of a request but its body, from its first byte on
 * @param body for what follows, from the end of the head on
 * @param isExtended whether a body has this time again whenever some of it arrives
 */
record ClientDeadlines(Duration idle, Duration head, Duration body, boolean isExtended) {

    static final ClientDeadlines STANDARD =
            new ClientDeadlines(Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(30));

    /** For bodies of any size. */
    static final ClientDeadlines UPLOADS =
            new ClientDeadlines(STANDARD.idle(), STANDARD.head(), Duration.ofSeconds(60), true);

    /** For requests that have no body as a rule. */
    ClientDeadlines(Duration idle, Duration head, Duration body) {
        this(idle, head, body, false);
    }
}
