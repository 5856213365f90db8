/**
 * A git repository on this machine: its objects, what its names mean, and what differs between two of its commits. Owns
 * reading without a checkout, of what strangers have made. Refuses to know what the files mean.
 */
package io.github.registryorg.git;
