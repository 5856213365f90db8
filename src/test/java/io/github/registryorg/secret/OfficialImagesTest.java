package io.github.registryorg.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.oci.Image;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The metadata of widely used public images has no secret: versions, public keys, checksums, paths. Names and
 * forms are those of the images; versions and digests are examples.
 */
class OfficialImagesTest {

    @ParameterizedTest
    @MethodSource("images")
    void search_publicImage_findsNothing(String name, List<String> lines) {
        Image image = ConfigImage.of(config(lines));

        assertThatCode(() -> new SecretSearch(AllowedSecrets.NONE).check(image)).doesNotThrowAnyException();
    }

    @Test
    void fixture_holdsTwentyImagesAndMore() throws IOException {
        assertThat(read().keySet()).hasSizeGreaterThan(20);
    }

    private static Stream<Arguments> images() throws IOException {
        return read().entrySet().stream().map(image -> Arguments.of(image.getKey(), image.getValue()));
    }

    private static Map<String, List<String>> read() throws IOException {
        Map<String, List<String>> images = new LinkedHashMap<>();
        String image = "";
        try (InputStream in = OfficialImagesTest.class.getResourceAsStream("/fixtures/official-images.txt")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (line.startsWith("== ")) {
                    image = line.substring(3);
                } else if (!line.isBlank()) {
                    images.computeIfAbsent(image, unused -> new ArrayList<>()).add(line);
                }
            }
        }
        return images;
    }

    private static ObjectNode config(List<String> lines) {
        ObjectNode config = ConfigImage.env();
        for (String line : lines) {
            String[] parts = line.split(" ", 2);
            ObjectNode container = config.withObject("config");
            switch (parts[0]) {
                case "LABEL" -> {
                    String[] label = parts[1].split("=", 2);
                    container.withObject("Labels").put(label[0], label[1]);
                }
                case "ENV" -> {
                    container.withArray("Env").add(parts[1]);
                    history(config, "/bin/sh -c #(nop)  ENV " + parts[1]);
                    history(config, "ENV " + parts[1]);
                }
                case "ENTRYPOINT" -> container.withArray("Entrypoint").add(parts[1]);
                case "CMD" -> Stream.of(parts[1].split(" ")).forEach(container.withArray("Cmd")::add);
                default -> history(config, line);
            }
        }
        return config;
    }

    private static void history(ObjectNode config, String line) {
        config.withArray("history").addObject().put("created_by", line);
    }
}
