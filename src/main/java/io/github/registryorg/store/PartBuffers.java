package io.github.registryorg.store;

import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.RunInterruptedException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;

/** The memory in which content waits to be sent: so much and no more, however many blobs of whatever size there are. */
final class PartBuffers {

    private static final int MEBIBYTE = 1024 * 1024;
    private static final int LEAST = 32;
    private static final int MAX_BUFFERS = 256;

    private final int total;
    private final Semaphore free;
    private final Deque<byte[]> idle = new ArrayDeque<>();

    /** An eighth of what this JVM may take, within bounds. */
    PartBuffers() {
        this.total =
                (int) Math.max(LEAST, Math.min(MAX_BUFFERS, Runtime.getRuntime().maxMemory() / 8 / MEBIBYTE));
        this.free = new Semaphore(total);
    }

    /**
     * Waits for a buffer.
     *
     * @throws RegistryException {@code INTERRUPTED}
     */
    byte[] take(int bytes) {
        try {
            free.acquire(share(bytes));
        } catch (InterruptedException e) {
            throw new RunInterruptedException("", "the upload was stopped", e);
        }
        try {
            synchronized (idle) {
                byte[] last = idle.peek();
                return last != null && last.length == bytes ? idle.pop() : new byte[bytes];
            }
        } catch (OutOfMemoryError e) {
            // whoever waits for a share would wait forever
            free.release(share(bytes));
            throw e;
        }
    }

    /** Gives it back. */
    void give(byte[] buffer) {
        synchronized (idle) {
            byte[] last = idle.peek();
            if (last != null && last.length != buffer.length) {
                idle.clear();
            }
            idle.push(buffer);
        }
        free.release(share(buffer.length));
    }

    private int share(int bytes) {
        return Math.min(total, (bytes + MEBIBYTE - 1) / MEBIBYTE);
    }
}
