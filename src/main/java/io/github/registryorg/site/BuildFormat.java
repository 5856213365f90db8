package io.github.registryorg.site;

import io.github.registryorg.client.ClientCommand;
import io.github.registryorg.client.Content;
import io.github.registryorg.client.Need;
import io.github.registryorg.client.SiteContent;
import io.github.registryorg.file.FrontCoding;
import io.github.registryorg.file.TreeSnapshot;
import io.github.registryorg.host.BlobRule;
import io.github.registryorg.oci.BlobAddress;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.page.ListedRepository;
import io.github.registryorg.page.ListedTag;
import io.github.registryorg.problem.Location;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.tree.Stage;
import java.io.DataOutput;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How the parts of a site's state are written. Both directions are side by side, field by field. */
final class BuildFormat {

    private static final Stage[] STAGES = Stage.values();

    private BuildFormat() {}

    private interface Writer<T> {
        void write(T value) throws IOException;
    }

    private interface Reader<T> {
        T read() throws IOException;
    }

    static void write(RepositoryBuild build, DataOutput out) throws IOException {
        // times first, so that they can be replaced alone
        build.inputs().writeTimes(out);
        write(build.summary(), out);
        build.inputs().write(out);
        text(build.verdict(), out);
        writeFiles(build.files(), out);
        out.writeBoolean(build.complete());
    }

    /** @param name that it must have */
    static RepositoryBuild read(RepositoryName name, ByteBuffer in) throws IOException {
        ByteBuffer times = TreeSnapshot.readTimes(in);
        return new RepositoryBuild(
                readSummary(name, in), TreeSnapshot.read(times, in), text(in), readFiles(in), bool(in));
    }

    private static void write(RepositorySummary summary, DataOutput out) throws IOException {
        text(summary.name().name(), out);
        write(summary.listed(), out);
        out.writeBoolean(summary.pullable());
        list(summary.commands(), out, command -> {
            text(command.client(), out);
            text(command.command(), out);
        });
        list(summary.content().contents(), out, content -> {
            out.writeByte(content.kind().ordinal());
            list(content.lacks(), out, need -> out.writeByte(need.ordinal()));
        });
        out.writeBoolean(summary.content().referrers());
        out.writeBoolean(summary.content().signatures());
        list(summary.rules(), out, rule -> {
            text(rule.digest() == null ? null : rule.digest().toString(), out);
            list(rule.addresses(), out, address -> {
                out.writeBoolean(address instanceof BlobAddress.InStore);
                text(address.text(), out);
            });
        });
        writeLarge(summary.leftOut(), out);
        list(summary.unsafeTags(), out, tag -> text(tag, out));
        out.writeInt(summary.movedTags());
        out.writeLong(summary.size().files());
        out.writeLong(summary.size().bytes());
        out.writeLong(summary.size().indexed());
        writeLarge(summary.size().large(), out);
        writeProblems(summary.warnings(), out);
    }

    private static RepositorySummary readSummary(RepositoryName name, ByteBuffer in) throws IOException {
        if (!text(in).equals(name.name())) {
            throw new StreamCorruptedException("has another repository in the place of " + name);
        }
        return new RepositorySummary(
                readListed(name, in),
                bool(in),
                list(in, () -> new ClientCommand(text(in), text(in))),
                new SiteContent(
                        new HashSet<>(list(in, () -> {
                            Content.Kind kind = Content.Kind.values()[in.get()];
                            Set<Need> lacks = EnumSet.noneOf(Need.class);
                            lacks.addAll(list(in, () -> Need.values()[in.get()]));
                            return new Content(kind, lacks);
                        })),
                        bool(in),
                        bool(in)),
                list(in, () -> {
                    String digest = optionalText(in);
                    List<BlobAddress> addresses = list(
                            in, () -> bool(in) ? new BlobAddress.InStore(text(in)) : new BlobAddress.AtUrl(text(in)));
                    return new BlobRule(name, digest == null ? null : Digest.parse(digest), addresses);
                }),
                readLarge(in),
                list(in, () -> text(in)),
                in.getInt(),
                new SiteSize(in.getLong(), in.getLong(), in.getLong(), readLarge(in)),
                readProblems(in));
    }

    private static void write(ListedRepository listed, DataOutput out) throws IOException {
        text(listed.title(), out);
        text(listed.description(), out);
        out.writeByte(listed.kind() == null ? -1 : listed.kind().ordinal());
        list(listed.newest() == null ? List.of() : List.of(listed.newest()), out, tag -> write(tag, out));
        list(listed.recent(), out, tag -> write(tag, out));
        out.writeInt(listed.tags());
        out.writeBoolean(listed.yanked());
        text(listed.deprecated(), out);
        text(listed.successor() == null ? null : listed.successor().name(), out);
        list(listed.words(), out, word -> text(word, out));
    }

    private static ListedRepository readListed(RepositoryName name, ByteBuffer in) throws IOException {
        String title = optionalText(in);
        String description = optionalText(in);
        int kind = in.get();
        List<ListedTag> newest = list(in, () -> readTag(in));
        List<ListedTag> recent = list(in, () -> readTag(in));
        int tags = in.getInt();
        boolean yanked = bool(in);
        String deprecated = optionalText(in);
        String successor = optionalText(in);
        return new ListedRepository(
                name,
                title,
                description,
                kind < 0 ? null : Content.Kind.values()[kind],
                newest.isEmpty() ? null : newest.get(0),
                recent,
                tags,
                yanked,
                deprecated,
                successor == null ? null : RepositoryName.parse(successor),
                list(in, () -> text(in)));
    }

