package io.github.registryorg.signature;

/** Why a signature is not accepted, for people: a clause about it, such as {@code is not valid JSON}. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    Refusal(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
