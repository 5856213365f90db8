package io.github.registryorg.git;

import io.github.registryorg.work.Progress;
import org.eclipse.jgit.internal.JGitText;
import org.eclipse.jgit.lib.ProgressMonitor;

/** How far a transfer from or to a git server is. What the server itself says about it is ignored. */
final class RemoteProgress implements ProgressMonitor {

    private final Progress progress;
    private final GitAddress address;
    private final boolean mayPrompt;
    private volatile boolean isCounted;

    /** @param mayPrompt whether the program that connects is the user's own, and may ask something at the terminal */
    RemoteProgress(Progress progress, GitAddress address, boolean mayPrompt) {
        this.progress = progress;
        this.address = address;
        this.mayPrompt = mayPrompt && address.isSsh();
    }

    void fetching() {
        begin("Fetching from ");
    }

    void pushing() {
        begin("Pushing to ");
    }

    private void begin(String doing) {
        if (mayPrompt) {
            progress.pause();
        } else {
            progress.step(doing + address, "object");
        }
    }

    @Override
    public void start(int totalTasks) {
        // the tasks are what counts
    }

    @Override
    public void beginTask(String title, int totalWork) {
        isCounted = totalWork != UNKNOWN
                && (title.equals(JGitText.get().receivingObjects) || title.equals(JGitText.get().writingObjects));
        if (isCounted) {
            progress.expected(totalWork, 0);
        }
    }

    @Override
    public void update(int completed) {
        if (isCounted) {
            progress.done(completed);
        }
    }

    @Override
    public void endTask() {
        isCounted = false;
    }

    @Override
    public void showDuration(boolean enabled) {
        // the line has it
    }

    @Override
    public boolean isCancelled() {
        return false;
    }
}
