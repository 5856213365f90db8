package io.github.registryorg.metadata;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Whether an SVG is a picture and nothing more. Pages show it as an image, where nothing of it runs; but whoever opens the
 * file itself opens a document of the registry's origin.
 */
final class SvgSafety {

    private static final String SVG = "http://www.w3.org/2000/svg";

    /** Elements of SVG that are no part of a picture, or could change others. */
    private static final Set<String> REFUSED = Set.of(
            "script",
            "foreignobject",
            "handler",
            "listener",
            "set",
            "animate",
            "animatemotion",
            "animatetransform",
            "animatecolor",
            "discard",
            "iframe",
            "embed",
            "object",
            "audio",
            "video",
            "a");

    /** Attributes that have an address, or what addresses are relative to. */
    private static final Set<String> REFERENCES = Set.of("href", "src", "base");

    /** Vocabularies of editors and of descriptions, which no browser acts upon. */
    private static final Pattern INERT = Pattern.compile("http://(?:www\\.inkscape\\.org/namespaces/inkscape"
            + "|sodipodi\\.sourceforge\\.net/DTD/sodipodi-0\\.dtd|www\\.w3\\.org/1999/02/22-rdf-syntax-ns#"
            + "|creativecommons\\.org/ns#|web\\.resource\\.org/cc/|purl\\.org/dc/elements/1\\.1/)");

    private static final Pattern OWN_PART =
            Pattern.compile("#[^\\s]*|data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\\s]*");

    /** In style: what loads something, however it is escaped. */
    private static final Pattern LOADING = Pattern.compile(
            "(?i)url\\(\\s*+(?![\"']?+\\s*+#)|src\\(|image\\(|image-set|cross-fade|@import|javascript:|\\\\");

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private SvgSafety() {}

    /** What is wrong with it; empty where it is a picture. */
    static Optional<String> fault(byte[] content) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        Optional<String> text = textOf(content);
        if (text.isEmpty()) {
            return Optional.of("is not in UTF-8");
        }
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(text.get()));
            String declared = reader.getCharacterEncodingScheme();
            if (declared != null && !declared.equalsIgnoreCase(StandardCharsets.UTF_8.name())) {
                return Optional.of("says that it is in " + declared + ", and not in UTF-8");
            }
            boolean hasRoot = false;
            while (reader.hasNext()) {
                int event = reader.next();
                Optional<String> fault = Optional.empty();
                switch (event) {
                    case XMLStreamConstants.DTD -> fault = Optional.of("has a DOCTYPE");
                    case XMLStreamConstants.PROCESSING_INSTRUCTION ->
                        fault = Optional.of("has a processing instruction, " + reader.getPITarget());
                    case XMLStreamConstants.ENTITY_REFERENCE -> fault = Optional.of("has an entity of its own");
                    case XMLStreamConstants.START_ELEMENT -> {
                        if (!hasRoot
                                && !(SVG.equals(reader.getNamespaceURI())
                                        && reader.getLocalName().equals("svg"))) {
                            return Optional.of("is not an SVG image: its first element is not svg of " + SVG);
                        }
                        hasRoot = true;
                        fault = ofElement(reader);
                        if (fault.isEmpty() && reader.getLocalName().equals("style")) {
                            // in one piece: browsers leave out comments, too
                            fault = loads(reader.getElementText());
                        }
                    }
                    default -> {}
                }
                if (fault.isPresent()) {
                    return fault;
                }
            }
            return Optional.empty();
        } catch (XMLStreamException e) {
            return Optional.of(
                    "can't be read as XML, near line " + e.getLocation().getLineNumber());
        }
    }

    /** Whatever else a reader took the bytes for could be another document; empty where they are not UTF-8. */
    private static Optional<String> textOf(byte[] content) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            boolean isMarked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
            return Optional.of(isMarked ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> ofElement(XMLStreamReader reader) {
        String namespace = String.valueOf(reader.getNamespaceURI());
        String name = reader.getLocalName();
        boolean isPart = namespace.equals(SVG) && !REFUSED.contains(name.toLowerCase(Locale.ROOT));
        if (!isPart && !INERT.matcher(namespace).matches()) {
            return Optional.of("has the element " + name + ", which may do more than show a picture");
        }
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String attribute = reader.getAttributeLocalName(i).toLowerCase(Locale.ROOT);
            String value = reader.getAttributeValue(i);
            if (attribute.startsWith("on")) {
                return Optional.of("has the event handler " + attribute);
            }
            boolean isReference = REFERENCES.contains(attribute);
            if (isReference && isPart && !OWN_PART.matcher(value.strip()).matches()) {
                return Optional.of("refers to something outside itself, in " + attribute + " of " + name);
            }
            Optional<String> fault = isReference || !isPart ? Optional.empty() : loads(value);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> loads(String text) {
        return LOADING.matcher(text).find()
                ? Optional.of("refers to something outside itself, in a style")
                : Optional.empty();
    }
}
