package io.github.registryorg.testkit;

import static io.github.registryorg.metadata.ManifestText.descriptor;
import static io.github.registryorg.metadata.ManifestText.digest;
import static io.github.registryorg.metadata.ManifestText.index;
import static io.github.registryorg.metadata.ManifestText.size;
import static io.github.registryorg.metadata.ManifestText.with;

import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.oci.MediaType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A registry as an organisation has it in its second year: some of each kind of content and state, and one with many tags. */
public final class VariedRegistry {

    /** A repository of images of two platforms, with an older release, a signature, a list of its parts, and a successor. */
    public static final String IMAGE = "acme/shop/api";

    /** A repository of more tags than a page shows. */
    public static final String MANY_TAGS = "acme/build/nightly";

    private static final String[] PLATFORMS = {"amd64", "arm64", "ppc64le", "riscv64", "s390x", "386"};

    private final RegistryDirectory files;
    private final int tags;

    /** @param tags of {@link #MANY_TAGS} */
    public VariedRegistry(Path directory, int tags) {
        this.files = new RegistryDirectory(directory);
        this.tags = tags;
        files.file("registry.yaml", """
                formatVersion: 1
                title: Acme containers
                description: Images that Acme builds, for everybody
                url: https://registry.example
                store: https://storage.example/acme
                accent: "#8a1c5c"
                footer: The platform team looks after this registry
                """);
        files.file("logo.svg", """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 28"><path fill="#8a1c5c" d="M0 28 24 0l24 28z"/></svg>
                """);
        images();
        manyTags();
        others();
    }

