package io.github.registryorg.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.oci.Json;
import io.github.registryorg.page.ListedRepository;
import io.github.registryorg.testkit.ListedRepositories;
import io.github.registryorg.testkit.MemorySite;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

class BadgeTest {

    private static MemorySite badge(ListedRepository repository) {
        MemorySite site = new MemorySite();
        Badge.of(repository).emit("", site);
        return site;
    }

    private static ListedRepository repository(String deprecated, String... tags) {
        return ListedRepositories.repository("acme/app", null, List.of(tags), null, deprecated);
    }

    @Test
    void badge_ofARelease_namesIt() throws Exception {
        MemorySite site = badge(repository(null, "1.4.2", "latest"));

        JsonNode endpoint = Json.readObject(site.bytes("badge.json"));
        assertThat(endpoint.get("schemaVersion").asInt()).isEqualTo(1);
        assertThat(endpoint.get("label").asText()).isEqualTo("image");
        assertThat(endpoint.get("message").asText()).isEqualTo("1.4.2");
        assertThat(Documents.parse(site.bytes("badge.svg")).getAttribute("aria-label"))
                .isEqualTo("image: 1.4.2");
    }

    @Test
    void badge_withoutARelease_namesTheNewestTag() {
        assertThat(badge(repository(null, "latest")).text("badge.json")).contains("\"message\":\"latest\"");
        assertThat(badge(repository(null)).text("badge.json")).contains("\"message\":\"no tags\"");
    }

    @Test
    void badge_ofADeprecatedRepository_saysSo() {
        assertThat(badge(repository("Use acme/web", "1")).text("badge.json"))
                .contains("\"message\":\"deprecated\"")
                .doesNotContain("\"1\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<script>ran(1)</script>", "\" onload=\"ran(1)", "&amp;]]>", "\u0001\uFFFE"})
    void badge_ofAHostileTag_isValidAndInert(String tag) {
        Element svg = Documents.parse(badge(repository(null, tag)).bytes("badge.svg"));

        assertThat(Documents.elements(svg, "*"))
                .extracting(Element::getLocalName)
                .containsOnly("title", "rect", "path", "g", "text");
        assertThat(svg.getAttributes().getLength()).isEqualTo(5);
    }

    @Test
    void badge_ofALongTag_isAsWideAsItsTexts() {
        Element svg = Documents.parse(badge(repository(null, "W".repeat(128))).bytes("badge.svg"));

        int width = Integer.parseInt(svg.getAttribute("width"));
        Element last = Documents.elements(svg, "text").get(1);
        int end = Integer.parseInt(last.getAttribute("x")) + Integer.parseInt(last.getAttribute("textLength"));
        assertThat(end).isBetween(1_000, width);
    }
}
