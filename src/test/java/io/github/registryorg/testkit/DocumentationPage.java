package io.github.registryorg.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A page of the documentation, as far as tests run or compare what it says.
 *
 * @param file relative to the root of the project
 * @param text the whole page
 */
public record DocumentationPage(Path file, String text) {

    private static final Path SITE = Path.of("src/site/markdown");
    private static final String FENCE = "```";

    /**
     * A fenced block.
     *
     * @param language what is behind the opening fence; empty where nothing is
     * @param heading of the section that it is in; empty before the first
     * @param text its lines, each with its end
     */
    public record Fence(String language, String heading, String text) {}

    /** A page of the site, by its name without {@code .md}. */
    public static DocumentationPage ofSite(String name) {
        return read(SITE.resolve(name + ".md"));
    }

    public static DocumentationPage readme() {
        return read(Path.of("README.md"));
    }

    /** The README and all pages of the site. */
    public static List<DocumentationPage> all() {
        List<DocumentationPage> pages = new ArrayList<>(List.of(readme()));
        try (Stream<Path> files = Files.list(SITE)) {
            files.sorted().map(DocumentationPage::read).forEach(pages::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pages;
    }

    private static DocumentationPage read(Path file) {
        try {
            return new DocumentationPage(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its name without {@code .md}. */
    public String name() {
        return file.getFileName().toString().replaceFirst("\\.md$", "");
    }

    /** All fenced blocks, in their order. */
    public List<Fence> fences() {
        List<Fence> fences = new ArrayList<>();
        String heading = "";
        StringBuilder open = null;
        String language = "";
        for (String line : text.lines().toList()) {
            if (open == null && line.startsWith("#")) {
                heading = line.replaceFirst("^#+ *", "");
            } else if (open == null && line.startsWith(FENCE)) {
                open = new StringBuilder();
                language = line.substring(FENCE.length()).strip();
            } else if (open != null && line.equals(FENCE)) {
                fences.add(new Fence(language, heading, open.toString()));
                open = null;
            } else if (open != null) {
                open.append(line).append('\n');
            }
        }
        return fences;
    }

    /** The blocks of one section. */
    public List<Fence> fences(String heading) {
        return fences().stream()
                .filter(fence -> fence.heading().equals(heading))
                .toList();
    }

    /** The only block that has this text. */
    public String only(String part) {
        List<String> found = fences().stream()
                .map(Fence::text)
                .filter(fence -> fence.contains(part))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(file + " has " + found.size() + " blocks with " + part);
        }
        return found.get(0);
    }
}
