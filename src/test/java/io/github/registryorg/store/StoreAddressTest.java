package io.github.registryorg.store;

import static io.github.registryorg.store.Blobs.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.problem.ProblemCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreAddressTest {

    private static final Path REGISTRY = Path.of("/srv/registry");

    @ParameterizedTest
    @CsvSource({
        "file:///srv/blobs, file:///srv/blobs, /srv/blobs, false",
        "file:/srv/blobs/, file:///srv/blobs, /srv/blobs, false",
        "FILE://localhost/srv/blobs, file:///srv/blobs, /srv/blobs, false",
        "file:///srv/a%20b+c%25, file:///srv/a%20b+c%25, /srv/a b+c%, false",
        "file:///srv/a b, file:///srv/a%20b, /srv/a b, false",
        "file:///srv/x/../blobs, file:///srv/x/../blobs, /srv/blobs, false",
        "file:///srv/registry/store, file:///srv/registry/store, /srv/registry/store, false",
        "file:store, file:store, /srv/registry/store, true",
        "file:my%20store//, file:my%20store, /srv/registry/my store, true",
        "file:./a:b/c, file:./a:b/c, /srv/registry/a:b/c, true",
        "file:../store, file:../store, /srv/store, false",
        "file:a/../../store, file:a/../../store, /srv/store, false",
        "file:/, file:///, /, false",
    })
    void directory_read_isAbsoluteOrRelativeToTheRegistry(String text, String base, Path path, boolean portable) {
        assertThat(StoreAddress.parse(text, REGISTRY))
                .isInstanceOfSatisfying(StoreAddress.Directory.class, directory -> {
                    assertThat(directory.base()).hasToString(base);
                    assertThat(directory.path()).isEqualTo(path);
                    assertThat(directory.portable()).isEqualTo(portable);
                });
    }

    @ParameterizedTest
    @CsvSource({
        "https://storage.example/acme, https://storage.example/acme",
        "HTTPS://Storage.Example:443/acme//, https://storage.example/acme",
        "http://localhost:9000, http://localhost:9000",
        "http://localhost:9000/, http://localhost:9000",
        "https://my_bucket.example/a%20b%25/.../x, https://my_bucket.example/a%20b%25/.../x",
    })
    void base_ofAWebServer_hasNoTrailingSlash(String text, String base) {
        assertThat(StoreAddress.parse(text, REGISTRY)).isInstanceOfSatisfying(StoreAddress.Web.class, web -> {
            assertThat(web.base()).hasToString(base);
            assertThat(web.url().child("sha256/x").text()).isEqualTo(base + "/sha256/x");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "store",
                "/srv/blobs",
                "C:\\blobs",
                "file:",
                "file://",
                "file://store",
                "file://host/x",
                "file:////host/x",
                "file:a?b",
                "file:a#b",
                "file:%zz",
                "file:%2F",
                "file:%2Fetc",
                "file:%2fetc/x",
                "file:a%00b",
                "file:/a%00b",
                "s3:bucket",
                "s3://",
                "s3://ab",
                "s3://Bucket/x",
                "s3://bucket/a/../b",
                "s3://bucket//x",
                "s3://bucket/x?y",
                "s3://key:secret@bucket/x",
                "gs://bucket/a%2fb",
                "ftp://host/x",
                "https:",
                "https://",
                "https://host/x?y",
                "https://host/x#y",
                "https://user:secret@host/x",
                "https://host/a/../b",
                "https://host/a/%2e%2E/b",
                "https://host/./b",
                "https://host/a/..",
                "https://host/.%2e",
                "https://host/a/..%2Fb",
                "https://host/a/%252e%252e/b",
                "https://host/a/..;x/b",
                "https://host/a%00",
                "https://host/{x}",
                "https://host/a b"
            })
    void address_notAStore_isRefused(String text) {
        assertThat(problem(() -> StoreAddress.parse(text, REGISTRY)))
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(ProblemCode.STORE_INVALID))
                .satisfies(problem -> assertThat(problem.toString()).doesNotContain("secret"));
    }

    /** Servers and caches differ in whether the code is the separator: one store would have several addresses. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://host/a%2Fb",
                "https://host/a%2fb",
                "https://host/a%5Cb",
                "file:a%5cb",
                "file:a/%2E%2e/b",
                "file:.%2e",
                "file:///srv/a%2Fb"
            })
    void address_withAnEncodedSeparator_isRefused(String text) {
        assertThat(problem(() -> StoreAddress.parse(text, REGISTRY))).satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.STORE_INVALID);
            assertThat(problem.toString()).contains(text + ": has a slash, a backslash, . or .. that is encoded");
        });
    }

    /** Registries have such addresses, though the character need not be encoded. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://host/%61cme",
                "https://host/acme%2Dapp",
                "https://host/%7Eacme",
                "file:%61cme",
                "file:v1%2E0"
            })
    void address_withAnEncodedCharacter_isRead(String text) {
        assertThat(StoreAddress.parse(text, REGISTRY)).isNotNull();
    }

    @Test
    void parse_longTextWithoutAScheme_isRefused() {
        assertThat(problem(() -> StoreAddress.parse("a.".repeat(100_000) + "a", REGISTRY))
                        .code())
                .isEqualTo(ProblemCode.STORE_INVALID);
    }

    @ParameterizedTest
    @CsvSource({
        "s3://acme-blobs, acme-blobs, '', sha256/00",
        "s3://acme-blobs/, acme-blobs, '', sha256/00",
        "gs://acme.blobs_1/team/app/, acme.blobs_1, team/app, team/app/sha256/00"
    })
    void bucket_withAPrefix_isRead(String text, String name, String prefix, String key) {
        StoreAddress.Cloud cloud = (StoreAddress.Cloud) StoreAddress.parse(text, REGISTRY);
        assertThat(cloud.name()).isEqualTo(name);
        assertThat(cloud.prefix()).isEqualTo(prefix);
        assertThat(cloud.key("sha256/00")).isEqualTo(key);
        assertThat(cloud.base()).hasToString(text.replaceFirst("/+$", ""));
        assertThat(cloud.below("x/y").key("z")).isEqualTo((prefix.isEmpty() ? "" : prefix + "/") + "x/y/z");
    }
}
