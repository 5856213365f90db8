package io.github.registryorg.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.check.FailOn;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.maven.plugin.surefire.log.api.NullConsoleLogger;
import org.apache.maven.plugins.surefire.report.ReportTestCase;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.apache.maven.plugins.surefire.report.TestSuiteXmlParser;
import org.junit.jupiter.api.Test;

/** JUnit's XML, as the reader of Maven's own reports understands it. */
class JUnitReportTest {

    @Test
    void report_ofAnOutcome_hasACaseForEachTag() throws Exception {
        List<ReportTestCase> cases = cases(Outcomes.ordinary());
        assertThat(cases.stream().map(one -> one.getFullClassName() + " " + one.getName() + " " + one.hasFailure()))
                .containsExactly(
                        "registry metadata true",
                        "acme/app metadata true",
                        "acme/app 1.0 true",
                        "acme/app latest false",
                        "acme/app " + Outcomes.DIGEST + " false",
                        "acme/web a b% true");
        assertThat(cases.get(1).getFailureType()).isEqualTo("DIGEST_INVALID");
        assertThat(cases.get(1).getFailureMessage()).isEqualTo("1 error, 1 warning: acme/app: is \"wrong\" & <odd>.");
        assertThat(cases.get(1).getFailureDetail())
                // this reader drops blanks beside characters that XML escapes
                .startsWith("DIGEST_INVALID acme/app: is \"wrong\" &")
                .contains("<odd>. Fix it. [acme/app/digests/sha256/01/0123.json]\nKEY_UNKNOWN ");
    }

    @Test
    void suite_ofARepository_hasItsNumbers() throws Exception {
        assertThat(suites(Outcomes.ordinary()))
                .extracting(
                        suite -> suite.getName() + " " + suite.getNumberOfTests() + " " + suite.getNumberOfFailures())
                .containsExactly("registry 1 1", "acme/app 4 2", "acme/web 1 1");
    }

    @Test
    void warnings_failOnlyWhereTheyFailTheBuild() throws Exception {
        assertThat(cases(Outcomes.hostile()))
                .filteredOn(ReportTestCase::hasFailure)
                .hasSize(2);
        Outcome never = new Outcome(Outcomes.hostile().result(), FailOn.NEVER);
        assertThat(cases(never)).noneMatch(ReportTestCase::hasFailure);
    }

    @Test
    void outcome_withoutFindings_isOneCaseThatPasses() throws Exception {
        assertThat(cases(Outcomes.of(FailOn.ERROR, List.of())))
                .singleElement()
                .satisfies(one -> assertThat(one.isSuccessful()).isTrue());
    }

    @Test
    void report_ofManyFindings_canBeRead() throws Exception {
        assertThat(cases(Outcomes.huge(20_000, 10_000))).hasSizeGreaterThan(20_000);
    }

    private static List<ReportTestCase> cases(Outcome outcome) throws Exception {
        return suites(outcome).stream()
                .flatMap(suite -> suite.getTestCases().stream())
                .toList();
    }

    private static List<ReportTestSuite> suites(Outcome outcome) throws Exception {
        TestSuiteXmlParser parser = new TestSuiteXmlParser(new NullConsoleLogger());
        List<ReportTestSuite> suites = parser.parse(
                new InputStreamReader(new ByteArrayInputStream(JUnitReport.of(outcome)), StandardCharsets.UTF_8));
        assertThat(parser.isValid()).isTrue();
        return suites;
    }
}
