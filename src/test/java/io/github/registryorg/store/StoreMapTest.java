package io.github.registryorg.store;

import static io.github.registryorg.store.Blobs.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.problem.ProblemCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreMapTest {

    private static final Path REGISTRY = Path.of("/srv/registry");

    private static final StoreMap MAP = StoreMap.parse(
            List.of(
                    "https://Storage.example/acme/=file:/srv/blobs",
                    " https://storage.example/acme/deep=file:deep ",
                    "https://storage.example/eq=ual=https://inner.example/x",
                    "https://root.example=http://localhost:9000",
                    ""),
            REGISTRY);

    private static Optional<String> located(String base) {
        return MAP.locate(StoreAddress.parse(base, REGISTRY))
                .map(address -> address instanceof StoreAddress.Directory directory
                        ? directory.path().toString()
                        : ((StoreAddress.Web) address).url().text());
    }

    @ParameterizedTest
    @CsvSource({
        "https://storage.example/acme, /srv/blobs",
        "https://storage.example/acme/, /srv/blobs",
        "https://storage.example:443/acme/app, /srv/blobs/app",
        "https://storage.example/acme/app/v1.2, /srv/blobs/app/v1.2",
        "https://storage.example/acme/deep, /srv/registry/deep",
        "https://storage.example/acme/deep/er, /srv/registry/deep/er",
        "https://storage.example/acme/deeper, /srv/blobs/deeper",
        "https://storage.example/eq=ual, https://inner.example/x",
        "https://root.example, http://localhost:9000/",
        "https://root.example/a/b, http://localhost:9000/a/b",
    })
    void base_longest_isUsed(String base, String location) {
        assertThat(located(base)).contains(location);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://storage.example", "https://storage.example/acm", "https://storage.example/acmes",
                "http://storage.example/acme", "https://storage.example:8443/acme", "https://other.example/acme",
                "file:/srv/blobs"
            })
    void base_other_isNotMapped(String base) {
        assertThat(located(base)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://storage.example/acme//etc", "https://storage.example/acme/.partial"})
    void path_outOfTheLocation_isRefused(String base) {
        assertThat(located(base)).isEmpty();
    }

    @Test
    void map_empty_mapsNothing() {
        assertThat(StoreMap.NONE.locate(StoreAddress.parse("https://storage.example/acme", REGISTRY)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://storage.example/acme", "=file:x", "https://a.example/x=/srv/blobs"})
    void entry_invalid_isRefused(String entry) {
        assertThat(problem(() -> StoreMap.parse(List.of(entry), REGISTRY)).code())
                .isEqualTo(ProblemCode.CONFIGURATION_INVALID);
    }

    @Test
    void base_mappedTwice_isRefused() {
        assertThat(problem(() -> StoreMap.parse(
                                List.of("https://a.example/x=file:a", "https://A.example/x/=file:b"), REGISTRY))
                        .code())
                .isEqualTo(ProblemCode.CONFIGURATION_INVALID);
    }

    @Test
    void location_aBucket_isAccepted() {
        StoreMap map = StoreMap.parse(List.of("https://a.example/x=s3://acme-blobs/p"), REGISTRY);
        assertThat(map.locate(StoreAddress.parse("https://a.example/x/team", REGISTRY)))
                .contains(StoreAddress.parse("s3://acme-blobs/p/team", REGISTRY));
        assertThat(map.directoryBehind("https://a.example/x/team")).isEmpty();
    }

    @Test
    void location_unknown_isReported() {
        assertThat(problem(() -> StoreMap.parse(List.of("https://a.example/x=s3://-"), REGISTRY))
                        .code())
                .isEqualTo(ProblemCode.STORE_INVALID);
    }

    @Test
    void entry_ofABaseBelowAMappedOne_isTheMappedOnes() {
        Path directory = Path.of("/srv/registry");
        StoreMap map = StoreMap.parse(List.of("https://cdn.example/acme=file:/srv/blobs"), directory);

        assertThat(map.entry(StoreAddress.parse("https://cdn.example/acme/app", directory)))
                .hasValueSatisfying(entry -> assertThat(entry).startsWith("https://cdn.example/acme=file:"));
        assertThat(map.entry(StoreAddress.parse("https://cdn.example/acmes", directory)))
                .isEmpty();
    }
}
