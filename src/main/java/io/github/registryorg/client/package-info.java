/**
 * Clients. Owns what each needs of a host, the commands that a page shows, and the grade of a host: the needs of clients
 * set against the abilities of the host. Refuses to write a file and to run a client.
 */
@NullMarked
package io.github.registryorg.client;

import org.jspecify.annotations.NullMarked;
