package io.github.registryorg.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.Tag;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TagOrderTest {

    @Test
    void tags_sorted_haveWordsThenHighestVersionsFirst() {
        assertThat(Stream.of("1.9", "1.10", "latest", "1.10.1", "2.0", "v3", "1.10-rc1", "01.9", "1")
                        .map(Tag::parse)
                        .sorted(new TagOrder()))
                .extracting(Tag::name)
                .containsExactly("v3", "latest", "2.0", "1.10.1", "1.10-rc1", "1.10", "01.9", "1.9", "1");
    }

    @Test
    void tags_withLongNumbers_areSortedByValue() {
        assertThat(Stream.of("9", "123456789012345678901234567890", "10")
                        .map(Tag::parse)
                        .sorted(new TagOrder()))
                .extracting(Tag::name)
                .containsExactly("123456789012345678901234567890", "10", "9");
    }
}
