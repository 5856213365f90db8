package io.github.registryorg.testkit;

import io.github.registryorg.work.Progress;
import java.util.ArrayList;
import java.util.List;

/** What people would see of a run: its steps, how much is expected, and what is done. Of one thread at a time. */
public final class HeardProgress implements Progress {

    private final List<String> heard = new ArrayList<>();

    @Override
    public void report(String line) {}

    @Override
    public synchronized void step(String doing, String thing) {
        heard.add(doing + "/" + thing);
    }

    @Override
    public synchronized void expected(long things, long bytes) {
        heard.add(things + " expected");
    }

    @Override
    public synchronized void done(long things) {
        heard.add(things + " done");
    }

    /** As {@code Reading metadata/repository}, {@code 2 expected}, {@code 1 done}. */
    public synchronized List<String> heard() {
        return List.copyOf(heard);
    }
}
