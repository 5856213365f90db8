package io.github.registryorg.mojo;

import io.github.registryorg.problem.ByteCount;
import io.github.registryorg.problem.Count;
import java.util.ArrayList;
import java.util.List;

/** How far a step of some work is, as a line of text. For one thread at a time. */
final class ProgressStep {

    private static final long NANOS = 1_000_000_000;

    private final String doing;
    private final String thing;
    private final long started;
    private long bytesStarted;
    private long expectedThings;
    private long things;
    private long expectedBytes;
    private long bytes;

    /**
     * @param doing such as {@code Uploading}
     * @param thing what is counted, in the singular; empty where nothing is
     * @param started in nanoseconds
     */
    ProgressStep(String doing, String thing, long started) {
        this.doing = doing;
        this.thing = thing;
        this.started = started;
    }

    void expected(long moreThings, long moreBytes, long now) {
        if (expectedBytes == 0) {
            // time before the first bytes does not count
            bytesStarted = now;
        }
        expectedThings += moreThings;
        expectedBytes += moreBytes;
    }

    void done(long moreThings) {
        things += moreThings;
    }

    void moved(long moreBytes) {
        bytes += moreBytes;
    }

    /** {@code Uploading: 3 of 7 blobs, 12.0 MiB of 87.1 MiB, 6.0 MiB/s, 12 s left}; without a rate, the time so far. */
    String text(long now) {
        List<String> parts = new ArrayList<>();
        if (!thing.isEmpty() && (things > 0 || expectedThings > 0)) {
            String of = expectedThings == 0 ? "" : Count.grouped(things) + " of ";
            parts.add(of + Count.of(Math.max(expectedThings, things), thing));
        }
        long all = Math.max(expectedBytes, bytes);
        if (bytes > 0) {
            parts.add(ByteCount.binary(bytes) + (expectedBytes > 0 ? " of " + ByteCount.binary(all) : ""));
        }
        long nanos = now - bytesStarted;
        if (bytes > 0 && expectedBytes > 0 && nanos >= NANOS) {
            double rate = bytes / (nanos / (double) NANOS);
            parts.add(ByteCount.binary(Math.round(rate)) + "/s");
            parts.add(duration(Math.round((all - bytes) / rate)) + " left");
        } else {
            parts.add(duration((now - started) / NANOS));
        }
        return doing + ": " + String.join(", ", parts);
    }

    private static String duration(long seconds) {
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3600
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }
}
