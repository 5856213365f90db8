package io.github.registryorg.mojo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * A project and the modules below it, by their files: the same whether all is built, a part of it ({@code -pl}), or
 * one module in its own directory.
 *
 * @param artifactId of the topmost project
 * @param hasModules whether there is more than this one project
 */
record ModuleTree(String artifactId, boolean hasModules) {

    private static final int MAX_LEVELS = 32;
    private static final Set<String> LISTS = Set.of("modules", "subprojects");

    /** The tree that a module is in: itself alone where its file can't be read; without a file, its directory's name. */
    static ModuleTree of(MavenModule module) {
        return module.pom()
                .map(project -> around(project.getFile().toPath())
                        .orElseGet(() -> new ModuleTree(project.getArtifactId(), false)))
                .orElseGet(() ->
                        new ModuleTree(module.baseDirectory().getFileName().toString(), false));
    }

    /**
     * The tree that a project is in; empty where its file can't be read.
     *
     * @param pom its file
     */
    static Optional<ModuleTree> around(Path pom) {
        Path top = pom.toAbsolutePath().normalize();
        Set<Path> seen = new LinkedHashSet<>();
        Optional<Path> above = Optional.of(top);
        while (above.isPresent() && seen.size() < MAX_LEVELS && seen.add(above.get())) {
            top = above.get();
            above = aggregator(top);
        }
        boolean isModule = seen.size() > 1;
        return Pom.read(top)
                .flatMap(root -> Optional.ofNullable(root.artifactId())
                        .map(name ->
                                new ModuleTree(name, isModule || !root.modules().isEmpty())));
    }

    /** The project that lists another as its module: its parent, or one in a directory above. */
    private static Optional<Path> aggregator(Path pom) {
        Set<Path> candidates = new LinkedHashSet<>();
        Path directory = pom.getParent();
        for (int level = 0; level < MAX_LEVELS && directory != null; level++) {
            directory = directory.getParent();
            if (directory != null) {
                candidates.add(directory.resolve("pom.xml"));
            }
        }
        Pom.read(pom)
                .map(Pom::parentPath)
                .map(path -> file(pom.resolveSibling(path).normalize()))
                .ifPresent(candidates::add);
        return candidates.stream().filter(other -> lists(other, pom)).findFirst();
    }

    private static boolean lists(Path aggregator, Path pom) {
        return Pom.read(aggregator)
                .map(read -> read.modules().stream()
                        .map(module -> file(aggregator.resolveSibling(module).normalize()))
                        .anyMatch(pom::equals))
                .orElse(false);
    }

    private static Path file(Path module) {
        return Files.isDirectory(module) ? module.resolve("pom.xml") : module;
    }

    /**
     * What is of interest in a {@code pom.xml}.
     *
     * @param artifactId null where there is none
     * @param parentPath where its parent would be in this directory
     * @param modules of all profiles too
     */
    private record Pom(@Nullable String artifactId, String parentPath, List<String> modules) {

        /** Empty where there is none, or none that can be read: then Maven doesn't build it either. */
        static Optional<Pom> read(Path file) {
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_COALESCING, true);
            try (InputStream in = Files.newInputStream(file)) {
                return Optional.of(read(factory.createXMLStreamReader(in), file));
            } catch (IOException | XMLStreamException | IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        private static Pom read(XMLStreamReader xml, Path file) throws XMLStreamException, IOException {
            String artifactId = null;
            String parentPath = "../pom.xml";
            String modelVersion = "4.0.0";
            String packaging = "jar";
            boolean isListed = false;
            List<String> modules = new ArrayList<>();
            Deque<String> path = new ArrayDeque<>();
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    path.addLast(xml.getLocalName());
                    String namespace = xml.getNamespaceURI();
                    if (path.size() == 1 && namespace != null && !namespace.isEmpty()) {
                        modelVersion = namespace.substring(namespace.lastIndexOf('/') + 1);
                    }
                    isListed |= path.size() == 2 && LISTS.contains(xml.getLocalName());
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    path.removeLast();
                } else if (event == XMLStreamConstants.CHARACTERS) {
                    String text = xml.getText().strip();
                    if (isModule(List.copyOf(path)) && !text.isEmpty()) {
                        modules.add(text.replace('\\', '/'));
                    } else if (List.copyOf(path).equals(List.of("project", "artifactId"))) {
                        artifactId = text;
                    } else if (List.copyOf(path).equals(List.of("project", "parent", "relativePath"))) {
                        parentPath = text;
                    } else if (List.copyOf(path).equals(List.of("project", "modelVersion"))) {
                        modelVersion = text;
                    } else if (List.copyOf(path).equals(List.of("project", "packaging"))) {
                        packaging = text;
                    }
                }
            }
            if (!isListed && packaging.equals("pom") && !modelVersion.equals("4.0.0")) {
                modules.addAll(found(file.resolveSibling("")));
            }
            return new Pom(artifactId, parentPath, modules);
        }

        /** Since model version 4.1.0, a parent that lists no modules has those in the directories below it. */
        private static List<String> found(Path directory) throws IOException {
            try (Stream<Path> below = Files.list(directory)) {
                return below.filter(module -> Files.isRegularFile(module.resolve("pom.xml")))
                        .map(module -> module.getFileName().toString())
                        .sorted()
                        .toList();
            }
        }

        private static boolean isModule(List<String> path) {
            int size = path.size();
            boolean atTop = size == 3;
            boolean inProfile = size == 5 && path.subList(1, 3).equals(List.of("profiles", "profile"));
            return (atTop || inProfile) && path.get(0).equals("project") && LISTS.contains(path.get(size - 2));
        }
    }
}
