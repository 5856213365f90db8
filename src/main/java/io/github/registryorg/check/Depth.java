package io.github.registryorg.check;

/** How closely a blob was looked at, the closest last. */
enum Depth {
    /** It is there, with the right size. */
    SIZE,
    /** Some ranges of its bytes can be read, at the right size. */
    SAMPLED,
    /** All of its bytes were read, and have its digest. */
    HASH,
    /** The same, and what it says was judged, as of a config: never known from an earlier run. */
    READ
}
