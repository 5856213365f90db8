package io.github.registryorg.serve;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RepositoryName;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds the bytes of a blob: in the site itself, else where {@code -/host/blobs.tsv} says. Its lines are
 * {@code <repository> <digest> <url>…} for one blob and {@code <repository> * <base>…} for all, separated by tabs and
 * sorted by their bytes; what is first in a line is tried first.
 *
 * @param site may hold blobs
 * @param registry the folder that relative {@code file:} bases start from
 * @param stores which folders stand behind public bases
 */
record BlobFinder(SiteFiles site, Path registry, StoreFolders stores) {

    /** Where the site says where its blobs are. */
    static Path locations(Path site) {
        return site.resolve("-").resolve("host").resolve("blobs.tsv");
    }

    /** Empty where nobody here knows of the blob. */
    Optional<BlobPlace> find(RepositoryName repository, Digest digest) throws IOException {
        Optional<Path> file = site.file(SiteFiles.folderOf(repository, "blobs"), digest.toString());
        if (file.isPresent()) {
            return file.map(BlobPlace.InFile::new);
        }
        String suffix = "/" + digest.algorithm().id() + "/" + digest.hex();
        for (String url : addresses(repository + "\t" + digest + "\t")) {
            // a url that follows the rule of stores may stand for a folder here, as its base does
            Optional<BlobPlace> place = url.endsWith(suffix)
                    ? atBase(url.substring(0, url.length() - suffix.length()), digest)
                    : redirect(url);
            if (place.isPresent()) {
                return place;
            }
        }
        for (String base : addresses(repository + "\t*\t")) {
            Optional<BlobPlace> place = atBase(base, digest);
            if (place.isPresent()) {
                return place;
            }
        }
        return Optional.empty();
    }

    private List<String> addresses(String prefix) throws IOException {
        return SortedLines.find(locations(site.root()), prefix)
                .map(line -> Arrays.asList(line.substring(prefix.length()).split("\t")))
                .orElse(List.of());
    }

    private Optional<BlobPlace> atBase(String base, Digest digest) {
        String trimmed = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        Optional<Path> folder = stores.folderBehind(trimmed).or(() -> folder(trimmed));
        return folder.isPresent()
                ? inFolder(folder.get(), digest).map(BlobPlace.InFile::new)
                : redirect(trimmed + "/" + digest.algorithm().id() + "/" + digest.hex());
    }

    /** The folder of a {@code file:} base; empty where it is another kind of base, or none. */
    private Optional<Path> folder(String base) {
        try {
            URI uri = new URI(base);
            if (!"file".equalsIgnoreCase(uri.getScheme())) {
                return Optional.empty();
            }
            return Optional.of(uri.isOpaque() ? registry.resolve(uri.getSchemeSpecificPart()) : Path.of(uri));
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            return Optional.empty();
        }
    }

    /** A regular file, and one that is still inside the store's folder when links are resolved. */
    private static Optional<Path> inFolder(Path folder, Digest digest) {
        try {
            Path real = folder.toRealPath();
            Path file =
                    real.resolve(digest.algorithm().id()).resolve(digest.hex()).toRealPath();
            return file.startsWith(real) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    ? Optional.of(file)
                    : Optional.empty();
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Optional<BlobPlace> redirect(String url) {
        try {
            URI uri = new URI(url);
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            return web && uri.getHost() != null ? Optional.of(new BlobPlace.Elsewhere(uri)) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
