import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What the file system alone takes of registry:site: reads all files of a registry, then makes a directory with the
 * directories, sizes and hard links of a site, on all processors, and computes nothing. Prints the seconds of both.
 * Usage: java Floor.java REGISTRY SITE NEW
 */
public final class Floor {

    /** One thing of the site; {@code link} is an earlier path of the same group that it is a link to, or null. */
    private record Thing(String path, boolean directory, int size, String link) {}

    public static void main(String[] arguments) throws Exception {
        File registry = new File(arguments[0]);
        File made = new File(arguments[2]);
        List<List<Thing>> groups = groups(Path.of(arguments[1]));
        List<File> repositories = new ArrayList<>();
        for (String namespace : registry.list()) {
            String[] names = namespace.equals(".git") ? null : new File(registry, namespace).list();
            for (String name : names == null ? new String[0] : names) {
                repositories.add(new File(new File(registry, namespace), name));
            }
        }
        long begin = System.nanoTime();
        inParallel(repositories, Floor::read);
        // those of a few components come first, since the others are in them
        groups.get(0).forEach(thing -> make(made, thing));
        inParallel(groups.subList(1, groups.size()), group -> group.forEach(thing -> make(made, thing)));
        System.out.printf("%.1f%n", (System.nanoTime() - begin) / 1e9);
    }

    /** The site, a repository's part of {@code /v2/} and of the pages each a group; first what is above them. */
    private static List<List<Thing>> groups(Path site) throws IOException {
        List<Thing> above = new ArrayList<>();
        Map<String, List<Thing>> groups = new TreeMap<>();
        Map<String, Map<Object, String>> known = new HashMap<>();
        try (Stream<Path> all = Files.walk(site)) {
            for (Path one : (Iterable<Path>) all::iterator) {
                Path relative = site.relativize(one);
                BasicFileAttributes attributes = Files.readAttributes(one, BasicFileAttributes.class);
                int depth = relative.startsWith("v2") ? 3 : 2;
                boolean inGroup = relative.getNameCount() > depth;
                String group = inGroup ? relative.subpath(0, depth).toString() : "";
                String link = attributes.isDirectory()
                        ? null
                        : known.computeIfAbsent(group, none -> new HashMap<>())
                                .putIfAbsent(attributes.fileKey(), relative.toString());
                (inGroup ? groups.computeIfAbsent(group, none -> new ArrayList<>()) : above)
                        .add(new Thing(relative.toString(), attributes.isDirectory(), (int) attributes.size(), link));
            }
        }
        List<List<Thing>> result = new ArrayList<>(List.of(above));
        result.addAll(groups.values());
        return result;
    }

    private static void make(File directory, Thing thing) {
        File file = new File(directory, thing.path());
        try {
            if (thing.directory()) {
                file.mkdir();
            } else if (thing.link() != null) {
                Files.createLink(file.toPath(), new File(directory, thing.link()).toPath());
            } else {
                try (FileOutputStream out = new FileOutputStream(file)) {
                    out.write(new byte[thing.size()]);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void read(File file) {
        String[] names = file.list();
        if (names != null) {
            for (String name : names) {
                read(new File(file, name));
            }
            return;
        }
        try (FileInputStream in = new FileInputStream(file)) {
            in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> void inParallel(List<T> things, Consumer<T> work) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            threads.add(new Thread(() -> {
                for (int index = next.getAndIncrement(); index < things.size(); index = next.getAndIncrement()) {
                    work.accept(things.get(index));
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
