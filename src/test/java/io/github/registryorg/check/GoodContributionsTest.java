package io.github.registryorg.check;

import static io.github.registryorg.check.ContributionFixture.APP;
import static io.github.registryorg.check.ContributionFixture.NEW;
import static io.github.registryorg.check.ContributionFixture.NEWEST;
import static io.github.registryorg.check.ContributionFixture.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.check.Authority.Standing;
import io.github.registryorg.check.ContributionFixture.Image;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.metadata.RegistryDirectory.Sample;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What people contribute every day passes with the rules of a registry that says nothing about them. */
class GoodContributionsTest {

    private static final String EMPTY = "{}";

    @TempDir
    Path temporary;

    private static final List<Arguments> ALL = new ArrayList<>();

    private static void good(String name, Consumer<RegistryDirectory> change) {
        good(name, base -> {}, change);
    }

    private static void good(String name, Consumer<RegistryDirectory> base, Consumer<RegistryDirectory> change) {
        ALL.add(Arguments.of(name, base, change));
    }

    static {
        good(
                "a release moves all that names the last one",
                app -> NEWEST.into(app, APP, "1.4.3", "1.4", "1", "latest"));
        good(
                "a release of an older series",
                app -> Image.of("fix", "2026-03-03T00:00:00Z").into(app, APP, "1.3.9", "1.3"));
        good("a pre-release", app -> NEWEST.into(app, APP, "2.0.0-rc.1", "next"));
        good("a variant of a release", app -> NEWEST.into(app, APP, "v1.4.3-alpine", "1.4-alpine", "alpine"));
        good(
                "a snapshot is published again",
                base -> NEW.into(base, APP, "1.5.0-SNAPSHOT"),
                app -> NEWEST.into(app, APP, "1.5.0-SNAPSHOT"));
        good(
                "a tag of a day is published again",
                base -> NEW.into(base, APP, "2026-02-01"),
                app -> NEWEST.into(app, APP, "2026-02-01"));
        good(
                "a tag of a pull request moves",
                base -> NEW.into(base, APP, "pr-12"),
                app -> NEWEST.into(app, APP, "pr-12"));
        good(
                "a higher version that was built earlier",
                base -> NEW.into(base, APP, "stable"),
                app -> Image.of("earlier", "2025-01-01T00:00:00Z").into(app, APP, "1.5.0", "stable", "latest"));
        good("the page gets prose", app -> app.page(APP, "store: https://storage.example/acme", "title: The App"));
        good(
                "a page in Arabic, with emoji",
                app -> app.file(
                        APP + "/README.md",
                        "---\r\nlayout: collection\r\nstore: https://storage.example/acme\r\n---\r\n"
                                + "# \u0645\u0631\u062d\u0628\u0627\u200f!\r\n\t\uD83D\uDC68\u200D\uD83D\uDCBB\r\n"));
        good(
                "the prose of a tag",
                app -> app.file(
                        APP + "/manifests/1.4.2/README.md",
                        "---\nlayout: manifests/oci\nmediaType: " + ManifestText.MANIFEST + "\ndigest: " + NEW.digest()
                                + "\nsize: " + NEW.size() + "\n---\nIt has **fewer** bugs.\n"));
        good(
                "a mirror more",
                app -> app.page(
                        APP, "store: [https://storage.example/acme, https://mirror.example/acme]", "description: x"));
        good(
                "a location of one image more",
                base -> base.note(APP, OLD.digest(), "bases: https://old.example/acme"),
                app -> app.note(APP, OLD.digest(), "bases: [https://old.example/acme, https://new.example/acme]"));
        good("an image is yanked", app -> app.note(APP, OLD.digest(), "yanked: it loses data"));
        good(
                "the newest image is yanked, and latest goes back",
                app -> app.note(APP, NEW.digest(), "yanked: it loses data")
                        .tag(APP, "latest", keys(OLD, "rollback: the newest is yanked"))
                        .tag(APP, "1.4", keys(OLD, "rollback: the newest is yanked")));
        good(
                "an image is no longer yanked",
                base -> base.note(APP, OLD.digest(), "yanked: it loses data"),
                app -> app.remove(RegistryDirectory.noteFile(APP, OLD.digest())));
        good(
                "a repository is deprecated",
                base -> NEW.into(base, "acme/platform", "1"),
                app -> app.page(
                        APP,
                        "store: https://storage.example/acme",
                        "deprecated: it is in the platform",
                        "successor: acme/platform"));
        good(
                "a tag moves back, with the reason",
                app -> app.tag(APP, "latest", keys(OLD, "rollback: it fails on arm")));
        good("a tag of no full version is deleted", app -> app.remove(APP + "/manifests/1.4/README.md"));
        good(
                "a full version whose image was removed is deleted",
                base -> base.note(APP, OLD.digest(), "removed: it had a secret"),
                app -> app.remove(APP + "/manifests/1.4.1/README.md"));
        good("one image gets another name", app -> OLD.into(app, APP, "old"));
        good("an image without a tag", app -> NEWEST.into(app, APP));
        good(
                "an image for several platforms",
                app -> app.content(APP, Sample.AMD64_CONFIG)
                        .content(APP, Sample.ARM64_CONFIG)
                        .content(APP, Sample.AMD64)
                        .content(APP, Sample.ARM64)
                        .content(APP, Sample.BOTH)
                        .tag(APP, "2.0.0", ManifestText.INDEX, Sample.BOTH, Sample.BOTH_SIZE));
        good("an image of Jib, of no time", app -> {
            Image jib = Image.of("jib", "1970-01-01T00:00:00Z");
            jib.into(app, APP, "latest", "1.4");
        });
        good("an image of buildah, of Docker's types", app -> {
            String manifest = NEWEST.manifest()
                    .replace(ManifestText.MANIFEST, "application/vnd.docker.distribution.manifest.v2+json")
                    .replace(ManifestText.CONFIG, "application/vnd.docker.container.image.v1+json")
                    .replace(ManifestText.LAYER, "application/vnd.docker.image.rootfs.diff.tar.gzip");
            app.content(APP, NEWEST.config()).content(APP, manifest);
            app.tag(
                    APP,
                    "1.5.0",
                    "application/vnd.docker.distribution.manifest.v2+json",
                    manifest,
                    NEWEST.size() + manifest.length() - NEWEST.manifest().length());
        });
        good(
                "files of ORAS",
                app -> artifact(app, "acme/files", "application/vnd.oci.empty.v1+json", "text/plain", "v1"));
        good(
                "a chart of Helm",
                app -> artifact(
                        app,
                        "acme/chart",
                        "application/vnd.cncf.helm.config.v1+json",
                        "application/vnd.cncf.helm.chart.content.v1.tar+gzip",
                        "1.0.0_build.5"));
        good(
                "a Singularity image",
                app -> artifact(
                        app,
                        "acme/sif",
                        "application/vnd.sylabs.sif.config.v1+json",
                        "application/vnd.sylabs.sif.layer.v1.sif",
                        "1.0.0"));
        good("a Windows image with a foreign layer", app -> {
            String layer = ManifestText.with(
                    ManifestText.descriptor("application/vnd.oci.image.layer.nondistributable.v1.tar+gzip", "windows"),
                    "urls",
                    "[\"https://mcr.microsoft.example/v2/windows/blobs/sha256:1\"]");
            String manifest = NEWEST.manifest().replaceFirst("\"layers\":\\[.*]", "\"layers\":[" + layer + "]");
            app.content(APP, NEWEST.config()).content(APP, manifest);
        });
        good("a signature of cosign, by its tag", app -> sign(app, "sig 1"));
        good("a second signature of cosign moves that tag", base -> sign(base, "sig 1"), app -> sign(app, "sig 2"));
        good("a signature as referrer", app -> app.content(APP, referrer(NEW.manifest())));
        good("a signature together with its image", app -> {
            NEWEST.into(app, APP, "1.4.3");
            app.content(APP, referrer(NEWEST.manifest()));
        });
        good(
                "a legacy repository",
                app -> app.page("moon/cheese")
                        .file("moon/cheese/tags/README.md", "---\nlayout: tags\n---\n")
                        .file("moon/cheese/manifests/1.0.0/README.md", legacy("sif"))
                        .file("moon/cheese/manifests/1.0.0/Singularity", "Bootstrap: docker\nFrom: debian\n"));
        good(
                "a legacy tag is converted",
                base -> base.page("moon/cheese").file("moon/cheese/manifests/1.0.0/README.md", legacy("of 1.0.0")),
                app -> artifact(
                        app,
                        "moon/cheese",
                        "application/vnd.sylabs.sif.config.v1+json",
                        "application/vnd.sylabs.sif.layer.v1.sif",
                        "1.0.0"));
        good(
                "a new repository of the namespace",
                app -> NEW.into(app.page("acme/tool"), "acme/tool", "1.0.0", "latest"));
        good(
                "a repository below another",
                app -> NEW.into(app.page("acme/app/plugins/web"), "acme/app/plugins/web", "1"));
        good(
                "names that differ enough",
                base -> NEW.into(base.page("acme/python-31.0").page("acme/app1"), "acme/python-31.0", "1"),
                app -> NEW.into(app.page("acme/python-3.10"), "acme/python-3.10", "1")
                        .into(app.page("acme/app2"), "acme/app2", "1")
                        .into(app.page("acme/apps"), "acme/apps", "1"));
        good(
                "several repositories at once",
                app -> NEW.into(app.page("acme/a"), "acme/a", "1.0.0").into(app.page("acme/b"), "acme/b", "1.0.0"));
        good("two tags that differ only in their numbers", app -> NEWEST.into(app, APP, "1.10.0", "1.9.0"));
    }

