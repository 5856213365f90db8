package io.github.registryorg;

/** How stores are reached. */
public record StoreAccess() {}
