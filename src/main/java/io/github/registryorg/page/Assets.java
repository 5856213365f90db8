package io.github.registryorg.page;

import io.github.registryorg.oci.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The files that pages load. Their names change with their content, so that hosts may let caches keep them. */
final class Assets {

    private static final String DIRECTORY = "-/assets/";

    /** All but the line that names the licence. */
    private static final Pattern COMMENTS =
            Pattern.compile("^ *(?:/\\*(?! SPDX)[^*]*\\*/|//(?! SPDX).*)\n", Pattern.MULTILINE);

    private static final Pattern INDENTATION = Pattern.compile("^ +|^\n", Pattern.MULTILINE);

    private final Map<String, byte[]> files = new TreeMap<>();
    /** What a page is about, as far as pages differ in what they load. */
    enum Subject {
        LIST,
        REPOSITORY,
        TAG
    }

    private final String theme = add("theme", ".js", read("script/theme.js"));
    private final Map<Subject, List<String>> styles = new EnumMap<>(Subject.class);
    private final Map<Subject, List<String>> scripts = new EnumMap<>(Subject.class);
    private final String search = add("search", ".js", read("script/search.js"));
    private final String compare = add("compare", ".js", read("script/compare.js"));
    private final String icon = add("icon", ".svg", read("icon.svg"));
    private final String logo;

    Assets(Branding branding) {
        byte[] common = parts("style", ".css", "base", "search");
        String style = add("style", ".css", branding.accent() == null ? common : join(common, branding.accent()));
        String script = add("script", ".js", parts("script", ".js", "disk", "copy", "field"));
        styles.put(Subject.LIST, List.of(style, add("list", ".css", read("style/home.css"))));
        scripts.put(Subject.LIST, List.of(script));
        styles.put(Subject.REPOSITORY, List.of(style, add("repository", ".css", read("style/repository.css"))));
        scripts.put(
                Subject.REPOSITORY,
                List.of(script, add("repository", ".js", parts("script", ".js", "pull", "others", "tags"))));
        styles.put(Subject.TAG, List.of(style, add("tag", ".css", read("style/tag.css"))));
        scripts.put(Subject.TAG, List.of(script, add("tag", ".js", read("script/choice.js"))));
        logo = branding.logo() == null
                ? icon
                : add(
                        "logo",
                        branding.logo().kind().extension(),
                        branding.logo().content());
    }

    private static byte[] join(byte[] style, Accent accent) {
        byte[] own = accent.css().getBytes(StandardCharsets.UTF_8);
        byte[] whole = Arrays.copyOf(style, style.length + own.length);
        System.arraycopy(own, 0, whole, style.length, own.length);
        return whole;
    }

    /** The style sheets of a page, relative to the home page. */
    List<String> styles(Subject subject) {
        return Objects.requireNonNull(styles.get(subject));
    }

    /** The script that pages load before they are shown, relative to the home page. */
    String theme() {
        return theme;
    }

    /** The scripts that a page loads once it is shown, relative to the home page. */
    List<String> scripts(Subject subject) {
        return Objects.requireNonNull(scripts.get(subject));
    }

    /** The script that pages load once someone searches, relative to the home page. */
    String search() {
        return search;
    }

    /** The script that pages of tags load once someone compares, relative to the home page. */
    String compare() {
        return compare;
    }

    /** The icon, relative to the home page. */
    String icon() {
        return icon;
    }

    /** The registry's logo or else the icon, relative to the home page. */
    String logo() {
        return logo;
    }

    Map<String, byte[]> files() {
        Map<String, byte[]> copies = new TreeMap<>();
        files.forEach((path, content) -> copies.put(path, content.clone()));
        return Collections.unmodifiableMap(copies);
    }

    private String add(String name, String extension, byte[] content) {
        String path = DIRECTORY + name + "." + Digest.sha256(content).hex().substring(0, 8) + extension;
        files.put(path, content);
        return path;
    }

    /** One file made of several, each of which works alone. */
    private static byte[] parts(String directory, String extension, String... names) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (String name : names) {
            whole.writeBytes(read(directory + "/" + name + extension));
        }
        return whole.toByteArray();
    }

    /** Without what only people need who read its source: indentation, and comments that are whole lines. */
    private static byte[] read(String asset) {
        try (InputStream content = Assets.class.getResourceAsStream("assets/" + asset)) {
            String source = new String(content.readAllBytes(), StandardCharsets.UTF_8);
            return INDENTATION
                    .matcher(COMMENTS.matcher(source).replaceAll(""))
                    .replaceAll("")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