    private static void write(ListedTag tag, DataOutput out) throws IOException {
        text(tag.tag(), out);
        text(tag.digest(), out);
        list(tag.platforms(), out, platform -> text(platform, out));
        out.writeLong(tag.size() == null ? -1 : tag.size());
        out.writeBoolean(tag.isSizeOfAll());
        text(tag.published(), out);
        text(tag.created(), out);
    }

    private static ListedTag readTag(ByteBuffer in) throws IOException {
        String tag = text(in);
        String digest = optionalText(in);
        List<String> platforms = list(in, () -> text(in));
        long size = in.getLong();
        boolean isOfAll = bool(in);
        return new ListedTag(
                tag, digest, platforms, size < 0 ? null : size, isOfAll, optionalText(in), optionalText(in));
    }

    static void writeProblems(List<Problem> problems, DataOutput out) throws IOException {
        list(problems, out, problem -> {
            text(problem.code().name(), out);
            text(problem.subject(), out);
            text(problem.what(), out);
            text(problem.cause(), out);
            text(problem.hint(), out);
            text(problem.location() == null ? null : problem.location().file(), out);
            out.writeInt(problem.location() == null ? 0 : problem.location().line());
        });
    }

    static List<Problem> readProblems(ByteBuffer in) throws IOException {
        return list(in, () -> {
            ProblemCode code = ProblemCode.valueOf(text(in));
            Problem problem = new Problem(code, text(in), text(in), optionalText(in), optionalText(in), null);
            String file = optionalText(in);
            int line = in.getInt();
            return file == null ? problem : problem.at(new Location(file, line));
        });
    }

    private static void writeLarge(List<LargeFile> files, DataOutput out) throws IOException {
        list(files, out, file -> {
            text(file.path(), out);
            out.writeLong(file.bytes());
        });
    }

    private static List<LargeFile> readLarge(ByteBuffer in) throws IOException {
        return list(in, () -> new LargeFile(text(in), in.getLong()));
    }

    /** @param files sorted by path */
    static void writeFiles(List<SiteFile> files, DataOutput out) throws IOException {
        Map<MediaType, Integer> types = new HashMap<>();
        FrontCoding.Writer paths = new FrontCoding.Writer(out);
        list(files, out, file -> {
            paths.write(file.path());
            out.writeByte(file.stage().ordinal());
            Integer known = types.get(file.mediaType());
            out.writeInt(known == null ? types.size() : known);
            if (known == null) {
                types.put(file.mediaType(), types.size());
                text(file.mediaType().value(), out);
            }
            out.writeLong(file.size());
        });
    }

    static List<SiteFile> readFiles(ByteBuffer in) throws IOException {
        List<MediaType> types = new ArrayList<>();
        FrontCoding.Reader paths = new FrontCoding.Reader(in);
        return list(in, () -> {
            String path = paths.read();
            Stage stage = STAGES[in.get()];
            int type = in.getInt();
            if (type == types.size()) {
                types.add(new MediaType(text(in)));
            }
            return new SiteFile(inSite(path), stage, types.get(type), in.getLong());
        });
    }

    /** Files that go are removed by these paths. */
    private static String inSite(String path) throws IOException {
        if (path.isEmpty()
                || path.startsWith("/")
                || path.indexOf('\0') >= 0
                || (path.contains("..") && ("/" + path + "/").contains("/../"))) {
            throw new StreamCorruptedException("a path leads out of the site");
        }
        return path;
    }

    private static <T> void list(Collection<T> values, DataOutput out, Writer<T> writer) throws IOException {
        out.writeInt(values.size());
        for (T value : values) {
            writer.write(value);
        }
    }

    private static <T> List<T> list(ByteBuffer in, Reader<T> reader) throws IOException {
        int count = count(in);
        List<T> values = new ArrayList<>(Math.min(count, 1_000));
        for (int i = 0; i < count; i++) {
            values.add(reader.read());
        }
        return values;
    }

    /** How many things follow, each of which has a byte at least. */
    static int count(ByteBuffer in) throws IOException {
        int count = in.getInt();
        if (count < 0 || count > in.remaining()) {
            throw new StreamCorruptedException("a number is wrong");
        }
        return count;
    }

    private static boolean bool(ByteBuffer in) {
        return in.get() != 0;
    }

    /** @param text may be null */
    static void text(@Nullable String text, DataOutput out) throws IOException {
        if (text == null) {
            out.writeInt(-1);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static String text(ByteBuffer in) throws IOException {
        String text = optionalText(in);
        if (text == null) {
            throw new StreamCorruptedException("a text is missing");
        }
        return text;
    }

    private static @Nullable String optionalText(ByteBuffer in) throws IOException {
        int length = in.getInt();
        if (length < 0) {
            return null;
        }
        if (length > in.remaining()) {
            throw new StreamCorruptedException("a text is too long");
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
