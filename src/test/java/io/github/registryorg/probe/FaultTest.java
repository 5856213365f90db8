package io.github.registryorg.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.client.Requirement;
import io.github.registryorg.oci.MediaTypeFault;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultTest {

    @Test
    void text_inTheResource_isOfAFault() throws IOException {
        Properties texts = new Properties();
        try (InputStream in = Fault.class.getResourceAsStream("faults.properties")) {
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        Set<String> known = new TreeSet<>();
        Stream.of(Fault.values())
                .forEach(fault -> Stream.of("", ".advice", ".message").forEach(part -> known.add(fault + part)));

        assertThat(known).containsAll(texts.stringPropertyNames());
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void texts_ofAFault_areAClauseAndSentences(Fault fault) {
        assertThat(fault.what()).doesNotEndWith(".").doesNotStartWith(" ");
        assertThat(fault.advice()).endsWith(".");
    }

    @ParameterizedTest
    @EnumSource(MediaTypeFault.class)
    void fault_ofAMediaType_hasItsTextsAndClientsThatFail(MediaTypeFault media) {
        Fault fault = Fault.of(media);

        assertThat(fault.what()).isEqualTo(media.sentence());
        assertThat(fault.advice()).isEqualTo(media.hint());
        assertThat(fault.clients()).isNotEmpty();
    }

    @Test
    void message_ofAFault_isNotThatOfItsNeed() {
        assertThat(Fault.LAYER_TYPE_WRONG.clients())
                .extracting(Requirement::message)
                .containsOnly("unexpected EOF");
        // its digest and size are right
        assertThat(Fault.LAYER_COMPRESSION_UNKNOWN.clients())
                .extracting(Requirement::message)
                .containsOnly("can't decompress the layer");
    }
}
