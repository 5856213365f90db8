package io.github.registryorg.store;

import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.Suggestion;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a store is: as metadata and users name it, {@code file:…}, {@code http://…} or {@code https://…}; as only users
 * do, {@code s3://…} or {@code gs://…}.
 */
public sealed interface StoreAddress {

    /** The address as it is in metadata, without a slash at the end. */
    URI base();

    /**
     * The same, some directories below.
     *
     * @param rest plain names, with {@code /} between them
     */
    StoreAddress below(String rest);

    /**
     * A directory.
     *
     * @param path absolute
     * @param portable whether the address is relative and stays within the directory that it is relative to, so that it
     *     means the same on another machine
     */
    record Directory(URI base, Path path, boolean portable) implements StoreAddress {

        private static final Pattern GRAMMAR = Pattern.compile("(?://(?<host>[^/]*)(?=/))?(?<path>.*)", Pattern.DOTALL);

        @Override
        public Directory below(String rest) {
            return new Directory(URI.create(base + "/" + rest), path.resolve(rest), portable);
        }
    }

    /**
     * A web server.
     *
     * @param url the base as it is requested
     */
    record Web(URI base, RemoteUrl url) implements StoreAddress {

        @Override
        public Web below(String rest) {
            return new Web(URI.create(base + "/" + rest), url.child(rest));
        }
    }

    /**
     * A bucket, or the objects in it below a prefix.
     *
     * @param name the bucket's
     * @param prefix without a slash at either end; empty for the whole bucket
     */
    record Cloud(BucketProvider provider, String name, String prefix) implements StoreAddress {

        private static final Pattern GRAMMAR = Pattern.compile(
                "//(?<name>[a-z0-9][a-z0-9._-]{1,220}[a-z0-9])(?<prefix>(?:/[A-Za-z0-9!_.*'()=+@~-]+)*)");

        @Override
        public URI base() {
            return URI.create(provider.scheme() + "://" + name + (prefix.isEmpty() ? "" : "/" + prefix));
        }

        /** The whole bucket. */
        public URI root() {
            return URI.create(provider.scheme() + "://" + name);
        }

        @Override
        public Cloud below(String rest) {
            return new Cloud(provider, name, key(rest));
        }

        /** The key of an object, by its path below the prefix. */
        String key(String path) {
            return prefix.isEmpty() || path.isEmpty() ? prefix + path : prefix + "/" + path;
        }

        @Override
        public String toString() {
            return base().toString();
        }
    }

    /**
     * Reads an address.
     *
     * @param directory what a relative {@code file:} address is relative to
     * @throws RegistryException {@code STORE_INVALID} if it is none, or of a kind that this version doesn't support
     */
    static StoreAddress parse(String text, Path directory) {
        int colon = text.indexOf(':');
        String scheme = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "file" -> directory(text, text.substring(colon + 1), directory);
            case "http", "https" -> web(text);
            case "s3" -> cloud(BucketProvider.S3, text, text.substring(colon + 1));
            case "gs" -> cloud(BucketProvider.GOOGLE, text, text.substring(colon + 1));
            default ->
                throw invalid(
                        text,
                        "is not the address of a store",
                        Suggestion.address(text)
                                        .map(address -> "Did you mean " + address + "? ")
                                        .orElse("")
                                + "Write file:<directory>, https://<host>/<path>, s3://<bucket>/<prefix> or"
                                + " gs://<bucket>/<prefix>.");
        };
    }

    private static Cloud cloud(BucketProvider provider, String text, String rest) {
        Matcher parts = Cloud.GRAMMAR.matcher(withoutSlashes(rest));
        if (!parts.matches() || PathSteps.isAmbiguous(parts.group("prefix"))) {
            throw invalid(
                    text,
                    "is not a bucket",
                    "Write " + provider.scheme() + "://<bucket>/<prefix>, with plain names between the slashes.");
        }
        String prefix = parts.group("prefix");
        return new Cloud(provider, parts.group("name"), prefix.isEmpty() ? "" : prefix.substring(1));
    }

    private static Web web(String text) {
        RemoteUrl url = RemoteUrl.parse(text);
        if (url.hasQuery() || text.indexOf('#') >= 0) {
            throw invalid(
                    text,
                    "has a query or a fragment",
                    "Blobs are found by adding /sha256/<hex> to the address, so leave out ? and # and what follows.");
        }
        if (PathSteps.isAmbiguous(url.path())) {
            throw PathSteps.ambiguous(text);
        }
        if (PathSteps.hasEncodedStep(url.path())) {
            throw PathSteps.encodedStep(text);
        }
        String base = withoutSlashes(url.text());
        try {
            return new Web(new URI(base), RemoteUrl.parse(base));
        } catch (URISyntaxException e) {
            throw invalid(text, "has characters that no URL may have", "Percent-encode them.");
        }
    }

    private static Directory directory(String text, String rest, Path directory) {
        if (rest.indexOf('?') >= 0 || rest.indexOf('#') >= 0) {
            throw invalid(text, "has a ? or # in it", "If the directory's name has, write %3F or %23.");
        }
        Matcher parts = Directory.GRAMMAR.matcher(rest);
        boolean matches = parts.matches();
        String host = matches ? parts.group("host") : null;
        String encoded = matches ? parts.group("path") : "";
        if (encoded.isEmpty()
                || encoded.startsWith("//")
                || !(host == null || host.isEmpty() || host.equals("localhost"))) {
            throw invalid(
                    text,
                    "is not a directory of this machine",
                    "Write file:<directory>, or file:///<directory> from the root.");
        }
        if (PathSteps.hasEncodedStep(encoded)) {
            throw PathSteps.encodedStep(text);
        }
        try {
            String whole = decoded(encoded);
            String path = withoutSlashes(whole);
            if (encoded.startsWith("/")) {
                URI base = new URI("file", "", path.isEmpty() ? "/" : path, null);
                return new Directory(base, Path.of(base).normalize(), false);
            }
            Path root = directory.toAbsolutePath().normalize();
            Path resolved = root.resolve(path).normalize();
            // a path that is encoded as such, then shown without the slash that makes it absolute
            String relative = new URI(null, null, "/" + path, null).getRawPath().substring(1);
            return new Directory(new URI("file:" + relative), resolved, resolved.startsWith(root));
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw invalid(text, "is not a valid path on this system", "Write file:<directory>.");
        }
    }

    private static String decoded(String encoded) {
        // a + is a + in a path
        return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String withoutSlashes(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '/') {
            end--;
        }
        return text.substring(0, end);
    }

    private static RegistryException invalid(String text, String what, String hint) {
        return new RegistryException(Problem.of(ProblemCode.STORE_INVALID, RemoteUrl.redacted(text), what)
                .hint(hint));
    }
}
