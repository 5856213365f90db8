package io.github.registryorg.testkit;

import static io.github.registryorg.metadata.ManifestText.descriptor;
import static io.github.registryorg.metadata.ManifestText.digest;
import static io.github.registryorg.metadata.ManifestText.image;
import static io.github.registryorg.metadata.ManifestText.index;
import static io.github.registryorg.metadata.ManifestText.size;
import static io.github.registryorg.metadata.ManifestText.with;

import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.oci.MediaType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A registry that is valid, with markup in every field that a contribution writes; its scripts call {@code ran}. */
public final class HostileRegistry {

    /** Runs in HTML. Without double quotes and backslashes, so that JSON and YAML have it as it is. */
    public static final String MARKUP =
            "'><img src=x onerror=ran('1')><script>ran('2')</script><svg onload=ran('3')></svg>";

    /** Closes what text may be in. */
    private static final String CLOSING = "</title></style></script></textarea><script>ran('4')</script>-->" + MARKUP;

    public static final String HTML_PAGE =
            "<!doctype html><title>t</title><script src=./app:e.js></script><script src=./sif:e.js></script>"
                    + "<script src=./e.js></script>" + MARKUP;

    public static final String SVG_PAGE = "<svg xmlns='http://www.w3.org/2000/svg'><script>ran('5')</script></svg>";

    public static final String XHTML_PAGE = "<html xmlns='http://www.w3.org/1999/xhtml'><head><title>t</title></head>"
            + "<body><script>ran('6')</script></body></html>";

    private static final List<String> NAMES = List.of(
            "1.0",
            "404.html",
            "Y.HTML",
            "a.css",
            "e.js",
            "f.json",
            "g.txt",
            "h.xml",
            "i.xhtml",
            "index.html",
            "k.svg",
            "l.shtml",
            "m.html.1",
            "n.php",
            "o.var",
            "p.pdf",
            "q.mhtml",
            "r.rss",
            "s.html.gz",
            "t.html.en",
            "u.xsl");

    private static final String ARCHIVE = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
            + "--b\r\nContent-Type: text/html\r\n\r\n<script>ran('8')</script>\r\n--b--\r\n";

    private static final Map<String, String> IMAGES = Map.of(
            "a.html",
            HTML_PAGE,
            "b.svg",
            SVG_PAGE,
            "c.xhtml",
            XHTML_PAGE,
            "d.xml",
            XHTML_PAGE + " ",
            "e.js",
            "ran('7')",
            "f.html.1",
            HTML_PAGE + " ",
            "plain",
            HTML_PAGE + "  ",
            "g.shtml",
            HTML_PAGE + "   ");

    private final RegistryDirectory files;

    public HostileRegistry(Path directory) {
        this.files = new RegistryDirectory(directory);
        files.file("registry.yaml", "formatVersion: 1\ntitle: \"" + CLOSING + "\"\ndescription: \"" + CLOSING + "\"\n");
        images();
        singularity();
        older();
        page("evil/page.svg");
        page("evil/page.html");
    }

    private void page(String repository) {
        files.file(
                repository + "/README.md",
                "---\nlayout: collection\nstore: file:.store\n" + text("title") + text("description") + text("licenses")
                        + text("authors") + address("source") + address("url") + address("documentation") + "---\n# "
                        + CLOSING + "\n\n" + MARKUP + "\n\n[a](javascript:ran('8')) ![b](javascript:ran('8'))\n\n"
                        + "<a href=\"javascript:ran('8')\" onfocus=ran('8') autofocus>c</a>\n\n```" + MARKUP + "\n"
                        + CLOSING
                        + "\n```\n");
    }

    private static String text(String key) {
        return key + ": \"" + CLOSING + "\"\n";
    }

    private static String address(String key) {
        return key + ": \"https://a.example/?a=1&b='onload=ran('9')\"\n";
    }

    private void images() {
        page("evil/app");
        String config =
                "{\"architecture\":\"amd64\",\"os\":\"linux\",\"author\":\"" + MARKUP + "\",\"config\":{\"Env\":[\"A="
                        + MARKUP + "\"],\"Labels\":{\"" + MARKUP + "\":\"" + MARKUP
                        + "\"}},\"history\":[{\"created_by\":\"" + MARKUP
                        + "\"}],\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"" + digest("diff") + "\"]}}";
        String layer = HTML_PAGE + "layer";
        String annotations =
                "{\"" + MARKUP + "\":\"" + MARKUP + "\",\"org.opencontainers.image.title\":\"" + CLOSING + "\"}";
        String manifest =
                with(with(image(config, layer), "annotations", annotations), "evil" + MARKUP, "\"" + MARKUP + "\"");
        long size = size(manifest) + size(config) + size(layer);
        files.content("evil/app", config)
                .content("evil/app", manifest)
                .blob(".store", config)
                .blob(".store", layer);
        files.note("evil/app", digest(manifest), "yanked: \"" + CLOSING + "\"");
        for (String name : NAMES) {
            tag("evil/app", name, ManifestText.MANIFEST, manifest, size);
        }
        String child =
                with(descriptor(ManifestText.MANIFEST, manifest), "platform", ManifestText.platform("linux", "amd64"));
        String both = with(index(child), "annotations", annotations);
        files.content("evil/app", both);
        tag("evil/app", "both.html", ManifestText.INDEX, both, size(both) + size);
        String signature = with(
                with(
                        with(image(config, layer), "artifactType", "\"application/a&b+json\""),
                        "subject",
                        descriptor(ManifestText.MANIFEST, manifest)),
                "annotations",
                annotations);
        files.content("evil/app", signature);
    }

    private void tag(String repository, String tag, String mediaType, String manifest, long size) {
        files.file(
                repository + "/manifests/" + tag + "/README.md",
                "---\nlayout: manifests/oci\nmediaType: " + mediaType + "\ndigest: " + digest(manifest) + "\nsize: "
                        + size + "\n---\n" + CLOSING + "\n");
    }

    /** Images that are the pages themselves. */
    private void singularity() {
        page("evil/sif");
        String config = "{}";
        files.content("evil/sif", config).blob(".store", config);
        IMAGES.forEach((name, content) -> {
            String manifest = image(config, content)
                    .replace(ManifestText.CONFIG, MediaType.SIF_CONFIG.value())
                    .replace(ManifestText.LAYER, MediaType.SIF_LAYER.value());
            files.content("evil/sif", manifest).blob(".store", content);
            tag("evil/sif", name, ManifestText.MANIFEST, manifest, size(manifest) + size(config) + size(content));
        });
    }

    private void older() {
        page("evil/old");
        for (String name : List.of("1.0", "x.html", "y.svg")) {
            String digest = "\"" + digest("old") + "\"";
            files.file(
                    "evil/old/manifests/" + name + "/README.md",
                    "---\nlayout: manifests/singularity\n" + text("size") + "digest: " + digest
                            + "\nlayers:\n- size: \""
                            + MARKUP + "\"\n  digest: " + digest + "\n  url: \"https://a.example/" + name
                            + "?a=1&b='onload=ran('9')\"\n---\n" + CLOSING + "\n");
        }
    }
}
