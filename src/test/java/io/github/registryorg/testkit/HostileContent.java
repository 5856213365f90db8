package io.github.registryorg.testkit;

import static io.github.registryorg.metadata.ManifestText.descriptor;
import static io.github.registryorg.metadata.ManifestText.digest;
import static io.github.registryorg.metadata.ManifestText.size;
import static io.github.registryorg.metadata.ManifestText.with;

import com.fasterxml.jackson.databind.node.TextNode;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.oci.MediaType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A valid registry with a repository for each of many attacks, which is in every field that a contribution writes. Each is
 * an attempt with a number of its own: what runs calls {@code attempt(number)}, which whoever opens a page defines.
 */
public final class HostileContent {

    /** Attempts on whatever holds text, as {@code X}: valid anywhere, since no field forbids these characters. */
    private static final List<String> PAYLOADS = List.of(
            "<script>X</script>",
            "\"><script>X</script>",
            "'><script>X</script>",
            "<img src=x onerror=X>",
            "<IMG SRC=x OnErRoR=X>",
            "<img/src=x/onerror=X>",
            "\" onmouseover=X autofocus tabindex=1 onfocus=X a=\"",
            "' onmouseover=X autofocus tabindex=1 onfocus=X a='",
            "` onmouseover=X autofocus onfocus=X a=`",
            "<svg onload=X>",
            "<svg><script>X</script></svg>",
            "<svg><style><img src=x onerror=X></style></svg>",
            "<svg><animate onbegin=X attributeName=x dur=1s></svg>",
            "<svg><a xlink:href=\"javascript:X\"><text y=9>t</text></a></svg>",
            "<math><mi><style><img src=x onerror=X></style></mi></math>",
            "<math href=\"javascript:X\">t</math>",
            "<noscript><p title=\"</noscript><img src=x onerror=X>\">",
            "<template><script>X</script></template><img src=x onerror=X>",
            "</title><script>X</script>",
            "</textarea><script>X</script>",
            "</style></script><script>X</script>",
            "--><script>X</script><!--",
            "]]><script>X</script><![CDATA[",
            "</code></pre></dd></td><script>X</script>",
            "<iframe srcdoc=\"<script>parent.X</script>\"></iframe>",
            "<iframe src=javascript:parent.X></iframe>",
            "<object data=javascript:X></object><embed src=javascript:X>",
            "<a href=javascript:X autofocus onfocus=X>t</a>",
            "<a href=\"java&#10;script:X\">t</a>",
            "<a href=\"&#106;avascript&colon;X\">t</a>",
            "javascript:X//\nhttps://evil.example/",
            "data:text/html,<script>X</script>",
            "<form action=javascript:X><button autofocus onfocus=X formaction=javascript:X>t</button></form>",
            "<base href=\"https://evil.example/\"><link rel=stylesheet href=https://evil.example/a.css>",
            "<meta http-equiv=refresh content=\"0;url=javascript:X\">",
            "<style>@import 'https://evil.example/a.css';*{background:url(https://evil.example/b)}</style>",
            "<body onload=X><html onmouseover=X>",
            "<details open ontoggle=X><summary>t</summary></details>",
            "<video src=x onerror=X></video><audio src=x onerror=X></audio>",
            "<input autofocus onfocus=X><select autofocus onfocus=X></select>",
            "<script src=\"data:text/javascript,X\"></script><script type=module>X</script>",
            "&lt;script&gt;X&lt;/script&gt; &amp;lt;img src=x onerror=X&amp;gt;",
            "%3Cscript%3EX%3C/script%3E",
            "\\u003cscript\\u003eX\\u003c/script\\u003e",
            "\uFF1Cscript\uFF1EX\uFF1C/script\uFF1E",
            "\u202E<script>X</script>\u202C\u2066<img src=x onerror=X>\u2069",
            "+ADw-script+AD4-X+ADw-/script+AD4-",
            "${X} {{X}} #{X} @if(X) $unsafe{X}",
            "\";X;// ';X;// `;X;// \u2028X",
            "<a id=root name=root>t</a><img name=querySelector><form id=content><input name=attributes></form>",
            "<x:script xmlns:x=\"http://www.w3.org/1999/xhtml\">X</x:script>",
            "<?xml-stylesheet href=\"data:text/xsl,X\"?><!DOCTYPE a [<!ENTITY b '<script>X</script>'>]>&b;");

