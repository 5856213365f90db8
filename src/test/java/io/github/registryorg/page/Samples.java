package io.github.registryorg.page;

import io.github.registryorg.client.Content;
import io.github.registryorg.oci.RepositoryName;
import java.util.List;

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
                List.of(
                        entry("singularityhub/busybox", "An example build with CircleCI", 1, null),
                        entry("acme/app", "The app that everybody needs", 12, "2026-11-20T10:11:12Z"),
                        entry("acme/tools/lint", null, 1_042, "2026-11-02T08:00:00Z"),
                        entry("acme-labs/model", "Weights & measures of a <small> model", 3, "2026-10-30T00:00:00Z"),
                        entry("toolbox", "One shell with all that one needs for a bad day", 4, "2026-01-05T09:30:00Z"),
                        entry("acme", null, 0, null)));
    }

    static RepositoryView repository() {
        return new RepositoryView(
                "Example Registry",
                RepositoryName.parse("acme/app"),
                "The app that everybody needs",
                WebLink.tryParse("https://github.com/acme/app").orElseThrow(),
                WebLink.tryParse("https://acme.example/").orElseThrow(),
                WebLink.tryParse("https://docs.acme.example/app/?from=registry&lang=en")
                        .orElseThrow(),
                "Apache-2.0 AND MIT",
                PROSE,
                List.of(),
                List.of(
                        new PullCommand("Podman", "podman pull registry.example.org/acme/app:1.4.2"),
                        new PullCommand("Docker", "docker pull registry.example.org/acme/app:1.4.2"),
                        new PullCommand("Skopeo", "skopeo inspect docker://registry.example.org/acme/app:1.4.2")),
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
                                "linux/arm64"),
                        tag("1.4.1", Content.Kind.IMAGE, 27_000_000L, "leaks its log; use 1.4.2", "linux/amd64"),
                        tag("1.4.2-sif", Content.Kind.SIF, 31_000_064L, null, "linux/amd64"),
                        tag("1.4.2-sbom", Content.Kind.ARTIFACT, 812L, null)),
                List.of(),
                12);
    }

    static RepositoryView legacy() {
        return new RepositoryView(
                "Example Registry",
                RepositoryName.parse("singularityhub/busybox"),
                "This busybox container is an example build",
                null,
                null,
                null,
                null,
                "See [singularityhub/busybox](https://www.github.com/singularityhub/busybox) to use this template.",
                List.of("This host can't serve docker, podman and skopeo: it sets no Content-Type for manifests."),
                List.of(new PullCommand(
                        "Apptainer", "apptainer pull busybox.sif https://storage.example.org/busybox/latest.sif")),
                List.of(new TagView(
                        "latest",
                        "md5:0cc175b9c0f1b6a831c399e269772661",
                        Content.Kind.LEGACY,
                        List.of(),
                        27_332L,
                        null,
                        false,
                        null,
                        null,
                        List.of(WebLink.tryParse("https://storage.example.org/busybox/latest.sif?a=1&b=%2F")
                                .orElseThrow()),
                        List.of(new RecipeLink("Singularity", "manifests/latest/Singularity")))),
                List.of(),
                1);
    }

    static TagView tag(String tag, Content.Kind kind, Long size, String yanked, String... platforms) {
        return new TagView(
                tag,
                DIGEST,
                kind,
                List.of(platforms),
                size,
                "2026-11-19T23:59:59Z",
                false,
                "2026-11-20T10:11:12Z",
                yanked,
                List.of(),
                List.of());
    }

    static RepositoryEntry entry(String name, String description, int tags, String published) {
        return new RepositoryEntry(RepositoryName.parse(name), description, tags, published);
    }
}
