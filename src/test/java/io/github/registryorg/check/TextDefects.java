package io.github.registryorg.check;

import static io.github.registryorg.check.ContributionFixture.APP;
import static io.github.registryorg.check.ContributionFixture.NEW;
import static io.github.registryorg.check.ContributionFixture.NEWEST;
import static io.github.registryorg.check.ContributionFixture.OLD;

import io.github.registryorg.metadata.ManifestText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;

/** Pages, tags and notes whose text or keys are wrong. */
final class TextDefects {

    private static final Defect.Shelf SHELF = new Defect.Shelf("text");
    private static final String PAGE = APP + "/README.md";
    private static final String STORE = "store: https://storage.example/acme";
    private static final String TAG = APP + "/manifests/new/README.md";
    private static final String NOTE = ContributionFixture.note(APP, OLD.digest());

    static final List<Defect> ALL = all();

    private TextDefects() {}

    private static List<Defect> all() {
        // YAML
        page("yaml-that-is-unclosed", 5, STORE, "title: [a");
        page("yaml-with-a-tab", 4, STORE, "\ttitle: a");
        page("yaml-with-an-alias", 5, STORE, "title: &a x", "description: *a");
        page("yaml-bomb", 4, STORE, "a: &a [x,x]", "b: &b [*a,*a]", "c: [*b,*b]");
        SHELF.add(
                "page-yaml-that-merges-keys",
                it -> it.page(APP, STORE, "<<: {title: a}"),
                "KEY_UNKNOWN " + PAGE + ":4");
        page("yaml-tag-of-java", 4, STORE, "title: !!javax.script.ScriptEngineManager [x]");
        page("yaml-tag-of-a-text", 4, STORE, "title: !!str 1");
        page("yaml-tag-of-binary", 4, STORE, "title: !!binary aGVsbG8=");
        page("yaml-duplicate-key", 5, STORE, "title: a", "title: b");
        page("yaml-duplicate-key-in-quotes", 5, STORE, "title: a", "\"t\\x69tle\": b");
        page("yaml-key-is-a-list", 4, STORE, "[a, b]: c");
        page("yaml-nested-deep", 4, STORE, "x: " + "[".repeat(1000) + "]".repeat(1000));
        page("yaml-escape-of-no-character", 4, STORE, "title: \"\\UFFFFFFFF\"");
        SHELF.add(
                "page-yaml-control-character",
                it -> it.page(APP, STORE, "title: a\u0000b"),
                "FRONT_MATTER_INVALID " + PAGE + ":4",
                "RULE_BROKEN " + PAGE + ":4");
        file("yaml-is-a-list", PAGE, 2, "---\n- layout\n---\n");
        file("yaml-is-a-text", PAGE, 2, "---\nlayout\n---\n");
        file("front-matter-without-an-end", PAGE, 1, "---\nlayout: collection\n");
        file("front-matter-is-absent", PAGE, 1, "# App\n");
        file("page-is-empty", PAGE, 1, "");
        SHELF.add(
                "page-in-utf-16",
                it -> it.file(PAGE, "---\nlayout: collection\n---\n".getBytes(StandardCharsets.UTF_16LE)),
                "FRONT_MATTER_INVALID " + PAGE + ":1",
                "RULE_BROKEN " + PAGE + ":1");
        file(
                "page-in-latin-1",
                PAGE,
                3,
                "---\nlayout: collection\ntitle: caf\u00e9\n---\n".getBytes(StandardCharsets.ISO_8859_1));
        file(
                "prose-in-latin-1",
                PAGE,
                4,
                "---\nlayout: collection\n---\ncaf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        SHELF.add(
                "page-of-two-megabytes",
                it -> it.file(PAGE, "---\nlayout: collection\n---\n" + "x".repeat(2 << 20)),
                "FILE_TOO_LARGE " + PAGE);
        // keys of pages
        file("page-layout-of-a-tag", PAGE, 2, "---\nlayout: manifests/oci\n---\n");
        file("page-layout-that-is-unknown", PAGE, 2, "---\nlayout: post\n---\n");
        page("title-is-a-list", 4, STORE, "title: [a]");
        page("title-is-long", 4, STORE, "title: " + "x".repeat(201));
        page("deprecated-is-empty", 4, STORE, "deprecated: \"\"");
        SHELF.add(
                "page-successor-that-is-not-here",
                it -> it.page(APP, STORE, "deprecated: old", "successor: acme/nope"),
                "SUCCESSOR_UNKNOWN " + PAGE + ":5");
        page("successor-is-an-address", 4, STORE, "successor: https://evil.example/app");
        page("source-is-a-script", 4, STORE, "source: \"javascript:alert(1)\"");
        page("source-with-a-password", 4, STORE, "source: https://user:secret@code.example/app");
        page("url-of-data", 4, STORE, "url: \"data:text/html,<script>\"");
        SHELF.add("key-that-is-unknown", it -> it.page(APP, STORE, "descriptoin: a"), "KEY_UNKNOWN " + PAGE + ":4");
        // stores
        store("of-this-machine", "file:///etc");
        store("above-the-registry", "file:../outside");
        inside("at-localhost", "https://localhost/x");
        inside("at-the-loopback", "https://127.0.0.1/x");
        store("at-the-loopback-in-decimal", "https://2130706433/x");
        store("at-the-loopback-in-hex", "https://0x7f.1/x");
        inside("at-the-loopback-of-ipv6", "https://[::1]/x");
        inside("at-a-mapped-address", "https://[::ffff:10.0.0.1]/x");
        inside("at-a-private-address", "https://10.1.2.3/x");
        inside("at-the-address-of-the-cloud", "https://169.254.169.254/latest/meta-data");
        inside("at-the-unspecified-address", "https://0.0.0.0/x");
        page("store-by-ftp", 3, "store: " + "ftp://storage.example/x");
        store("with-a-password", "https://user:secret@storage.example/x");
        page("store-with-a-query", 3, "store: " + "https://storage.example/x?token=secret");
        page("store-with-a-fragment", 3, "store: " + "https://storage.example/x#y");
        store("that-climbs", "https://storage.example/acme/../other");
        store("that-climbs-encoded", "https://storage.example/acme/%2e%2e/other");
        store("with-a-bad-escape", "https://storage.example/%zz");
        store("without-a-host", "https:///acme");
        store("with-a-bad-port", "https://storage.example:99999/x");
        store("with-a-backslash", "https://storage.example\\\\@evil.example/x");
        store("with-letters-of-another-script", "https://stor\u0430ge.example/x");
        // tags
        tag("digest-that-is-unknown", 4, "MANIFEST_UNKNOWN", ManifestText.MANIFEST, "sha256:" + "0".repeat(64), "1");
        tag("digest-in-upper-case", 4, "FRONT_MATTER_INVALID", ManifestText.MANIFEST, "sha256:" + "A".repeat(64), "1");
        tag("digest-that-is-short", 4, "FRONT_MATTER_INVALID", ManifestText.MANIFEST, "sha256:abc", "1");
        tag(
                "digest-of-a-config",
                4,
                "MANIFEST_UNKNOWN",
                ManifestText.MANIFEST,
                ManifestText.digest(NEW.config()).toString(),
                "1");
        tag(
                "media-type-of-another-kind",
                3,
                "MANIFEST_INVALID",
                ManifestText.INDEX,
                NEW.digest().toString(),
                "" + NEW.size());
        tag(
                "media-type-that-is-none",
                3,
                "FRONT_MATTER_INVALID",
                "image",
                NEW.digest().toString(),
                "" + NEW.size());
        tag(
                "size-that-is-wrong",
                5,
                "SIZE_INVALID",
                ManifestText.MANIFEST,
                NEW.digest().toString(),
                "1");
        tag(
                "size-that-is-negative",
                5,
                "FRONT_MATTER_INVALID",
                ManifestText.MANIFEST,
                NEW.digest().toString(),
                "-1");
        tag(
                "size-as-text",
                5,
                "FRONT_MATTER_INVALID",
                ManifestText.MANIFEST,
                NEW.digest().toString(),
                "\"1\"");
        tag(
                "size-that-is-huge",
                5,
                "FRONT_MATTER_INVALID",
                ManifestText.MANIFEST,
                NEW.digest().toString(),
                "1" + "0".repeat(400));
        tag(
                "size-in-octal",
                5,
                "FRONT_MATTER_INVALID",
                ManifestText.MANIFEST,
                NEW.digest().toString(),
                "0o17");
        SHELF.add(
                "tag-without-a-digest",
                it -> it.tag(APP, "new", "mediaType: " + ManifestText.MANIFEST, "size: 1"),
                "FRONT_MATTER_INVALID " + TAG + ":2");
        SHELF.add(
                "tag-of-another-layout",
                it -> it.file(TAG, "---\nlayout: collection\n---\n"),
                "FRONT_MATTER_INVALID " + TAG + ":2");
        SHELF.add("tag-without-front-matter", it -> it.file(TAG, "new\n"), "FRONT_MATTER_INVALID " + TAG + ":1");
        key("platforms-of-another-image", "MANIFEST_INVALID", "platforms: [windows/amd64]");
        key("created-otherwise", "MANIFEST_INVALID", "created: 2020-01-01T00:00:00Z");
        key("artifact-type-of-an-image", "MANIFEST_INVALID", "artifactType: text/html");
        key("published-in-the-future", "FRONT_MATTER_INVALID", "published: 2099-01-01T00:00:00Z");
        key("published-on-no-day", "FRONT_MATTER_INVALID", "published: 2026-02-31");
        key("published-as-a-word", "FRONT_MATTER_INVALID", "published: yesterday");
        key("source-is-a-script", "FRONT_MATTER_INVALID", "source: \"javascript:alert(1)\"");
        key("rollback-is-empty", "FRONT_MATTER_INVALID", "rollback: \"\"");
        key("from-labels-of-another-key", "FRONT_MATTER_INVALID", "fromLabels: [size]");
        // names of tags
        tagName("129-characters", "a".repeat(129), "TAG_INVALID");
        tagName("leading-dash", "-1", "TAG_INVALID");
        tagName("plus", "1.0+build", "TAG_INVALID");
        tagName("letter-with-an-accent", "caf\u00e9", "TAG_INVALID");
        tagName("space", "a b", "TAG_INVALID");
        tagName("escape", "a%2f", "TAG_INVALID");
        tagName("device-of-windows", "nul", "NAME_RESERVED");
        tagName("trailing-dot", "v1.", "NAME_RESERVED");
        tagName("tag-of-referrers", "sha256-" + "a".repeat(64), "TAG_INVALID");
        // notes
        note("key-that-is-unknown", "KEY_UNKNOWN", 2, "yanked: old", "colour: red");
        note("yaml-that-is-unclosed", "FRONT_MATTER_INVALID", 2, "yanked: [a");
        note("yaml-is-a-list", "FRONT_MATTER_INVALID", 1, "- yanked");
        note("yaml-with-two-documents", "FRONT_MATTER_INVALID", 2, "yanked: a", "--- ", "removed: b");
        note("yaml-with-an-alias", "FRONT_MATTER_INVALID", 2, "yanked: &a x", "removed: *a");
        note("yanked-is-a-list", "FRONT_MATTER_INVALID", 1, "yanked: [a]");
        note("base-of-a-file", "STORE_INVALID", 1, "bases: file:///etc");
        note("base-with-a-password", "STORE_INVALID", 1, "bases: https://user:secret@storage.example/acme");
        note("base-that-climbs", "STORE_INVALID", 1, "bases: https://storage.example/acme/..");
        note("base-with-an-encoded-slash", "STORE_INVALID", 1, "bases: https://storage.example/acme%2fapp");
        note("base-of-no-scheme", "FRONT_MATTER_INVALID", 1, "bases: storage.example/acme");
        note("bases-is-a-mapping", "FRONT_MATTER_INVALID", 1, "bases: {a: b}");
        note("bases-is-empty", "FRONT_MATTER_INVALID", 1, "bases: []");
        note("urls-is-a-list", "FRONT_MATTER_INVALID", 1, "urls: [https://storage.example/x]");
        note("urls-of-no-digest", "FRONT_MATTER_INVALID", 1, "urls: {abc: [https://storage.example/x]}");
        url("url-by-plain-http", "RULE_BROKEN", "http://storage.example/x");
        url("url-with-a-password", "STORE_INVALID", "https://user:secret@storage.example/x");
        url("url-of-a-file", "FRONT_MATTER_INVALID", "file:///etc/passwd");
        // legacy
        legacy(
                "digest-of-md5",
                "DIGEST_WEAK",
                4,
                it -> it.replaceAll("sha256:[0-9a-f]{64}", "md5:d41d8cd98f00b204e9800998ecf8427e"));
        legacy("digest-that-is-none", "DIGEST_INVALID", 4, it -> it.replaceAll("digest: .*", "digest: abc"));
        legacy(
                "digest-that-no-layer-has",
                "DIGEST_INVALID",
                4,
                it -> it.replaceFirst("digest: .*", "digest: " + ManifestText.digest("b")));
        legacy(
                "layers-is-a-text",
                "FRONT_MATTER_INVALID",
                5,
                it -> it.replaceFirst("(?s)layers:.*", "layers: x\n---\n"));
        legacy(
                "url-of-a-script",
                "FRONT_MATTER_INVALID",
                7,
                it -> it.replace("https://files.example/image.sif", "javascript:alert(1)"));
        SHELF.add(
                "page-of-tags-of-two-megabytes",
                it -> it.file("acme/app/tags/README.md", "x".repeat(2 << 20)),
                "FILE_TOO_LARGE acme/app/tags/README.md");
        return SHELF.defects();
    }

