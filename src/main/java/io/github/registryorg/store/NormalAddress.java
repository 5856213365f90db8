package io.github.registryorg.store;

import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The address of a store or of a single blob in the one form in which addresses are compared (RFC 3986, section 6.2.2):
 * scheme and host in lower case, no default port, percent-encoding removed. An address that servers could read in two
 * ways has no such form.
 *
 * @param root scheme, host and port of a web server; {@code file:} of relative directories and {@code file:/} of others
 * @param segments of the path, decoded; queries are not part of it
 */
public record NormalAddress(String root, List<String> segments) {

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
        StoreAddress.Directory directory = (StoreAddress.Directory) StoreAddress.parse(text, Path.of(""));
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
        if (PathSteps.isSegmentAmbiguous(segment)) {
            throw PathSteps.ambiguous(url);
        }
        return once;
    }

    private static String decode(String text, String url) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        try {
            return PathSteps.percentDecoded(text);
        } catch (CharacterCodingException | NumberFormatException e) {
            throw invalid(
                    url, "has a % that is not followed by the code of a character", "Percent-encode it as UTF-8.");
        }
    }

    private static RegistryException invalid(String url, String what, String hint) {
        return new RegistryException(Problem.of(ProblemCode.STORE_INVALID, RemoteUrl.redacted(url), what)
                .hint(hint));
    }
}
