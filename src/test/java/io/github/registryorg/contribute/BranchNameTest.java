package io.github.registryorg.contribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.RegistryException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each repository has a branch that git takes, and no two the same. */
class BranchNameTest {

    private static String of(String repository) {
        return BranchName.of(RepositoryName.parse(repository));
    }

    @ParameterizedTest
    @CsvSource({
        "acme/app, update/acme+app",
        "acme/app/tools, update/acme+app+tools",
        "app, update/app",
        "acme/app.lock, update/acme+app.lock+",
        "acme.lock/app, update/acme.lock+app"
    })
    void slash_inAName_isAPlus(String repository, String branch) {
        assertThat(of(repository)).isEqualTo(branch);
        assertThat(Repository.isValidRefName("refs/heads/" + branch)).isTrue();
    }

    @Test
    void name_of200Characters_isTheLongestThatIsNotCut() {
        String longest = "a".repeat(200);

        assertThat(of(longest)).isEqualTo("update/" + longest);
        assertThat(of(longest + "a")).hasSize("update/".length() + 200).startsWith("update/" + "a".repeat(182) + "++");
        String lock = "a".repeat(195) + ".lock";
        assertThat(of(lock)).isEqualTo("update/" + lock + "+");
    }

    @Test
    void names_long_areCutAndStayDifferent() {
        Set<String> branches = new HashSet<>();
        for (String end : List.of("a", "b", "c.lock", "d")) {
            String branch = of("x/" + "a".repeat(240) + end);
            assertThat(branch.length()).isLessThan(220);
            assertThat(Repository.isValidRefName("refs/heads/" + branch)).isTrue();
            branches.add(branch);
        }
        assertThat(branches).hasSize(4);
    }

    @Test
    void branch_ofSeveralRepositories_differsFromThatOfAnyRepository() {
        List<RepositoryName> two = List.of(RepositoryName.parse("a/b"), RepositoryName.parse("a/c"));
        assertThat(BranchName.of(null, two, "acme parent..lock", false)).isEqualTo("update/_acme-parent..lock+");
        assertThat(BranchName.of(null, two, "acme", false)).isEqualTo("update/_acme");
        assertThat(RepositoryName.tryParse("_acme")).isEmpty();
    }

    /** Which modules are built is chance: the branch must not depend on it. */
    @Test
    void of_projectWithModules_isTheSameForOneRepositoryAndForSeveral() {
        RepositoryName one = RepositoryName.parse("a/b");
        RepositoryName other = RepositoryName.parse("a/c");

        assertThat(BranchName.of(null, List.of(one), "acme", true))
                .isEqualTo("update/_acme")
                .isEqualTo(BranchName.of(null, List.of(one, other), "acme", true));
        assertThat(BranchName.of(null, List.of(one), "acme", false)).isEqualTo("update/a+b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-x",
                "a..b",
                "a//b",
                "a/.b",
                "a.lock",
                "a.lock/b",
                "a/",
                "a b",
                "a~1",
                "a^",
                "a:b",
                "a\u0000"
            })
    void name_invalidForGit_isRefused(String branch) {
        List<RepositoryName> one = List.of(RepositoryName.parse("a"));
        assertThatThrownBy(() -> BranchName.of(branch, one, "x", true))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("CONFIGURATION_INVALID registry.branch");
    }
}
