package io.github.registryorg.check;

import static io.github.registryorg.check.CatalogueRegistry.BOUNDED;
import static io.github.registryorg.check.CatalogueRegistry.OWNED;
import static io.github.registryorg.check.CatalogueRegistry.SIGNED;
import static io.github.registryorg.check.CatalogueRegistry.STRICT;
import static io.github.registryorg.check.ContributionFixture.APP;
import static io.github.registryorg.check.ContributionFixture.NEW;
import static io.github.registryorg.check.ContributionFixture.NEWEST;
import static io.github.registryorg.check.ContributionFixture.OLD;
import static io.github.registryorg.check.ContributionFixture.content;
import static io.github.registryorg.check.ContributionFixture.note;

import io.github.registryorg.check.ContributionFixture.Image;
import io.github.registryorg.metadata.ManifestText;
import java.util.List;

/** What is well-formed, and not for this contributor, or against a rule of the registry. */
final class PolicyDefects {

    private static final Defect.Shelf SHELF = new Defect.Shelf("policy");
    private static final String PAGE = APP + "/README.md";
    private static final String STORE = "store: https://storage.example/acme";
    private static final String DESCRIBED = "description: The app";

    static final List<Defect> ALL = all();

    private PolicyDefects() {}

    private static List<Defect> all() {
        // owners
        SHELF.add(
                "stranger-changes-a-page", OWNED, it -> it.page(APP, STORE, "title: Mine"), "OWNER_REQUIRED acme/app");
        SHELF.add("stranger-adds-a-tag", OWNED, it -> it.tag(APP, "new", NEW), "OWNER_REQUIRED acme/app");
        SHELF.add("stranger-adds-bytes-alone", OWNED, it -> it.image(APP, NEWEST), "OWNER_REQUIRED acme/app");
        SHELF.add(
                "stranger-yanks",
                OWNED,
                it -> it.note(APP, OLD.digest(), "yanked: bad"),
                "OWNER_REQUIRED acme/app",
                "CHANGE_FORBIDDEN " + note(APP, OLD.digest()) + ":1");
        SHELF.add(
                "stranger-deletes-a-tag",
                OWNED,
                it -> it.remove(APP + "/manifests/1.4/README.md"),
                "OWNER_REQUIRED acme/app",
                "CHANGE_FORBIDDEN " + APP + "/manifests/1.4/README.md");
        SHELF.add(
                "new-repository-in-a-namespace-of-others",
                OWNED,
                it -> it.page("acme/mine").image("acme/mine", NEW, "1"),
                "OWNER_REQUIRED acme/mine");
        SHELF.add(
                "new-namespace",
                OWNED,
                it -> it.page("mallory/mine").image("mallory/mine", NEW, "1"),
                "OWNER_REQUIRED mallory/mine");
        SHELF.add(
                "one-of-two-repositories-is-of-others",
                OWNED,
                it -> it.tag("acme/tool", "2", NEWEST).tag(APP, "new", NEW),
                "OWNER_REQUIRED acme/app");
        SHELF.add(
                "owner-of-a-repository-removes-a-digest",
                OWNED,
                it -> it.note("acme/tool", NEWEST.digest(), "removed: bad"),
                "CHANGE_FORBIDDEN " + note("acme/tool", NEWEST.digest()) + ":1",
                "MANIFEST_UNKNOWN acme/tool/manifests/1/README.md:4",
                "MANIFEST_UNKNOWN acme/tool/manifests/edge/README.md:4");
        SHELF.add(
                "contributor-becomes-an-owner",
                OWNED,
                it -> it.file("registry.yaml", "formatVersion: 1\n"),
                "CHANGE_FORBIDDEN registry.yaml");
        SHELF.add(
                "repository-of-others-is-nested-below-mine",
                OWNED,
                it -> it.page("acme/tool2/x").image("acme/tool2/x", NEW, "1"),
                "OWNER_REQUIRED acme/tool2/x");
        // tags
        SHELF.add(
                "full-version-moves",
                it -> it.image(APP, NEWEST).tag(APP, "1.4.2", NEWEST),
                "TAG_IMMUTABLE acme/app/manifests/1.4.2/README.md:4");
        SHELF.add(
                "full-version-is-deleted",
                it -> it.remove(APP + "/manifests/1.4.1/README.md"),
                "TAG_IMMUTABLE acme/app/manifests/1.4.1/README.md");
        SHELF.add(
                "full-version-moves-with-a-reason",
                it -> it.tag(APP, "1.4.2", OLD, "rollback: a reason"),
                "TAG_IMMUTABLE acme/app/manifests/1.4.2/README.md:4");
        SHELF.add(
                "latest-moves-backwards",
                it -> it.tag(APP, "latest", OLD),
                "TAG_ROLLBACK acme/app/manifests/latest/README.md:4");
        SHELF.add(
                "series-moves-backwards",
                it -> it.tag(APP, "1.4", OLD),
                "TAG_ROLLBACK acme/app/manifests/1.4/README.md:4");
        SHELF.add(
                "word-moves-backwards-in-time",
                it -> it.image("acme/tool", OLD).tag("acme/tool", "edge", OLD),
                "TAG_ROLLBACK acme/tool/manifests/edge/README.md:4");
        SHELF.add(
                "legacy-version-gets-another-file",
                it -> it.file("moon/cheese/manifests/1.0.0/README.md", CatalogueRegistry.legacy("b", "")),
                "TAG_IMMUTABLE moon/cheese/manifests/1.0.0/README.md:4");
        SHELF.add(
                "latest-is-yanked",
                it -> it.note(APP, NEW.digest(), "yanked: bad"),
                "RULE_BROKEN " + note(APP, NEW.digest()) + ":1");
        SHELF.add(
                "any-tag-moves-where-all-are-immutable",
                STRICT,
                it -> it.image(APP, NEWEST).tag(APP, "latest", NEWEST, "revision: a"),
                "TAG_IMMUTABLE acme/app/manifests/latest/README.md:4");
        SHELF.add(
                "tag-is-deleted-where-all-are-immutable",
                STRICT,
                it -> it.remove(APP + "/manifests/1.4/README.md"),
                "TAG_IMMUTABLE acme/app/manifests/1.4/README.md");
        SHELF.add(
                "tag-without-a-required-key",
                STRICT,
                it -> it.tag(APP, "new", NEW),
                "RULE_BROKEN acme/app/manifests/new/README.md:4");
        // content
        SHELF.add(
                "many-layers",
                STRICT,
                it -> it.content(APP, layers("a", "b", "c")),
                "RULE_BROKEN " + content(APP, layers("a", "b", "c")));
        SHELF.add(
                "large-image",
                STRICT,
                it -> it.content(APP, layers("x".repeat(6000))),
                "RULE_BROKEN " + content(APP, layers("x".repeat(6000))));
        String three = ManifestText.index(
                child(OLD.manifest()),
                child(NEW.manifest()),
                ManifestText.with(child(NEW.manifest()), "annotations", "{}"));
        SHELF.add("many-manifests", STRICT, it -> it.content(APP, three), "RULE_BROKEN " + content(APP, three));
        String arm = NEWEST.config().replace("amd64", "arm64");
        String image = ManifestText.image(arm, "files of newest");
        SHELF.add("another-platform", STRICT, it -> it.content(APP, arm, image), "RULE_BROKEN " + content(APP, image));
        SHELF.add(
                "index-of-nothing",
                it -> it.content(APP, ManifestText.index()),
                "RULE_BROKEN " + content(APP, ManifestText.index()));
        String one = ManifestText.index(child(NEW.manifest()));
        String two = ManifestText.index(index(one));
        String deep = ManifestText.index(index(two));
        String deeper = ManifestText.index(index(deep));
        SHELF.add(
                "indexes-four-deep",
                it -> it.content(APP, one, two, deep, deeper),
                "RULE_BROKEN " + content(APP, deeper),
                "CLIENTS_FAIL " + content(APP, two),
                "CLIENTS_FAIL " + content(APP, deep),
                "CLIENTS_FAIL " + content(APP, deeper));
        String elsewhere = ManifestText.with(layers("signature"), "subject", child(NEWEST.manifest()));
        SHELF.add(
                "referrer-to-a-subject-of-another-repository",
                it -> it.content(APP, elsewhere),
                "RULE_BROKEN " + content(APP, elsewhere));
        // addresses
        SHELF.add(
                "another-host",
                STRICT,
                it -> it.page(APP, "store: [https://storage.example/acme, https://evil.example/acme]", DESCRIBED),
                "RULE_BROKEN " + PAGE + ":3");
        SHELF.add(
                "host-that-ends-like-an-allowed-one",
                STRICT,
                it -> it.page(
                        APP, "store: [https://storage.example/acme, https://evilstorage.example/acme]", DESCRIBED),
                "RULE_BROKEN " + PAGE + ":3");
        SHELF.add(
                "many-mirrors",
                STRICT,
                it -> it.page(
                        APP,
                        "store: [https://storage.example/acme, https://storage.example/a, https://storage.example/b]",
                        DESCRIBED),
                "RULE_BROKEN " + PAGE + ":3");
        SHELF.add(
                "store-is-taken-away",
                STRICT,
                it -> it.page(APP, "store: https://storage.example/other", DESCRIBED),
                "CHANGE_FORBIDDEN " + PAGE + ":3");
        SHELF.add(
                "plain-http",
                it -> it.page(APP, "store: [https://storage.example/acme, http://storage.example/acme]"),
                "RULE_BROKEN " + PAGE + ":3");
        SHELF.add(
                "note-with-another-host",
                STRICT,
                it -> it.note(APP, OLD.digest(), "bases: https://evil.example/acme"),
                "RULE_BROKEN " + note(APP, OLD.digest()) + ":1",
                "CHANGE_FORBIDDEN " + note(APP, OLD.digest()) + ":1");
        // requests to others
        String many = layers("abcdefghijklm".split(""));
        SHELF.add(
                "more-blobs-than-a-contribution-may-add",
                BOUNDED,
                it -> it.content(APP, many),
                "CONTRIBUTION_TOO_LARGE " + content(APP, many));
        SHELF.add(
                "blobs-at-more-hosts-than-a-contribution-may-name",
                BOUNDED,
                it -> it.page(
                        APP,
                        "store: [https://storage.example/acme, https://a.example, https://b.example, https://c.example]"),
                "CONTRIBUTION_TOO_LARGE " + content(APP, first(OLD, NEW)));
        SHELF.add(
                "victims-among-urls-of-one-blob",
                BOUNDED,
                it -> it.note(APP, OLD.digest(), urls(OLD)),
                "CONTRIBUTION_TOO_LARGE " + note(APP, OLD.digest()));
        // repositories and texts
        SHELF.add(
                "name-that-looks-alike",
                it -> it.page("acrne/app").image("acrne/app", NEW, "1"),
                "NAME_SIMILAR acrne/app");
        SHELF.add(
                "name-with-a-digit-for-a-letter",
                it -> it.page("acme/t00l").image("acme/t00l", NEW, "1"),
                "NAME_SIMILAR acme/t00l");
        SHELF.add(
                "deep-name",
                STRICT,
                it -> it.page("acme/a/b", DESCRIBED).image("acme/a/b", NEW),
                "RULE_BROKEN acme/a/b");
        SHELF.add("page-without-tags", it -> it.page("acme/empty"), "RULE_BROKEN acme/empty/README.md");
        SHELF.add("page-loses-its-description", STRICT, it -> it.page(APP, STORE), "RULE_BROKEN " + PAGE);
        SHELF.add(
                "page-that-is-broken-where-keys-are-required",
                STRICT,
                it -> it.page(APP, "title: a: b", STORE),
                "FRONT_MATTER_INVALID " + PAGE + ":3");
        SHELF.add(
                "long-page",
                STRICT,
                it -> it.file(
                        PAGE, "---\nlayout: collection\n" + STORE + "\n" + DESCRIBED + "\n---\n" + "x ".repeat(600)),
                "RULE_BROKEN " + PAGE);
        SHELF.add(
                "prose-that-is-read-backwards",
                it -> it.file(PAGE, "---\nlayout: collection\n" + STORE + "\n---\nRun\n\u202ehs.x\n"),
                "RULE_BROKEN " + PAGE + ":6");
        SHELF.add(
                "prose-with-a-terminal-escape",
                it -> it.file(PAGE, "---\nlayout: collection\n" + STORE + "\n---\n\u001b[2J\n"),
                "RULE_BROKEN " + PAGE + ":5");
        SHELF.add(
                "title-that-is-read-backwards",
                it -> it.page(APP, STORE, "title: \"a\\u202eb\""),
                "RULE_BROKEN " + PAGE + ":4");
        SHELF.add(
                "note-with-a-terminal-escape",
                it -> it.note(APP, OLD.digest(), "yanked: \"\\e[2J\""),
                "RULE_BROKEN " + note(APP, OLD.digest()) + ":1");
        SHELF.add(
                "tag-prose-with-a-null",
                it -> it.file(APP + "/manifests/new/README.md", tag(NEW) + "a\u0000b\n"),
                "RULE_BROKEN " + APP + "/manifests/new/README.md:7");
        // signatures
        SHELF.add(
                "new-tag-is-not-signed",
                SIGNED,
                it -> it.image(APP, NEWEST).tag(APP, "new", NEWEST),
                "SIGNATURE_REQUIRED acme/app/manifests/new/README.md:4");
        SHELF.add(
                "tag-moves-to-what-is-not-signed",
                SIGNED,
                it -> it.image(APP, NEWEST).tag(APP, "latest", NEWEST),
                "SIGNATURE_REQUIRED acme/app/manifests/latest/README.md:4");
        SHELF.add(
                "key-of-signatures-is-changed",
                SIGNED,
                it -> it.file("keys/acme.pub", "x"),
                "CHANGE_FORBIDDEN keys/acme.pub");
        return SHELF.defects();
    }

    private static String tag(Image image) {
        return "---\nlayout: manifests/oci\nmediaType: " + ManifestText.MANIFEST + "\ndigest: " + image.digest()
                + "\nsize: " + image.size() + "\n---\n";
    }

    private static String first(Image one, Image other) {
        return one.digest().compareTo(other.digest()) < 0 ? one.manifest() : other.manifest();
    }

    /** A note that says that the config of an image is at several hosts. */
    private static String urls(Image image) {
        return "urls: {\"" + ManifestText.digest(image.config()) + "\": [https://a.example/x, https://b.example/x,"
                + " https://c.example/x]}";
    }

    private static String layers(String... layers) {
        return ManifestText.image("{}", layers).replace(ManifestText.CONFIG, "application/vnd.oci.empty.v1+json");
    }

    private static String child(String manifest) {
        return ManifestText.descriptor(ManifestText.MANIFEST, manifest);
    }

    private static String index(String index) {
        return ManifestText.descriptor(ManifestText.INDEX, index);
    }
}
