package io.github.registryorg.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.problem.RegistryException;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StorePlaceTest {

    @ParameterizedTest
    @CsvSource({
        "https://minio.internal/containers, minio.internal:443",
        "http://minio:9000, minio:9000",
        "https://10.0.0.7, 10.0.0.7:443",
        "https://172.16.3.1/x, 172.16.3.1:443",
        "https://192.168.1.1:8443, 192.168.1.1:8443",
        "https://100.64.0.1, 100.64.0.1:443",
        "https://Store.Home.Arpa, store.home.arpa:443",
        "http://localhost:5000, localhost:5000",
        "'https://[fd00::1]:9000/x', '[fd00::1]:9000'",
        "'https://[::1]', '[::1]:443'"
    })
    void host_ofAPrivateNetwork_isTheOneToOpen(String address, String host) {
        assertThat(new StorePlace(address).privateHost()).contains(host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://storage.acme.example",
                "https://172.32.0.1",
                "https://8.8.8.8",
                "https://[2606:4700::1]",
                "https://10.example",
                "file:/srv/blobs"
            })
    void host_public_needsNothing(String address) {
        assertThat(new StorePlace(address).privateHost()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"minio", "s3://acme", "https://", "https://a b", "https://user@acme.example", "https://1.2.3"})
    void address_thatNobodyCanRead_isRefused(String address) {
        assertThatExceptionOfType(RegistryException.class).isThrownBy(() -> new StorePlace(address));
    }

    @Test
    void directory_isForOneMachine() {
        StorePlace directory = new StorePlace("file:/srv/blobs");
        assertThat(directory.reachedBy(Set.of())).isEqualTo(directory);
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> directory.reachedBy(EnumSet.of(CiService.TRAVIS)))
                .withMessageContaining("is a directory of one machine, and the CI runs on others");
    }

    @Test
    void registry_withAPrivateStore_opensItInItsPom() {
        RegistryStarter starter = new RegistryStarter(
                Starters.PLUGIN,
                EnumSet.of(CiService.GITHUB_ACTIONS),
                "Title",
                null,
                "main",
                null,
                SiteTarget.of(null, null, EnumSet.of(CiService.GITHUB_ACTIONS)),
                null,
                new StorePlace("https://minio.internal:9000/containers"));
        assertThat(starter.files(false, null))
                .filteredOn(file -> file.path().equals("pom.xml"))
                .singleElement()
                .satisfies(file -> assertThat(file.text())
                        .contains("    <registry.allowedHosts>minio.internal:9000</registry.allowedHosts>\n"));
        assertThat(starter.files(false, null))
                .filteredOn(file -> file.path().equals("registry.yaml"))
                .singleElement()
                .satisfies(file ->
                        assertThat(file.text()).contains("\nstore: \"https://minio.internal:9000/containers\"\n"));
        assertThat(starter.files(false, null))
                .filteredOn(file -> file.path().equals("README.md"))
                .singleElement()
                .satisfies(file -> assertThat(file.text()).contains("## A store in a private network"));
    }
}
