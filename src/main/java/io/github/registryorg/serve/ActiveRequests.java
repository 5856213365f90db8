package io.github.registryorg.serve;

import java.util.concurrent.TimeUnit;

/** Counts the responses in progress, so that a server can close when all have ended. */
final class ActiveRequests {

    private int count;

    synchronized void begin() {
        count++;
    }

    synchronized void end() {
        count--;
        notifyAll();
    }

    /** Waits until there are none, or until it has waited this long. */
    synchronized void awaitNone(int seconds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (long left = end - System.nanoTime(); count > 0 && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }
}
