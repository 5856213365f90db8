package io.github.registryorg.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where blobs are is in the function while AWS takes it, and in a key value store beyond. */
class CloudFrontHostTest {

    private static final RepositoryName NAME = RepositoryName.parse("acme/app");
    private static final Digest DIGEST = Digest.sha256(new byte[0]);
    private static final String REQUEST = "-/host/cloudfront/viewer-request.js";
    private static final String KEY_VALUES = "-/host/cloudfront/key-values.json";
    private static final int MAX_FUNCTION_BYTES = 10_000;

    private final Host host = Host.of("cloudfront");

    private static BlobRule rule(String repository, int length) {
        String base = "https://store.example/";
        return BlobRule.of(RepositoryName.parse(repository), null, List.of(base + "x".repeat(length - base.length())));
    }

    private static Map<String, String> emitted(List<BlobRule> rules) {
        return EmittedFiles.of("cloudfront", rules);
    }

    @Test
    void addresses_thatFit_areInTheFunction() {
        List<BlobRule> rules = List.of(
                BlobRule.of(NAME, null, List.of("https://a.example/")),
                BlobRule.of(NAME, DIGEST, List.of("https://c.example/\"x")));

        Map<String, String> files = emitted(rules);

        assertThat(files).containsOnlyKeys(REQUEST, "-/host/cloudfront/viewer-response.js");
        assertThat(files.get(REQUEST))
                .contains("var STORES = {\"acme/app\":\"https://a.example\",\"acme/app@" + DIGEST
                        + "\":\"https://c.example/%22x\"};\n")
                .doesNotContain("kvs()", "/*STORES*/");
        assertThat(host.uses(rules)).isEmpty();
    }

    /** AWS refuses a longer function. */
    @Test
    void function_ofTenThousandBytes_isTheLongest() {
        int without = emitted(List.of()).get(REQUEST).length();
        // as many addresses as give the function one byte too many, by the last of them
        List<BlobRule> most = rules(MAX_FUNCTION_BYTES - without);
        List<BlobRule> tooMany = rules(MAX_FUNCTION_BYTES - without + 1);

        assertThat(emitted(most).get(REQUEST)).hasSize(MAX_FUNCTION_BYTES);
        assertThat(emitted(most)).doesNotContainKey(KEY_VALUES);
        assertThat(host.uses(most)).isEmpty();
        assertThat(emitted(tooMany).get(REQUEST)).contains("kvs()").hasSizeLessThan(MAX_FUNCTION_BYTES);
        assertThat(emitted(tooMany)).containsKey(KEY_VALUES);
        assertThat(host.uses(tooMany)).isEqualTo(Map.of(Limit.REDIRECT_BYTES, (long)
                emitted(tooMany).get(KEY_VALUES).length()));
    }

    /** Rules that make the function so many bytes longer. */
    private static List<BlobRule> rules(int bytes) {
        int count = bytes / 1_000 + 1;
        List<BlobRule> rules = new ArrayList<>();
        int left = bytes + 1; // there is no comma behind the last
        for (int i = 0; i < count; i++) {
            int length = left / (count - i);
            left -= length;
            rules.add(rule("app" + i, length - "\"app0\":\"\",".length()));
        }
        return rules;
    }

    @Test
    void keyValues_ofManyAddresses_areWhatAStoreImports() {
        List<BlobRule> rules = new ArrayList<>();
        for (int i = 10; i < 20; i++) {
            rules.add(rule("app" + i, 1_024));
        }

        String file = emitted(rules).get(KEY_VALUES);

        assertThat(file)
                .startsWith("{\"data\":[{\"key\":\"app10\",\"value\":\""
                        + rules.get(0).address() + "\"},{\"key\":\"app11\",");
        assertThat(host.uses(rules)).isEqualTo(Map.of(Limit.REDIRECT_BYTES, (long) file.length()));
    }

    @Test
    void address_of1025Bytes_isRefusedWithItsRepository() {
        assertThat(emitted(List.of(rule("acme/app", 1_024)))).hasSize(2);
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> emitted(List.of(rule("acme/app", 1_025))))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.CONFIGURATION_INVALID))
                .satisfies(e -> assertThat(e.problem().subject()).isEqualTo("acme/app"))
                .satisfies(e -> assertThat(e.problem().hint()).isEqualTo("Use a shorter address, or another host."))
                .withMessageContaining("has blobs at an address of 1,025 bytes, and cloudfront allows at most 1,024");
    }
}
