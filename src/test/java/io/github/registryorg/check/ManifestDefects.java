package io.github.registryorg.check;

import static io.github.registryorg.check.ContributionFixture.APP;
import static io.github.registryorg.check.ContributionFixture.NEW;
import static io.github.registryorg.check.ContributionFixture.NEWEST;
import static io.github.registryorg.check.ContributionFixture.OLD;
import static io.github.registryorg.check.ContributionFixture.content;

import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.oci.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Bytes under {@code digests/} that are no manifest, index or config as they should be. */
final class ManifestDefects {

    private static final Defect.Shelf SHELF = new Defect.Shelf("manifest");
    private static final String GOOD = NEWEST.manifest();
    private static final String CHILD = ManifestText.descriptor(ManifestText.MANIFEST, NEW.manifest());
    private static final String DIGEST = "\"digest\":\"" + ManifestText.digest("files of newest") + "\"";

    static final List<Defect> ALL = all();

    private ManifestDefects() {}

    private static List<Defect> all() {
        // text
        text("byte-order-mark", "\ufeff" + GOOD);
        text("empty", "");
        text("only-a-brace", "{");
        text("cut-off", GOOD.substring(0, GOOD.length() - 20));
        text("a-list", "[" + GOOD + "]");
        text("a-number", "1");
        text("null", "null");
        text("two-documents", GOOD + GOOD);
        text("a-comment", GOOD.replaceFirst("\\{", "{/* */"));
        text("trailing-comma", GOOD.substring(0, GOOD.length() - 1) + ",}");
        text("single-quotes", GOOD.replace('"', '\''));
        text("not-a-number", GOOD.replaceFirst("\"size\":\\d+", "\"size\":NaN"));
        text("duplicate-layers", ManifestText.with(GOOD, "layers", "[]"));
        text("duplicate-key-by-an-escape", ManifestText.with(GOOD, "l\\u0061yers", "[]"));
        text("duplicate-config", ManifestText.with(GOOD, "config", "{}"));
        text("nested-10000-deep", ManifestText.with(GOOD, "annotations", "[".repeat(10_000) + "]".repeat(10_000)));
        bytes(
                "not-utf-8",
                GOOD.replace("newest", "n\u00e9west")
                        .replaceFirst("\\{", "{\"x\":\"\u00e9\",")
                        .getBytes(StandardCharsets.ISO_8859_1));
        bytes("utf-16", GOOD.getBytes(StandardCharsets.UTF_16LE));
        bytes("surrogate-in-utf-8", raw("{\"x\":\"\u00ed\u00a0\u0080\"}"));
        SHELF.add(
                "too-large",
                it -> it.content(APP, ManifestText.with(GOOD, "x", "\"" + "x".repeat(5 << 20) + "\"")),
                "FILE_TOO_LARGE " + content(APP, ManifestText.with(GOOD, "x", "\"" + "x".repeat(5 << 20) + "\"")));
        // the digest that names it
        SHELF.add(
                "bytes-of-another-digest",
                it -> it.file(content(APP, "else"), GOOD),
                "DIGEST_INVALID " + content(APP, "else"));
        SHELF.add(
                "line-end-of-an-editor",
                it -> it.content(APP, NEWEST.config()).file(content(APP, GOOD), GOOD + "\n"),
                "DIGEST_INVALID " + content(APP, GOOD));
        SHELF.add(
                "bytes-that-the-base-has-are-changed",
                it -> it.file(content(APP, NEW.manifest()), GOOD),
                "CHANGE_FORBIDDEN " + content(APP, NEW.manifest()),
                "DIGEST_INVALID " + content(APP, NEW.manifest()));
        SHELF.add(
                "bytes-that-the-base-has-are-removed",
                it -> it.remove(content(APP, OLD.config())),
                "CHANGE_FORBIDDEN " + content(APP, OLD.config()));
        // keys and values
        text("no-schema-version", GOOD.replace("\"schemaVersion\":2,", ""));
        text("schema-version-1", GOOD.replace("\"schemaVersion\":2", "\"schemaVersion\":1"));
        text("schema-version-as-text", GOOD.replace("\"schemaVersion\":2", "\"schemaVersion\":\"2\""));
        text(
                "docker-schema-1",
                "{\"schemaVersion\":1,\"name\":\"acme/app\",\"tag\":\"1\",\"architecture\":\"amd64\",\"fsLayers\":[],"
                        + "\"history\":[]}");
        text("no-config", "{\"schemaVersion\":2,\"mediaType\":\"" + ManifestText.MANIFEST + "\",\"layers\":[]}");
        text(
                "config-is-a-list",
                GOOD.replaceFirst("\"config\":\\{", "\"config\":[{").replaceFirst("},\"layers", "}],\"layers"));
        text("no-layers", GOOD.replaceFirst(",\"layers\":\\[.*]", ""));
        text("layers-is-an-object", GOOD.replaceFirst("\"layers\":\\[(.*)]", "\"layers\":$1"));
        text("layer-is-null", GOOD.replaceFirst("\"layers\":\\[.*]", "\"layers\":[null]"));
        text("layer-without-a-digest", GOOD.replace(DIGEST + ",", ""));
        text("layer-without-a-size", GOOD.replaceFirst(DIGEST + ",\"size\":\\d+", DIGEST));
        text("layer-without-a-media-type", GOOD.replace("\"mediaType\":\"" + ManifestText.LAYER + "\",", ""));
        text("negative-size", GOOD.replaceFirst(DIGEST + ",\"size\":", DIGEST + ",\"size\":-"));
        text("huge-size", GOOD.replaceFirst(DIGEST + ",\"size\":", DIGEST + ",\"size\":99999999999999999999"));
        text(
                "size-with-a-million-digits",
                GOOD.replaceFirst(DIGEST + ",\"size\":", DIGEST + ",\"size\":" + "9".repeat(1_000_000)));
        text(
                "size-with-a-huge-exponent",
                GOOD.replaceFirst(DIGEST + ",\"size\":\\d+", DIGEST + ",\"size\":1e999999999"));
        text("size-with-a-fraction", GOOD.replaceFirst(DIGEST + ",\"size\":\\d+", DIGEST + ",\"size\":1.5"));
        text("size-as-text", GOOD.replaceFirst(DIGEST + ",\"size\":(\\d+)", DIGEST + ",\"size\":\"$1\""));
        String most = ManifestText.descriptor(ManifestText.LAYER, "b")
                .replaceFirst("\"size\":1}", "\"size\":" + Long.MAX_VALUE + "}");
        String overflow = GOOD.replaceFirst(
                "\"layers\":\\[.*]", "\"layers\":[" + most + "," + most.replace("3e23", "4e23") + "]");
        SHELF.add(
                "sizes-that-overflow-together",
                it -> it.content(APP, NEWEST.config(), overflow),
                "MANIFEST_INVALID " + content(APP, overflow),
                "RULE_BROKEN " + content(APP, overflow));
        text(
                "digest-in-upper-case",
                GOOD.replace(
                        DIGEST,
                        DIGEST.toUpperCase(Locale.ROOT)
                                .replace("DIGEST", "digest")
                                .replace("SHA", "sha")));
        text("digest-of-md5", GOOD.replace(DIGEST, "\"digest\":\"md5:d41d8cd98f00b204e9800998ecf8427e\""));
        text("digest-that-climbs", GOOD.replace(DIGEST, "\"digest\":\"sha256:../../../../etc/passwd\""));
        text("digest-that-is-short", GOOD.replace(DIGEST, "\"digest\":\"sha256:abc\""));
        text("media-type-of-its-own-that-is-none", GOOD.replace(ManifestText.MANIFEST, "text"));
        text("media-type-with-a-line-break", GOOD.replace(ManifestText.LAYER, "a/b\\r\\nSet-Cookie: x"));
        text("media-type-of-a-page", GOOD.replace(ManifestText.MANIFEST, "text/html"));
        text("media-type-of-an-index", GOOD.replace(ManifestText.MANIFEST, ManifestText.INDEX));
        text("annotations-as-a-list", ManifestText.with(GOOD, "annotations", "[]"));
        text("annotation-that-is-a-number", ManifestText.with(GOOD, "annotations", "{\"a\":1}"));
        text("annotation-that-is-an-object", ManifestText.with(GOOD, "annotations", "{\"a\":{}}"));
        text("artifact-type-that-is-none", ManifestText.with(GOOD, "artifactType", "\"<script>\""));
        text("subject-as-text", ManifestText.with(GOOD, "subject", "\"" + NEW.digest() + "\""));
        text("subject-without-a-digest", ManifestText.with(GOOD, "subject", "{\"mediaType\":\"a/b\",\"size\":1}"));
        text("data-of-another-digest", GOOD.replace(DIGEST, DIGEST + ",\"data\":\"AAAA\""));
        text("data-that-is-not-base64", GOOD.replace(DIGEST, DIGEST + ",\"data\":\"%%%\""));
        text("urls-as-text", GOOD.replace(DIGEST, DIGEST + ",\"urls\":\"https://a.example\""));
        // addresses
        code(
                "STORE_INVALID",
                "foreign-url-of-a-file",
                GOOD.replace(DIGEST, DIGEST + ",\"urls\":[\"file:///etc/passwd\"]"));
        code(
                "STORE_INVALID",
                "foreign-url-of-a-script",
                GOOD.replace(DIGEST, DIGEST + ",\"urls\":[\"javascript:alert(1)\"]"));
        code(
                "RULE_BROKEN",
                "foreign-url-by-plain-http",
                GOOD.replace(DIGEST, DIGEST + ",\"urls\":[\"http://storage.example/x\"]"));
        // indexes
        index(
                "child-that-is-not-here",
                ManifestText.descriptor(ManifestText.MANIFEST, "gone"),
                "MANIFEST_BLOB_UNKNOWN");
        index("child-of-another-size", CHILD.replaceFirst("\"size\":\\d+", "\"size\":7"), "MANIFEST_INVALID");
        index(
                "child-of-another-media-type",
                CHILD.replace(ManifestText.MANIFEST, ManifestText.INDEX),
                "MANIFEST_INVALID",
                "CLIENTS_FAIL");
        index(
                "child-with-a-platform-of-another-image",
                ManifestText.with(CHILD, "platform", ManifestText.platform("windows", "arm64")),
                "MANIFEST_INVALID");
        index(
                "child-with-a-platform-as-text",
                ManifestText.with(CHILD, "platform", "\"linux/amd64\""),
                "MANIFEST_INVALID");
        index(
                "child-without-an-architecture",
                ManifestText.with(CHILD, "platform", "{\"os\":\"linux\"}"),
                "MANIFEST_INVALID");
        index(
                "child-that-is-a-config",
                ManifestText.descriptor(ManifestText.MANIFEST, NEW.config()),
                "MANIFEST_BLOB_UNKNOWN");
        index("child-is-text", "\"" + NEW.digest() + "\"", "MANIFEST_INVALID");
        text("index-without-manifests", "{\"schemaVersion\":2,\"mediaType\":\"" + ManifestText.INDEX + "\"}");
        text("index-with-layers", ManifestText.with(ManifestText.index(CHILD), "layers", "[]"));
        text(
                "index-with-config",
                ManifestText.with(
                        ManifestText.index(CHILD), "config", ManifestText.descriptor(ManifestText.CONFIG, "{}")));
        String self =
                "{\"schemaVersion\":2,\"mediaType\":\"" + ManifestText.INDEX + "\",\"manifests\":[{\"mediaType\":\""
                        + ManifestText.INDEX + "\",\"digest\":\"sha256:" + "a".repeat(64) + "\",\"size\":1}]}";
        SHELF.add(
                "index-that-names-itself",
                it -> it.file("acme/app/digests/sha256/aa/" + "a".repeat(64) + ".json", self),
                "DIGEST_INVALID acme/app/digests/sha256/aa/" + "a".repeat(64) + ".json");
        // configs
        config("config-that-is-a-list", "[]", "MANIFEST_INVALID");
        String few = NEWEST.config().replaceFirst("\"diff_ids\":\\[[^]]*]", "\"diff_ids\":[]");
        String ofFew = ManifestText.image(few, "files of newest");
        SHELF.add(
                "config-with-too-few-diff-ids",
                it -> it.content(APP, few, ofFew),
                "MANIFEST_INVALID " + content(APP, ofFew));
        config(
                "config-with-a-label-of-a-number",
                NEWEST.config().replace("\"name\":\"newest\"", "\"name\":1"),
                "IMAGE_UNUSUAL");
        config("config-without-an-operating-system", NEWEST.config().replace("\"os\":\"linux\",", ""), "IMAGE_UNUSUAL");
        config(
                "config-without-an-architecture",
                NEWEST.config().replaceFirst("\"architecture\":\"[a-z0-9]+\"", "\"architecture\":\"\""),
                "IMAGE_UNUSUAL");
        config(
                "config-with-duplicate-keys",
                ManifestText.with(NEWEST.config(), "os", "\"windows\""),
                "MANIFEST_INVALID");
        SHELF.add(
                "docker-config-in-an-oci-manifest",
                it -> it.content(
                        APP,
                        NEWEST.config(),
                        GOOD.replace(ManifestText.CONFIG, "application/vnd.docker.container.image.v1+json")),
                "MEDIA_TYPE_INVALID "
                        + content(
                                APP,
                                GOOD.replace(ManifestText.CONFIG, "application/vnd.docker.container.image.v1+json")));
        return SHELF.defects();
    }

    private static byte[] raw(String latin) {
        return latin.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void text(String defect, String text) {
        bytes(defect, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void code(String code, String defect, String text) {
        SHELF.add(defect, it -> it.content(APP, NEWEST.config(), text), code + " " + content(APP, text));
    }

    private static void bytes(String defect, byte[] bytes) {
        String path = RegistryDirectory.digestFile(APP, Digest.sha256(bytes));
        SHELF.add(defect, it -> it.content(APP, NEWEST.config()).file(path, bytes), "MANIFEST_INVALID " + path);
    }

    private static void index(String defect, String child, String... codes) {
        String index = ManifestText.index(child);
        SHELF.add(
                "index-" + defect,
                it -> it.content(APP, index),
                Stream.of(codes).map(code -> code + " " + content(APP, index)).toArray(String[]::new));
    }

    private static void config(String defect, String config, String code) {
        String manifest = ManifestText.image(config, "files of newest");
        SHELF.add(defect, it -> it.content(APP, config, manifest), code + " " + content(APP, config));
    }
}
