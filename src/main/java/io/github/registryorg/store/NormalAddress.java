package io.github.registryorg.store;

import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The address of a store or of a single blob in the one form in which addresses are compared (RFC 3986, section 6.2.2):
 * scheme and host in lower case, no default port, percent-encoding removed. An address that servers could read in two
 * ways has no such form.
 *
 * @param root scheme, host and port of a web server; {@code file:} of relative directories and {@code file:/} of others
 * @param segments of the path, decoded; queries are not part of it
 */
public record NormalAddress(String root, List<String> segments) {

    /** How often a segment may be encoded: proxies and servers behind them may each decode it once. */
    private static final int MAX_ENCODINGS = 4;

    private static final Pattern SEPARATOR = Pattern.compile("[/\\\\]");

    public NormalAddress {
        segments = List.copyOf(segments);
    }

    /**
     * Reads an address as metadata names it.
     *
     * @throws RegistryException {@code STORE_INVALID} if it is not {@code http}, {@code https} or {@code file}, or a
     *     {@code .} or {@code ..} is a step of its path, however it and the separators around it are written
     */
    public static NormalAddress parse(String text) {
        return text.regionMatches(true, 0, "file:", 0, "file:".length()) ? directory(text) : web(text);
    }

    /** Whether this is the other address or leads below it. */
    public boolean isWithin(NormalAddress base) {
        int depth = base.segments.size();
        return root.equals(base.root)
                && segments.size() >= depth
                && segments.subList(0, depth).equals(base.segments)
                // of relative directories only: what climbs further up is not below
                && (segments.size() == depth || !segments.get(depth).equals(".."));
    }

    private static NormalAddress directory(String text) {
        StoreAddress.Folder directory = (StoreAddress.Folder) StoreAddress.parse(text, Path.of(""));
        boolean absolute = text.startsWith("/", "file:".length());
        Path path = absolute ? directory.path() : Path.of(directory.base().getSchemeSpecificPart());
        List<String> names = new ArrayList<>();
        path.normalize().forEach(name -> names.add(name.toString()));
        names.removeIf(String::isEmpty);
        return new NormalAddress(absolute ? "file:/" : "file:", names);
    }

    private static NormalAddress web(String text) {
        RemoteUrl url = RemoteUrl.parse(text);
        List<String> segments = new ArrayList<>();
        for (String segment : url.path().substring(1).split("/", -1)) {
            segments.add(decoded(segment, text));
        }
        while (!segments.isEmpty() && segments.get(segments.size() - 1).isEmpty()) {
            segments.remove(segments.size() - 1);
        }
        return new NormalAddress(url.normalOrigin(), segments);
    }

    /** One segment, decoded once. */
    private static String decoded(String segment, String url) {
        String once = decode(segment, url);
        if (isSegmentAmbiguous(segment)) {
            throw ambiguous(url);
        }
        return once;
    }

    /** Whether a server could take a path for another one, as {@code .} or {@code ..} is one of its steps. */
    static boolean isAmbiguous(String path) {
        return Arrays.stream(path.split("/", -1)).anyMatch(NormalAddress::isSegmentAmbiguous);
    }

    /** As it is, and as servers read it that decode it once or several times. */
    private static boolean isSegmentAmbiguous(String segment) {
        String text = segment;
        for (int i = 0; i <= MAX_ENCODINGS; i++) {
            if (hasStep(text)) {
                return true;
            }
            String next = text.indexOf('%') < 0 ? text : decodeLeniently(text);
            if (next.equals(text)) {
                return false;
            }
            text = next;
        }
        return true;
    }

    /** An encoded separator alone leads nowhere else: object names of cloud storage have them. */
    private static boolean hasStep(String text) {
        return text.chars().anyMatch(Character::isISOControl)
                || Arrays.stream(SEPARATOR.split(text, -1)).anyMatch(NormalAddress::isStep);
    }

    private static boolean isStep(String name) {
        // what stands behind a ; is a parameter to some servers, and not part of the name
        String plain = name.indexOf(';') < 0 ? name : name.substring(0, name.indexOf(';'));
        return plain.equals(".") || plain.equals("..");
    }

    private static String decode(String text, String url) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        try {
            return percentDecoded(text);
        } catch (CharacterCodingException | NumberFormatException e) {
            throw invalid(
                    url, "has a % that is not followed by the code of a character", "Percent-encode it as UTF-8.");
        }
    }

    /** As lenient servers do: a decoded % may well be only that, and what is not UTF-8 is replaced. */
    private static String decodeLeniently(String text) {
        ByteBuffer decoded = percentDecoded(text, true);
        return StandardCharsets.UTF_8.decode(decoded).toString();
    }

    private static String percentDecoded(String text) throws CharacterCodingException {
        ByteBuffer decoded = percentDecoded(text, false);
        return StandardCharsets.UTF_8.newDecoder().decode(decoded).toString();
    }

    private static ByteBuffer percentDecoded(String text, boolean keepsInvalid) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer decoded = ByteBuffer.allocate(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            boolean isCode =
                    bytes[i] == '%' && i + 2 < bytes.length && hex(bytes[i + 1]) >= 0 && hex(bytes[i + 2]) >= 0;
            if (isCode) {
                decoded.put((byte) (hex(bytes[i + 1]) << 4 | hex(bytes[i + 2])));
                i += 2;
            } else if (bytes[i] == '%' && !keepsInvalid) {
                throw new NumberFormatException(text);
            } else {
                decoded.put(bytes[i]);
            }
        }
        return decoded.flip();
    }

    private static int hex(byte digit) {
        return Character.digit(digit, 16);
    }

    static RegistryException ambiguous(String url) {
        return invalid(
                url,
                "has a control character, or a . or .. as a step of its path",
                "Servers differ in what they make of it: write the path without.");
    }

    private static RegistryException invalid(String url, String what, String hint) {
        return new RegistryException(Problem.of(ProblemCode.STORE_INVALID, RemoteUrl.redacted(url), what)
                .hint(hint));
    }
}
