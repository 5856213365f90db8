package io.github.registryorg.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.ImageIndex;
import io.github.registryorg.oci.RawManifest;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Objects of a registry as a reader finds them at one moment: whatever is named is there. */
public record ReadableRegistry(Map<String, byte[]> objects) {

    private static final Pattern ENTRY =
            Pattern.compile("v2/(?<name>.+)/(?<what>manifests|tags|referrers)/(?<reference>[^/]+)");

    public void assertWhole() {
        objects.forEach((path, content) -> {
            Matcher entry = ENTRY.matcher(path);
            if (path.equals("v2/_catalog")) {
                json(content).get("repositories").forEach(name -> has(path, "v2/" + name.textValue() + "/tags/list"));
            } else if (entry.matches()) {
                String repository = "v2/" + entry.group("name");
                switch (entry.group("what")) {
                    case "tags" ->
                        json(content)
                                .get("tags")
                                .forEach(tag -> has(path, repository + "/manifests/" + tag.textValue()));
                    case "referrers" ->
                        json(content)
                                .get("manifests")
                                .forEach(manifest -> has(
                                        path,
                                        repository + "/manifests/"
                                                + manifest.get("digest").textValue()));
                    default -> assertManifest(path, repository, content);
                }
            }
        });
    }

    private static JsonNode json(byte[] content) {
        try {
            return PlainJson.READER.readTree(content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void assertManifest(String path, String repository, byte[] content) {
        boolean fallback = path.contains("/manifests/sha256-");
        if (!fallback) {
            has(path, repository + "/manifests/" + Digest.sha256(content));
        }
        RawManifest manifest = RawManifest.of(content);
        for (Descriptor child : manifest.manifest().references()) {
            boolean isManifest = manifest.manifest() instanceof ImageIndex
                    && child.mediaType().isManifest();
            String there = repository + (isManifest ? "/manifests/" : "/blobs/") + child.digest();
            has(path, there);
            assertThat(objects.get(there)).as(path + " names " + there).hasSize((int) child.size());
        }
    }

    private void has(String path, String named) {
        assertThat(objects.keySet()).as("named by " + path).contains(named);
    }
}