    /** Attempts on Markdown. */
    private static final List<String> MARKDOWN = List.of(
            "[a](javascript:X)",
            "[a](<javascript:X>)",
            "[a](JaVaScRiPt:X)",
            "[a](java&#x09;script:X)",
            "[a](&#106;avascript&colon;X)",
            "[a](javascript%3AX)",
            "[a](\u0001javascript:X)",
            "[a]( javascript:X)",
            "[a](data:text/html;base64,PHNjcmlwdD5hdHRlbXB0KDApPC9zY3JpcHQ+)",
            "[a](vbscript:X)",
            "[a](//evil.example/X)",
            "[a](https:evil.example/X)",
            "[a](\\\\evil.example/X)",
            "[a](mailto:a@evil.example?subject=<script>X</script>)",
            "[a](https://evil.example/ \"' onmouseover=X '\")",
            "[a](https://evil.example/ '\" onmouseover=X \"')",
            "[a](https://evil.example/\"onmouseover=X)",
            "[a](https://user:X@evil.example/)",
            "![a](javascript:X)",
            "![a](x \"\\\" onerror=X \\\"\")",
            "![\" onerror=X \"](https://evil.example/i.png)",
            "![<img src=x onerror=X>](https://evil.example/i.png)",
            "![[a](javascript:X)](https://evil.example/i.png)",
            "![a](data:image/svg+xml,<svg onload=X>)",
            "[a][r]\n\n[r]: javascript:X \"t\"",
            "[a][r]\n\n[r]: <javascript:X>",
            "[<img src=x onerror=X>]\n\n[<img src=x onerror=X>]: https://evil.example/",
            "<javascript:X>",
            "<https://evil.example/\"onmouseover=X>",
            "https://evil.example/\"onmouseover=X",
            "www.evil.example/<script>X</script>",
            "a\"onmouseover=X@evil.example",
            "a[^1]\n\n[^1]: <script>X</script> [a](javascript:X)",
            "a[^\"><img-src=x-onerror=X>]\n\n[^\"><img-src=x-onerror=X>]: b",
            "```\"><script>X</script>\n</code></pre><script>X</script>\n```",
            "~~~ html onmouseover=X\n<script>X</script>\n~~~",
            "    </code></pre><script>X</script>",
            "`</code><script>X</script>`",
            "| <script>X</script> | \" onmouseover=X \" |\n| --- | :-: |\n| `<script>X</script>` | <img src=x onerror=X> |",
            "- [ ] <img src=x onerror=X>\n- [x] <input type=checkbox onfocus=X autofocus>",
            "# \"><img src=x onerror=X>",
            "\" onmouseover=X id=\"a\n===",
            "> <script>X</script>\n> > <svg onload=X>",
            "~~<script>X</script>~~ **<img src=x onerror=X>**",
            "\\<script>X\\</script> \\[a](javascript:X)",
            "<div\nonmouseover=X\nautofocus>a</div>",
            "<a href=\"https://evil.example/\" title='\"onmouseover=X' target=_top ping=javascript:X>a</a>",
            "<p id=\"content\" name=\"x\" class=\"chooser\" data-copy=\"X\" hidden>a</p>",
            "<input type=image src=x onerror=X><input type=checkbox checked onclick=X>",
            "<!--><script>X</script>-->",
            "<?php <script>X</script> ?>",
            "<!X <script>X</script>>\n\n<![CDATA[<script>X</script>]]>");

    /** One attack in one field. */
    public record Attempt(int number, String field, String payload) {

        @Override
        public String toString() {
            return number + ", in " + field + ": " + payload;
        }
    }

    private static final int TAG_COUNT = 130;

    /** A repository of so many tags that scripts make rows of them. */
    public static final String TAGS = "evil/many";

    private static final String FILES = "evil/files";

    private static final String LEGACY = "evil/old";

    private final RegistryDirectory files;
    private final List<Attempt> attempts = new ArrayList<>();

    public HostileContent(Path directory) {
        this.files = new RegistryDirectory(directory);
        settings();
        for (int i = 0; i < PAYLOADS.size(); i++) {
            repository(i);
        }
        artifacts();
        legacy();
        tags();
    }

