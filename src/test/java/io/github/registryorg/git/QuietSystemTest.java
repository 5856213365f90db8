package io.github.registryorg.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JGit measures a file system for seconds, by files that it writes, unless settings have the result. */
class QuietSystemTest {

    @TempDir
    Path home;

    private FileBasedConfig userConfig() throws Exception {
        QuietSystem.install();
        FS fs = FS.DETECTED.newInstance();
        fs.setUserHome(home.toFile());
        SystemReader system = SystemReader.getInstance();
        return system.openUserConfig(system.openSystemConfig(null, fs), fs);
    }

    @Test
    void clock_ofFileSystems_isKnown() throws Exception {
        FileBasedConfig config = userConfig();
        for (String what : new String[] {"timestampResolution", "minRacyThreshold"}) {
            assertThat(config.getTimeUnit("filesystem", "any JDK|any disk", what, -1, TimeUnit.MILLISECONDS))
                    .isPositive();
        }
    }

    @Test
    void settings_ofTheUser_apply() throws Exception {
        Files.writeString(home.resolve(".gitconfig"), "[user]\n\tname = Ann\n");
        FileBasedConfig config = userConfig();
        ((FileBasedConfig) config.getBaseConfig()).load();
        assertThat(config.getString("user", null, "name")).isEqualTo("Ann");
    }

    @Test
    void repository_read_isNotWritten() throws Exception {
        QuietSystem.install();
        FS.FileStoreAttributes.get(home);
        try (Stream<Path> files = Files.list(home)) {
            assertThat(files).isEmpty();
        }
    }
}
