package io.github.registryorg.store;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.remote.RemoteUrl;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The addresses of stores, as users and metadata write them: {@code file:FOLDER} or {@code http(s)://HOST/PATH}. */
public final class StoreAddress {

    private static final String FILE = "file:";
    private static final Pattern WEB = Pattern.compile("(?i)https?://.*");
    private static final Pattern DOTS = Pattern.compile("(?i)(^|/)(\\.|%2e){1,2}(/|$)");

    private StoreAddress() {}

    /** Whether the address is one of a folder. */
    public static boolean isFile(String text) {
        return text.startsWith(FILE);
    }

    /**
     * The base that readers know a store by, without slashes at its end.
     *
     * @throws RegistryException {@code STORE_INVALID} if it can't be one
     */
    public static String base(String text) {
        String base = text;
        while (base.endsWith("/") && !base.endsWith("://")) {
            base = base.substring(0, base.length() - 1);
        }
        if (isFile(base)) {
            return base;
        }
        if (!WEB.matcher(base).matches()) {
            throw invalid(text, "is no address of a store", "Stores are file:FOLDER or https://HOST/PATH.");
        }
        RemoteUrl url = RemoteUrl.parse(base);
        if (url.target().contains("?") || base.contains("#")) {
            throw invalid(text, "has a query or fragment", "A store is a path below which blobs are.");
        }
        if (DOTS.matcher(url.target()).find()) {
            throw invalid(text, "has . or .. in its path", "Write the path without them.");
        }
        return base;
    }

    /** The base of a folder of this machine. */
    public static String base(Path folder) {
        return base(folder.toAbsolutePath().normalize().toUri().toString());
    }

    /**
     * The folder that a {@code file:} address means.
     *
     * @param relativeTo what a relative one is relative to
     * @throws RegistryException {@code STORE_INVALID} if it means none
     */
    public static Path folder(String text, Path relativeTo) {
        if (!isFile(text)) {
            throw invalid(
                    text,
                    "is no store that can be written to",
                    "This version writes to folders: file:FOLDER. Where readers find them is registry.storeUrl.");
        }
        String path = text.substring(FILE.length());
        try {
            Path folder = path.startsWith("//")
                    ? Path.of(URI.create(text))
                    : relativeTo.toAbsolutePath().resolve(path);
            if (path.isEmpty()) {
                throw invalid(text, "names no folder", "Write file:FOLDER.");
            }
            return folder.normalize();
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            throw invalid(text, "names no folder", "Write file:FOLDER, or file:///FOLDER with its blanks encoded.");
        }
    }

    /** Where a blob is below a base. */
    public static String url(String base, Digest digest) {
        String clean = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        return clean + "/" + digest.algorithm().id() + "/" + digest.hex();
    }

    private static RegistryException invalid(String text, String what, String hint) {
        return new RegistryException(Problem.of(ProblemCode.STORE_INVALID, "\"" + RemoteUrl.redacted(text) + "\"", what)
                .hint(hint));
    }
}
