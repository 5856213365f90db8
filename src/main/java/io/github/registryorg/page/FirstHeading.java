package io.github.registryorg.page;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Text;

/** The heading that prose begins with, which often is the name of what the page is about. */
final class FirstHeading extends AbstractVisitor {

    private static final Pattern OTHERS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final StringBuilder text = new StringBuilder();

    private FirstHeading() {}

    /** Removes it where it says no more than one of these headings. */
    static void dropIfRepeated(Node prose, Set<String> headings) {
        if (prose.getFirstChild() instanceof Heading heading) {
            FirstHeading first = new FirstHeading();
            heading.accept(first);
            String words = words(first.text.toString());
            if (!words.isEmpty() && headings.stream().anyMatch(one -> words(one).equals(words))) {
                heading.unlink();
            }
        }
    }

    private static String words(String text) {
        return OTHERS.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
    }

    @Override
    public void visit(Text literal) {
        text.append(literal.getLiteral());
    }

    @Override
    public void visit(Code code) {
        text.append(code.getLiteral());
    }
}