    private static String[] keys(Image image, String... more) {
        return Stream.concat(
                        Stream.of(
                                "mediaType: " + ManifestText.MANIFEST,
                                "digest: " + image.digest(),
                                "size: " + image.size()),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    private static void artifact(RegistryDirectory app, String repository, String config, String layer, String tag) {
        String file = "of " + tag;
        String manifest = ManifestText.image(EMPTY, file)
                .replace(ManifestText.CONFIG, config)
                .replace(ManifestText.LAYER, layer);
        app.page(repository).content(repository, manifest);
        app.tag(
                repository,
                tag,
                ManifestText.MANIFEST,
                manifest,
                ManifestText.size(manifest) + ManifestText.size(EMPTY) + ManifestText.size(file));
    }

    private static void sign(RegistryDirectory app, String signature) {
        String manifest = ManifestText.image(EMPTY, signature)
                .replace(ManifestText.LAYER, "application/vnd.dev.cosign.simplesigning.v1+json");
        long size = ManifestText.size(manifest) + ManifestText.size(EMPTY) + ManifestText.size(signature);
        String tag = "sha256-" + NEW.digest().hex() + ".sig";
        app.content(APP, manifest).tag(APP, tag, ManifestText.MANIFEST, manifest, size);
    }

    private static String referrer(String subject) {
        return ManifestText.with(
                ManifestText.image(EMPTY, "bundle")
                        .replace(ManifestText.CONFIG, "application/vnd.oci.empty.v1+json")
                        .replace(ManifestText.LAYER, "application/vnd.dev.sigstore.bundle.v0.3+json"),
                "subject",
                ManifestText.descriptor(ManifestText.MANIFEST, subject));
    }

    private static String legacy(String file) {
        String digest = ManifestText.digest(file).toString();
        return "---\nlayout: manifests/singularity\nsize: 42819584\ndigest: " + digest + "\nlayers:\n- digest: "
                + digest + "\n  url: https://files.example/image.sif\n  size: 42819584\n---\n";
    }

    static List<Arguments> all() {
        return ALL;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void contribution_ofAnOwnerOrWithoutOwners_isFine(
            String name, Consumer<RegistryDirectory> base, Consumer<RegistryDirectory> change) {
        ContributionFixture fixture =
                new ContributionFixture(temporary).withApp().base(base);

        Inspected inspected = fixture.inspect(repository -> Standing.OWNER, change);

        assertThat(inspected.report().errors()).isEmpty();
        assertThat(inspected.changes()).isNotEmpty();
        assertThat(fixture.judge(Authority.OPEN, "topic").report().errors()).isEmpty();
    }

    @Test
    void contribution_theFirstToAnEmptyRegistry_isFine() {
        assertThat(new ContributionFixture(temporary)
                        .contribute(
                                Authority.OPEN,
                                app -> NEW.into(app.page("acme/app"), "acme/app", "1.0.0", "1.0", "1", "latest"))
                        .errors())
                .isEmpty();
    }
}
