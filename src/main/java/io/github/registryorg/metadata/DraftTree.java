package io.github.registryorg.metadata;

import io.github.registryorg.file.FileTree;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Files as they will be once these have been written over what is there.
 *
 * @param base what is there
 * @param files content by path
 */
record DraftTree(FileTree base, Map<String, byte[]> files) implements FileTree {

    @Override
    public List<Entry> list(String directory) {
        Map<String, Entry> entries = new TreeMap<>();
        base.list(directory).forEach(entry -> entries.put(entry.name(), entry));
        String prefix = directory.isEmpty() ? "" : directory + "/";
        files.forEach((path, content) -> {
            if (path.startsWith(prefix)) {
                String rest = path.substring(prefix.length());
                int slash = rest.indexOf('/');
                if (slash < 0) {
                    entries.put(rest, new Entry(rest, Kind.FILE, content.length));
                } else {
                    String name = rest.substring(0, slash);
                    entries.putIfAbsent(name, new Entry(name, Kind.DIRECTORY, 0));
                }
            }
        });
        return List.copyOf(entries.values());
    }

    @Override
    public Optional<byte[]> read(String file, int limit) {
        byte[] content = files.get(file);
        if (content == null) {
            return base.read(file, limit);
        }
        if (content.length > limit) {
            throw new RegistryException(Problem.of(
                            ProblemCode.FILE_TOO_LARGE,
                            file,
                            "has more than " + limit + " bytes, the maximum of its kind")
                    .at(file));
        }
        return Optional.of(content.clone());
    }
}
