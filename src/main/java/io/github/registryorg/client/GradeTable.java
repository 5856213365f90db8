package io.github.registryorg.client;

import io.github.registryorg.problem.Count;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A grade as people read it: a line for each client that has anything to do with the content, then each reason with the
 * message of clients.
 */
public final class GradeTable {

    private static final String NOT_ITS_JOB = "";
    private static final String NO_CONTENT = "-";

    /** Of the clients that have a line only. */
    private final Grade grade;

    private final List<Need> reasons;

    private GradeTable(Grade whole) {
        Map<Client, Map<Operation, Grade.Cell>> cells = new EnumMap<>(whole.cells());
        cells.values().removeIf(row -> !concerns(row));
        this.grade = new Grade(whole.host(), cells, whole.unmet(), whole.limits());
        this.reasons = grade.needs();
    }

    /** Its lines, without spaces at their ends. */
    public static List<String> lines(Grade grade) {
        return new GradeTable(grade).lines();
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>(aligned(rows()));
        reasons.forEach(need -> lines.addAll(reason(need)));
        if (!grade.unmet().isEmpty()) {
            lines.add(
                    "No client is known to miss it, but the distribution specification asks for more than this host can"
                            + " do:");
            grade.unmet()
                    .forEach(ability -> ability.requiredBySpecification().ifPresent(lack -> lines.add("    " + lack)));
        }
        grade.limits()
                .forEach(passed -> lines.add(grade.host() + " will refuse this site, whatever the table shows: it has "
                        + passed.limit().amount(passed.amount()) + ", and the maximum is "
                        + Count.grouped(passed.most()) + "."));
        return lines;
    }

    private List<List<String>> rows() {
        List<Operation> operations = Stream.of(Operation.values())
                .filter(operation -> grade.cells().values().stream().anyMatch(row -> hasContent(row.get(operation))))
                .toList();
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("client"));
        operations.forEach(operation -> head.add(operation.title()));
        rows.add(head);
        grade.cells().forEach((client, cells) -> {
            List<String> row = new ArrayList<>(List.of(client.title()));
            operations.forEach(
                    operation -> row.add(cells.containsKey(operation) ? text(cells.get(operation)) : NOT_ITS_JOB));
            rows.add(row);
        });
        return rows;
    }

    /** To list the tags of what it can't use in any way is nothing that a client is used for. */
    private static boolean concerns(Map<Operation, Grade.Cell> cells) {
        return cells.entrySet().stream()
                .anyMatch(cell -> cell.getKey() != Operation.LIST && hasContent(cell.getValue()));
    }

    private static boolean hasContent(Grade.@Nullable Cell cell) {
        return cell != null && cell.works() != Grade.Works.NOTHING;
    }

    private String text(Grade.Cell cell) {
        String numbers = cell.needs().stream()
                .map(need -> String.valueOf(reasons.indexOf(need) + 1))
                .collect(Collectors.joining(",", " (", ")"));
        return switch (cell.works()) {
            case YES -> "yes";
            case PARTLY -> "partly" + numbers;
            case NO -> "no" + numbers;
            case NOTHING -> NO_CONTENT;
        };
    }

    private static List<String> aligned(List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return rows.stream()
                .map(row -> {
                    StringBuilder line = new StringBuilder();
                    for (int i = 0; i < columns; i++) {
                        line.append(row.get(i))
                                .append(" ".repeat(widths[i] - row.get(i).length() + 2));
                    }
                    return line.toString().stripTrailing();
                })
                .toList();
    }

    private List<String> reason(Need need) {
        Map<String, TreeSet<Client>> messages = new LinkedHashMap<>();
        grade.cells()
                .forEach((client, cells) -> cells.values()
                        .forEach(cell -> cell.missing().stream()
                                .filter(missing -> missing.need() == need)
                                .forEach(missing -> messages.computeIfAbsent(message(missing), none -> new TreeSet<>())
                                        .add(client))));
        List<String> lines = new ArrayList<>();
        lines.add("(" + (reasons.indexOf(need) + 1) + ") " + need.lack() + ". " + need.advice());
        messages.forEach((message, clients) -> lines.add(
                "    " + clients.stream().map(Client::title).collect(Collectors.joining(", ")) + ": " + message));
        return lines;
    }

    private static String message(Requirement missing) {
        String way = missing.only() == null ? "" : " (" + missing.only() + ")";
        boolean all = missing.kinds().size() == Content.Kind.values().length;
        String kinds =
                missing.kinds().stream().sorted().map(Content.Kind::title).collect(Collectors.joining(", "));
        return missing.message() + way + (all ? "" : " (" + kinds + ")");
    }
}
