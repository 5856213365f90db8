package io.github.registryorg.deploy;

import io.github.registryorg.host.FileIndex;
import io.github.registryorg.host.SiteNote;
import io.github.registryorg.problem.Count;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.work.Progress;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a site has for a bucket: what its index lists, and files that were added beside it. Its notes to its host stay
 * where they are.
 */
final class SiteContent {

    private static final String API = "v2/";

    private final Path site;
    private final Progress progress;

    /** @param progress hears which files are left out */
    SiteContent(Path site, Progress progress) {
        this.site = site;
        this.progress = progress;
    }

    /**
     * All of it, in the order of the index, then the rest.
     *
     * @throws RegistryException {@code SITE_UNKNOWN} if a file is listed and absent
     */
    List<Item> items() {
        Map<String, Long> sizes = sizes();
        List<Item> items = new ArrayList<>();
        TreeSet<String> absent = new TreeSet<>();
        new FileIndex(site).forEach(row -> {
            if (row.path().startsWith(SiteNote.DIRECTORY)) {
                return;
            }
            Long size = sizes.remove(row.path());
            if (size != null) {
                items.add(Item.inSite(row, size));
            } else {
                absent.add(row.path());
            }
        });
        if (!absent.isEmpty()) {
            throw new RegistryException(Problem.of(
                            ProblemCode.SITE_UNKNOWN,
                            site.toString(),
                            "is incomplete: " + Count.of(absent.size(), "file") + " in its list "
                                    + (absent.size() == 1 ? "is" : "are") + " missing, such as " + absent.first())
                    .hint("Make the site again (registry:site)."));
        }
        new TreeMap<>(sizes).forEach((path, size) -> {
            if (path.startsWith(API)) {
                // its media type is unknown, and a registry has nothing of that kind
                progress.report("skipped " + path + ", which the site does not list");
            } else {
                items.add(Item.inSite(FileIndex.Row.unlisted(path), size));
            }
        });
        return items;
    }

    /** The size of each regular file; what a link leads to is not part of a site. */
    private Map<String, Long> sizes() {
        Map<String, Long> sizes = new HashMap<>();
        try {
            Path root = site.toRealPath();
            Path notes = root.resolve(SiteNote.DIRECTORY);
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    return directory.equals(notes) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile()) {
                        sizes.put(root.relativize(file).toString().replace('\\', '/'), attributes.size());
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw Failures.io("listing", site, e);
        }
        return sizes;
    }
}
