package io.github.registryorg.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The Markdown of repositories, for the fuzzer. */
public final class PageParsers {

    /** All that prose may consist of. */
    private static final Set<String> ELEMENTS = Set.of(
            ("h1 h2 h3 h4 h5 h6 p div br hr blockquote pre ul ol li dl dt dd em strong b i s del ins sub sup code kbd samp"
                            + " var details summary table caption thead tbody tfoot tr th td a img abbr q cite small mark"
                            + " section input prose")
                    .split(" "));

    private PageParsers() {}

    /** Well-formed, and with no element or attribute that does something. */
    public static void markdown(byte[] input) throws XMLStreamException {
        String text = new String(input, StandardCharsets.UTF_8);
        PlainText.line(text, 200);
        PlainText.block(text, 2000);
        String html = Markdown.toHtml(text);
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        XMLStreamReader reader = factory.createXMLStreamReader(new StringReader("<prose>" + html + "</prose>"));
        while (reader.hasNext()) {
            if (reader.next() == XMLStreamReader.START_ELEMENT) {
                assertThat(ELEMENTS).contains(reader.getLocalName());
                for (int i = 0; i < reader.getAttributeCount(); i++) {
                    String name = reader.getAttributeLocalName(i);
                    String value = reader.getAttributeValue(i).toLowerCase(Locale.ROOT);
                    assertThat(name).doesNotStartWith("on").isNotEqualTo("style");
                    if (name.equals("href")) {
                        assertThat(value).matches("(?s)(https?://|mailto:|#user-content-).*");
                    } else if (name.equals("src")) {
                        assertThat(value).matches("(?s)https://.*");
                    }
                }
            }
        }
    }
}
