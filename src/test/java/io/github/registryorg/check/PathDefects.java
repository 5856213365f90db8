package io.github.registryorg.check;

import static io.github.registryorg.check.ContributionFixture.APP;
import static io.github.registryorg.check.ContributionFixture.NEW;
import static io.github.registryorg.check.ContributionFixture.NEWEST;

import io.github.registryorg.problem.Location;
import java.util.List;

/** Files that are where no contribution may have them, or are no files. */
final class PathDefects {

    private static final Defect.Shelf SHELF = new Defect.Shelf("path");

    static final List<Defect> ALL = all();

    private PathDefects() {}

    private static List<Defect> all() {
        // what is not a file
        SHELF.add(
                "page-is-a-link",
                it -> it.link("acme/app/README.md", "/etc/passwd"),
                "FILE_KIND_INVALID acme/app/README.md");
        SHELF.add(
                "tag-is-a-link-to-another-tag",
                it -> it.link("acme/app/manifests/new/README.md", "../latest/README.md"),
                "FILE_KIND_INVALID acme/app/manifests/new/README.md");
        SHELF.add(
                "directory-of-tags-is-a-link",
                it -> it.link("acme/app/tags", "../../../.git"),
                "FILE_KIND_INVALID acme/app/tags");
        SHELF.add(
                "manifest-is-a-link",
                it -> it.link(ContributionFixture.content(APP, NEWEST.manifest()), "/dev/zero"),
                "FILE_KIND_INVALID " + ContributionFixture.content(APP, NEWEST.manifest()));
        SHELF.add("repository-is-a-submodule", it -> it.submodule("acme/sub"), "FILE_KIND_INVALID acme/sub");
        SHELF.add(
                "tag-is-a-submodule",
                it -> it.submodule("acme/app/manifests/sub"),
                "FILE_KIND_INVALID acme/app/manifests/sub");
        SHELF.add(
                "settings-become-a-link",
                it -> it.link("registry.yaml", "acme/app/README.md"),
                "FILE_KIND_INVALID registry.yaml");
        // what belongs to the registry
        foreign("settings-are-changed", "registry.yaml");
        foreign("owners-for-reviews", "CODEOWNERS");
        foreign("owners-for-reviews-in-docs", "docs/CODEOWNERS");
        foreign("logo", "logo.svg");
        foreign("keys-of-signatures", "keys/acme.pub");
        foreign("build", "pom.xml");
        foreign("pipeline-of-jenkins", "Jenkinsfile");
        foreign("read-me-of-the-registry", "README.md");
        foreign("file-in-a-namespace", "acme/notes.txt");
        foreign("file-beside-a-page", "acme/app/install.sh");
        foreign("page-in-capitals-of-another-name", "acme/app/readme.txt");
        foreign("script-of-the-site", "acme/app/index.html");
        foreign("name-with-a-backslash", "acme\\app\\README.md");
        foreign("name-with-a-line-break", "acme/a\nb.txt");
        foreign("name-with-a-terminal-escape", "acme/a\u001b[2Jb.txt");
        foreign("name-that-is-read-backwards", "acme/a\u202eb.txt");
        SHELF.add("settings-are-removed", it -> it.remove("registry.yaml"), "CHANGE_FORBIDDEN registry.yaml");
        foreign("workflow-of-github", ".github/workflows/steal.yml");
        foreign("pipeline-of-gitlab", ".gitlab-ci.yml");
        foreign("workflow-of-forgejo", ".forgejo/workflows/x.yml");
        foreign("maven-extensions", ".mvn/extensions.xml");
        foreign("attributes-at-the-root", ".gitattributes");
        foreign("attributes-of-digests", "acme/app/digests/.gitattributes");
        foreign("ignore-file-of-a-repository", "acme/app/.gitignore");
        foreign("modules", ".gitmodules");
        foreign("mail-map", ".mailmap");
        foreign("page-in-a-hidden-namespace", ".acme/app/README.md");
        foreign("hidden-tag", "acme/app/manifests/.latest/README.md");
        // names
        name("device-of-windows", "acme/con", "NAME_RESERVED");
        name("device-with-an-extension", "acme/lpt1.x", "NAME_RESERVED");
        name("namespace-is-a-device", "nul/app", "NAME_RESERVED");
        name("trailing-dot", "acme/tool.", "NAME_INVALID");
        name("trailing-space", "acme/tool ", "NAME_INVALID");
        name("upper-case", "acme/Tool2", "NAME_INVALID");
        name("letter-with-an-accent-composed", "acme/caf\u00e9", "NAME_INVALID");
        name("letter-with-an-accent-decomposed", "acme/cafe\u0301", "NAME_INVALID");
        name("cyrillic-letter", "acm\u0435/app", "NAME_INVALID");
        name("ligature", "acme/\ufb01le", "NAME_INVALID");
        name("invisible-character", "acme/ap\u200bp", "NAME_INVALID");
        name("two-dots", "acme/a..b", "NAME_INVALID");
        name("leading-dash", "acme/-rf", "NAME_INVALID");
        name("three-underscores", "acme/a___b", "NAME_INVALID");
        name("colon", "acme/app:x", "NAME_INVALID");
        name("percent-escape", "acme/%2e%2e", "NAME_INVALID");
        name("reserved-blobs", "acme/blobs", "NAME_RESERVED");
        name("reserved-referrers", "acme/referrers/x", "NAME_RESERVED");
        name("reserved-index.html", "acme/index.html", "NAME_RESERVED");
        name("reserved-v2", "v2/app", "NAME_RESERVED");
        name("reserved-api", "api/app", "NAME_RESERVED");
        name("reserved-docs", "docs/app", "NAME_RESERVED");
        name("reserved-robots.txt", "robots.txt/app", "NAME_RESERVED");
        name("256-characters", "acme/" + "a".repeat(251), "NAME_INVALID");
        // what differs only in case
        SHELF.add(
                "page-that-differs-in-case",
                it -> it.file("acme/app/Readme.md", "x"),
                "CHANGE_FORBIDDEN acme/app/Readme.md");
        SHELF.add(
                "tags-that-differ-in-case",
                it -> it.tag(APP, "Latest", NEW),
                "NAME_CONFLICT acme/app/manifests/latest");
        SHELF.add(
                "two-new-tags-that-differ-in-case",
                it -> it.tag(APP, "beta", NEW).tag(APP, "BETA", NEW),
                "NAME_CONFLICT acme/app/manifests/beta");
        SHELF.add("repository-that-differs-in-case", it -> it.page("acme/APP"), "NAME_INVALID acme/APP");
        // the directories of a repository
        stray("file-beside-tags", "acme/app/manifests/notes.txt");
        stray("file-beside-a-tag", "acme/app/manifests/latest/icon.png");
        stray("directory-below-a-tag", "acme/app/manifests/latest/x", "/README.md");
        stray("file-beside-digests", "acme/app/digests/README.md");
        stray("algorithm-that-is-unknown", "acme/app/digests/md5", "/d4/d41d8cd98f00b204e9800998ecf8427e.json");
        stray(
                "digest-in-a-wrong-directory",
                "acme/app/digests/sha256/00/" + NEW.digest().hex() + ".json");
        stray("digest-in-upper-case", "acme/app/digests/sha256/AB/AB" + "C".repeat(62) + ".json");
        stray("digest-that-is-short", "acme/app/digests/sha256/ab/abcd.json");
        stray("digest-with-another-extension", "acme/app/digests/sha256/ab/ab" + "c".repeat(62) + ".txt");
        stray("files-of-an-operating-system", "acme/app/manifests/Thumbs.db");
        stray("page-of-another-directory", "acme/app/tags/latest.md");
        stray("recipe-of-a-tag", "acme/app/manifests/latest/Singularity");
        SHELF.add(
                "page-of-a-repository-is-a-directory",
                it -> it.remove("acme/app/README.md").file("acme/app/README.md/x", "x"),
                "CHANGE_FORBIDDEN acme/app/README.md/x");
        SHELF.add(
                "file-of-a-tag-is-a-directory",
                it -> it.file("acme/app/manifests/new/README.md/x", "x"),
                "FILE_STRAY acme/app/manifests/new/README.md",
                "FRONT_MATTER_INVALID acme/app/manifests/new");
        return SHELF.defects();
    }

    private static void foreign(String defect, String path) {
        SHELF.add(defect, it -> it.file(path, "anything\n"), "CHANGE_FORBIDDEN " + Location.of(path));
    }

    private static void stray(String defect, String path) {
        stray(defect, path, "");
    }

    /** Of a directory with something in it, the directory is reported. */
    private static void stray(String defect, String path, String below) {
        SHELF.add(defect, it -> it.file(path + below, "{}\n"), "FILE_STRAY " + path);
    }

    private static void name(String defect, String name, String code) {
        SHELF.add("name-" + defect, it -> it.page(name).image(name, NEWEST, "1"), code + " " + Location.of(name));
    }
}
