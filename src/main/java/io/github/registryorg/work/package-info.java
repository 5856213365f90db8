/**
 * Kernel: work that takes time: on several threads, with a deadline, in other programs, and how its progress is reported.
 * Owns thread pools and process start. Refuses to know what is done.
 */
package io.github.registryorg.work;
