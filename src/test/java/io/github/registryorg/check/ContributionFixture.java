package io.github.registryorg.check;

import io.github.registryorg.git.GitDirectoryFixture;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.Report;
import io.github.registryorg.store.OpenStores;
import io.github.registryorg.testkit.RegistryStory;
import io.github.registryorg.work.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** A registry in git with one repository, acme/app, and a contribution to it. No blob is looked for. */
final class ContributionFixture {

    static final String APP = "acme/app";

    /** An image of one layer, with its own config. */
    record Image(String config, String manifest, long size) {

        /** One that was made at this time; empty for one without a time. */
        static Image of(String name, String created) {
            String time = created.isEmpty() ? "" : "\"created\":\"" + created + "\",";
            String config =
                    "{" + time + "\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{\"Labels\":{\"name\":\""
                            + name + "\"}},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"" + ManifestText.digest(name)
                            + "\"]}}";
            String layer = "files of " + name;
            String manifest = ManifestText.image(config, layer);
            return new Image(
                    config,
                    manifest,
                    ManifestText.size(config) + ManifestText.size(manifest) + ManifestText.size(layer));
        }

        Digest digest() {
            return ManifestText.digest(manifest);
        }

        /** A tag of it in acme/app with one more key, in line 6. */
        RegistryDirectory tagged(RegistryDirectory registry, String tag, String key) {
            return registry.tag(
                    APP, tag, "mediaType: " + ManifestText.MANIFEST, "digest: " + digest(), "size: " + size, key);
        }

        Image into(RegistryDirectory registry, String repository, String... tags) {
            registry.content(repository, config).content(repository, manifest);
            for (String tag : tags) {
                registry.tag(repository, tag, ManifestText.MANIFEST, manifest, size);
            }
            return this;
        }
    }

    static final Image OLD = Image.of("old", "2026-01-01T00:00:00Z");
    static final Image NEW = Image.of("new", "2026-02-01T00:00:00Z");
    static final Image NEWEST = Image.of("newest", "2026-03-01T00:00:00Z");

    final RegistryDirectory registry;
    final GitDirectoryFixture git;

    /** @param settings lines of registry.yaml */
    ContributionFixture(Path directory, String... settings) {
        git = GitDirectoryFixture.quick(directory);
        registry = new RegistryDirectory(git.directory());
        registry.file("registry.yaml", "formatVersion: 1\nstore: https://storage.example/all\n" + lines(settings));
        git.commit("The registry");
    }

    private static String lines(String... lines) {
        return lines.length == 0 ? "" : String.join("\n", lines) + "\n";
    }

    /** 1.4.1 is the old image; 1.4.2, 1.4 and latest are the new one. */
    ContributionFixture withApp() {
        return base(files -> {
            files.page(APP, "store: https://storage.example/acme", "description: The app");
            OLD.into(files, APP, "1.4.1");
            NEW.into(files, APP, "1.4.2", "1.4", "latest");
        });
    }

    ContributionFixture base(Consumer<RegistryDirectory> change) {
        git.switchTo("main");
        change.accept(registry);
        git.commit("Before");
        return this;
    }

    /** What is wrong with a contribution by somebody. */
    Report contribute(Authority authority, Consumer<RegistryDirectory> change) {
        return inspect(authority, change).report();
    }

    Inspected inspect(Authority authority, Consumer<RegistryDirectory> change) {
        git.switchTo("topic", "main");
        change.accept(registry);
        git.commit("Contribute");
        return judge(authority, "topic");
    }

    Inspected judge(Authority authority, String head) {
        ValidateRequest request = new ValidateRequest(registry.root(), "main", head, false, RegistryStory.ACCESS);
        try (OpenStores open = new OpenStores(registry.root(), RegistryStory.ACCESS)) {
            return new ContributionValidation(request, authority, null, open.stores(), Progress.NONE).inspect();
        }
    }

    static List<String> places(Report report) {
        return report.errors().stream().map(ContributionFixture::place).toList();
    }

    /** Code and place, which a test can name in a line. */
    private static String place(Problem problem) {
        return problem.code() + " " + problem.location();
    }

    static String content(String repository, String manifest) {
        return RegistryDirectory.digestFile(repository, ManifestText.digest(manifest));
    }

    static String note(String repository, Digest digest) {
        return RegistryDirectory.noteFile(repository, digest);
    }
}
