package io.github.registryorg.client;

/** What people do with a registry. */
public enum Operation {
    /** Fetch what a tag or digest names. */
    PULL("pull"),
    /** List tags. */
    LIST("list"),
    /** List what is about something: signatures, attestations. */
    REFERRERS("referrers"),
    /** Verify a signature. */
    VERIFY("verify");

    private final String title;

    Operation(String title) {
        this.title = title;
    }

    /** As people read it. */
    public String title() {
        return title;
    }
}