    /** All of them, by their numbers. */
    public List<Attempt> attempts() {
        return List.copyOf(attempts);
    }

    /** What is attempted, calling {@code attempt(0)}. */
    public static List<String> payloads() {
        return PAYLOADS.stream()
                .map(payload -> payload.replace("X", "attempt(0)"))
                .toList();
    }

    private static String name(int index) {
        return String.format(Locale.ROOT, "evil/p%02d", index);
    }

    private String attempt(String field, String payload) {
        attempts.add(new Attempt(attempts.size(), field, payload));
        return payload.replace("X", "attempt(" + (attempts.size() - 1) + ")");
    }

    /** As JSON, which YAML in double quotes is too. */
    private String quoted(String field, String payload) {
        // YAML takes a line separator for a line break, which JSON has as it is
        return TextNode.valueOf(attempt(field, payload)).toString().replace("\u2028", "\\u2028");
    }

    private String key(String name, String payload) {
        return name + ": " + quoted(name, payload) + "\n";
    }

    /** An address of which the attempt is a part; fields of addresses have no white space. */
    private String address(String field, String payload) {
        return TextNode.valueOf(
                        "https://evil.example/a?b=1#" + attempt(field, payload).replaceAll("[\\s\u2028]", "/"))
                .toString();
    }

    private void settings() {
        String all = "'\"></title></textarea></script></style>--><script>X</script><img src=x onerror=X>";
        files.file(
                "registry.yaml",
                "formatVersion: 1\n" + key("title", all) + key("description", all) + key("footer", all)
                        + "url: https://registry.example\nlinks:\n- title: "
                        + quoted("link", "<img src=x onerror=X>")
                        + "\n  url: https://evil.example/?'onmouseover=attempt(0)'\nsource: https://evil.example/'registry'\n"
                        + "contact: javascript+attempt@evil.example\n");
        files.file(
                "logo.svg",
                "<svg xmlns='http://www.w3.org/2000/svg'><title>" + attempt("logo", "&lt;script>X&lt;/script>")
                        + "</title><!--" + attempt("logo", "<script>X</script>") + "--><path d='M0 0h1'/></svg>");
    }

    /** In each place that Markdown has for text, each of which is a block of its own. */
    private String prose(String field, int index) {
        String p = PAYLOADS.get(index);
        String line = p.replace('\n', ' ');
        return String.join(
                        "\n\n",
                        attempt(field, p),
                        attempt(field, MARKDOWN.get(index)),
                        "## " + attempt(field, line),
                        "```" + attempt(field, line) + "\n" + attempt(field, p) + "\n```",
                        "| a | b |\n| --- | --- |\n| " + attempt(field, line) + " | `" + attempt(field, line) + "` |",
                        "- [ ] " + attempt(field, line),
                        "> " + attempt(field, line),
                        "[" + attempt(field, line) + "](" + attempt(field, line) + ")",
                        "[a](https://evil.example/ \"" + attempt(field, line).replace("\"", "\\\"") + "\")",
                        "[a](<" + attempt(field, line).replace("<", "\\<").replace(">", "\\>") + ">)",
                        "![" + attempt(field, line) + "](https://evil.example/i.png \"" + attempt(field, line) + "\")",
                        "[b][c" + index + "] d[^e" + index + "]",
                        "[c" + index + "]: " + attempt(field, line).replace(' ', '/'),
                        "[^e" + index + "]: " + attempt(field, line),
                        "<div title=\"" + attempt(field, line) + "\" id=\"" + attempt(field, line) + "\">f</div>")
                + "\n";
    }

    private void repository(int index) {
        String name = name(index);
        String p = PAYLOADS.get(index);
        files.file(
                name + "/README.md",
                "---\nlayout: collection\nstore: file:.store\n" + key("title", p) + key("description", p)
                        + key("licenses", p) + key("authors", p) + key("vendor", p)
                        + (index % 2 == 0 ? key("deprecated", p) + "successor: " + name((index + 2) % 50) + "\n" : "")
                        + "source: " + address("source", p) + "\nurl: " + address("url", p) + "\ndocumentation: "
                        + address("documentation", p) + "\n---\n" + prose("README.md", index));
        String old = images(name, "1.0", p, index);
        files.note(name, digest(old), "yanked: " + quoted("yanked", p));
        referrers(name, old, p);
        images(name, "1.1", p, index);
    }

