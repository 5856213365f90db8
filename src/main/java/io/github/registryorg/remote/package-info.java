/**
 * HTTP to addresses that strangers name, and to registries as a user may read them. Owns which addresses connections
 * may be made to, redirects, retries, time limits, and where logins and proxies are used. Refuses to send a login
 * anywhere but where it belongs, to keep cookies, to unpack what it receives, and to know what is fetched or why.
 *
 * <p>For the whole JVM, and for as long as it runs: the first use sets the system properties that keep the debug logs of the
 * HTTP client and the AWS SDK out of Maven's log, unless they are set ({@link io.github.registryorg.remote.WireLog}).
 */
@NullMarked
package io.github.registryorg.remote;

import org.jspecify.annotations.NullMarked;
