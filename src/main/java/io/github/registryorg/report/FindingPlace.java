package io.github.registryorg.report;

import io.github.registryorg.metadata.MetadataLayout;
import io.github.registryorg.problem.Problem;

/**
 * What of a registry a finding is about, by its file.
 *
 * @param repository its name; empty for the registry as a whole
 * @param tag empty for all else of the repository
 */
record FindingPlace(String repository, String tag) {

    private static final FindingPlace REGISTRY = new FindingPlace("", "");

    static FindingPlace of(Problem problem) {
        if (problem.location() == null) {
            return REGISTRY;
        }
        MetadataLayout.Place place = MetadataLayout.place(problem.location().file());
        return new FindingPlace(place.repository(), place.tag());
    }

    /** What it is called where it needs a name. */
    String title() {
        return repository.isEmpty() ? "registry" : repository;
    }
}