    /** An index of two images. */
    private String images(String name, String tag, String p, int index) {
        List<String> children = new ArrayList<>();
        List<String> platforms = new ArrayList<>();
        long size = 0;
        for (String architecture : List.of("amd64", quotedPart("architecture", p))) {
            String config = config(architecture, p);
            String layer = name + tag + architecture + attempt("layer", p);
            String manifest = with(ManifestText.image(config, layer), "annotations", texts("annotation", p));
            manifest = manifest.replace(
                    "\"size\":" + size(layer) + "}",
                    "\"size\":" + size(layer) + ",\"annotations\":" + title("layer's title", p) + ",\"urls\":["
                            + address("urls", p) + "]}");
            files.content(name, config)
                    .content(name, manifest)
                    .blob(".store", config)
                    .blob(".store", layer);
            size += size(manifest) + size(config) + size(layer);
            String child = with(descriptor(ManifestText.MANIFEST, manifest), "annotations", texts("entry", p));
            boolean isUsual = architecture.equals("amd64");
            String variant = isUsual ? quotedPart("variant", p) : "";
            children.add(with(
                    child,
                    "platform",
                    "{\"os\":\"linux\",\"architecture\":\"" + architecture + "\",\"variant\":\"" + variant
                            + "\",\"os.version\":" + quoted("os.version", p) + "}"));
            platforms.add("\"linux/" + architecture + (isUsual ? "/" + variant : "") + "\"");
        }
        String annotations = texts("index's annotation", p);
        String both = with(ManifestText.index(children.toArray(String[]::new)), "annotations", annotations);
        files.content(name, both);
        files.file(
                name + "/manifests/" + tag + "/README.md",
                "---\nlayout: manifests/oci\nmediaType: " + ManifestText.INDEX + "\ndigest: " + digest(both)
                        + "\nsize: "
                        + (size(both) + size) + "\nplatforms: [" + String.join(", ", platforms) + "]\n"
                        + key("version", p) + key("revision", p)
                        + "published: 2026-11-20T10:11:12Z\n---\n" + prose("tag", index));
        return both;
    }

    /** Without the quotes. */
    private String quotedPart(String field, String payload) {
        String text = quoted(field, payload);
        return text.substring(1, text.length() - 1);
    }

    private String texts(String field, String p) {
        return "{" + quoted(field + "'s name", p) + ":" + quoted(field, p) + ",\"org.opencontainers.image.source\":"
                + address(field + "'s source", p) + ",\"org.opencontainers.image.created\":"
                + quoted(field + "'s time", p) + ",\"predicateType\":" + quoted(field + "'s predicate", p) + "}";
    }

    private String title(String field, String p) {
        return "{\"org.opencontainers.image.title\":" + quoted(field, p) + "}";
    }

    private String config(String architecture, String p) {
        return "{\"architecture\":\"" + architecture + "\",\"os\":\"linux\",\"author\":" + quoted("author", p)
                + ",\"config\":{\"User\":" + quoted("User", p) + ",\"ExposedPorts\":{" + quoted("ExposedPorts", p)
                + ":{}},\"Env\":[" + quoted("Env", p + "=" + p) + ",\"A=B\"],\"Entrypoint\":[" + quoted("Entrypoint", p)
                + "],\"Cmd\":[" + quoted("Cmd", p) + "],\"Volumes\":{" + quoted("Volumes", p) + ":{}},\"WorkingDir\":"
                + quoted("WorkingDir", p) + ",\"StopSignal\":" + quoted("StopSignal", p) + ",\"Labels\":{"
                + quoted("Labels' name", p) + ":" + quoted("Labels", p)
                + "}},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"" + digest("diff") + "\"]},\"history\":["
                + "{\"created_by\":" + quoted("created_by", p) + ",\"comment\":" + quoted("comment", p) + ",\"author\":"
                + quoted("history's author", p) + "},{\"empty_layer\":true,\"created_by\":"
                + quoted("created_by", "RUN " + p) + "}]}";
    }

