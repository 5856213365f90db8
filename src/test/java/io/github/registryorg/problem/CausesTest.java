package io.github.registryorg.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class CausesTest {

    @Test
    void root_ofAChain_isTheLast() {
        Exception last = new IOException("last");
        assertThat(Causes.root(new IllegalStateException(new IOException(last))))
                .isSameAs(last);
        assertThat(Causes.root(last)).isSameAs(last);
    }

    @Test
    void find_ofAKind_isTheFirstOfIt() {
        IOException inner = new IOException("inner");
        IOException outer = new IOException("outer", inner);
        assertThat(Causes.find(new IllegalStateException(outer), IOException.class))
                .containsSame(outer);
        assertThat(Causes.find(outer, IllegalStateException.class)).isEmpty();
    }

    @Test
    void chain_thatLeadsBackToItself_ends() {
        Exception one = new Exception("one");
        Exception other = new Exception("other", one);
        one.initCause(other);
        assertThat(Causes.root(one)).isIn(one, other);
        assertThat(Causes.find(one, IOException.class)).isEmpty();
    }

    @Test
    void message_ofAnExceptionWithout_isItsClass() {
        assertThat(Causes.message(new IOException())).isEqualTo("IOException");
        assertThat(Causes.message(new IOException("no space"))).isEqualTo("no space");
    }
}
