/**
 * Kernel: values of the network that several stages share: URLs that may be printed, allowed hosts, logins, proxies,
 * loopback names, and how long to wait before another attempt. Opens no connection.
 */
package io.github.registryorg.net;
