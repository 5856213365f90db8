package io.github.registryorg.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which names a pattern of registry.yaml is about, and which of several decides who signs. */
class NamePatternTest {

    @ParameterizedTest
    @CsvSource({
        "acme, acme, true",
        "acme, acme/app, true",
        "acme, acme/app/deep, true",
        "acme, acmes, false",
        "acme, other/acme, false",
        "acme/app, acme, false",
        "acme/web-*, acme/web-shop, true",
        "acme/web-*, acme/web-shop/cache, true",
        "acme/web-*, acme/webshop, false",
        "*, acme/app, true",
        "*/app, acme/app, true",
        "*/app, acme/other/app, false",
        "*/*/app, acme/other/app, true",
        "a*b*c, axxbxxc, true",
        "a*b*c, axxbxxcx, false",
        "a*b*c, acb, false",
        "*a*a*a*a*a*a*b, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, false"
    })
    void pattern_matchesNamesAndAllBelow(String pattern, String name, boolean matches) {
        assertThat(new NamePattern(pattern).covers(RepositoryName.parse(name))).isEqualTo(matches);
    }

    private static RegistrySettings settings(String signatures, List<Problem> problems) {
        String yaml = "formatVersion: 1\nsignatures:\n" + signatures.indent(2);
        return RegistrySettings.read(yaml.getBytes(StandardCharsets.UTF_8), problems::add);
    }

    @ParameterizedTest
    @CsvSource({
        "acme/app, a.pub",
        "acme/web-shop, w.pub",
        "acme/web-shop/cache, w.pub",
        "acme/web-bank, b.pub",
        "acme/lab/x, -",
        "other, -",
        "any/tool, t.pub"
    })
    void rule_theMostPrecise_decidesAlone(String name, String key) {
        List<Problem> problems = new ArrayList<>();
        SignaturePolicy policy = settings("""
                acme: [{cosign: a.pub}]
                acme/web-*: [{cosign: w.pub}]
                acme/web-bank: [{cosign: b.pub}]
                acme/lab: []
                "*/tool": [{notation: t.pub}]
                """, problems).signatures();
        assertThat(problems).isEmpty();
        assertThat(policy.of(RepositoryName.parse(name))
                        .map(rule -> rule.anyOf().get(0).key())
                        .orElse("-"))
                .isEqualTo(key);
        assertThat(policy.files()).containsExactly("a.pub", "w.pub", "b.pub", "t.pub");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acme: keys/acme.pub",
                "acme: [keys/acme.pub]",
                "acme: [{gpg: acme.asc}]",
                "acme: [{cosign: a.pub, notation: b.pem}]",
                "acme: [{}]",
                "acme: [{cosign: ../a.pub}]",
                "acme: [{cosign: /etc/a.pub}]",
                "acme: [{cosign: a//b.pub}]",
                "acme: [{cosign: .git/config}]",
                "acme: [{cosign: 7}]",
                "Acme: [{cosign: a.pub}]",
                "acme/: [{cosign: a.pub}]",
                "/acme: [{cosign: a.pub}]",
                "acme: [{cosign: \"-----BEGIN PRIVATE KEY-----\"}]"
            })
    void signatures_malformed_areReported(String yaml) {
        List<Problem> problems = new ArrayList<>();
        assertThat(settings(yaml, problems)).isEqualTo(RegistrySettings.EMPTY);
        assertThat(problems).isNotEmpty();
    }

    @Test
    void signatures_none_requireNone() {
        assertThat(RegistrySettings.EMPTY.signatures().of(RepositoryName.parse("acme")))
                .isEmpty();
    }
}
