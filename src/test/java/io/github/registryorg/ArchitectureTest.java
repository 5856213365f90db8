package io.github.registryorg;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which package may know which. A package that is not in the table may know nothing, so that nobody forgets it. */
class ArchitectureTest {

    private static final String ROOT = "io.github.registryorg";

    /** Every package may know these, and each of them the ones before it. */
    private static final List<String> KERNEL = List.of("problem", "file", "work", "net", "oci");

    private static final Map<String, Set<String>> TABLE = new TreeMap<>(Map.ofEntries(
            Map.entry("remote", Set.of()),
            Map.entry("metadata", Set.of()),
            Map.entry("git", Set.of()),
            Map.entry("source", Set.of("remote")),
            Map.entry("store", Set.of("remote")),
            Map.entry("tree", Set.of("metadata")),
            Map.entry("host", Set.of("tree")),
            Map.entry("client", Set.of("host", "tree")),
            Map.entry("page", Set.of()),
            Map.entry("legacy", Set.of("metadata", "store", "remote")),
            Map.entry("probe", Set.of("remote", "host", "client")),
            Map.entry("secret", Set.of()),
            Map.entry("starter", Set.of()),
            Map.entry("check", Set.of("metadata", "tree", "store", "host", "git", "remote")),
            Map.entry("contribute", Set.of("metadata", "remote", "git")),
            Map.entry("serve", Set.of("tree", "host", "store", "client"))));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void everyPackageStandsInTheTable() {
        Set<String> packages = CLASSES.stream()
                .map(type -> type.getPackageName().substring(ROOT.length()))
                .filter(name -> !name.isEmpty())
                // jte compiles the pages into a package below theirs
                .map(name -> name.substring(1).split("\\.")[0])
                .collect(Collectors.toSet());
        List<String> known = new ArrayList<>(TABLE.keySet());
        known.addAll(KERNEL);
        known.add("mojo");
        assertThat(packages).containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void packagesKnowOnlyWhatTheTableSays() {
        TABLE.forEach((name, others) -> {
            List<String> allowed = new ArrayList<>(KERNEL);
            allowed.addAll(others);
            allowed.add(name);
            classes()
                    .that()
                    .resideInAPackage(in(name))
                    .should()
                    .onlyDependOnClassesThat(outsideOr(allowed))
                    .because("the table gives " + name + " the kernel and " + others)
                    .check(CLASSES);
        });
    }

    @Test
    void theKernelKnowsNothingElse() {
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
    void theRootKnowsNoGoal() {
        noClasses()
                .that()
                .resideOutsideOfPackage(in("mojo"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(in("mojo"))
                .check(CLASSES);
    }

    @Test
    void onlyTheGoalsKnowMaven() {
        noClasses()
                .that()
                .resideOutsideOfPackage(in("mojo"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.maven..")
                .check(CLASSES);
    }

    @Test
    void noPackageKnowsItself() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void aClassStandsWhereItsIdeaBelongs() {
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

    @Test
    void whatMakesTheSiteReadsNoClock() {
        noClasses()
                .that()
                .resideInAnyPackage(in("tree"), in("page"), in("host"), in("metadata"), in("legacy"), in("oci"), ROOT)
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .because("the same metadata makes the same site, whenever it is made")
                .check(CLASSES);
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
