package io.github.registryorg.catalog;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** XML documents, read as any parser does that knows namespaces. */
final class Documents {

    private Documents() {}

    static Element parse(byte[] content) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder()
                    .parse(new ByteArrayInputStream(content))
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The elements of a name, at any depth. */
    static List<Element> elements(Element in, String name) {
        NodeList found = in.getElementsByTagNameNS(in.getNamespaceURI(), name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    static List<String> texts(Element in, String name) {
        return elements(in, name).stream().map(Element::getTextContent).toList();
    }

    /** The element of a name that is directly in another. */
    static String text(Element in, String name) {
        return elements(in, name).stream()
                .filter(element -> element.getParentNode() == in)
                .map(Element::getTextContent)
                .reduce((one, other) -> {
                    throw new AssertionError("two of " + name);
                })
                .orElseThrow(() -> new AssertionError("no " + name));
    }
}
