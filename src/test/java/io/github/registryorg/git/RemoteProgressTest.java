package io.github.registryorg.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.work.Progress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteProgressTest {

    @ParameterizedTest
    @CsvSource({
        "git@forge.example:acme/registry, true, pause",
        "ssh://git@forge.example/acme/registry, true, pause",
        "git@forge.example:acme/registry, false, Fetching from git@forge.example:acme/registry",
        "https://forge.example/acme/registry, true, Fetching from https://forge.example/acme/registry"
    })
    void line_whereTheUsersProgramMayPrompt_isHidden(String address, boolean mayPrompt, String expected) {
        List<String> seen = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public void report(String line) {
                seen.add(line);
            }

            @Override
            public void step(String doing, String thing) {
                seen.add(doing);
            }

            @Override
            public void pause() {
                seen.add("pause");
            }
        };

        new RemoteProgress(progress, GitAddress.parse("registry", address), mayPrompt).fetching();

        assertThat(seen).containsExactly(expected);
    }
}
