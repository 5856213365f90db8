package io.github.registryorg.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignaturesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "0 | false | 1 | 0 | - | 0 | 0 | 0 | No signature",
                "0 | false | 3 | 0 | - | 0 | 0 | 1 | Not known: 1 attachment was not read",
                "0 | false | 3 | 0 | - | 0 | 0 | 2 | Not known: 2 attachments were not read",
                "1 | true  | 3 | 0 | - | 0 | 0 | 0 | 1 signature, not verified",
                "1 | true  | 1 | 1 | x | 0 | 0 | 0 | 1 signature, not verified",
                "4 | true  | 3 | 1 | - | 0 | 0 | 2 | 4 signatures, not verified",
                "1 | false | 3 | 1 | linux/amd64 | 0 | 0 | 0 | 1 signature of linux/amd64, not verified",
                "2 | false | 3 | 2 | - | 0 | 0 | 0 | 2 signatures of 2 of 3 platforms, not verified",
                "3 | false | 3 | 3 | - | 0 | 0 | 0 | 3 signatures, not verified",
                "1 | false | 3 | 0 | - | 0 | 0 | 0 | 1 signature of a part of it, not verified",
                "0 | false | 3 | 0 | - | 1 | 0 | 1 | Perhaps: 1 Sigstore bundle of unstated content, not verified",
                "0 | false | 3 | 0 | - | 0 | 2 | 0 | No signature, but 2 signed attestations, not verified",
                "0 | false | 3 | 0 | - | 0 | 2 | 1 | Not known: 1 attachment was not read"
            })
    void text_claimsNoMoreThanIsKnown(
            int count,
            boolean isOfAll,
            int platforms,
            int signed,
            String only,
            int unclear,
            int statements,
            int unread,
            String text) {
        assertThat(new Signatures(
                                count,
                                isOfAll,
                                platforms,
                                signed,
                                only,
                                unclear,
                                statements,
                                unread,
                                Signatures.Verified.NONE)
                        .text())
                .isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "1 | 1 | acme.pub | true | 0 | - | - | Signed by acme.pub, verified",
                "3 | 1 | acme.pub | true | 0 | - | - | Signed by acme.pub, verified; 2 more, not verified",
                "2 | 2 | a, b | true | 0 | - | - | Signed by a, b, verified",
                "1 | 1 | ca.pem | true | 0 | - | 2027-01-01T00:00:00Z"
                        + " | Signed by ca.pem, verified, valid until 2027-01-01T00:00:00Z",
                "1 | 1 | acme.pub | false | 1 | linux/amd64 | - | Signed by acme.pub of linux/amd64, verified",
                "2 | 1 | acme.pub | false | 1 | linux/amd64 | -"
                        + " | Signed by acme.pub of linux/amd64, verified; 1 more, not verified"
            })
    void text_ofVerifiedOnes_namesTheKey(
            int count, int verified, String keys, boolean isOfAll, int signed, String only, String until, String text) {
        assertThat(new Signatures(
                                count,
                                true,
                                3,
                                0,
                                null,
                                0,
                                0,
                                0,
                                new Signatures.Verified(verified, keys, isOfAll, signed, only, until))
                        .text())
                .isEqualTo(text);
    }
}
