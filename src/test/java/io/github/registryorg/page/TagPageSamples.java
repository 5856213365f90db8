package io.github.registryorg.page;

import io.github.registryorg.client.Content;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Pages of tags as a real registry has them. */
final class TagPageSamples {

    static final RepositoryName NAME = RepositoryName.parse("acme/app");

    private TagPageSamples() {}

    /** An image for two platforms, with all that a page can show. */
    static TagPageView multiPlatform() {
        return with(
                List.of(platform("linux/amd64", "1.4.2", 27_000_000), platform("linux/arm64", "1.4.2", 27_500_000)),
                comparison(
                        link("1.4.1", true),
                        List.of(compared("linux/amd64", "1.4.1"), compared("linux/s390x", "1.4.1")),
                        List.of(compared("linux/amd64", "1.4.2"), compared("linux/arm64", "1.4.2"))));
    }

    /** The same for the eight platforms that images of many have, with ten layers each, all of them new. */
    static TagPageView ofManyPlatforms() {
        List<String> names = List.of(
                "linux/386",
                "linux/amd64",
                "linux/arm/v5",
                "linux/arm/v7",
                "linux/arm64/v8",
                "linux/ppc64le",
                "linux/riscv64",
                "linux/s390x");
        return with(
                names.stream().map(TagPageSamples::deepPlatform).toList(),
                comparison(
                        link("1.4.1", true),
                        names.stream().map(name -> deepCompared(name, "1.4.1")).toList(),
                        names.stream().map(name -> deepCompared(name, "1.4.2")).toList()));
    }

    private static PlatformView deepPlatform(String name) {
        PlatformNames.Name known = new PlatformNames().next(name);
        return new PlatformView(
                known.id(),
                known.text(),
                digest(name + "1.4.2"),
                27_000_000L,
                Shown.first(deepLayers(name, "1.4.2"), 60),
                10,
                ConfigView.of(settings("1.4.2")));
    }

    private static Compared deepCompared(String name, String version) {
        return new Compared(
                new ComparedPlatform(name, digest(name + version)),
                new PlatformContent(27_000_000L, deepLayers(name, version), settings(version)));
    }

    private static List<LayerView> deepLayers(String name, String version) {
        return IntStream.range(0, 10)
                .mapToObj(i -> new LayerView(
                        digest(name + version + i),
                        1_000_000 + 1_234L * i,
                        null,
                        "RUN set -eux; ./configure --prefix=/opt/part" + i + " && make install",
                        null))
                .toList();
    }

    private static TagPageView with(List<PlatformView> now, TagComparison comparison) {
        return new TagPageView(
                "Example Registry",
                NAME,
                new Tag("1.4.2"),
                Samples.DIGEST,
                "sha256:" + "0".repeat(64),
                "leaks its log; use 1.4.3",
                "It is part of the platform now",
                RepositoryName.parse("acme/platform"),
                Shown.first(List.of(link("latest", true), link("1.4", false)), 12),
                facts(),
                List.of("Only docker can't pull this from here."),
                List.of(new PullCommand("podman", "podman pull registry.example.org/acme/app:1.4.2")),
                List.of(new PullCommand("podman", "podman pull registry.example.org/acme/app@" + Samples.DIGEST)),
                List.of(),
                Shown.first(now, 40),
                Shown.first(
                        List.of(
                                new ReferrerView(
                                        "Signature (cosign)",
                                        "all platforms",
                                        digest("signature"),
                                        245L,
                                        "2026-11-20T11:00:00Z",
                                        new BlobLink.OfSite(NAME, digest("signature"))),
                                new ReferrerView(
                                        "SBOM (SPDX)",
                                        "linux/arm64",
                                        digest("sbom"),
                                        91_000L,
                                        null,
                                        new BlobLink.OnWeb(WebLink.tryParse("https://storage.example/a?b=1&c=2")
                                                .orElseThrow()))),
                        40),
                new Signatures(1, true, 2, 0, null, 0, 0, 0, Signatures.Verified.NONE),
                Shown.first(List.of(new SettingView("org.opencontainers.image.version", "1.4.2")), 60),
                comparison,
                List.of(new Tag("latest"), new Tag("1.4.1")),
                Shown.none(),
                Shown.none(),
                "# App 1.4.2\n\n## What is new\n\nIt starts in *half* the time.\n");
    }

