package io.github.registryorg.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTextTest {

    private static final PluginDescription PLUGIN = PluginDescription.read();

    private static final String NAME = PLUGIN.groupId() + ":" + PLUGIN.artifactId() + ":" + PLUGIN.version();

    private static HelpText text(int width, boolean hasPrefix) {
        Set<String> goals = PLUGIN.goals().stream().map(GoalDescription::name).collect(Collectors.toSet());
        return new HelpText(PLUGIN, new GoalNames(NAME, goals, hasPrefix), width, 2);
    }

    private static HelpText text(int width) {
        return text(width, true);
    }

    @Test
    void overview_isInTheOrderOfTheWork() {
        assertThat(String.join("\n", text(80).overview()))
                .isEqualTo("""
                registry-maven-plugin VERSION
                  A container registry without a server: images in storage of your choice,
                  metadata by pull request, a static site that container clients pull from.

                In a repository that builds a container:
                  publish       Stores the blobs of an image, and writes its metadata.
                    mvn registry:publish -Dregistry.source=oci:target/image
                  pull-request  Proposes what was published to the registry.
                    mvn registry:pull-request

                In the repository of a registry:
                  init          Writes the first files: pom.xml, CI and others.
                    mvn PLUGIN:init
                  validate      Checks the metadata, and that each blob exists.
                    mvn registry:validate -Dregistry.base=origin/main
                  site          Makes the static site that clients pull from.
                    mvn registry:site -Dregistry.host=github-pages
                  serve         Serves the site on this machine.
                    mvn registry:serve
                  deploy        Sends the site to a bucket.
                    mvn registry:deploy -Dregistry.target=s3://acme-registry
                  probe         Reads a live registry as clients do.
                    mvn registry:probe -Dregistry.url=https://registry.acme.example
                  import        Makes OCI content of metadata in the legacy format.
                    mvn registry:import -Dregistry.dryRun

                Anywhere:
                  help          Describes the goals and their parameters.
                    mvn registry:help -Ddetail -Dgoal=publish

                All parameters of a goal:
                  mvn registry:help -Ddetail -Dgoal=publish
                Where no pom.xml has the plugin, instead of registry:GOAL:
                  mvn PLUGIN:GOAL""".replace("PLUGIN", NAME).replace("VERSION", PLUGIN.version()));
    }

    @Test
    void overview_whereNoPrefixResolves_hasCommandsThatRun() {
        List<String> lines = text(80, false).overview();
        assertThat(lines)
                .containsSequence(
                        "  site          Makes the static site that clients pull from.",
                        "    mvn " + NAME + ":site -Dregistry.host=github-pages")
                .endsWith(
                        "All parameters of a goal:",
                        "  mvn " + NAME + ":help -Ddetail -Dgoal=publish",
                        "mvn registry:GOAL works where the pom.xml has the plugin, and everywhere with",
                        "this in settings.xml:",
                        "  <pluginGroups><pluginGroup>io.github.registry-org</pluginGroup></pluginGroups>");
        assertThat(lines).noneMatch(line -> line.contains("mvn registry:") && !line.contains("GOAL"));
    }

    @Test
    void goal_withoutParameters_isDescribedWithAnExample() {
        assertThat(String.join("\n", text(80).goal(PLUGIN.goal("serve").orElseThrow(), false)))
                .contains("""

                        registry:serve
                          Serves the site on this machine until Ctrl-C: a registry that podman and
                          docker pull from. With registry.push, one that they push to as well: blobs go
                          into the store, and metadata of them into the contribution, as publish writes
                          it.

                          Example: mvn registry:serve

                          All its parameters: mvn registry:help -Ddetail -Dgoal=serve""");
    }

    @Test
    void goal_withParameters_hasPropertiesAndDefaults() {
        List<String> lines = text(80).goal(PLUGIN.goal("site").orElseThrow(), true);
        assertThat(lines)
                .containsSequence(
                        "    full (Default: false)",
                        "      Makes all of the site again. Otherwise what has not changed since the last",
                        "      run is taken from the site that is there, as far as the state beside it",
                        "      (.registry-site.state) belongs to it.",
                        "      User property: registry.full")
                .contains("    directory")
                .doesNotContain("    session", "    execution");
    }

    @Test
    void parameter_withAllThatADescriptorMayHave_hasALineForEach() {
        GoalDescription.Parameter parameter =
                new GoalDescription.Parameter("old", "What it was.", null, "1", true, "0.2", "Use new.");
        GoalDescription goal = new GoalDescription("serve", "Serves.", List.of(parameter));
        assertThat(text(80).goal(goal, true))
                .endsWith(
                        "    old (Default: 1)",
                        "      Deprecated. Use new.",
                        "      What it was.",
                        "      Since: 0.2",
                        "      Required: Yes");
    }

    /** Each goal has its place too: otherwise this fails. */
    @Test
    void all_hasEachGoalWithItsParameters() {
        List<String> lines = text(80).all();
        assertThat(lines)
                .filteredOn(line -> line.startsWith("registry:"))
                .hasSameSizeAs(PLUGIN.goals())
                .startsWith("registry:publish", "registry:pull-request", "registry:init");
        assertThat(lines).filteredOn("    User property: registry.skip"::equals).isEmpty();
        assertThat(lines)
                .filteredOn("      User property: registry.skip"::equals)
                .hasSize(PLUGIN.goals().size() - 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 80, 132})
    void line_longerThanTheWidth_isASingleWordOrACommand(int width) {
        assertThat(text(width).all())
                .filteredOn(line -> line.length() > width)
                .allMatch(line -> !line.strip().contains(" ") || line.contains("mvn ") || line.contains(": registry."));
        assertThat(text(width).all()).anyMatch(line -> line.length() > width - 5);
    }
}
