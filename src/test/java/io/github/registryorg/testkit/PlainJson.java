package io.github.registryorg.testkit;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** JSON as Jackson's own data binding reads it, without code of ours. */
public final class PlainJson {

    public static final ObjectReader READER = new JsonMapper().reader();

    private PlainJson() {}
}
