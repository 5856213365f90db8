package io.github.registryorg.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkHeaderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "</page?n=2>; rel=\"next\"",
                "</page?n=2>;rel=next",
                "</page?n=2> ; rel=next ; title=\"more\"",
                " </page?n=2>; REL = \"Next\"",
                "</page?n=2>; title=\"a, <b>; rel=\\\"prev\\\"\"; rel=\"last next\"",
                "</page?n=1>; rel=\"prev\", </page?n=2>; rel=\"next\", </page?n=9>; rel=\"last\"",
                "</page?n=2>; rel=\"next\",</page?n=9>; rel=\"last\"",
                "</page?n=1>, </page?n=2>; rel=next",
                "<>; rel=next, </page?n=2>; rel=next",
                ",, </page?n=2>; rel=next",
                "</page?n=2>;; rel=next;"
            })
    void next_ofAHeaderThatHasOne_isItsTarget(String header) {
        assertThat(LinkHeader.next(header)).contains("/page?n=2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "next",
                "/page?n=2; rel=next",
                "</page?n=2>",
                "</page?n=2>; rel",
                "</page?n=2>; rel=prev",
                "</page?n=2>; rel=\"nextish\"",
                "</page?n=2>; rel=prev; rel=next",
                "</page?n=2>; title=\"rel=next\"",
                "</page?n=2>, rel=next",
                "</page?n=2; rel=next",
                "<>; rel=next",
                "< >; rel=next"
            })
    void next_ofAHeaderWithoutOne_isEmpty(String header) {
        assertThat(LinkHeader.next(header)).isEmpty();
    }

    /** A target may have any character but the one that ends it. */
    @Test
    void next_ofATargetWithSeparators_isWhole() {
        assertThat(LinkHeader.next("<https://host/a,b;c=\"d\"?last=1>; rel=\"next\""))
                .contains("https://host/a,b;c=\"d\"?last=1");
    }

    /** Quadratic work would take hours here. */
    @ParameterizedTest
    @ValueSource(strings = {"<", ">", "<>", "<a>;", "<a>,", "\"", "\\", ";", "=", " ", "<a>; rel=\"", "<a>; a=b "})
    void next_ofAHugeHeader_isEmpty(String part) {
        assertThat(LinkHeader.next("<a>;" + part.repeat(2_000_000))).isEmpty();
    }
}
