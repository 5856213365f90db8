/**
 * Signatures of images, verified with the cryptography of Java by keys and certificates that a registry's policy names.
 * Owns the formats of cosign and of the Notary Project, and what is refused of them: all of it is written by strangers,
 * so each fault is a reason, never an exception. Refuses to fetch anything, to read a clock, and to decide what must be
 * signed.
 */
@NullMarked
package io.github.registryorg.signature;

import org.jspecify.annotations.NullMarked;
