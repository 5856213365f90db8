package io.github.registryorg.check;

import io.github.registryorg.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What came of looking at one blob at one address.
 *
 * @param depth how closely it was looked at in the end
 * @param validator of the server; empty where it sends none
 * @param uncompressed what is known of its content now
 * @param problem null where it is as it should be
 */
record SeenBlob(
        Depth depth,
        String validator,
        Uncompressed uncompressed,
        @Nullable Problem problem) {

    static SeenBlob right(Depth depth, String validator, Uncompressed uncompressed) {
        return new SeenBlob(depth, validator, uncompressed, null);
    }

    static SeenBlob right(Depth depth, String validator) {
        return right(depth, validator, Uncompressed.UNKNOWN);
    }

    static SeenBlob wrong(Problem problem) {
        return new SeenBlob(Depth.SIZE, "", Uncompressed.UNKNOWN, problem);
    }
}
