package io.github.registryorg.probe;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What one probe finds, each once. */
final class ProbeFindings {

    /** The maximum of one report. */
    private static final int MAX_FINDINGS = 2_000;

    private final TreeSet<Finding> all = new TreeSet<>();
    private final Map<Area, boolean[]> right = new EnumMap<>(Area.class);
    private Area area = Area.BASE;

    /** What is looked at from now on. */
    void enter(Area next) {
        area = next;
        right.putIfAbsent(next, new boolean[] {true});
    }

    void add(Fault fault, String request, String saw) {
        right.computeIfAbsent(area, none -> new boolean[1])[0] = false;
        if (all.size() < MAX_FINDINGS) {
            all.add(new Finding(fault, request, saw));
        }
    }

    /** A response that limits requests has no information about the requested content. */
    void add(Fault fault, ProbeResponse response, String saw) {
        boolean limited = response.trouble() != null && response.trouble().fault() == Fault.RATE_LIMITED;
        add(limited ? Fault.RATE_LIMITED : fault, response.request(), limited ? response.seen() : saw);
    }

    /** Adds it if it is not so. */
    void expect(boolean so, Fault fault, ProbeResponse response, String saw) {
        if (!so) {
            add(fault, response, saw);
        }
    }

    /** Sorted. */
    List<Finding> all() {
        return List.copyOf(all);
    }

    /** Areas without a finding. */
    List<Area> right() {
        return right.entrySet().stream()
                .filter(entry -> entry.getValue()[0])
                .map(Map.Entry::getKey)
                .toList();
    }
}
