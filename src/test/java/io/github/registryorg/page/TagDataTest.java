package io.github.registryorg.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.client.Content;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.JsonFault;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TagDataTest {

    private final TagData data = new TagData();

    private static TagView tag(
            String name, String digest, @Nullable String published, @Nullable String yanked, String... platforms) {
        return new TagView(
                name,
                digest,
                platforms.length > 1 ? Content.Kind.MULTI_PLATFORM_IMAGE : Content.Kind.SIF,
                Stream.of(platforms)
                        .map(platform -> new TagPlatform(platform, null))
                        .toList(),
                platforms.length,
                28_311_552L,
                platforms.length == 0,
                "2026-11-19T23:30:00-02:00",
                true,
                published,
                yanked,
                List.of(),
                List.of(),
                name.equals("1.10.0"));
    }

    @Test
    void columns_ofTags_areShort() throws JsonFault {
        data.nextPage();
        data.add(tag("1.10.0", Samples.DIGEST, "2026-11-20", null, "linux/amd64", "linux/arm64"));
        data.add(tag("1.10.1-rc", Samples.DIGEST, null, "old", "linux/arm64"));
        data.nextPage();
        data.add(tag("2", "md5:x", null, null));

        JsonNode json = Json.readObject(data.json(7));

        assertThat(json.get("total").asInt()).isEqualTo(7);
        assertThat(json.get("names").asText()).isEqualTo("01.10.0 51-rc 02");
        assertThat(json.get("digests").asText()).isEqualTo("n4bQgYhMn4bQgYhMAAAAAAAA".substring(0, 24));
        assertThat(json.get("sizes").asText()).isEqualTo("gutc0 gutc0 gutc0");
        assertThat(json.get("times").asText().split(" "))
                .containsExactly(
                        Long.toString(1_795_132_800L, 36) + "?",
                        Long.toString(1_795_131_000L, 36) + "-02:00",
                        Long.toString(1_795_131_000L, 36) + "-02:00");
        assertThat(json.get("lists")).hasToString("[0,2]");
        assertThat(json.get("groups").asText()).isEqualTo("0 1 2");
        assertThat(json.get("yanked")).hasToString("[{\"reason\":\"old\",\"tags\":[1]}]");
        assertThat(json.get("pages")).hasToString("[0]");
        assertThat(json.get("platforms")).hasToString("[\"linux/amd64\",\"linux/arm64\"]");
        assertThat(json.get("kinds").get(0))
                .hasToString("{\"kind\":\"\",\"algorithm\":\"sha256\",\"date\":\"published\",\"unit\":true,"
                        + "\"platforms\":[0,1],\"more\":0}");
        assertThat(json.get("kinds").get(1))
                .hasToString("{\"kind\":\"SIF image\",\"algorithm\":\"sha256\",\"date\":\"doubtful\",\"unit\":true,"
                        + "\"platforms\":[1],\"more\":0}");
        assertThat(json.get("kinds").get(2).get("algorithm").asText()).isEmpty();
    }

    @Test
    void file_ofFiveThousandTags_isSmall() {
        IntStream.range(0, 5_000)
                .forEach(i -> data.add(tag(
                        "1." + (5_000 - i) / 50 + "." + i % 50,
                        Digest.sha256(("" + i).getBytes(StandardCharsets.UTF_8)).toString(),
                        "2026-11-20T10:11:12Z",
                        null,
                        "linux/amd64",
                        "linux/arm64")));
        assertThat(data.json(5_000)).hasSizeLessThan(150_000);
    }

    @Test
    void reasons_ofManyCharacters_areLeftOut() throws JsonFault {
        IntStream.range(0, 300)
                .forEach(i -> data.add(tag("t" + i, Samples.DIGEST, null, i + "x".repeat(200), "linux/amd64")));
        JsonNode yanked = Json.readObject(data.json(300)).get("yanked");
        assertThat(yanked).hasSizeBetween(90, 110);
        assertThat(yanked.get(yanked.size() - 1).get("reason").asText()).isEmpty();
        assertThat(yanked.get(yanked.size() - 1).get("tags")).hasSizeGreaterThan(190);
    }

    @Test
    void file_ofManyTags_hasTheFirst() throws JsonFault {
        IntStream.range(0, TagData.MAX_TAGS + 5)
                .forEach(i -> data.add(tag("t" + i, Samples.DIGEST, null, null, "linux/p" + i)));
        JsonNode json = Json.readObject(data.json(TagData.MAX_TAGS + 5));
        assertThat(json.get("names").asText().split(" ")).hasSize(TagData.MAX_TAGS);
        assertThat(json.get("platforms")).hasSize(200);
    }
}
