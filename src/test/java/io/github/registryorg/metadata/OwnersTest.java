package io.github.registryorg.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.file.DirectoryTree;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who owns what by registry.yaml, what is wrong with that, and CODEOWNERS that is made of it. */
class OwnersTest {

    private static final String POLICY = """
            formatVersion: 1
            source: https://git.example/registry
            keepers:
              - {user: alice, id: 1001}
            owners:
              acme:
                - {user: bob, id: 1002}
                - {team: acme/platform, id: 77}
              "acme/web-*":
                - {user: carol, id: 1003}
                - user: "renovate[bot]"
                  id: 5
              moon:
                - {user: dave, id: 1004, forge: GitLab.example}
            """;

    private final List<Problem> problems = new ArrayList<>();

    private Owners owners(String text) {
        return RegistrySettings.read(text.getBytes(StandardCharsets.UTF_8), problems::add)
                .owners();
    }

    @ParameterizedTest
    @CsvSource({
        "acme, bob acme/platform",
        "acme/app, bob acme/platform",
        "acme/web-shop, bob acme/platform carol renovate[bot]",
        "acme/web-shop/deep/below, bob acme/platform carol renovate[bot]",
        "acme/web, bob acme/platform",
        "acme2/app, ''",
        "moon/cheese, dave",
        "mo, ''"
    })
    void owners_ofARepository_areThoseOfAllAboveIt(String name, String expected) {
        Owners owners = owners(POLICY);
        assertThat(problems).isEmpty();
        assertThat(String.join(
                        " ",
                        owners.of(RepositoryName.parse(name)).stream()
                                .map(Identity::name)
                                .toList()))
                .isEqualTo(expected);
        assertThat(owners.keepers()).singleElement().hasToString("alice (id 1001)");
        assertThat(owners.namespaces().get(2).identities().get(0).forge()).hasToString("gitlab.example");
        assertThat(owners.keepers().get(0).forge()).hasToString("git.example");
    }

    @ParameterizedTest
    @CsvSource({
        "a*c, abc, true",
        "a*c, ac, true",
        "a*c, abcd, false",
        "a*b*c, aXbXbXc, false",
        "a*b*c, a0b0b0c, true",
        "*, anything/below, true",
        "*/app, acme/app, true",
        "*/app, acme/tool, false",
        "acme/*, acme, false",
        "acme/web, acme/web-shop, false"
    })
    void star_inAPattern_staysWithinAComponent(String pattern, String name, boolean expected) {
        assertThat(RepositoryName.tryParse(name).map(new NamePattern(pattern)::covers))
                .isEqualTo(RepositoryName.tryParse(name).map(any -> expected));
    }

