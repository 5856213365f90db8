package io.github.registryorg.starter;

import io.github.registryorg.problem.Failures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What {@code init} has to know of a {@code pom.xml} that is there, and of those of its modules. Parents are not read.
 *
 * @param isThere whether there is one
 * @param hasModules whether it names modules
 * @param hasJib whether it, or one of its modules, names the plugin of Jib
 * @param hasPlugin whether it names this plugin
 */
public record ProjectPom(boolean isThere, boolean hasModules, boolean hasJib, boolean hasPlugin) {

    /** No {@code pom.xml}. */
    public static final ProjectPom NONE = new ProjectPom(false, false, false, false);

    private static final int MAX_DEPTH = 4;

    /**
     * That of a directory. One that can't be parsed is taken for one that has neither modules nor plugins: Maven itself
     * says what is wrong with it.
     *
     * @param plugin the artifact id of this plugin
     */
    public static ProjectPom of(Path directory, String plugin) {
        Path file = directory.resolve("pom.xml");
        if (!Files.exists(file)) {
            return NONE;
        }
        Content content = Content.of(file);
        return new ProjectPom(
                true,
                !content.modules().isEmpty(),
                hasJib(directory, content, MAX_DEPTH),
                content.plugins().contains(plugin));
    }

    private static boolean hasJib(Path directory, Content content, int depth) {
        return content.plugins().contains("jib-maven-plugin")
                || depth > 0
                        && content.modules().stream()
                                .map(module -> directory.resolve(module).normalize())
                                .filter(module -> module.startsWith(directory))
                                .anyMatch(module -> hasJib(module, Content.of(module.resolve("pom.xml")), depth - 1));
    }

    /**
     * The names in one file.
     *
     * @param modules as they are written
     * @param plugins artifact ids, of profiles and of managed plugins too
     */
    private record Content(List<String> modules, List<String> plugins) {

        static Content of(Path file) {
            Content content = new Content(new ArrayList<>(), new ArrayList<>());
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                try (InputStream in = Files.newInputStream(file)) {
                    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
                    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
                    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
                    content.read(factory.createXMLStreamReader(in));
                } catch (XMLStreamException e) {
                    return new Content(List.of(), List.of());
                } catch (IOException e) {
                    throw Failures.io("reading", file, e);
                }
            }
            return content;
        }

        private void read(XMLStreamReader xml) throws XMLStreamException {
            Deque<String> path = new ArrayDeque<>();
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    path.push(xml.getLocalName());
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    path.pop();
                } else if (event == XMLStreamConstants.CHARACTERS && !xml.isWhiteSpace()) {
                    String where = String.join("<", path);
                    if (where.startsWith("module<modules<") || where.startsWith("subproject<subprojects<")) {
                        modules.add(xml.getText().strip());
                    } else if (where.startsWith("artifactId<plugin<plugins<")) {
                        plugins.add(xml.getText().strip());
                    }
                }
            }
        }
    }
}
