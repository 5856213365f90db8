package io.github.registryorg.secret;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The secrets of an image, as they are reported: one problem for each place and value, however many platforms have it. A
 * history or command that repeats a variable or label is reported with that one, and allowed with it.
 */
final class SecretFindings {

    /** Secrets that are reported, at most. */
    private static final int MAX_FINDINGS = 100;

    /** Places or platforms that one problem names, at most. */
    private static final int MAX_NAMED = 4;

    private static final String MASK = "********";

    /** What is found at one place with one value. */
    private static final class Finding {
        private final Place place;
        private final String what;
        private final Set<String> subjects = new TreeSet<>();
        private final List<Place> repeated = new ArrayList<>();

        Finding(Place place, String what) {
            this.place = place;
            this.what = what;
        }
    }

    private record Key(String place, String value) {
        /** Without the value, which is a secret. */
        @Override
        public String toString() {
            return place;
        }
    }

    private final AllowedSecrets allowed;
    private final Map<Key, Finding> findings = new LinkedHashMap<>();
    private boolean incomplete;

    SecretFindings(AllowedSecrets allowed) {
        this.allowed = allowed;
    }

    void search(String subject, NamedText text) {
        boolean mayBeProse = text.place().kind() != Place.Kind.ENV;
        for (TextSearch.Hit hit : TextSearch.search(text.name(), text.value(), mayBeProse)) {
            add(subject, text.place(), hit.value(), "holds " + hit.what() + ", \"" + hit.shown() + MASK + "\"");
        }
    }

    void unsearched(String subject, Place place, long size) {
        add(
                subject,
                place,
                "",
                "has " + size + " bytes, and was not searched for secrets: more than " + SecretSearch.MAX_CONFIG_SIZE
                        + " are not read");
    }

    private void add(String subject, Place place, String value, String what) {
        Key key = new Key(place.toString(), value);
        if (findings.size() >= MAX_FINDINGS && !findings.containsKey(key) && !allowed.contains(place)) {
            incomplete = true;
            return;
        }
        findings.computeIfAbsent(key, unused -> new Finding(place, what))
                .subjects
                .add(subject);
    }

    /** All places where something was found, as they are printed. */
    Set<String> places() {
        return findings.keySet().stream().map(Key::place).collect(Collectors.toSet());
    }

    void orThrow() {
        List<Problem> problems = reported().stream()
                .filter(finding -> !allowed.contains(finding.place))
                .map(SecretFindings::problem)
                .collect(Collectors.toCollection(ArrayList::new));
        if (incomplete) {
            problems.add(Problem.of(
                            ProblemCode.SECRET_FOUND,
                            "",
                            "there are more than " + MAX_FINDINGS + " secrets; not all are listed")
                    .hint("Remove those above, then publish again."));
        }
        if (!problems.isEmpty()) {
            throw new RegistryException(problems);
        }
    }

    /** Sorted, those that repeat others put to those. */
    private List<Finding> reported() {
        Map<String, Finding> first = new LinkedHashMap<>();
        List<Finding> all = new ArrayList<>();
        findings.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getValue().place.kind()))
                .forEach(entry -> {
                    Finding finding = entry.getValue();
                    String value = entry.getKey().value();
                    Finding before = value.isEmpty() ? null : first.putIfAbsent(value, finding);
                    if (before == null || finding.place.kind().isAlone()) {
                        all.add(finding);
                    } else {
                        before.repeated.add(finding.place);
                    }
                });
        return all;
    }

    private static Problem problem(Finding finding) {
        String also = finding.repeated.isEmpty() ? "" : " (and in " + some(finding.repeated) + ")";
        return Problem.of(ProblemCode.SECRET_FOUND, some(finding.subjects), finding.place + " " + finding.what + also)
                .hint("Every reader of the registry could read it. Build the image without it (RUN"
                        + " --mount=type=secret), and revoke it if it was published before. If it may be public, set"
                        + " -Dregistry.allowSecrets=" + finding.place + ".");
    }

    private static String some(Collection<?> all) {
        String text = all.stream().limit(MAX_NAMED).map(Object::toString).collect(Collectors.joining(", "));
        return all.size() > MAX_NAMED ? text + " and " + (all.size() - MAX_NAMED) + " more" : text;
    }
}
