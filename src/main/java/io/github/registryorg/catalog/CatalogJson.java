package io.github.registryorg.catalog;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.registryorg.client.Content;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.page.ListedRepository;
import io.github.registryorg.page.ListedTag;
import io.github.registryorg.tree.Stage;
import io.github.registryorg.tree.TreeSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue as JSON: {@code api/catalog.json} names the first of the pages {@code api/catalog/<id>.json}, each of which
 * names the next. A page is named by a hash of its first repository's name, and ends where a hash says so, so that a change
 * of one repository changes few pages. {@code api/catalog.schema.json} describes both.
 */
final class CatalogJson {

    static final MediaType TYPE = new MediaType("application/json");

    private static final int FORMAT_VERSION = 1;

    /** Bytes after which a page may end. */
    private static final int MIN_SIZE = 30_000;

    /** Bytes after which it ends anyway: with one entry more, none is over 100 KB. */
    private static final int MAX_SIZE = 85_000;

    private static final int CUTS_ONE_OF = 32;

    private static final int ID_LENGTH = 32;

    private CatalogJson() {}

    /**
     * Repositories that are together in a file.
     *
     * @param id names the file
     * @param repositories one at least
     */
    record Page(String id, List<ListedRepository> repositories) {

        /** The name that it begins with. */
        String first() {
            return repositories.get(0).name().name();
        }
    }

    /**
     * Emits all files.
     *
     * @param title of the registry
     * @param base address of the site, with a slash at the end; empty where it is not known
     * @param repositories sorted by name
     * @return the pages
     */
    static List<Page> emit(String title, Optional<String> base, List<ListedRepository> repositories, TreeSink sink) {
        List<Page> pages = new ArrayList<>();
        for (int from = 0; from < repositories.size(); ) {
            from = emitPage(repositories, from, pages, sink);
        }
        sink.file("api/catalog.json", Stage.PAGES, TYPE, json(json -> {
            json.writeStartObject();
            json.writeNumberField("formatVersion", FORMAT_VERSION);
            json.writeStringField("title", title);
            optional("url", base.orElse(null), json);
            json.writeNumberField("repositories", repositories.size());
            json.writeNumberField(
                    "tags",
                    repositories.stream().mapToLong(ListedRepository::tags).sum());
            optional("first", pages.isEmpty() ? null : "catalog/" + pages.get(0).id() + ".json", json);
            json.writeEndObject();
        }));
        sink.file("api/catalog.schema.json", Stage.ASSETS, TYPE, schema());
        return pages;
    }

    /** @return where the next page begins */
    private static int emitPage(List<ListedRepository> repositories, int from, List<Page> pages, TreeSink sink) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(MIN_SIZE);
        int to = from;
        try (JsonGenerator json = Json.generator(out)) {
            json.writeStartObject();
            json.writeNumberField("formatVersion", FORMAT_VERSION);
            json.writeArrayFieldStart("repositories");
            do {
                write(repositories.get(to), json);
                json.flush();
                to++;
            } while (to < repositories.size()
                    && out.size() < MAX_SIZE
                    && (out.size() < MIN_SIZE || !isCut(repositories.get(to))));
            json.writeEndArray();
            optional("next", to == repositories.size() ? null : id(repositories.get(to)) + ".json", json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("memory can always be written", e);
        }
        Page page = new Page(id(repositories.get(from)), repositories.subList(from, to));
        pages.add(page);
        sink.file("api/catalog/" + page.id() + ".json", Stage.ASSETS, TYPE, out.toByteArray());
        return to;
    }

    private static boolean isCut(ListedRepository repository) {
        return Long.remainderUnsigned(repository.name().hash(), CUTS_ONE_OF) == 0;
    }

    private static String id(ListedRepository repository) {
        // unlike the hash that cuts, one for which nobody finds two names
        byte[] name = repository.name().name().getBytes(StandardCharsets.US_ASCII);
        return Digest.sha256(name).hex().substring(0, ID_LENGTH);
    }

    private static void write(ListedRepository repository, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", repository.name().name());
        optional("title", repository.title(), json);
        optional("description", repository.description(), json);
        Content.Kind kind = repository.kind();
        optional("kind", kind == null ? null : token(kind), json);
        json.writeNumberField("tags", repository.tags());
        ListedTag newest = repository.newest();
        if (newest != null) {
            json.writeObjectFieldStart("newest");
            // the legacy format has sizes of unknown unit
            write(newest, kind != Content.Kind.LEGACY, json);
            json.writeEndObject();
        }
        optional("published", repository.published(), json);
        optional("deprecated", repository.deprecated(), json);
        optional(
                "successor",
                repository.successor() == null ? null : repository.successor().name(),
                json);
        if (repository.yanked()) {
            json.writeBooleanField("yanked", true);
        }
        json.writeEndObject();
    }

    private static void write(ListedTag tag, boolean isSizeInBytes, JsonGenerator json) throws IOException {
        json.writeStringField("tag", tag.tag());
        optional("digest", tag.digest(), json);
        if (!tag.platforms().isEmpty()) {
            json.writeArrayFieldStart("platforms");
            for (String platform : tag.platforms()) {
                json.writeString(platform);
            }
            json.writeEndArray();
        }
        if (tag.size() != null && isSizeInBytes && !tag.isSizeOfAll()) {
            json.writeNumberField("size", tag.size());
        }
        optional("published", tag.published(), json);
    }

    /** As {@code catalog.schema.json} lists them. */
    private static String token(Content.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void optional(String name, @Nullable String text, JsonGenerator json) throws IOException {
        if (text != null) {
            json.writeStringField(name, text);
        }
    }

    /** Writes one JSON value. */
    @FunctionalInterface
    interface Value {
        void write(JsonGenerator json) throws IOException;
    }

    static byte[] json(Value value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.generator(out)) {
            value.write(json);
        } catch (IOException e) {
            throw new IllegalStateException("memory can always be written", e);
        }
        return out.toByteArray();
    }

    private static byte[] schema() {
        try (InputStream content = CatalogJson.class.getResourceAsStream("catalog.schema.json")) {
            return content.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
