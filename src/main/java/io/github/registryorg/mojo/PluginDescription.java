package io.github.registryorg.mojo;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The plugin, as its descriptor describes it to users: {@code META-INF/maven/plugin.xml}, which the build makes of the
 * goals. Maven's own types of it differ from version to version, and lose some of it.
 *
 * @param groupId of the plugin
 * @param artifactId of the plugin
 * @param version of the plugin
 * @param description one sentence
 * @param goals in any order
 */
record PluginDescription(
        String groupId, String artifactId, String version, String description, List<GoalDescription> goals) {

    private static final String DESCRIPTOR = "/META-INF/maven/plugin.xml";
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{(.+)}");

    PluginDescription {
        goals = List.copyOf(goals);
    }

    /** That of the plugin that has this class. */
    static PluginDescription read() {
        try (InputStream descriptor = PluginDescription.class.getResourceAsStream(DESCRIPTOR)) {
            if (descriptor == null) {
                throw new IllegalStateException("the plugin has no " + DESCRIPTOR);
            }
            DocumentBuilderFactory parsers = DocumentBuilderFactory.newDefaultInstance();
            parsers.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return of(parsers.newDocumentBuilder().parse(descriptor).getDocumentElement());
        } catch (IOException | ParserConfigurationException | SAXException e) {
            throw new IllegalStateException("the plugin's " + DESCRIPTOR + " can't be read", e);
        }
    }

    /** The goal of this name; empty where there is none. */
    Optional<GoalDescription> goal(String name) {
        return goals.stream().filter(goal -> goal.name().equals(name)).findFirst();
    }

    private static PluginDescription of(Element plugin) {
        List<GoalDescription> goals = new ArrayList<>();
        for (Element mojo : children(child(plugin, "mojos").orElseThrow(), "mojo")) {
            goals.add(goal(mojo));
        }
        return new PluginDescription(
                required(plugin, "groupId"),
                required(plugin, "artifactId"),
                required(plugin, "version"),
                required(plugin, "description"),
                goals);
    }

    private static GoalDescription goal(Element mojo) {
        Optional<Element> values = child(mojo, "configuration");
        List<GoalDescription.Parameter> parameters = new ArrayList<>();
        child(mojo, "parameters").ifPresent(all -> {
            for (Element one : children(all, "parameter")) {
                if (required(one, "editable").equals("true")) {
                    parameters.add(parameter(one, values.flatMap(value -> child(value, required(one, "name")))));
                }
            }
        });
        parameters.sort(Comparator.comparing(GoalDescription.Parameter::name));
        return new GoalDescription(required(mojo, "goal"), required(mojo, "description"), parameters);
    }

    private static GoalDescription.Parameter parameter(Element parameter, Optional<Element> value) {
        Matcher expression =
                EXPRESSION.matcher(value.map(PluginDescription::text).orElse(""));
        return new GoalDescription.Parameter(
                required(parameter, "name"),
                required(parameter, "description"),
                expression.matches() ? expression.group(1) : null,
                value.map(one -> one.getAttribute("default-value"))
                        .filter(text -> !text.isEmpty())
                        .orElse(null),
                required(parameter, "required").equals("true"),
                optional(parameter, "since"),
                optional(parameter, "deprecated"));
    }

    private static String required(Element parent, String name) {
        return child(parent, name)
                .map(PluginDescription::text)
                .orElseThrow(() -> new IllegalStateException("the plugin's descriptor lacks a " + name));
    }

    private static @Nullable String optional(Element parent, String name) {
        return child(parent, name).map(PluginDescription::text).orElse(null);
    }

    private static String text(Element element) {
        return element.getTextContent().strip();
    }

    private static Optional<Element> child(Element parent, String name) {
        return elements(parent).filter(one -> one.getTagName().equals(name)).findFirst();
    }

    private static List<Element> children(Element parent, String name) {
        return elements(parent).filter(one -> one.getTagName().equals(name)).toList();
    }

    private static Stream<Element> elements(Element parent) {
        NodeList nodes = parent.getChildNodes();
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(Element.class::isInstance)
                .map(Element.class::cast);
    }
}
