package io.github.registryorg.oci;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.problem.RegistryException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The parsers of images' JSON, names and addresses, for the fuzzer. */
public final class ContentParsers {

    private ContentParsers() {}

    /** Manifests, indexes, lists of referrers; with other addresses, a manifest remains one of the same content. */
    public static void manifest(byte[] input) {
        ReferrersList.read(input);
        RawContent.isNoManifest(input);
        try {
            ReadableIndex.read(input);
        } catch (RegistryException e) {
            assertThat(e.isUserError()).isTrue();
        }
        RawManifest raw = RawManifest.of(input);
        Manifest manifest = raw.manifest();
        List<Descriptor> references = manifest.references();
        RawManifest changed = RawManifest.of(raw.withUrls(descriptor -> List.of("https://example.org/blob")));
        assertThat(changed.manifest().references())
                .extracting(Descriptor::digest)
                .containsExactlyElementsOf(
                        references.stream().map(Descriptor::digest).toList());
        ImageGraph graph = ImageGraph.of(raw, digest -> Optional.empty());
        graph.pullSize();
        graph.platforms(digest -> Optional.empty());
    }

    /** Configs of images. */
    public static void config(byte[] input) {
        ImageConfig.describesNone(input);
        ImageConfig config = ImageConfig.read(input);
        Timestamp.ofAge(config.created());
        String.valueOf(config.platform());
    }

    /** JSON of any kind: what is written of a value is read as the same value, and has no character that HTML has. */
    public static void json(byte[] input) throws JsonFault {
        JsonNode value;
        try {
            value = Json.read(input);
        } catch (JsonFault e) {
            return;
        }
        byte[] written = Json.write(value);
        assertThat(new String(written, StandardCharsets.UTF_8)).doesNotContain("<", ">", "&");
        assertThat(Json.write(Json.read(written))).isEqualTo(written);
    }

    /** Names, tags, digests, types, times and addresses. */
    public static void names(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        RepositoryName.tryParse(text).ifPresent(name -> assertThat(name.name()).isEqualTo(text));
        Tag.ofVersion(text);
        Tag.tryParse(text).ifPresent(CosignTag::of);
        Digest.tryParse(text).ifPresent(digest -> assertThat(digest).hasToString(text));
        MediaType.tryParse(text);
        Timestamp.tryParse(text);
        RemoteUrl.redacted(text).codePoints();
        SifHeader.architecture(input);
        try {
            Platform.parse(text);
        } catch (RegistryException e) {
            assertThat(e.isUserError()).isTrue();
        }
        RemoteUrl url = RemoteUrl.parse(text);
        assertThat(RemoteUrl.parse(url.text())).isEqualTo(url);
        assertThat(url.text()).matches("[!-~]+");
    }
}
