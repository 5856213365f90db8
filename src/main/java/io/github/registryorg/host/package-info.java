/**
 * What a static host can do, and the files that make it do so. Owns the hosts, each with its abilities and limits as
 * data, and the commands that clients can use there. Refuses to write a file.
 */
package io.github.registryorg.host;