    private void referrers(String name, String subject, String p) {
        for (String type : List.of("application/attempt!#$&^_.+-", "application/vnd.in-toto+json")) {
            String content = attempt("referrer's content", p);
            String manifest = ManifestText.image("{}", content)
                    .replace(ManifestText.LAYER, type)
                    .replace(ManifestText.CONFIG, "application/vnd.oci.empty.v1+json");
            manifest = with(manifest, "artifactType", "\"" + type + "\"");
            manifest = with(manifest, "annotations", texts("referrer's annotation", p));
            manifest = with(manifest, "subject", descriptor(ManifestText.INDEX, subject));
            files.content(name, "{}")
                    .content(name, manifest)
                    .blob(".store", "{}")
                    .blob(".store", content);
        }
    }

    /** One artifact whose files are named by all attempts, and one that clients take for an image of Singularity. */
    private void artifacts() {
        files.page(FILES, "store: file:.store");
        for (boolean isSif : List.of(true, false)) {
            String config = "{" + quoted("artifact's config", PAYLOADS.get(0)) + ":1}";
            List<String> contents = new ArrayList<>();
            for (String p : isSif ? PAYLOADS.subList(0, 1) : PAYLOADS) {
                contents.add(contents.size() + attempt("artifact's content", p));
            }
            String manifest = ManifestText.image(config, contents.toArray(String[]::new))
                    .replace(ManifestText.CONFIG, isSif ? MediaType.SIF_CONFIG.value() : "application/attempt!#$&^_.+-")
                    .replace(ManifestText.LAYER, isSif ? MediaType.SIF_LAYER.value() : "application/x-attempt");
            long size = size(config);
            for (int i = 0; i < contents.size(); i++) {
                String file = digest(contents.get(i)) + "\",\"size\":" + size(contents.get(i));
                manifest = manifest.replace(
                        file + "}", file + ",\"annotations\":" + title("file's title", PAYLOADS.get(i)) + "}");
                files.blob(".store", contents.get(i));
                size += size(contents.get(i));
            }
            files.content(FILES, config).content(FILES, manifest).blob(".store", config);
            files.tag(
                    FILES, isSif ? "__proto__" : "constructor", ManifestText.MANIFEST, manifest, size + size(manifest));
        }
    }

    private void legacy() {
        files.page(LEGACY);
        for (int i = 0; i < PAYLOADS.size(); i++) {
            String p = PAYLOADS.get(i);
            files.file(
                    LEGACY + "/manifests/1." + i + "/README.md",
                    "---\nlayout: manifests/singularity\n" + key("size", p) + "digest: " + quoted("digest", p)
                            + "\nlayers:\n- size: " + quoted("layer's size", p) + "\n  digest: "
                            + quoted("layer's digest", p) + "\n  url: " + address("layer's url", p)
                            + "\n- digest: md5:a\n  url: \"https://evil.example/?attempt(0)='\"\n---\n"
                            + prose("tag", i));
            files.file(LEGACY + "/manifests/1." + i + "/Singularity", attempt("recipe", p) + "\n");
            files.file(LEGACY + "/manifests/1." + i + "/Singularity.attempt", attempt("recipe", p) + "\n");
        }
    }

    private void tags() {
        files.page(TAGS, "store: file:.store");
        List<String> names = new ArrayList<>(List.of("javascript", "onload", "script", "__proto__", "toString"));
        for (int i = names.size(); i < TAG_COUNT; i++) {
            names.add("1." + i);
        }
        for (int i = 0; i < PAYLOADS.size(); i++) {
            String architecture = quotedPart("architecture", PAYLOADS.get(i));
            String config = config(architecture, PAYLOADS.get(i));
            String manifest = ManifestText.image(config, "many");
            files.content(TAGS, config).content(TAGS, manifest).blob(".store", config);
            for (int tag = i; tag < TAG_COUNT; tag += PAYLOADS.size()) {
                files.tag(
                        TAGS,
                        names.get(tag),
                        "mediaType: " + ManifestText.MANIFEST,
                        "digest: " + digest(manifest),
                        "size: " + (size(manifest) + size(config) + size("many")),
                        "platforms: [\"linux/" + architecture + "\"]");
            }
        }
        files.blob(".store", "many");
    }
}
