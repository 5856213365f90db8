package io.github.registryorg.client;

/**
 * Something to type.
 *
 * @param client the program
 * @param command one line for a shell
 */
public record ClientCommand(String client, String command) {}
