package io.github.registryorg.client;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.registryorg.host.Host;
import io.github.registryorg.host.HostAbility;
import io.github.registryorg.host.Limit;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.tree.Stage;
import io.github.registryorg.tree.TreeSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What each client can do on a host with the content of a site, and why not. It follows from what the host
 * can do and what clients need.
 *
 * @param host its name
 * @param cells of each client, what it does
 * @param unmet specification features that the host lacks and no known client needs, in their order
 * @param limits of the host that the site passes, so that nothing works until they are met
 */
public record Grade(
        String host, Map<Client, Map<Operation, Cell>> cells, List<HostAbility> unmet, List<Passed> limits) {

    /** Where it is in a site, for programs. */
    public static final String FILE = "-/host/grade.json";

    /** What it is. */
    public static final MediaType TYPE = new MediaType("application/json");

    /**
     * A limit that a site passes.
     *
     * @param amount how much of it the site has
     * @param most how much the host takes
     */
    public record Passed(Limit limit, long amount, long most) {}

    /** How far something works. */
    public enum Works {
        YES,
        /** With some of the content, or in some ways. */
        PARTLY,
        NO,
        /** There is nothing to do it with. */
        NOTHING
    }

    /**
     * What a client can do.
     *
     * @param works how far
     * @param missing what it lacks; empty where all works
     */
    public record Cell(Works works, List<Requirement> missing) {

        public Cell {
            missing = List.copyOf(missing);
        }

        /** Each once, in their order. */
        public Set<Need> needs() {
            Set<Need> needs = EnumSet.noneOf(Need.class);
            missing.forEach(one -> needs.add(one.need()));
            return needs;
        }
    }

    public static Grade of(Host host, SiteLocation location, SiteContent content) {
        Map<Client, Map<Operation, Cell>> cells = new EnumMap<>(Client.class);
        for (Client client : Client.values()) {
            Map<Operation, Cell> row = new EnumMap<>(Operation.class);
            for (Operation operation : Operation.values()) {
                if (client.does(operation)) {
                    row.put(operation, cell(client, operation, location, content));
                }
            }
            cells.put(client, row);
        }
        List<HostAbility> unmet = Stream.of(HostAbility.values())
                .filter(ability -> ability.requiredBySpecification().isPresent())
                .filter(ability -> !host.capabilities().can(ability))
                .filter(ability ->
                        ability.refines().map(host.capabilities()::can).orElse(true))
                .toList();
        return new Grade(host.name(), cells, unmet, List.of());
    }

    /** The same of a site that passes these limits. */
    public Grade passing(List<Passed> passed) {
        return new Grade(host, cells, unmet, List.copyOf(passed));
    }

    private static Cell cell(Client client, Operation operation, SiteLocation location, SiteContent content) {
        Set<Requirement> missing = new TreeSet<>((one, other) -> one.need().compareTo(other.need()));
        int whole = 0;
        int broken = 0;
        int tried = 0;
        for (Content one : content.of(client, operation)) {
            List<Requirement> lacks = location.missing(client, operation, one);
            missing.addAll(lacks);
            tried++;
            whole += lacks.isEmpty() ? 1 : 0;
            broken += lacks.stream().anyMatch(lack -> lack.only() == null) ? 1 : 0;
        }
        if (tried == 0) {
            return new Cell(Works.NOTHING, List.of());
        }
        Works works = whole == tried ? Works.YES : broken == tried ? Works.NO : Works.PARTLY;
        return new Cell(works, List.copyOf(missing));
    }

    /** What any client lacks here, in their order. */
    public List<Need> needs() {
        Set<Need> needs = EnumSet.noneOf(Need.class);
        cells.values().forEach(row -> row.values().forEach(cell -> needs.addAll(cell.needs())));
        return new ArrayList<>(needs);
    }

    /** Whether there is nothing to do anything with. */
    public boolean isEmpty() {
        return cells.values().stream()
                .flatMap(row -> row.values().stream())
                .allMatch(cell -> cell.works() == Works.NOTHING);
    }

    /** Emits it for programs: the same grade, the same bytes. */
    public void emit(TreeSink sink) {
        sink.file(FILE, Stage.HOST, TYPE, json());
    }

    /** The file. */
    public byte[] json() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.generator(out)) {
            json.writeStartObject();
            json.writeStringField("host", host);
            json.writeArrayFieldStart("clients");
            for (Map.Entry<Client, Map<Operation, Cell>> row : cells.entrySet()) {
                json.writeStartObject();
                json.writeStringField("client", row.getKey().title());
                for (Map.Entry<Operation, Cell> cell : row.getValue().entrySet()) {
                    json.writeObjectFieldStart(cell.getKey().title());
                    write(cell.getValue(), json);
                    json.writeEndObject();
                }
                json.writeEndObject();
            }
            json.writeEndArray();
            writeUnmet(json);
            writeLimits(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("memory can always be written", e);
        }
        return out.toByteArray();
    }

    private static void write(Cell cell, JsonGenerator json) throws IOException {
        json.writeStringField("works", cell.works().name().toLowerCase(Locale.ROOT));
        if (!cell.missing().isEmpty()) {
            json.writeArrayFieldStart("because");
            for (Requirement missing : cell.missing()) {
                json.writeStartObject();
                write(missing, json);
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }

    private static void write(Requirement missing, JsonGenerator json) throws IOException {
        json.writeStringField("need", missing.need().name());
        json.writeStringField("lack", missing.need().lack());
        json.writeStringField("message", missing.message());
        if (missing.only() != null) {
            json.writeStringField("only", missing.only());
        }
        if (missing.kinds().size() < Content.Kind.values().length) {
            json.writeArrayFieldStart("kinds");
            for (Content.Kind kind : new TreeSet<>(missing.kinds())) {
                json.writeString(kind.title());
            }
            json.writeEndArray();
        }
    }

    private void writeUnmet(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("unmet");
        for (HostAbility ability : unmet) {
            Optional<String> lack = ability.requiredBySpecification();
            if (lack.isPresent()) {
                json.writeStartObject();
                json.writeStringField("ability", ability.name());
                json.writeStringField("lack", lack.get());
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    private void writeLimits(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("limits");
        for (Passed passed : limits) {
            json.writeStartObject();
            json.writeStringField("limit", passed.limit().name());
            json.writeNumberField("amount", passed.amount());
            json.writeNumberField("most", passed.most());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
