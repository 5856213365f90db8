package io.github.registryorg.probe;

/** What belongs together for people who read what was found. */
public enum Area {
    BASE("/v2/"),
    TAG_LISTS("tag lists"),
    MANIFESTS("manifests"),
    INDEXES("indexes"),
    BLOBS("blobs"),
    MISSING("what is missing"),
    REFERRERS("referrers"),
    BROWSERS("browsers");

    private final String title;

    Area(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
