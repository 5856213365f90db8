/** What tests of several packages share: registries, servers, clients and runs of Maven. */
package io.github.registryorg.testkit;