    private static String config(String architecture, String version, int layers) {
        StringBuilder history = new StringBuilder();
        StringBuilder layerIds = new StringBuilder();
        for (int i = 0; i < layers; i++) {
            history.append(i == 0 ? "" : ",")
                    .append("{\"created\":\"2026-10-0")
                    .append(i + 1)
                    .append("T08:00:00Z\",\"created_by\":\"RUN /bin/sh -c install --step ")
                    .append(i)
                    .append(" --with a-long-option=value && clean\"}");
            layerIds.append(i == 0 ? "" : ",")
                    .append('"')
                    .append(digest("layer " + architecture + i))
                    .append('"');
        }
        return "{\"architecture\":\"" + architecture + "\",\"os\":\"linux\",\"created\":\"2026-10-02T10:00:00Z\","
                + "\"config\":{\"User\":\"1000:1000\",\"ExposedPorts\":{\"8080/tcp\":{}},\"Env\":[\"PATH=/usr/local/bin:/usr/bin:/bin\","
                + "\"VERSION=" + version + "\"],\"Entrypoint\":[\"/app\",\"serve\"],\"Cmd\":[\"--port\",\"8080\"],"
                + "\"Volumes\":{\"/data\":{}},\"WorkingDir\":\"/srv\",\"Labels\":{\"org.opencontainers.image.version\":\""
                + version + "\",\"org.opencontainers.image.source\":\"https://code.example/acme/api\","
                + "\"org.opencontainers.image.revision\":\"4f0c1d2e3b4a59687786a5b4c3d2e1f001122334\"}},"
                + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[" + layerIds + "]},\"history\":[" + history
                + ",{\"created_by\":\"ENV PATH\",\"empty_layer\":true}]}";
    }

    private String image(String repository, String architecture, String version, int layers) {
        String config = config(architecture, version, layers);
        List<String> contents = new ArrayList<>();
        for (int i = 0; i < layers; i++) {
            contents.add(architecture + " layer " + i + (i == layers - 1 ? version : "") + "x".repeat(1 + 700 * i));
        }
        String manifest = ManifestText.image(config, contents.toArray(String[]::new));
        files.content(repository, config).content(repository, manifest);
        return manifest;
    }

    private String multiPlatform(String repository, String tag, int platforms, int layers, String published) {
        List<String> children = new ArrayList<>();
        StringBuilder names = new StringBuilder();
        long total = 0;
        for (int i = 0; i < platforms; i++) {
            String manifest = image(repository, PLATFORMS[i], tag, layers);
            String described = descriptor(ManifestText.MANIFEST, manifest);
            children.add(with(described, "platform", ManifestText.platform("linux", PLATFORMS[i])));
            names.append(i == 0 ? "" : ", ").append("linux/").append(PLATFORMS[i]);
            total += size(manifest) + sizeOfParts(manifest);
        }
        String both = index(children.toArray(String[]::new));
        files.content(repository, both);
        long all = total + size(both);
        files.file(
                repository + "/manifests/" + tag + "/README.md",
                "---\nlayout: manifests/oci\nmediaType: " + ManifestText.INDEX + "\ndigest: " + digest(both)
                        + "\nsize: "
                        + all + "\nplatforms: [" + names + "]\nversion: \"" + tag
                        + "\"\nrevision: 4f0c1d2e3b4a59687786a5b4c3d2e1f001122334\nsource: https://code.example/acme/api\n"
                        + "created: 2026-10-02T10:00:00Z\npublished: " + published + "\n---\nWhat is new in **" + tag
                        + "**: faster starts.\n");
        return both;
    }

    private static long sizeOfParts(String manifest) {
        long sum = 0;
        for (String part : manifest.split("\"size\":")) {
            String number = part.replaceFirst("[^0-9].*", "");
            sum += number.isEmpty() ? 0 : Long.parseLong(number);
        }
        return sum;
    }

    private void images() {
        page(IMAGE, "The shop's API", "Everything that the shop's pages ask for");
        multiPlatform(IMAGE, "1.3.0", 2, 4, "2026-08-01T10:00:00Z");
        String newest = multiPlatform(IMAGE, "1.4.2", 2, 6, "2026-11-20T10:11:12Z");
        same(IMAGE, "1.4.2", "latest");
        multiPlatform(IMAGE, "2.0.0-rc.1", 6, 6, "2026-11-25T10:11:12Z");
        referrer(IMAGE, newest, "application/vnd.dev.sigstore.bundle.v0.3+json", "signed");
        referrer(IMAGE, newest, "application/spdx+json", "{\"spdxVersion\":\"SPDX-2.3\"}");
    }

    private void same(String repository, String tag, String other) {
        try {
            String text = Files.readString(files.path(repository + "/manifests/" + tag + "/README.md"));
            files.file(repository + "/manifests/" + other + "/README.md", text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void referrer(String repository, String subject, String type, String content) {
        String artifact = ManifestText.image("{}", content)
                .replace(ManifestText.LAYER, type)
                .replace(ManifestText.CONFIG, "application/vnd.oci.empty.v1+json");
        String manifest = with(
                with(artifact, "artifactType", "\"" + type + "\""), "subject", descriptor(ManifestText.INDEX, subject));
        if (type.contains("sigstore")) {
            manifest = with(
                    manifest,
                    "annotations",
                    "{\"dev.sigstore.bundle.content\":\"dsse-envelope\","
                            + "\"dev.sigstore.bundle.predicateType\":\"https://sigstore.dev/cosign/sign/v1\"}");
        }
        files.content(repository, "{}").content(repository, manifest);
    }

    private void page(String repository, String title, String description, String... keys) {
        files.file(
                repository + "/README.md",
                "---\nlayout: collection\ntitle: " + title + "\ndescription: " + description
                        + "\nlicenses: Apache-2.0\nauthors: The platform team\nvendor: Acme\n"
                        + "source: https://code.example/" + repository + "\ndocumentation: https://docs.example/"
                        + repository + "\n" + String.join("\n", keys) + (keys.length == 0 ? "" : "\n") + "---\n# "
                        + repository + "\n\n" + description
                        + ".\n\n## Usage\n\n```\npodman run -p 8080:8080 image\n```\n\n"
                        + "| Variable | Meaning |\n| --- | --- |\n| `PORT` | where it listens |\n\n"
                        + "- [x] small\n- [ ] smaller\n\n![a badge](https://badges.example/b.svg)\n");
    }

    private void manyTags() {
        page(MANY_TAGS, "Nightly builds", "What was built last night");
        String[] manifests = new String[20];
        for (int i = 0; i < manifests.length; i++) {
            manifests[i] = image(MANY_TAGS, "amd64", "n" + i, 3);
        }
        for (int i = 0; i < tags; i++) {
            String manifest = manifests[i % manifests.length];
            String tag = i % 5 == 4
                    ? String.format(Locale.ROOT, "sha-%07x", 0xabc0000 + i)
                    : "1." + i / 50 + "." + i % 50 + (i % 7 == 0 ? "-alpine" : "");
            files.file(
                    MANY_TAGS + "/manifests/" + tag + "/README.md",
                    "---\nlayout: manifests/oci\nmediaType: " + ManifestText.MANIFEST + "\ndigest: " + digest(manifest)
                            + "\nsize: " + (size(manifest) + sizeOfParts(manifest)) + "\nplatforms: [linux/amd64]\n"
                            + String.format(
                                    Locale.ROOT, "published: 2026-%02d-%02dT08:00:00Z\n", 1 + i % 11, 1 + i % 28)
                            + "---\n");
        }
    }

    private void others() {
        for (String team : List.of("data", "web", "tools", "base")) {
            for (int i = 1; i <= 8; i++) {
                String repository = "acme/" + team + "/" + "service-" + i;
                page(repository, team + " service " + i, "Number " + i + " of the services that " + team + " runs");
                multiPlatform(repository, "1." + i + ".0", 1 + i % 3, 3, "2026-0" + i + "-15T09:00:00Z");
            }
        }
        page(IMAGE + "/tools", "Tools of the API", "What those who run the API need");
        multiPlatform(IMAGE + "/tools", "1.0.0", 1, 2, "2026-05-01T09:00:00Z");
        page("acme/old", "Old", "What was replaced", "deprecated: The API has all of it now", "successor: " + IMAGE);
        multiPlatform("acme/old", "0.9.0", 1, 2, "2025-03-01T09:00:00Z");
        page("acme/broken", "Broken", "All of it is yanked");
        String yanked = multiPlatform("acme/broken", "1.0.0", 1, 2, "2026-02-01T09:00:00Z");
        files.note("acme/broken", digest(yanked), "yanked: It loses data");
        page("charts/shop", "Shop", "The whole shop as one chart");
        artifact(
                "charts/shop",
                "3.2.1",
                MediaType.HELM_CONFIG.value(),
                "application/vnd.cncf.helm.chart.content.v1.tar+gzip");
        page("science/model", "Model", "A model for one command");
        artifact("science/model", "1.0", MediaType.SIF_CONFIG.value(), MediaType.SIF_LAYER.value());
        page("empty", "Empty", "Nothing yet");
        page("legacy/busybox", "Busybox", "An image by its address alone");
        files.file("legacy/busybox/manifests/latest/README.md", """
                ---
                layout: manifests/singularity
                size: 27332
                digest: md5:0cc175b9c0f1b6a831c399e269772661
                layers:
                - size: 27332
                  digest: md5:0cc175b9c0f1b6a831c399e269772661
                  url: https://storage.example/busybox/latest.sif
                ---
                """);
    }

    private void artifact(String repository, String tag, String configType, String layerType) {
        String config = "{\"name\":\"shop\",\"version\":\"3.2.1\"}";
        String manifest = ManifestText.image(config, repository + " content")
                .replace(ManifestText.CONFIG, configType)
                .replace(ManifestText.LAYER, layerType);
        files.content(repository, config).content(repository, manifest);
        files.tag(repository, tag, ManifestText.MANIFEST, manifest, size(manifest) + sizeOfParts(manifest));
    }
}
