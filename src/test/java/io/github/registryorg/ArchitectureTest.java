package io.github.registryorg;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.work.ExternalProgram;
import java.io.File;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/**
 * Which package may import which. A package that is not in the table may import nothing, so that it is not forgotten.
 *
 * <p>This reads class files, into which the compiler copies constants ({@code static final} fields of primitive types and
 * {@code String} with constant values). A class that uses nothing but such constants of another has no edge to it here: such
 * an edge is not refused where the table lacks it, and is reported as unused where the table grants it.
 */
class ArchitectureTest {

    private static final String ROOT = "io.github.registryorg";

    /** Every package may import these, and each of them the ones before it. */
    private static final List<String> KERNEL = List.of("problem", "file", "work", "net", "oci");

    /** In the order in which data flows: whoever publishes, whoever keeps a registry, whoever reads. */
    private static final Map<String, Set<String>> TABLE = new TreeMap<>(Map.ofEntries(
            Map.entry("remote", Set.of()),
            Map.entry("git", Set.of()),
            Map.entry("metadata", Set.of()),
            Map.entry("secret", Set.of()),
            Map.entry("source.file", Set.of()),
            Map.entry("source", Set.of("source.file", "remote")),
            Map.entry("store", Set.of("remote")),
            Map.entry("tree", Set.of("metadata")),
            Map.entry("host", Set.of("tree")),
            Map.entry("client", Set.of("host", "tree")),
            Map.entry("page.templates", Set.of("page", "client")),
            Map.entry("page", Set.of("client", "page.templates")),
            Map.entry("verdict", Set.of()),
            Map.entry("signature", Set.of("metadata")),
            Map.entry("report", Set.of("metadata", "check")),
            Map.entry("event", Set.of("metadata", "remote", "contribute", "git")),
            Map.entry("check", Set.of("metadata", "signature", "store", "git", "host", "client", "event", "verdict")),
            Map.entry(
                    "publish", Set.of("source", "secret", "signature", "store", "remote", "git", "metadata", "check")),
            Map.entry("push", Set.of("publish", "secret", "store", "metadata", "tree")),
            Map.entry("contribute", Set.of("metadata", "remote", "git")),
            Map.entry("legacy", Set.of("metadata", "store", "remote")),
            Map.entry("catalog", Set.of("client", "page", "tree")),
            Map.entry("search", Set.of("client", "page", "tree")),
            Map.entry(
                    "site",
                    Set.of(
                            "metadata",
                            "signature",
                            "git",
                            "verdict",
                            "check",
                            "store",
                            "tree",
                            "page",
                            "host",
                            "client",
                            "catalog",
                            "search")),
            Map.entry("deploy", Set.of("site", "host", "store", "tree")),
            Map.entry("serve", Set.of("client", "tree", "host", "store", "push")),
            Map.entry("probe", Set.of("remote", "host", "client")),
            Map.entry("starter", Set.of("client", "host"))));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void package_notInTheTable_isRefused() {
        Set<String> packages = CLASSES.stream()
                .map(ArchitectureTest::nameOf)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
        List<String> known = new ArrayList<>(TABLE.keySet());
        known.addAll(KERNEL);
        known.add("mojo");
        assertThat(packages).containsExactlyInAnyOrderElementsOf(known);
    }

