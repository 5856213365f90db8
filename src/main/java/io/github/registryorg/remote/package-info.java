/**
 * HTTP to addresses that strangers name. Owns which addresses may be reached, redirects, retries, time limits, proxies
 * and what of a URL may be printed. Refuses to hold credentials for anything but a proxy, to keep cookies, to unpack
 * what it receives, and to know what is fetched or why.
 */
package io.github.registryorg.remote;
