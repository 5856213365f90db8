package io.github.registryorg.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Objects of git, for the fuzzer. */
public final class GitParsers {

    private GitParsers() {}

    /** A directory is the same when nothing of it is changed. */
    public static void directory(byte[] input) {
        GitDirectory directory = GitDirectory.parse(input, "acme");
        for (TreeEntry entry : directory.entries()) {
            entry.kind();
            // what names mean is for those who read the paths to judge
            assertThat(entry.name()).isNotEmpty().doesNotContain("/", "\0");
        }
        assertThat(GitDirectory.edited(input, "acme", List.of())).isEqualTo(input);
    }
}
