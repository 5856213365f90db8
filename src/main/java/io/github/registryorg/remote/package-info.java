/**
 * HTTP to addresses that strangers name, and to registries as a user may read them. Owns which addresses connections
 * may be made to, redirects, retries, time limits, and where logins and proxies are used. Refuses to send a login
 * anywhere but where it belongs, to keep cookies, to unpack what it receives, and to know what is fetched or why.
 */
@NullMarked
package io.github.registryorg.remote;

import org.jspecify.annotations.NullMarked;
