package io.github.registryorg.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.git.ChangedPath;
import io.github.registryorg.git.TreeEntry;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContributionCheckTest {

    private static final String CONTENT = "acme/app/digests/sha256/ab/abcd.json";
    private static final int FILE = 0100644;

    private final List<Problem> problems = new ArrayList<>();

    @Test
    void file_ofARepository_mayBeChanged() {
        ContributionCheck check = new ContributionCheck("", problems::add);
        check.accept(added("acme/app/README.md", FILE));
        check.accept(added("acme/app/manifests/1.0/README.md", FILE));
        check.accept(added(CONTENT, FILE));
        check.accept(new ChangedPath("acme/app/manifests/latest/README.md", entry(FILE), entry(FILE)));
        check.accept(new ChangedPath("acme/app/manifests/old/README.md", entry(FILE), null));
        check.accept(new ChangedPath("acme/tool/digests/sha256/ab/abcd.yaml", entry(FILE), entry(FILE)));
        assertThat(problems).isEmpty();
        assertThat(check.files()).isEqualTo(6);
        assertThat(check.changed())
                .hasSize(2)
                .containsEntry(
                        RepositoryName.parse("acme/app"),
                        Set.of(Tag.parse("1.0"), Tag.parse("latest"), Tag.parse("old")))
                .containsEntry(RepositoryName.parse("acme/tool"), Set.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "registry.yaml",
                "logo.svg",
                "logo.png",
                "pom.xml",
                "README.md",
                "CODEOWNERS",
                "acme/app/Dockerfile",
                "acme/app/readme.md",
                "acme/app/Digests/sha256/ab/abcd.json",
                "a\\b\\README.md",
                "a\nb",
            })
    void file_ofNoRepository_isForbidden(String path) {
        ContributionCheck check = new ContributionCheck("", problems::add);
        check.accept(added(path, FILE));
        assertOnly(ProblemCode.CHANGE_FORBIDDEN, "is not a file of a repository");
        assertThat(check.changed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".gitattributes",
                ".github/workflows/validate.yml",
                ".mvn/maven.config",
                "acme/app/.gitattributes",
                "acme/.app/README.md",
                "acme/app/digests/.gitattributes",
                "../README.md",
                ".git/config",
                "acme/..",
            })
    void dotFile_changed_isForbidden(String path) {
        new ContributionCheck("", problems::add).accept(added(path, FILE));
        assertOnly(ProblemCode.CHANGE_FORBIDDEN, "a leading dot");
    }

    @Test
    void file_removed_countsAsAChange() {
        new ContributionCheck("", problems::add).accept(new ChangedPath("registry.yaml", entry(FILE), null));
        assertOnly(ProblemCode.CHANGE_FORBIDDEN, "is not a file of a repository");
    }

    @ParameterizedTest
    @CsvSource({"0120000, symbolic link", "0160000, submodule", "0, neither a file nor a directory"})
    void entry_notAFile_isForbidden(String mode, String what) {
        new ContributionCheck("", problems::add).accept(added("acme/app/README.md", Integer.parseInt(mode, 8)));
        assertOnly(ProblemCode.FILE_KIND_INVALID, what);
    }

    @Test
    void file_underADigest_mayNotBeChangedOrRemoved() {
        ContributionCheck check = new ContributionCheck("", problems::add);
        check.accept(new ChangedPath(CONTENT, entry(FILE), entry(FILE)));
        assertOnly(ProblemCode.CHANGE_FORBIDDEN, "was changed");
        problems.clear();
        check.accept(new ChangedPath(CONTENT, entry(FILE), null));
        assertOnly(ProblemCode.CHANGE_FORBIDDEN, "was removed");
    }

    @ParameterizedTest
    @CsvSource({
        "Acme/app/README.md, NAME_INVALID",
        "src/app/README.md, NAME_RESERVED",
        "acme/blobs/README.md, NAME_RESERVED",
        "acme/con/README.md, NAME_RESERVED",
        "acme//README.md, NAME_INVALID",
        "manifests/1.0/README.md, NAME_RESERVED",
        "acme/app/Manifests/1.0/README.md, NAME_INVALID",
    })
    void repository_withAnInvalidName_isForbidden(String path, ProblemCode code) {
        ContributionCheck check = new ContributionCheck("", problems::add);
        check.accept(added(path, FILE));
        assertOnly(code, "");
        assertThat(check.changed()).isEmpty();
    }

    @Test
    void file_outsideTheMetadataDirectory_mayNotBeChanged() {
        ContributionCheck check = new ContributionCheck("registry", problems::add);
        check.accept(added("registry/acme/app/README.md", FILE));
        assertThat(problems).isEmpty();
        check.accept(added("acme/app/README.md", FILE));
        assertOnly(ProblemCode.CHANGE_FORBIDDEN, "is not a file of a repository");
        assertThat(check.changed()).containsOnlyKeys(RepositoryName.parse("acme/app"));
    }

    private void assertOnly(ProblemCode code, String what) {
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.what()).contains(what);
            assertThat(problem.hint()).isNotBlank();
            assertThat(problem.location()).isNotNull();
        });
    }

    private static ChangedPath added(String path, int mode) {
        return new ChangedPath(path, null, entry(mode));
    }

    private static TreeEntry entry(int mode) {
        return new TreeEntry("name", mode, "0123456789012345678901234567890123456789");
    }
}
