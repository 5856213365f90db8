package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.host.Host;
import io.github.registryorg.testkit.DocumentationPage;
import io.github.registryorg.testkit.DocumentationPage.Fence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README and the pages of the site: links lead somewhere, and each command is run by a test or is listed as not run. */
class DocumentationTest {

    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");

    /** On GitHub and on the site: the two make different anchors of a heading. */
    private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]+)\"></a>");

    /** Which tests run which blocks of commands, or why none does: page, first line, test or reason. */
    private static final Path COMMANDS = Path.of("src/test/resources/documentation/commands.tsv");

    private static final String NOT_RUN = "not run: ";

    private static final Set<String> LANGUAGES_OF_COMMANDS = Set.of("", "bash", "sh");

    private static final Pattern COMMAND = Pattern.compile(
            "(?:[A-Z_]+=\\S* )?(?:apptainer|aws|buildah|caddy|cosign|crane|curl|cd|cp|docker|echo|export|git|grep|helm|htpasswd"
                    + "|jq|keytool|ko|mkdir|mvn|notation|npx|oras|podman|printf|rclone|rm|rsync|sed|skopeo|src/fuzz/run|tar|while)\\b.*"
                    + "|[a-z]+=\\S.*");

    private static final Pattern VERSION = Pattern.compile("(?<=registry-maven-plugin):[^:]+:");

    private static String withoutFences(DocumentationPage page) {
        return page.text().replaceAll("(?ms)^```.*?^```$", "").replaceAll("(?s)`[^`]*`", "");
    }

    @Test
    void links_withinTheProject_leadToFilesAndAnchors() throws IOException {
        List<String> broken = new ArrayList<>();
        for (DocumentationPage page : DocumentationPage.all()) {
            for (MatchResult link : LINK.matcher(withoutFences(page)).results().toList()) {
                String target = link.group(1);
                if (!target.matches("[a-z]+:.*") && !leads(page.file(), target)) {
                    broken.add(page.file() + ": " + target);
                }
            }
        }
        assertThat(broken).as("links; an anchor is an <a id=…></a> of the page").isEmpty();
    }

    private static boolean leads(Path from, String target) throws IOException {
        String[] parts = target.split("#", 2);
        Path file = parts[0].isEmpty() ? from : from.resolveSibling(parts[0]).normalize();
        return Files.exists(file)
                && (parts.length == 1
                        || ANCHOR.matcher(Files.readString(file))
                                .results()
                                .anyMatch(anchor -> anchor.group(1).equals(parts[1])));
    }

    @Test
    void anchors_ofAPage_areDifferent() {
        for (DocumentationPage page : DocumentationPage.all()) {
            assertThat(ANCHOR.matcher(page.text()).results().map(anchor -> anchor.group(1)))
                    .as(page.file().toString())
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void pages_ofTheSite_areInItsMenu() throws IOException {
        List<String> menu = Pattern.compile("<item [^>]*href=\"([a-z-]+)\\.html\"")
                .matcher(Files.readString(Path.of("src/site/site.xml")))
                .results()
                .map(item -> item.group(1))
                .toList();
        assertThat(menu)
                .contains("plugin-info")
                .filteredOn(name -> !name.equals("plugin-info"))
                .containsExactlyInAnyOrderElementsOf(DocumentationPage.all().stream()
                        .filter(page -> page.file().startsWith("src"))
                        .map(DocumentationPage::name)
                        .toList());
    }

    @Test
    void readme_isShort() throws IOException {
        assertThat(Files.readAllLines(Path.of("README.md"))).hasSizeLessThan(200);
    }

    /** The page of what is tested names what the build and CI have. */
    @Test
    void support_ofVersions_isThatOfTheBuild() throws IOException {
        String page = DocumentationPage.ofSite("support").text();
        Set<String> tested = new TreeSet<>();
        Pattern.compile("<(?:maven\\.(?:oldest|common|newest)|jib\\.version)>([^<]+)<")
                .matcher(Files.readString(Path.of("pom.xml")))
                .results()
                .forEach(version -> tested.add(version.group(1)));
        assertThat(tested).hasSize(4);
        Pattern.compile("(wrangler|deno)@(\\S+)")
                .matcher(Files.readString(Path.of(".ci/run")))
                .results()
                .forEach(program -> tested.add(program.group(1) + " " + program.group(2)));
        tested.addAll(List.of(Pattern.compile("(?m)^clients=\"(.*)\"$")
                .matcher(Files.readString(Path.of(".ci/unstable-clients")))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1)
                .split(" ")));
        Host.all().forEach(host -> tested.add("| `" + host.name() + "` |"));
        assertThat(page).contains(tested);
    }

    /** By page and first line; a page whose blocks begin alike has them as one. */
    private static Map<String, String> printed() {
        Map<String, String> printed = new TreeMap<>();
        for (DocumentationPage page : DocumentationPage.all()) {
            for (Fence fence : page.fences()) {
                String first = fence.text().lines().findFirst().orElse("");
                if (LANGUAGES_OF_COMMANDS.contains(fence.language())
                        && COMMAND.matcher(first).matches()) {
                    printed.put(page.name() + "\t" + VERSION.matcher(first).replaceAll(":VERSION:"), fence.text());
                }
            }
        }
        return printed;
    }

    private static Map<String, String> listed() throws IOException {
        try (Stream<String> lines = Files.lines(COMMANDS)) {
            return lines.filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t"))
                    .collect(Collectors.toMap(columns -> columns[0] + "\t" + columns[1], columns -> columns[2]));
        }
    }

    @Test
    void commands_thatArePrinted_areListedWithTheirTest() throws IOException {
        assertThat(listed().keySet())
                .as("blocks of commands in the documentation, and in " + COMMANDS)
                .containsExactlyInAnyOrderElementsOf(printed().keySet());
    }

    /** A test that runs a block reads it from its page. */
    @Test
    void commands_withATest_areReadByIt() throws IOException {
        Set<String> wrong = new TreeSet<>();
        listed().forEach((command, test) -> {
            if (!test.startsWith(NOT_RUN) && !reads(test, command.substring(0, command.indexOf('\t')))) {
                wrong.add(command + ": " + test);
            }
        });
        assertThat(wrong).isEmpty();
    }

    private static boolean reads(String test, String page) {
        Path source = Path.of("src/test/java/io/github/registryorg").resolve(test + ".java");
        try {
            return test.startsWith(".ci/")
                    ? Files.readString(Path.of(test)).contains("mvn ")
                    : Files.readString(source)
                            .matches("(?s).*(ofSite\\(\"" + page + "\"|" + page + "\\.md|readme\\(\\)).*");
        } catch (IOException e) {
            return false;
        }
    }
}
