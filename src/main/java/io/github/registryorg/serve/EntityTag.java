package io.github.registryorg.serve;

/**
 * The name of one version of a body (RFC 9110, section 8.8.3): always a strong one, as all of ours come from a hash or
 * from a file that is not changed in place.
 *
 * @param value without the quotes
 */
record EntityTag(String value) {

    /** Whether a client has this version, by its If-None-Match. */
    boolean matchesAnyOf(String ifNoneMatch) {
        for (String candidate : ifNoneMatch.split(",")) {
            String tag = candidate.strip();
            if (tag.equals("*") || tag.equals(toString()) || tag.equals("W/" + this)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a client's If-Range is about this version. Dates never are: we send none. */
    boolean isExactly(String ifRange) {
        return ifRange.strip().equals(toString());
    }

    @Override
    public String toString() {
        return "\"" + value + "\"";
    }
}