    static TagPageView legacy() {
        return new TagPageView(
                "Example Registry",
                RepositoryName.parse("singularityhub/busybox"),
                new Tag("latest"),
                "md5:0cc175b9c0f1b6a831c399e269772661",
                null,
                null,
                null,
                null,
                Shown.none(),
                new TagFacts(Content.Kind.LEGACY, 27_332L, null, null, null, false, null, null, null, false),
                List.of(),
                List.of(),
                List.of(),
                List.of("Download the file, and run it with apptainer or singularity."),
                Shown.none(),
                Shown.none(),
                Signatures.NONE,
                Shown.none(),
                null,
                List.of(),
                Shown.first(
                        List.of(WebLink.tryParse("https://storage.example.org/busybox/latest.sif?a=1&b=%2F")
                                .orElseThrow()),
                        60),
                Shown.first(List.of(new RecipeLink("Singularity", "manifests/latest/Singularity")), 60),
                null);
    }

    /** The same page with other platforms. */
    static TagPageView with(List<PlatformView> platforms) {
        return with(platforms, facts());
    }

    /** The same page with other facts. */
    static TagPageView with(TagFacts facts) {
        return with(List.of(), facts);
    }

    private static TagPageView with(List<PlatformView> platforms, TagFacts facts) {
        TagPageView view = multiPlatform();
        return new TagPageView(
                view.registry(),
                view.repository(),
                view.tag(),
                view.digest(),
                null,
                null,
                null,
                null,
                Shown.none(),
                facts,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Shown.first(platforms, 40),
                Shown.none(),
                Signatures.NONE,
                Shown.none(),
                null,
                List.of(),
                Shown.none(),
                Shown.none(),
                null);
    }

    static PlatformView platform(String name, String version, long size) {
        List<LayerView> layers = layers(name, version, size);
        PlatformNames.Name known = new PlatformNames().next(name);
        return new PlatformView(
                known.id(),
                known.text(),
                digest(name + version),
                size,
                Shown.first(layers, 60),
                2,
                ConfigView.of(settings(version)));
    }

    private static List<LayerView> layers(String name, String version, long size) {
        return List.of(
                new LayerView(digest("base " + name), size - 1_000, null, "ADD rootfs.tar.gz /", null),
                new LayerView(null, 0, null, "ENV VERSION=" + version, null),
                new LayerView(
                        digest("app " + name + version),
                        1_000,
                        null,
                        "RUN set -eux; apt-get update; apt-get install -y --no-install-recommends curl && rm -rf"
                                + " /var/lib/apt/lists/*",
                        null));
    }

    static RunSettings settings(String version) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("Entry point", "/app");
        parameters.put("User", "1000");
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PATH", "/usr/bin:/bin");
        environment.put("VERSION", version);
        environment.put("OPTIONS", "-x ".repeat(60));
        return new RunSettings(parameters, environment, Map.of("maintainer", "Acme <ops@acme.example>"));
    }

    /** What the page of a tag compares: its content is that of {@link #platform}. */
    static Compared compared(String name, String version) {
        return compared(name, version, settings(version));
    }

    static Compared compared(String name, String version, RunSettings settings) {
        return new Compared(
                new ComparedPlatform(name, digest(name + version)),
                new PlatformContent(
                        27_000_000L,
                        layers(name, version, 27_000_000).stream()
                                .filter(layer -> !layer.isEmpty())
                                .toList(),
                        settings));
    }

    record Compared(ComparedPlatform platform, PlatformContent content) {}

    static TagComparison comparison(TagLink other, List<Compared> before, List<Compared> now) {
        Map<Digest, PlatformContent> contents = new HashMap<>();
        Stream.of(before, now)
                .flatMap(List::stream)
                .forEach(one -> contents.put(one.platform().digest(), one.content()));
        return TagComparison.of(
                other,
                Shown.first(before.stream().map(Compared::platform).toList(), 1_000),
                Shown.first(now.stream().map(Compared::platform).toList(), 1_000),
                contents::get);
    }

    static Digest digest(String content) {
        return Digest.sha256(content.getBytes(StandardCharsets.UTF_8));
    }

    static TagLink link(String tag, boolean hasPage) {
        return new TagLink(new Tag(tag), hasPage, 2);
    }

    private static TagFacts facts() {
        return new TagFacts(
                Content.Kind.MULTI_PLATFORM_IMAGE,
                54_500_000L,
                "1.4.2",
                "9fceb02d0ae598e95dc970b74767f19372d61af8",
                WebLink.tryParse("https://github.com/acme/app/commit/9fceb02d0ae598e95dc970b74767f19372d61af8")
                        .orElseThrow(),
                false,
                WebLink.tryParse("https://github.com/acme/app").orElseThrow(),
                "2026-11-20T10:11:12Z",
                "2026-11-19T23:59:59Z",
                true);
    }
}
