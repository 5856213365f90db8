package io.github.registryorg.serve;

import java.time.Duration;

/**
 * How long a client may take, however busy it looks.
 *
 * @param idle until a request begins
 * @param head for all of a request but its body, from its first byte on
 * @param body for what follows, from the end of the head on
 */
record ClientDeadlines(Duration idle, Duration head, Duration body) {

    static final ClientDeadlines STANDARD =
            new ClientDeadlines(Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(30));
}
