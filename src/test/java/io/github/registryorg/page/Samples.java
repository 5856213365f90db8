package io.github.registryorg.page;

import io.github.registryorg.client.Content;
import io.github.registryorg.client.PullTemplate;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import java.util.List;
import java.util.stream.Stream;

/** Views as a real registry has them. */
final class Samples {

    static final String DIGEST = "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private static final String PROSE = """
            # Acme App

            The app that *everybody* needs, in one small image. It listens on port `8080` and keeps its state in `/data`.

            ## Run it

            ```sh
            podman run --rm -p 8080:8080 -v app-data:/data registry.example.org/acme/app:1.4.2
            ```

            1. Open <https://localhost.example/>.
            2. Sign in as `admin`; the password is in the log.

            | Variable | Default | Meaning |
            |----------|--------:|---------|
            | `APP_PORT` | 8080 | where it listens |
            | `APP_LOG` | info | `debug`, `info` or `warn` |

            > Before 1.3, state was kept in `/var/app`. See the [upgrade notes](https://docs.example.org/upgrade).
            """;

    private Samples() {}

    static HomeView home() {
        return new HomeView(
                "Example Registry",
                "Container images of the *Example* project. Read the [guide](https://docs.example.org/) to publish"
                        + " your own.",
                WebLink.tryParse("https://registry.example.org/").orElseThrow(),
                NamespaceTree.of(List.of(
                        entry("singularityhub/busybox", "An example build with CircleCI", 1, null),
                        entry("acme/app", "The app that everybody needs", 12, "2026-11-20T10:11:12Z"),
                        entry("acme/tools/lint", null, 1_042, "2026-11-02T08:00:00Z"),
                        entry("acme-labs/model", "Weights & measures of a <small> model", 3, "2026-10-30T00:00:00Z"),
                        entry("toolbox", "One shell with all that one needs for a bad day", 4, "2026-01-05T09:30:00Z"),
                        entry("acme", null, 0, null))));
    }

    static RepositoryView repository() {
        Tag newest = Tag.parse("1.4.2");
        List<PullTemplate> templates = List.of(
                new PullTemplate("docker", "docker", "docker pull registry.example.org/acme/app{reference}", true),
                new PullTemplate("podman", "podman", "podman pull registry.example.org/acme/app{reference}", true),
                new PullTemplate(
                        "crane", "crane", "crane pull registry.example.org/acme/app{reference} app-{tag}.tar", true));
        return new RepositoryView(
                "Example Registry",
                RepositoryName.parse("acme/app"),
                "Acme's own app",
                "The app that everybody needs",
                new RepositoryFacts(
                        "Apache-2.0 AND MIT",
                        WebLink.tryParse("https://github.com/acme/app").orElseThrow(),
                        WebLink.tryParse("https://docs.acme.example/app/?from=registry&lang=en")
                                .orElseThrow(),
                        WebLink.tryParse("https://acme.example/").orElseThrow(),
                        "The Acme authors <authors@acme.example>",
                        "Acme",
                        null,
                        WebLink.tryParse("https://github.com/acme/registry/tree/HEAD/acme/app")
                                .orElseThrow()),
                PROSE,
                "nobody repairs it",
                RepositoryName.parse("acme/tools/lint"),
                null,
                new PullBox(
                        List.of("1.4.3 is yanked: starts no more"),
                        List.of(),
                        List.of(),
                        templates.stream()
                                .map(template -> new PullCommand(
                                        template.title(), template.byTag(newest).command()))
                                .toList(),
                        "1.4.2",
                        List.of(
                                new PullChoice(newest, Digest.parse(DIGEST), 0),
                                new PullChoice(Tag.parse("latest"), Digest.parse(DIGEST), 0)),
                        List.of(templates)),
                new TagList(
                        List.of(
                                tag(
                                        "1.4.2",
                                        Content.Kind.MULTI_PLATFORM_IMAGE,
                                        28_311_552L,
                                        null,
                                        "linux/amd64",
                                        "linux/arm64"),
                                tag(
                                        "latest",
                                        Content.Kind.MULTI_PLATFORM_IMAGE,
                                        28_311_552L,
                                        null,
                                        "linux/amd64",
                                        "linux/arm64",
                                        "linux/arm/v7",
                                        "linux/s390x",
                                        "windows/amd64"),
                                tag(
                                        "1.4.1",
                                        Content.Kind.IMAGE,
                                        27_000_000L,
                                        "leaks its log; use 1.4.2",
                                        "linux/amd64"),
                                tag("1.4.2-sif", Content.Kind.SIF, 31_000_064L, null, "linux/amd64"),
                                tag("1.4.2-sbom", Content.Kind.ARTIFACT, 812L, null)),
                        List.of(tag("sha-9f8e7d6", Content.Kind.IMAGE, 27_000_000L, null, "linux/amd64")),
                        1,
                        5_012,
                        new Pager(1, 21)));
    }

    /** A further page of the tags of {@link #repository}. */
    static TagListView tagList() {
        return new TagListView(
                "Example Registry",
                RepositoryName.parse("acme/app"),
                new TagList(
                        List.of(tag("1.2.0", Content.Kind.IMAGE, 27_000_000L, null, "linux/amd64")),
                        List.of(tag("pr-12", Content.Kind.IMAGE, 27_000_000L, null, "linux/amd64")),
                        351,
                        5_012,
                        new Pager(3, 21)));
    }

    static RepositoryView legacy() {
        return new RepositoryView(
                "Example Registry",
                RepositoryName.parse("singularityhub/busybox"),
                null,
                "This busybox container is an example build",
                RepositoryFacts.UNKNOWN,
                "See [singularityhub/busybox](https://www.github.com/singularityhub/busybox) to use this template.",
                null,
                null,
                null,
                new PullBox(
                        List.of(),
                        List.of("Container clients can't pull this image. Download the file."),
                        List.of(WebLink.tryParse("https://storage.example.org/busybox/latest.sif")
                                .orElseThrow()),
                        List.of(),
                        null,
                        List.of(),
                        List.of()),
                list(new TagView(
                        "latest",
                        "md5:0cc175b9c0f1b6a831c399e269772661",
                        Content.Kind.LEGACY,
                        List.of(),
                        0,
                        27_332L,
                        false,
                        null,
                        false,
                        null,
                        null,
                        List.of(WebLink.tryParse("https://storage.example.org/busybox/latest.sif?a=1&b=%2F")
                                .orElseThrow()),
                        List.of(new RecipeLink("Singularity", "manifests/latest/Singularity")),
                        false)));
    }

    /** The page of a repository of which no more is known than its tags. */
    static RepositoryView repository(String name, TagList list) {
        return new RepositoryView(
                "",
                RepositoryName.parse(name),
                null,
                null,
                RepositoryFacts.UNKNOWN,
                null,
                null,
                null,
                null,
                PullBox.EMPTY,
                list);
    }

    /** All tags of a repository. */
    static TagList list(TagView... tags) {
        return new TagList(List.of(tags), List.of(), 1, tags.length, new Pager(1, 1));
    }

    static TagView tag(String tag, Content.Kind kind, Long size, String yanked, String... platforms) {
        return new TagView(
                tag,
                DIGEST,
                kind,
                Stream.of(platforms)
                        .map(platform -> new TagPlatform(platform, 26_214_400L))
                        .toList(),
                platforms.length,
                size,
                false,
                "2026-11-19T23:59:59Z",
                false,
                "2026-11-20T10:11:12Z",
                yanked,
                List.of(),
                List.of(),
                tag.startsWith("1.4"));
    }

    static ListedRepository entry(String name, String description, int tags, String published) {
        ListedTag tag = new ListedTag("latest", DIGEST, List.of("linux/amd64"), 3_456_789L, false, published, null);
        return new ListedRepository(
                RepositoryName.parse(name),
                null,
                description,
                Content.Kind.IMAGE,
                tag,
                published == null ? List.of() : List.of(tag),
                tags,
                false,
                null,
                null,
                List.of("latest"));
    }
}
