package io.github.registryorg.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.registryorg.page.TagComparison.Change;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagComparisonTest {

    private static final TagLink OTHER = TagPageSamples.link("1.4.1", true);
    private static final RunSettings NO_SETTINGS = new RunSettings(Map.of(), Map.of(), Map.of());

    private static TagPageSamples.Compared platform(String name, String version) {
        return TagPageSamples.compared(name, version);
    }

    private static TagComparison compare(List<TagPageSamples.Compared> before, List<TagPageSamples.Compared> now) {
        return TagPageSamples.comparison(OTHER, before, now);
    }

    private static TagPageSamples.Compared unknown(String name, String version) {
        return new TagPageSamples.Compared(
                new ComparedPlatform(name, TagPageSamples.digest(name + version)), PlatformContent.UNKNOWN);
    }

    @Test
    void platforms_thatOnlyOneHas_areAddedOrRemoved() {
        TagComparison comparison = compare(
                List.of(platform("linux/amd64", "1"), platform("linux/s390x", "1")),
                List.of(platform("linux/arm64", "2"), platform("linux/amd64", "2")));

        assertThat(comparison.platforms().items())
                .extracting(TagComparison.PlatformChange::name, TagComparison.PlatformChange::text)
                .containsExactly(
                        tuple("linux/arm64", "added"),
                        tuple("linux/amd64", "1 of 2 the same"),
                        tuple("linux/s390x", "removed"));
        assertThat(comparison.platforms().items().get(0).before()).isNull();
        assertThat(comparison.platforms().items().get(2).now()).isNull();
    }

    @Test
    void layers_thatOnlyOneHas_areListed() {
        List<TagComparison.LayerChange> changes = compare(
                        List.of(platform("linux/amd64", "1")), List.of(platform("linux/amd64", "2")))
                .platforms()
                .items()
                .get(0)
                .changes()
                .items();

        assertThat(changes)
                .extracting(TagComparison.LayerChange::isAdded, TagComparison.LayerChange::digest)
                .containsExactly(
                        tuple(true, TagPageSamples.digest("app linux/amd642").abbreviated()),
                        tuple(false, TagPageSamples.digest("app linux/amd641").abbreviated()));
        assertThat(changes.get(0).layer().label()).startsWith("RUN set -eux;").hasSize(101);
    }

    @Test
    void layers_ofMany_areAllComparedAndTheFirstListed() {
        TagPageSamples.Compared before = layers("1", 0, 300);
        TagPageSamples.Compared now = layers("2", 250, 500);

        TagComparison.PlatformChange change =
                compare(List.of(before), List.of(now)).platforms().items().get(0);

        assertThat(change.text()).isEqualTo("50 of 250 the same");
        assertThat(change.changes().items()).hasSize(20);
        assertThat(change.changes().more()).isEqualTo(200 + 250 - 20);
    }

    private static TagPageSamples.Compared layers(String version, int from, int to) {
        List<LayerView> layers = IntStream.range(from, to)
                .mapToObj(i -> new LayerView(TagPageSamples.digest("layer " + i), 1, null, null, null))
                .toList();
        return new TagPageSamples.Compared(
                new ComparedPlatform("linux/amd64", TagPageSamples.digest(version)),
                new PlatformContent(1L, layers, NO_SETTINGS));
    }

    @Test
    void platform_whoseManifestIsNotHere_isNotKnownUnlessItIsTheSame() {
        TagComparison comparison = compare(
                List.of(unknown("linux/amd64", "1"), unknown("linux/arm64", "1")),
                List.of(unknown("linux/amd64", "2"), unknown("linux/arm64", "1")));

        assertThat(comparison.platforms().items())
                .extracting(TagComparison.PlatformChange::change)
                .containsExactly(Change.UNKNOWN, Change.NONE);
        assertThat(comparison.sameConfig()).isNull();
    }

    @Test
    void platforms_ofAListThatIsCut_areNotAddedOrRemoved() {
        ComparedPlatform one = new ComparedPlatform("linux/a", TagPageSamples.digest("a"));
        ComparedPlatform other = new ComparedPlatform("linux/b", TagPageSamples.digest("b"));

        TagComparison comparison = TagComparison.of(
                OTHER, new Shown<>(List.of(one), 1), new Shown<>(List.of(other), 1), digest -> PlatformContent.UNKNOWN);

        assertThat(comparison.platforms().items())
                .extracting(TagComparison.PlatformChange::change)
                .containsExactly(Change.UNKNOWN, Change.UNKNOWN);
    }

    @Test
    void platforms_ofThousands_areTheFirst() {
        List<TagPageSamples.Compared> before =
                IntStream.range(0, 900).mapToObj(i -> unknown("a/" + i, "1")).toList();
        List<TagPageSamples.Compared> now =
                IntStream.range(0, 900).mapToObj(i -> unknown("b/" + i, "1")).toList();

        Shown<TagComparison.PlatformChange> platforms = compare(before, now).platforms();

        assertThat(platforms.items()).hasSize(40);
        assertThat(platforms.more()).isEqualTo(1_760);
    }

    /** What the names before and after are paired by: nothing where it could be another. */
    @ParameterizedTest
    @CsvSource({
        "windows/amd64 10.0.17763.1 + windows/amd64 10.0.20348.1,"
                + "windows/amd64 10.0.17763.9 + windows/amd64 10.0.20348.9, 2",
        "windows/amd64 10.0.17763.1, windows/amd64 10.0.20348.1, 1",
        "windows/amd64, windows/amd64 10.0.20348.1, 1",
        "windows/amd64 10.0.17763.1, windows/amd64 10.0.20348.1 + windows/amd64 10.0.26100.1, 0",
        "linux/amd64, linux/amd64 (2), 0",
        "linux/arm/v6, linux/arm/v7, 0"
    })
    void platforms_ofOtherVersionsOfWindows_arePaired(String before, String now, long pairs) {
        TagComparison comparison = compare(platforms(before, "1"), platforms(now, "2"));

        assertThat(comparison.platforms().items())
                .filteredOn(change -> change.change() == Change.LAYERS)
                .hasSize((int) pairs);
    }

    private static List<TagPageSamples.Compared> platforms(String names, String version) {
        return List.of(names.split(" \\+ ")).stream()
                .map(name -> platform(name, version))
                .toList();
    }

    @Test
    void settings_changedOnAllPlatforms_areOneChange() {
        TagComparison comparison = compare(
                List.of(platform("linux/amd64", "1"), platform("linux/arm64", "1")),
                List.of(platform("linux/amd64", "2"), platform("linux/arm64", "2")));

        assertThat(comparison.settings().items())
                .containsExactly(new TagComparison.SettingChange(
                        "Environment VERSION", "1", "2", "linux/amd64, linux/arm64", true));
        assertThat(comparison.arePlatformsNamed()).isFalse();
    }

    @Test
    void settings_ofOnePlatform_nameIt() {
        TagComparison comparison = compare(
                List.of(platform("linux/amd64", "1"), platform("linux/arm64", "1")),
                List.of(
                        platform("linux/amd64", "1"),
                        TagPageSamples.compared(
                                "linux/arm64", "2", new RunSettings(Map.of("User", "0"), Map.of(), Map.of()))));

        assertThat(comparison.settings().items())
                .contains(
                        new TagComparison.SettingChange("User", "1000", "0", "linux/arm64", false),
                        new TagComparison.SettingChange("Entry point", "/app", null, "linux/arm64", false));
        assertThat(comparison.arePlatformsNamed()).isTrue();
    }

    @Test
    void config_unknown_isNotCompared() {
        TagComparison comparison = compare(List.of(unknown("linux/arm64", "1")), List.of(platform("linux/arm64", "2")));

        assertThat(comparison.configs()).isZero();
        assertThat(comparison.settings().isEmpty()).isTrue();
        assertThat(comparison.sameConfig()).isNull();
    }

    @Test
    void config_thatIsTheSame_isSaidToBeOnlyWhereAllWasCompared() {
        TagPageSamples.Compared before = TagPageSamples.compared("linux/amd64", "1", NO_SETTINGS);
        TagPageSamples.Compared now = TagPageSamples.compared("linux/amd64", "2", NO_SETTINGS);

        assertThat(compare(List.of(before), List.of(now)).sameConfig()).isEqualTo("No setting differs.");
        assertThat(compare(List.of(before, unknown("linux/arm64", "1")), List.of(now, unknown("linux/arm64", "2")))
                        .sameConfig())
                .isEqualTo("Nothing that is shown here differs.");
    }

    @Test
    void settings_thatDifferBehindWhatIsShown_differ() {
        TagComparison comparison = compare(
                List.of(TagPageSamples.compared("linux/amd64", "1", environment(100, "1"))),
                List.of(TagPageSamples.compared("linux/amd64", "2", environment(101, "2"))));

        assertThat(comparison.settings().items())
                .extracting(TagComparison.SettingChange::name)
                .containsExactly("Environment V100", "Environment LONG");
        assertThat(ConfigView.of(environment(100, "1")).environment().more()).isEqualTo(41);
        assertThat(environment(100, "1").fingerprint())
                .hasSize(12)
                .isNotEqualTo(environment(100, "2").fingerprint());
    }

    private static RunSettings environment(int count, String end) {
        Map<String, String> environment = new LinkedHashMap<>();
        IntStream.range(0, count).forEach(i -> environment.put("V" + i, "x"));
        environment.put("LONG", "x".repeat(5_000) + end);
        return new RunSettings(Map.of(), environment, Map.of());
    }

    @Test
    void settings_ofManyChanges_areTheFirst() {
        TagComparison comparison = compare(
                List.of(TagPageSamples.compared("linux/amd64", "1", NO_SETTINGS)),
                List.of(TagPageSamples.compared("linux/amd64", "2", environment(99, ""))));

        assertThat(comparison.settings().items()).hasSize(60);
        assertThat(comparison.settings().more()).isEqualTo(40);
    }
}
