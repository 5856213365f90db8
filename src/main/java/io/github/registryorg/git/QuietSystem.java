package io.github.registryorg.git;

import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.storage.file.WindowCacheConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * The machine as JGit shall see it: without settings for which JGit would start a git, or measure the clock of the file
 * system by files that it writes.
 */
final class QuietSystem extends SystemReader.Delegate {

    /** Content beyond this goes through memory in pieces. */
    private static final int STREAMED = 8 * 1024 * 1024;

    private QuietSystem(SystemReader machine) {
        super(machine);
    }

    /** Lets JGit see the machine so, for the rest of this process. */
    static synchronized void install() {
        if (SystemReader.getInstance() instanceof QuietSystem) {
            return;
        }
        SystemReader.setInstance(new QuietSystem(SystemReader.getInstance()));
        WindowCacheConfig cache = new WindowCacheConfig();
        cache.setStreamFileThreshold(STREAMED);
        cache.install();
    }

    /** The user's own settings count, but for what JGit would measure. */
    @Override
    public FileBasedConfig openUserConfig(Config parent, FS fs) {
        return new NoConfig(super.openUserConfig(parent, fs), fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(Config parent, FS fs) {
        return new NoConfig(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(Config parent, FS fs) {
        return new NoConfig(parent, fs);
    }

    /** Settings without a file, which have only what their parent has. */
    private static final class NoConfig extends FileBasedConfig {

        private static final long CLOCK_MILLIS = 10;

        NoConfig(Config parent, FS fs) {
            super(parent, null, fs);
        }

        @Override
        public void load() {}

        @Override
        public void save() {}

        @Override
        public boolean isOutdated() {
            return false;
        }

        /** What JGit would measure is known before. */
        @Override
        public long getTimeUnit(String section, String subsection, String name, long otherwise, TimeUnit unit) {
            return section.equals("filesystem")
                    ? unit.convert(CLOCK_MILLIS, TimeUnit.MILLISECONDS)
                    : super.getTimeUnit(section, subsection, name, otherwise, unit);
        }
    }
}
