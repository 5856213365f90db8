package io.github.registryorg.page;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.renderer.html.AttributeProvider;

/** The ids of one text's headings, as GitHub makes them of their words, so that links within the text find them. */
final class HeadingIds implements AttributeProvider {

    private static final Pattern LEFT_OUT = Pattern.compile("[^\\w\\- ]", Pattern.UNICODE_CHARACTER_CLASS);

    private final Set<String> taken = new HashSet<>();

    /** How often words were numbered, so that many equal headings cost no more than others. */
    private final Map<String, Integer> numbers = new HashMap<>();

    @Override
    public void setAttributes(Node node, String element, Map<String, String> attributes) {
        if (node instanceof Heading) {
            String words = LEFT_OUT.matcher(textOf(node).strip().toLowerCase(Locale.ROOT))
                    .replaceAll("")
                    .replace(' ', '-');
            if (!words.isEmpty()) {
                attributes.put("id", unique(words));
            }
        }
    }

    private String unique(String words) {
        String id = words;
        while (!taken.add(id)) {
            id = words + "-" + numbers.merge(words, 1, Integer::sum);
        }
        return id;
    }

    private static String textOf(Node heading) {
        StringBuilder text = new StringBuilder();
        heading.accept(new AbstractVisitor() {
            @Override
            public void visit(Text part) {
                text.append(part.getLiteral());
            }

            @Override
            public void visit(Code part) {
                text.append(part.getLiteral());
            }
        });
        return text.toString();
    }
}
