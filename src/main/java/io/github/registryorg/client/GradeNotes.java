package io.github.registryorg.client;

import io.github.registryorg.host.HostAbility;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Notes on a page for people who pull from a site: which clients can't, and why. */
public final class GradeNotes {

    /** The beginning of a note on all clients. */
    private static final String FOR_ALL_CLIENTS = "This can't be pulled from here: ";

    private static final String ANY_ARCHITECTURE =
            "apptainer library:// gets this image whatever architecture it asks for,"
                    + " since this host ignores queries: compare the architecture with that of the machine.";

    private static final Set<Need> KEEPS_ALL_AWAY = Set.of(Need.ROOT, Need.BLOBS, Need.LARGE_BLOBS, Need.DATA_BLOBS);

    private GradeNotes() {}

    /** Sentences; of clients of {@code /v2/}, none where all can pull such content, or only others can. */
    public static List<String> of(SiteLocation location, Content content) {
        List<Client> able = Stream.of(Client.values())
                .filter(Client::usesDistribution)
                .filter(client -> client.pulls(content.kind()))
                .toList();
        List<String> notes = new ArrayList<>();
        if (location.pulls(Client.APPTAINER_LIBRARY, content)
                && !location.host().can(HostAbility.LIBRARY_ARCHITECTURES)) {
            notes.add(ANY_ARCHITECTURE);
        }
        // where only clients of other protocols can, their commands show it
        if (able.stream().noneMatch(client -> location.pulls(client, content))
                && Stream.of(Client.values()).anyMatch(client -> location.pulls(client, content))) {
            return notes;
        }
        Map<Need, Set<String>> failing = new LinkedHashMap<>();
        for (Client client : able) {
            location.missing(client, Operation.PULL, content).stream()
                    .filter(missing -> missing.only() == null)
                    .map(Requirement::need)
                    .min(GradeNotes::byReach)
                    .ifPresent(need -> failing.computeIfAbsent(need, none -> new LinkedHashSet<>())
                            .add(client.title()));
        }
        failing.forEach((need, clients) -> notes.add(
                clients.size() == able.size()
                        ? FOR_ALL_CLIENTS + need.lack() + "."
                        : listed(List.copyOf(clients)) + " can't pull this from here: " + need.lack() + "."));
        return notes;
    }

    /** What stops all clients is reported alone, without what stops some of them as well. */
    private static int byReach(Need one, Need other) {
        boolean first = KEEPS_ALL_AWAY.contains(one);
        boolean second = KEEPS_ALL_AWAY.contains(other);
        return first == second ? one.compareTo(other) : first ? -1 : 1;
    }

    private static String listed(List<String> clients) {
        int last = clients.size() - 1;
        return last == 0 ? clients.get(0) : String.join(", ", clients.subList(0, last)) + " and " + clients.get(last);
    }
}
