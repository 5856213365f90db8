package io.github.registryorg.remote;

/**
 * How many requests one host gets at a time. Each has a connection of its own, which is used again.
 *
 * @param strangers for a host that metadata names: it isn't ours, and serves others too
 * @param allowed for a host of {@code registry.allowedHosts}, which is the operator's own
 */
public record Connections(int strangers, int allowed) {

    /** More than this make no host faster, and cost memory here. */
    public static final int MAX = 256;

    /** Polite to strangers, and fast where the operator has opened the host. */
    public static final Connections DEFAULT = new Connections(16, 128);

    public Connections {
        if (strangers < 1 || strangers > MAX || allowed < 1 || allowed > MAX) {
            throw new IllegalArgumentException("not from 1 to " + MAX + ": " + strangers + ", " + allowed);
        }
    }

    /** The same number for every host. */
    public static Connections of(int number) {
        return new Connections(number, number);
    }

    int most() {
        return Math.max(strangers, allowed);
    }
}
