/**
 * HTTP to addresses that strangers name, and to registries as a user may ask them. Owns which addresses may be reached,
 * redirects, retries, time limits, proxies, logins, and what of a URL may be printed. Refuses to send a login anywhere
 * but where it belongs, to keep cookies, to unpack what it receives, and to know what is fetched or why.
 */
package io.github.registryorg.remote;
