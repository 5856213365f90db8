package io.github.registryorg.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.registryorg.problem.RegistryException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One form for one address, so that what is allowed can be decided on it. */
class NormalAddressTest {

    private static boolean isWithin(String address, String base) {
        return NormalAddress.parse(address).isWithin(NormalAddress.parse(base));
    }

    @ParameterizedTest
    @CsvSource({
        "https://storage.example/acme, https://storage.example/acme",
        "https://storage.example/acme, https://storage.example/acme/",
        "https://storage.example/acme/, https://storage.example/acme",
        "https://storage.example/acme/x?generation=1&alt=media, https://storage.example/acme",
        "https://storage.example/acme/x#y, https://storage.example/acme",
        "HTTPS://STORAGE.example:443/acme/x, https://storage.example/acme",
        "https://storage.example./acme/x, https://storage.example/acme",
        "https://storage.example/%61cme/x, https://storage.example/acme",
        "https://storage.example/acme/x, https://storage.example/%61%63%6D%65",
        "https://storage.example/acme/a%20b, https://storage.example/acme/a%20b",
        "https://storage.example/acme/a%2Fb, https://storage.example/acme",
        "https://storage.example/acme//x, https://storage.example/acme",
        "https://storage.example/acme/100%25, https://storage.example/acme",
        "https://storage.example/acme/100%25zz, https://storage.example/acme",
        "https://storage.example/acme/..x/.y/..., https://storage.example/acme",
        "https://storage.example/anything, https://storage.example",
        "'http://[0:0:0:0:0:0:0:1]:80/x', 'http://[::1]/'",
        "file:.store, file:.store",
        "file:.store/a, file:.store/",
        "file:./.store/b/../a, file:.store",
        "file:a%20b/c, file:a%20b",
        "file:///srv/blobs/acme, file:/srv/blobs",
    })
    void address_atOrBelowTheBase_isWithin(String address, String base) {
        assertThat(isWithin(address, base)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "https://storage.example/acmeevil, https://storage.example/acme",
        "https://storage.example, https://storage.example/acme",
        "https://storage.example/Acme, https://storage.example/acme",
        "https://storage.example/acme%2Fx, https://storage.example/acme",
        "https://storage.example//acme/x, https://storage.example/acme",
        "https://storage.example/acme;x/y, https://storage.example/acme",
        "https://storage.example/?/acme/x, https://storage.example/acme",
        "http://storage.example/acme, https://storage.example/acme",
        "https://storage.example:8443/acme, https://storage.example/acme",
        "https://storage.example.evil.example/acme, https://storage.example/acme",
        "https://evil.example/#https://storage.example/acme, https://storage.example/acme",
        "file:.store/../other, file:.store",
        "file:../.store, file:.store",
        "file:../../x, file:..",
        "file:/.store, file:.store",
        "file:///srv/blobs/../other, file:///srv/blobs",
        "file:///srv/blobs2, file:///srv/blobs",
    })
    void address_elsewhere_isNotWithin(String address, String base) {
        assertThat(isWithin(address, base)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://storage.example/acme/../other",
                "https://storage.example/acme/./x",
                "https://storage.example/acme/..",
                "file:.store/%2e%2e/other",
                "https://storage.example/acme/%2e%2E/other",
                "https://storage.example/acme/.%2e/other",
                "https://storage.example/acme/..%2Fother",
                "https://storage.example/acme/..%2fother",
                "https://storage.example/acme/x%2F..%2F..%2Fother",
                "https://storage.example/acme/..%5Cother",
                "https://storage.example/acme/%252e%252e/other",
                "https://storage.example/acme/..%252Fother",
                "https://storage.example/acme/%25252e%25252e/other",
                "https://storage.example/acme/%252e%252e%252fother%25zz",
                "https://storage.example/acme/%252e%252e%252fother%25",
                "https://storage.example/acme/%252e%252e%252fother%25ff",
                "https://storage.example/acme/%2525252525252525252e%2525252525252525252e/other",
                "https://storage.example/acme/..;/other",
                "https://storage.example/acme/..;x=y/other",
                "https://storage.example/acme/%2e%2e%3B/other",
                "https://storage.example/acme/x%00",
                "https://storage.example/acme/x%0D%0Ay",
                "https://storage.example/acme/x%",
                "https://storage.example/acme/x%2",
                "https://storage.example/acme/x%zz",
                "https://storage.example/acme/%c0%ae%c0%ae/other",
                "https://user@storage.example/acme",
                "ftp://storage.example/acme",
                "s3://bucket/acme",
                "storage.example/acme"
            })
    void address_thatCanBeReadInTwoWays_isRefused(String address) {
        assertThatThrownBy(() -> NormalAddress.parse(address)).isInstanceOf(RegistryException.class);
    }

    @Test
    void refusal_ofAnAddressWithSecrets_doesNotPrintThem() {
        assertThatThrownBy(() -> NormalAddress.parse("https://storage.example/acme/../x?signature=geheim"))
                .hasMessageNotContaining("geheim");
    }
}