    @Test
    void pattern_thatGoesBackOften_takesNoTime() {
        String name = "a".repeat(255);
        assertThat(new NamePattern("a*".repeat(120) + "b").covers(RepositoryName.parse(name)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Acme",
                "acme/",
                "/acme",
                "acme//app",
                "''",
                "acme/**",
                "'-*'",
                "a..*",
                "acme/manifests",
                "v2",
                "acme app",
                "con/*",
                "acme/app.",
                "\"a\\u202eb\""
            })
    void pattern_thatMatchesNothing_isReportedWithItsLine(String pattern) {
        owners("formatVersion: 1\nowners:\n  " + pattern + ": [{user: bob, id: 1}]\n");
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.FRONT_MATTER_INVALID);
            assertThat(problem.location()).hasToString("registry.yaml:3");
            assertThat(problem.what()).contains("matches no repository");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{id: 1}                            | neither a user nor a team",
                "{user: bob, team: a/b, id: 1}      | both a user and a team",
                "{user: bob, id: 0}                 | must have a minimum value of 1",
                "{user: bob, id: -5}                | must have a minimum value of 1",
                "{user: bob, id: '1002'}            | string found, integer expected",
                "{user: bob, id: 99999999999999999999} | string found, integer expected",
                "{user: bob}                        | required property 'id' not found",
                "{user: bob, id: 1, name: Bob}      | 'name' is not defined",
                "{user: bob, id: 1, forge: 'https://x'} | has the wrong form",
                "{user: bob, id: 1, forge: 'x:0'}   | has a forge that is not a host: x:0. Write forge: HOST",
                "{user: bob, id: 1, forge: 'x:65536'} | has a forge that is not a host: x:65536",
                "{user: bob, id: 1, forge: '1.2.3'} | has a forge that is not a host: 1.2.3",
                "{user: 'bob mallory', id: 1}       | has a name that no forge has",
                "{user: 'a/b', id: 1}               | has a name that no forge has",
                "{team: '../x', id: 1}              | has a name that no forge has",
                "bob                                | string found, object expected",
            })
    void identity_wrong_isReportedWithItsLine(String identity, String message) {
        for (String key : List.of("keepers:\n  - ", "owners:\n  acme:\n  - ")) {
            problems.clear();
            Owners owners = owners("formatVersion: 1\n" + key + identity + "\n");
            assertThat(problems).isNotEmpty().first().satisfies(problem -> {
                assertThat(problem.code()).isEqualTo(ProblemCode.FRONT_MATTER_INVALID);
                assertThat(problem.toString()).contains(message);
                assertThat(problem.location().line()).isEqualTo(key.startsWith("keepers") ? 3 : 4);
            });
            assertThat(owners.keepers()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "git.example:443, git.example",
        "GIT.example:0443, git.example",
        "git.example:80, git.example:80",
        "git.example:8443, git.example:8443"
    })
    void forge_withAPort_isOneHostHoweverItIsWritten(String written, String host) {
        String owners = "keepers: [{user: bob, id: 1, forge: '" + written + "'}]\n";
        assertThat(owners("formatVersion: 1\n" + owners).keepers().get(0).forge())
                .hasToString(host)
                .isEqualTo(owners("formatVersion: 1\nsource: https://" + written + "/acme/registry\n" + owners)
                        .home());
        assertThat(problems).isEmpty();
    }

    @Test
    void identity_twice_isReported() {
        owners("formatVersion: 1\nkeepers:\n- {user: bob, id: 1}\n- {user: robert, id: 1}\n- {team: a/b, id: 1}\n");
        assertThat(problems)
                .singleElement()
                .asString()
                .contains("\"keepers\" has robert (id 1) twice, first in line 3")
                .endsWith("[registry.yaml:4]");
    }

    @Test
    void codeOwners_made_hasTheOwnersOfAllAbove() {
        assertThat(new CodeOwners(owners(POLICY)).text().lines().filter(line -> !line.startsWith("#")))
                .containsExactly(
                        "* @alice",
                        "/acme/ @bob @acme/platform @alice",
                        "/moon/ @alice",
                        "/acme/web-*/ @bob @acme/platform @carol @alice");
    }

    @Test
    void codeOwners_thatAgrees_hasNoFinding(@TempDir Path directory) throws Exception {
        CodeOwners made = new CodeOwners(owners(POLICY));
        made.compare(new DirectoryTree(directory), problems::add);
        Files.writeString(directory.resolve("CODEOWNERS"), made.text() + "/.github/ @ops\n[Docs]\n/docs/ @writers\n");
        made.compare(new DirectoryTree(directory), problems::add);
        assertThat(problems).isEmpty();
    }

    @Test
    void codeOwners_thatDisagrees_isReportedWithItsLines(@TempDir Path directory) throws Exception {
        CodeOwners made = new CodeOwners(owners(POLICY));
        Files.createDirectories(directory.resolve(".github"));
        Files.writeString(
                directory.resolve(".github/CODEOWNERS"),
                "* @ALICE # keepers\n\n/acme/ @bob @mallory\nacme/web-* @alice @carol @acme/platform @bob\n"
                        + "/acme/secret/ @mallory\n");
        made.compare(new DirectoryTree(directory), problems::add);

        assertThat(problems)
                .extracting(problem -> problem.what() + " [" + problem.location() + "]")
                .containsExactly(
                        "gives /acme/ to @bob @mallory, and registry.yaml names @bob @acme/platform @alice"
                                + " [.github/CODEOWNERS:3]",
                        "has no line for /moon/, and registry.yaml names @alice [.github/CODEOWNERS]",
                        "has a line for acme/secret, and registry.yaml names @bob @acme/platform @alice"
                                + " [.github/CODEOWNERS:5]");
        assertThat(problems).extracting(Problem::code).containsOnly(ProblemCode.OWNERS_DRIFT);
    }
}