    /** Neither an edge that the table lacks, nor one that it grants and that is not used. */
    @Test
    void packages_againstTheTable_useJustTheEdgesThatItGrants() {
        Set<String> granted = new TreeSet<>();
        TABLE.forEach((name, others) -> others.forEach(other -> granted.add(name + " -> " + other)));
        Set<String> used = dependencies()
                .filter(edge -> TABLE.containsKey(nameOf(edge.getOriginClass())))
                .filter(edge -> !KERNEL.contains(nameOf(edge.getTargetClass())))
                .filter(edge -> !nameOf(edge.getOriginClass()).equals(nameOf(edge.getTargetClass())))
                .map(edge -> nameOf(edge.getOriginClass()) + " -> " + nameOf(edge.getTargetClass()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(used)
                .as("edges between packages; one that consists of inlined constants alone is not among them")
                .containsExactlyInAnyOrderElementsOf(granted);
    }

    @Test
    void kernel_ofSeveralPackages_importsOnlyThoseBefore() {
        for (int i = 0; i < KERNEL.size(); i++) {
            classes()
                    .that()
                    .resideInAPackage(in(KERNEL.get(i)))
                    .should()
                    .onlyDependOnClassesThat(outsideOr(KERNEL.subList(0, i + 1)))
                    .check(CLASSES);
        }
    }

    @Test
    void root_besideTheStages_holdsTheFacadeAlone() {
        assertThat(CLASSES.stream()
                        .filter(type -> nameOf(type).isEmpty())
                        .map(ArchitectureTest::fileOf)
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("StaticRegistry", "package-info");
    }

    /** A type and those that extend or implement it count as one: a sealed type names them. */
    @Test
    void files_inOnePackage_haveNoCycles() {
        Map<String, Set<String>> edges = new TreeMap<>();
        dependencies()
                .filter(edge -> nameOf(edge.getOriginClass()).equals(nameOf(edge.getTargetClass())))
                .filter(edge -> !fileOf(edge.getOriginClass()).equals(fileOf(edge.getTargetClass())))
                .filter(edge -> !edge.getOriginClass()
                        .isAssignableTo(topOf(edge.getTargetClass()).getFullName()))
                .forEach(edge -> edges.computeIfAbsent(
                                topOf(edge.getOriginClass()).getName(), any -> new TreeSet<>())
                        .add(topOf(edge.getTargetClass()).getName()));
        assertThat(edges.keySet().stream()
                        .filter(file -> reaches(edges, file, file, new TreeSet<>()))
                        .toList())
                .as("files that import each other")
                .isEmpty();
    }

    private static boolean reaches(Map<String, Set<String>> edges, String from, String to, Set<String> seen) {
        return edges.getOrDefault(from, Set.of()).stream()
                .anyMatch(next -> next.equals(to) || seen.add(next) && reaches(edges, next, to, seen));
    }

    @Test
    void root_importsNoGoal() {
        noClasses()
                .that()
                .resideOutsideOfPackage(in("mojo"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(in("mojo"))
                .check(CLASSES);
    }

    @Test
    void goals_aloneKnowMaven() {
        noClasses()
                .that()
                .resideOutsideOfPackage(in("mojo"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.maven..")
                .check(CLASSES);
    }

    @Test
    void packages_importingEachOther_haveNoCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void class_isInThePackageOfItsIdea() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .check(CLASSES);
    }

    /** Two owners of one rule would come to differ. */
    @Test
    void typeWithAnOwner_isUsedByNoOther() {
        Map.of(
                        ClosedByInterruptException.class, Failures.class,
                        ProcessBuilder.class, ExternalProgram.class)
                .forEach((type, owner) -> noClasses()
                        .that()
                        .doNotHaveFullyQualifiedName(owner.getName())
                        .should()
                        .dependOnClassesThat()
                        .belongToAnyOf(type)
                        .check(CLASSES));
    }

    @Test
    void site_readsNoClock() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        in("tree"),
                        in("page"),
                        in("host"),
                        in("metadata"),
                        in("signature"),
                        in("client"),
                        in("site"),
                        in("oci"),
                        ROOT)
                .should()
                .callMethodWhere(target(name("now")).and(target(owner(resideInAPackage("java.time..")))))
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .callConstructor(Date.class)
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .because("the same metadata makes the same site, whenever it is made")
                .check(CLASSES);
    }

    /** Generated code has no {@code package-info}. */
    @Test
    void packages_ofTheSource_areNullMarked() throws IOException {
        Path source = Path.of("src/main/java");
        try (Stream<Path> files = Files.walk(source)) {
            assertThat(files.filter(file -> file.toString().endsWith(".java"))
                            .map(file -> source.relativize(file.getParent())
                                    .toString()
                                    .replace(File.separatorChar, '.'))
                            .distinct()
                            .filter(name -> !isNullMarked(name))
                            .toList())
                    .as("packages whose package-info has no @NullMarked")
                    .isEmpty();
        }
    }

    private static boolean isNullMarked(String name) {
        return CLASSES.contain(name + ".package-info")
                && CLASSES.get(name + ".package-info").isAnnotatedWith(NullMarked.class);
    }

    /** Where it is meant to change, run this with {@code -Dgolden.update=true} and review the difference. */
    @Test
    void packages_ofTheTable_areOnTheirPage() throws IOException {
        Path file = Path.of("src/site/markdown/architecture.md");
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < KERNEL.size(); i++) {
            row(rows, KERNEL.get(i), KERNEL.subList(0, i));
        }
        for (Map.Entry<String, Set<String>> entry : TABLE.entrySet()) {
            if (Files.exists(packageInfo(entry.getKey()))) {
                row(rows, entry.getKey(), new TreeSet<>(entry.getValue()));
            }
        }
        row(rows, "mojo", List.of("all"));
        String head = "| package | owns | imports, beside the kernel |\n|---|---|---|\n";
        String page = Files.readString(file);
        int begin = page.indexOf(head) + head.length();
        int end = page.indexOf("\n\n", begin) + 1;
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(file, page.substring(0, begin) + rows + page.substring(end));
        }
        assertThat(Files.readString(file)).contains("\n\n" + head + rows + "\n");
    }

    private static Path packageInfo(String name) {
        return Path.of("src/main/java", ROOT.replace('.', '/'), name.replace('.', '/'), "package-info.java");
    }

    private static void row(StringBuilder rows, String name, Collection<String> imports) throws IOException {
        rows.append("| `")
                .append(name)
                .append("` | ")
                .append(description(name))
                .append(" | ")
                .append(imports.stream().map(other -> "`" + other + "`").collect(Collectors.joining(", ")))
                .append(" |\n");
    }

    /** The first paragraph of what its package-info says, as Markdown. */
    private static String description(String name) throws IOException {
        String source = Files.readString(packageInfo(name));
        return source.substring(source.indexOf("/**") + 3, source.indexOf("*/"))
                .replaceAll("\n \\* ?", " ")
                .replaceAll("\\s*<p>.*", "")
                .replaceAll("\\s+", " ")
                .replaceAll("\\{@code ([^}]*)}", "`$1`")
                .replaceAll("\\{@link (?:[a-z.]*\\.)?([A-Z][\\w.]*)(?:#(\\w+))?}", "`$1`")
                .replaceAll("</?code>", "`")
                .strip();
    }

    private static Stream<Dependency> dependencies() {
        return CLASSES.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(edge -> edge.getTargetClass()
                        .getBaseComponentType()
                        .getPackageName()
                        .startsWith(ROOT));
    }

    /** The package, without the root's name and a dot. */
    private static String nameOf(JavaClass type) {
        String name = type.getBaseComponentType().getPackageName();
        return name.length() <= ROOT.length() ? "" : name.substring(ROOT.length() + 1);
    }

    private static String fileOf(JavaClass type) {
        return topOf(type).getSimpleName();
    }

    private static JavaClass topOf(JavaClass type) {
        JavaClass top = type.getBaseComponentType();
        while (top.getEnclosingClass().isPresent()) {
            top = top.getEnclosingClass().get();
        }
        return top;
    }

    private static String in(String name) {
        return ROOT + "." + name + "..";
    }

    private static DescribedPredicate<JavaClass> outsideOr(List<String> names) {
        DescribedPredicate<JavaClass> ours = resideInAPackage(ROOT + "..");
        DescribedPredicate<JavaClass> allowed =
                DescribedPredicate.not(ours).as("of others").forSubtype();
        for (String name : names) {
            allowed = allowed.or(resideInAPackage(in(name)));
        }
        return allowed.as("of others, or in one of " + names);
    }
}
