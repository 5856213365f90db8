package io.github.registryorg.check;

import static io.github.registryorg.check.ContributionFixture.APP;
import static io.github.registryorg.check.ContributionFixture.NEW;
import static io.github.registryorg.check.ContributionFixture.NEWEST;
import static io.github.registryorg.check.ContributionFixture.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.check.Change.Kind;
import io.github.registryorg.metadata.ManifestText;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.problem.PrintableText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a contribution changes, as reviewers read it: grouped by what it means for people who pull. */
class ContributedChangesTest {

    private static final String REFERRER = ManifestText.with(
            ManifestText.image("{}", "bundle").replace(ManifestText.CONFIG, "application/vnd.oci.empty.v1+json"),
            "subject",
            ManifestText.descriptor(ManifestText.MANIFEST, OLD.manifest()));

    @TempDir
    Path temporary;

    @Test
    void changes_ofEachKind_areGrouped() {
        ContributionFixture fixture = new ContributionFixture(temporary)
                .withApp()
                .base(app -> {
                    OLD.into(app.page("acme/tool", "store: https://storage.example/acme"), "acme/tool", "1", "edge");
                    NEWEST.into(app, APP).tagged(app, "next", "revision: abc");
                    OLD.into(app.page("acme/late"), "acme/late", "1");
                    app.page("moon/cheese")
                            .file("moon/cheese/manifests/old/README.md", legacy("https://a.example/x?key=1"));
                });

        Inspected inspected = fixture.inspect(any -> Authority.Standing.KEEPER, app -> {
            app.note(APP, NEWEST.digest(), "removed: it has a secret").remove(APP + "/manifests/next/README.md");
            OLD.tagged(app, "latest", "rollback: it fails");
            OLD.into(app, APP, "first");
            app.content(APP, REFERRER);
            app.page(APP, "store: https://storage.example/acme", "title: The app");
            app.note(APP, OLD.digest(), "yanked: \"it is\\nslow\"", "bases: https://old.example/acme");
            app.page("acme/tool", "store: [https://storage.example/acme, https://new.example]");
            app.page("acme/late", "deprecated: it is late", "successor: acme/tool");
            NEW.into(app, "acme/tool", "edge");
            NEW.into(app.page("acme/new"), "acme/new", "1.0.0");
            app.file("moon/cheese/manifests/old/README.md", legacy("https://b.example/x?key=2"));
            app.file("moon/cheese/manifests/old/Singularity", "Bootstrap: docker\n");
        });

        assertThat(ChangeText.lines(inspected.changes()))
                .containsExactly(
                        "Withdrawn, no longer served:",
                        "  acme/app@" + NEWEST.digest().abbreviated() + ": it has a secret",
                        "Tags removed:",
                        "  acme/app:next, which was " + NEWEST.digest().abbreviated(),
                        "Tags moved to another image:",
                        "  acme/app:latest: " + NEW.digest().abbreviated() + " → "
                                + OLD.digest().abbreviated() + " (back, because: it fails)",
                        "  acme/tool:edge: " + OLD.digest().abbreviated() + " → "
                                + NEW.digest().abbreviated(),
                        "Yanked, no longer suggested:",
                        "  acme/app@" + OLD.digest().abbreviated() + ": it is\\u000aslow",
                        "Repositories with another store:",
                        "  acme/tool: https://storage.example/acme → https://storage.example/acme, https://new.example",
                        "Images at other locations:",
                        "  acme/app@" + OLD.digest().abbreviated() + ": none of its own → https://old.example/acme",
                        "  moon/cheese:old: https://a.example/x?key=… → https://b.example/x?key=…",
                        "New:",
                        "  acme/app:first: " + OLD.digest().abbreviated(),
                        "  acme/app@" + ManifestText.digest(REFERRER).abbreviated()
                                + ": application/vnd.oci.empty.v1+json, of "
                                + OLD.digest().abbreviated(),
                        "  acme/new:1.0.0: " + NEW.digest().abbreviated(),
                        "Deprecated:",
                        "  acme/late: it is late; successor: acme/tool",
                        "Pages only:",
                        "  acme/app");
    }

    private static String legacy(String url) {
        String digest = ManifestText.digest("sif").toString();
        return "---\nlayout: manifests/singularity\nsize: 1\ndigest: " + digest + "\nlayers:\n- digest: " + digest
                + "\n  url: " + url + "\n---\n";
    }

    @Test
    void proseOfATag_isAPageOnly() {
        ContributionFixture fixture = new ContributionFixture(temporary).withApp();

        Inspected inspected =
                fixture.inspect(Authority.OPEN, app -> NEW.tagged(app, "latest", "published: 2026-02-02T00:00:00Z"));

        assertThat(inspected.changes()).containsExactly(new Change(Kind.PAGE, APP, "latest", null, null, null));
    }

    @Test
    void stateTakenBack_hasTheOldReason() {
        ContributionFixture fixture = new ContributionFixture(temporary)
                .withApp()
                .base(app -> app.note(APP, OLD.digest(), "yanked: it is slow")
                        .page(APP, "store: https://storage.example/acme", "deprecated: it is old"));

        Inspected inspected = fixture.inspect(
                Authority.OPEN,
                app -> app.remove(RegistryDirectory.noteFile(APP, OLD.digest()))
                        .page(APP, "store: https://storage.example/acme"));

        assertThat(inspected.changes())
                .extracting(change -> ChangeText.line(change, PrintableText::of))
                .containsExactly(
                        "acme/app@" + OLD.digest().abbreviated()
                                + " is not yanked any more; the reason was: it is slow",
                        "acme/app is not deprecated any more; the reason was: it is old");
    }

    @Test
    void changes_many_areCounted() {
        List<Change> many = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            many.add(new Change(Kind.NEW, APP, "t" + i, null, OLD.digest().toString(), null));
        }

        assertThat(ChangeText.lines(many)).hasSize(102).endsWith("  … and 20 more changes.");
    }
}
