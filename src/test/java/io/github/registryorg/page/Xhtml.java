package io.github.registryorg.page;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.helpers.DefaultHandler;

/** Reads pages as XML, which they are as well, so that a test sees what a browser would. */
final class Xhtml {

    private Xhtml() {}

    static Document parse(byte[] page) {
        return parse(new InputSource(new ByteArrayInputStream(page)));
    }

    static Document parseFragment(String html) {
        return parse(new InputSource(new StringReader("<body>" + html + "</body>")));
    }

    static List<Element> elements(Document page) {
        NodeList found = page.getElementsByTagName("*");
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    static List<Element> elements(Document page, String name) {
        return elements(page).stream()
                .filter(element -> element.getTagName().equals(name))
                .toList();
    }

    static List<Attr> attributes(Document page) {
        List<Attr> attributes = new ArrayList<>();
        for (Element element : elements(page)) {
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                attributes.add((Attr) element.getAttributes().item(i));
            }
        }
        return attributes;
    }

    /** The values of all attributes of this name, in document order. */
    static List<String> values(Document page, String attribute) {
        return attributes(page).stream()
                .filter(found -> found.getName().equals(attribute))
                .map(Attr::getValue)
                .toList();
    }

    /** Levels of the headings, in document order. */
    static List<Integer> headings(Document page) {
        return elements(page).stream()
                .map(Element::getTagName)
                .filter(name -> name.matches("h[1-6]"))
                .map(name -> name.charAt(1) - '0')
                .toList();
    }

    private static Document parse(InputSource source) {
        try {
            DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler());
            return builder.parse(source);
        } catch (Exception e) {
            throw new AssertionError("not well-formed: " + e.getMessage(), e);
        }
    }
}
