package io.github.registryorg.work;

import io.github.registryorg.problem.RunInterruptedException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Work that waits for several others, such as hosts: of each only so much at a time, and one of each in turn, so that one
 * who makes us wait delays nobody's work but its own. It begins as soon as it is added, by one thread.
 */
public final class FairWork implements AutoCloseable {

    private final int most;
    private final WorkerThreads threads;
    private final List<Future<Void>> workers = new ArrayList<>();
    private final Map<String, Queue> queues = new HashMap<>();
    private final Deque<Queue> ready = new ArrayDeque<>();
    private int left;
    private int idle;
    private boolean isWhole;
    private boolean isEnded;

    /** What has to be done of one of the others. */
    private static final class Queue {

        private final int most;
        private final Deque<Runnable> tasks = new ArrayDeque<>();
        private int running;

        private Queue(int most) {
            this.most = most;
        }

        private boolean isReady() {
            return running < most && !tasks.isEmpty();
        }
    }

    private record Started(Queue queue, Runnable task) {}

    /**
     * Nothing to do so far.
     *
     * @param threads their name
     * @param most tasks that run at a time in all
     */
    public FairWork(String threads, int most) {
        this.most = most;
        this.threads = WorkerThreads.of(threads, most);
    }

    /**
     * Adds a task. After one that has thrown, none is begun any more.
     *
     * @param of whom it waits for
     * @param atATime how many tasks of these run at a time: what the first one says
     */
    public synchronized void add(String of, int atATime, Runnable task) {
        if (isEnded) {
            return;
        }
        Queue queue = queues.computeIfAbsent(of, name -> new Queue(atATime));
        boolean wasReady = queue.isReady();
        queue.tasks.add(task);
        left++;
        if (!wasReady && queue.isReady()) {
            ready.add(queue);
        }
        begin();
    }

    /** Whoever takes a task calls this for the next one. */
    private void begin() {
        if (ready.isEmpty()) {
            return;
        }
        if (idle > 0) {
            notify();
        } else if (workers.size() < most) {
            workers.add(threads.submit(this::work));
        }
    }

    /**
     * Waits until all of it is done; nothing can be added any more.
     *
     * @throws RuntimeException that a task has thrown
     */
    public void finish() {
        synchronized (this) {
            isWhole = true;
            notifyAll();
        }
        try {
            // one may begin another as long as it runs
            int ended = 0;
            for (Future<Void> worker = worker(ended); worker != null; worker = worker(ended)) {
                WorkerThreads.await(worker);
                ended++;
            }
        } catch (InterruptedException e) {
            throw new RunInterruptedException("", "the run was stopped", e);
        }
    }

    private synchronized @Nullable Future<Void> worker(int index) {
        return index < workers.size() ? workers.get(index) : null;
    }

    /** Interrupts what is not done. Once this returns, nothing of it runs any more. */
    @Override
    public void close() {
        synchronized (this) {
            // a task may take the interruption for its own
            isEnded = true;
            notifyAll();
        }
        threads.close();
    }

    private @Nullable Void work() throws InterruptedException {
        for (Started next = next(); next != null; next = next()) {
            boolean whole = false;
            try {
                next.task().run();
                whole = true;
            } finally {
                end(next.queue(), whole);
            }
        }
        return null;
    }

    /** Waits for the next task that may begin; null if no tasks are left. */
    private synchronized @Nullable Started next() throws InterruptedException {
        while (ready.isEmpty() && !isEnded && !(isWhole && left == 0)) {
            idle++;
            try {
                wait();
            } finally {
                idle--;
            }
        }
        if (ready.isEmpty() || isEnded) {
            return null;
        }
        Queue queue = ready.remove();
        Runnable task = queue.tasks.remove();
        queue.running++;
        left--;
        if (queue.isReady()) {
            ready.add(queue);
        }
        if (isWhole && left == 0) {
            notifyAll();
        } else {
            begin();
        }
        return new Started(queue, task);
    }

    private synchronized void end(Queue queue, boolean whole) {
        boolean wasReady = queue.isReady();
        queue.running--;
        if (!whole) {
            isEnded = true;
            notifyAll();
        } else if (!wasReady && queue.isReady()) {
            ready.add(queue);
        }
    }
}
