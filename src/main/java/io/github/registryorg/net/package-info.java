/**
 * Kernel: values of the network that several stages share: URLs that may be printed, allowed hosts, logins, proxies,
 * loopback names, where the next page is, how long to wait before another attempt, how long to keep a response, and why
 * there was none. Opens no connection.
 */
@NullMarked
package io.github.registryorg.net;

import org.jspecify.annotations.NullMarked;
