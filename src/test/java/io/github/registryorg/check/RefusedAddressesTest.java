package io.github.registryorg.check;

import static io.github.registryorg.check.ContributionFixture.APP;
import static io.github.registryorg.check.ContributionFixture.NEWEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.check.Authority.Standing;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a rule about addresses refuses is an error, and nothing is requested there. */
class RefusedAddressesTest {

    private static final String HOSTS = "allowedHosts: [storage.example]";
    private static final String STORE = "https://storage.example/acme";

    @TempDir
    Path temporary;

    private Inspected inspect(String rule, Consumer<RegistryDirectory> change) {
        return new ContributionFixture(temporary, "rules:", "  " + rule)
                .withApp()
                .inspect(any -> Standing.OWNER, change);
    }

    private static List<String> requested(Inspected inspected) {
        return inspected.blobs().wanted().stream()
                .map(WantedBlob::address)
                .distinct()
                .toList();
    }

    private static void assertBroken(Inspected inspected) {
        assertThat(inspected.report().errors()).extracting(Problem::code).contains(ProblemCode.RULE_BROKEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                HOSTS,
                "allowedStores: [https://storage.example/]",
                "namespaces: {acme/tool: {allowedHosts: [storage.example]}}"
            })
    void store_thatARuleRefuses_isNotRequested(String rule) {
        Inspected inspected = inspect(
                rule,
                files -> NEWEST.into(files.page("acme/tool", "store: https://victim.example/acme"), "acme/tool", "1"));

        assertBroken(inspected);
        assertThat(requested(inspected)).isEmpty();
    }

    @Test
    void store_withoutHttps_isNotRequested() {
        Inspected inspected = inspect(
                "plainHttp: false",
                files -> NEWEST.into(files.page("acme/tool", "store: http://storage.example/acme"), "acme/tool", "1"));

        assertBroken(inspected);
        assertThat(requested(inspected)).isEmpty();
    }

    @Test
    void mirror_thatARuleRefuses_isNotRequestedAndTheOtherIs() {
        Inspected inspected = inspect(
                HOSTS,
                files -> NEWEST.into(
                        files.page("acme/tool", "store: [" + STORE + ", https://victim.example/acme]"),
                        "acme/tool",
                        "1"));

        assertBroken(inspected);
        assertThat(requested(inspected)).containsExactly(STORE);
    }

    @Test
    void urlsOfANote_thatARuleRefuses_areNotRequested() {
        String urls = "urls: {\"" + ManifestText.digest("files of newest") + "\": [\"https://victim.example/layer\"]}";
        Inspected inspected = inspect(HOSTS, files -> {
            NEWEST.into(files, APP, "1.5.0");
            files.note(APP, NEWEST.digest(), urls);
        });

        assertBroken(inspected);
        assertThat(requested(inspected)).isEmpty();
    }

    @Test
    void store_thatTheBaseHasAlready_isRequested() {
        Inspected inspected = new ContributionFixture(temporary, "rules: {allowedHosts: [elsewhere.example]}")
                .withApp()
                .inspect(any -> Standing.OWNER, files -> NEWEST.into(files, APP, "1.5.0"));

        assertThat(inspected.report().errors()).isEmpty();
        assertThat(requested(inspected)).containsExactly(STORE);
    }
}