    private static void page(String defect, int line, String... keys) {
        SHELF.add("page-" + defect, it -> it.page(APP, keys), "FRONT_MATTER_INVALID " + PAGE + ":" + line);
    }

    private static void file(String defect, String path, int line, String text) {
        file(defect, path, line, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void file(String defect, String path, int line, byte[] text) {
        SHELF.add(defect, it -> it.file(path, text), "FRONT_MATTER_INVALID " + path + at(line));
    }

    private static String at(int line) {
        return line == 0 ? "" : ":" + line;
    }

    private static void store(String defect, String store) {
        SHELF.add(
                "store-" + defect,
                it -> it.page(APP, "store:", "- https://storage.example/acme", "- \"" + store + "\""),
                "STORE_INVALID " + PAGE + ":5");
    }

    /** Only a request to it shows that, which is made where something new is there. */
    private static void inside(String defect, String store) {
        SHELF.addWithBlobs(
                "store-" + defect,
                it -> it.page("acme/inside", "store: \"" + store + "\"").image("acme/inside", NEWEST, "1"),
                "ADDRESS_FORBIDDEN " + ContributionFixture.content("acme/inside", NEWEST.manifest()));
    }

    private static void tag(String defect, int line, String code, String mediaType, String digest, String size) {
        SHELF.add(
                "tag-" + defect,
                it -> it.tag(APP, "new", "mediaType: " + mediaType, "digest: " + digest, "size: " + size),
                code + " " + TAG + at(line));
    }

    private static void key(String defect, String code, String key) {
        SHELF.add("tag-" + defect, it -> it.tag(APP, "new", NEW, key), code + " " + TAG + ":6");
    }

    private static void tagName(String defect, String tag, String code) {
        SHELF.add("tag-name-" + defect, it -> it.tag(APP, tag, NEW), code + " " + APP + "/manifests/" + tag);
    }

    private static void note(String defect, String code, int line, String... keys) {
        SHELF.add("note-" + defect, it -> it.note(APP, OLD.digest(), keys), code + " " + NOTE + at(line));
    }

    private static void url(String defect, String code, String url) {
        String layer = ManifestText.digest("files of old").toString();
        note(defect, code, 3, "urls:", "  " + layer + ":", "  - " + url);
    }

    private static void legacy(String defect, String code, int line, UnaryOperator<String> change) {
        String path = "moon/cheese/manifests/2.0.0/README.md";
        SHELF.add(
                "legacy-" + defect,
                it -> it.file(path, change.apply(CatalogueRegistry.legacy("a", ""))),
                code + " " + path + at(line));
    }
}
