package io.github.registryorg.report;

import io.github.registryorg.check.Change;
import io.github.registryorg.check.FailOn;
import io.github.registryorg.problem.PrintableText;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.Severity;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The report for readers of tests: JUnit's XML. A suite for each repository that there is something to say of, with a case
 * for each tag and one for the rest of it; always one for the registry as a whole. A case that has findings which fail the
 * build has one failure; all its findings are its text.
 */
final class JUnitReport {

    /** Readers take the whole text of a case into memory. */
    private static final int MAX_LISTED = 200;

    /** What XML has no way to write, as far as it is not escaped in every printed text. */
    private static final Pattern NOT_XML = Pattern.compile("[\\uFFFE\\uFFFF]");

    private static final FindingPlace REGISTRY = new FindingPlace("", "");

    private final FailOn failOn;
    private final XMLStreamWriter xml;

    private JUnitReport(FailOn failOn, XMLStreamWriter xml) {
        this.failOn = failOn;
        this.xml = xml;
    }

    static byte[] of(Outcome outcome) {
        Map<String, Map<FindingPlace, List<Problem>>> suites = new TreeMap<>();
        cases(suites, REGISTRY);
        outcome.changes().forEach(change -> cases(suites, place(change)));
        outcome.findings()
                .forEach(problem -> cases(suites, FindingPlace.of(problem)).add(problem));
        StringWriter out = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
            new JUnitReport(outcome.failOn(), xml).write(suites);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("text of XML can always be written", e);
        }
        return out.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static FindingPlace place(Change change) {
        return new FindingPlace(
                PrintableText.of(change.repository()),
                change.reference() == null ? "" : PrintableText.of(change.reference()));
    }

    private static List<Problem> cases(Map<String, Map<FindingPlace, List<Problem>>> suites, FindingPlace place) {
        return suites.computeIfAbsent(
                        place.repository(), none -> new TreeMap<>(Comparator.comparing(FindingPlace::tag)))
                .computeIfAbsent(place, none -> new ArrayList<>());
    }

    private void write(Map<String, Map<FindingPlace, List<Problem>>> suites) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("testsuites");
        attribute("name", "registry:validate");
        for (Map<FindingPlace, List<Problem>> suite : suites.values()) {
            writeSuite(suite);
        }
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void writeSuite(Map<FindingPlace, List<Problem>> suite) throws XMLStreamException {
        xml.writeStartElement("testsuite");
        attribute("name", suite.keySet().iterator().next().title());
        attribute("tests", Integer.toString(suite.size()));
        attribute(
                "failures",
                Long.toString(suite.values().stream().filter(this::hasFailed).count()));
        attribute("errors", "0");
        attribute("skipped", "0");
        attribute("time", "0");
        for (Map.Entry<FindingPlace, List<Problem>> one : suite.entrySet()) {
            writeCase(one.getKey(), one.getValue());
        }
        xml.writeEndElement();
    }

    private void writeCase(FindingPlace place, List<Problem> findings) throws XMLStreamException {
        xml.writeStartElement("testcase");
        attribute("classname", place.title());
        attribute("name", place.tag().isEmpty() ? "metadata" : place.tag());
        attribute("time", "0");
        if (hasFailed(findings)) {
            xml.writeStartElement("failure");
            attribute("message", FindingCounts.of(findings) + ": " + FindingText.statement(findings.get(0)));
            attribute("type", findings.get(0).code().name());
            xml.writeCharacters(text(findings));
            xml.writeEndElement();
        } else if (!findings.isEmpty()) {
            xml.writeStartElement("system-out");
            xml.writeCharacters(text(findings));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private boolean hasFailed(List<Problem> findings) {
        return failOn != FailOn.NEVER
                && findings.stream()
                        .anyMatch(problem -> problem.severity() == Severity.ERROR || failOn == FailOn.WARNING);
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, writable(value));
    }

    private static String text(List<Problem> findings) {
        String listed =
                findings.stream().limit(MAX_LISTED).map(Problem::toString).collect(Collectors.joining("\n"));
        return writable(
                findings.size() <= MAX_LISTED
                        ? listed
                        : listed + "\n… and " + FindingCounts.of(findings.subList(MAX_LISTED, findings.size())) + ".");
    }

    private static String writable(String text) {
        return NOT_XML.matcher(text).replaceAll("\uFFFD");
    }
}
