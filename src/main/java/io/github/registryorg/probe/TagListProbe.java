package io.github.registryorg.probe;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.net.LinkHeader;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.JsonFault;
import io.github.registryorg.remote.RequestHeaders;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The tags of one repository, whole and in pages. */
final class TagListProbe {

    private static final int MAX_SIZE = 8 * 1024 * 1024;
    private static final int MAX_PAGES = 20;

    private final ProbeClient client;
    private final ProbeFindings findings;
    private final String repository;

    TagListProbe(ProbeClient client, ProbeFindings findings, String repository) {
        this.client = client;
        this.findings = findings;
        this.repository = repository;
    }

    /** The tags; empty where the list does not exist. */
    List<String> check() {
        ProbeResponse response = ask("");
        Optional<List<String>> list = read(response);
        if (list.isEmpty()) {
            return List.of();
        }
        List<String> tags = list.get();
        String type = response.joined("Content-Type");
        findings.expect(
                type.matches("(?i)application/json(\\s*;.*)?"),
                Fault.TAG_LIST_TYPE_WRONG,
                response,
                "Content-Type: " + (type.isEmpty() ? "(none)" : type));
        findings.expect(
                tags.equals(tags.stream().sorted().toList()),
                Fault.TAG_LIST_UNSORTED,
                response,
                "tags in another order");
        if (queriesWork(response, tags) && tags.size() > 1) {
            pages(tags);
        }
        return tags;
    }

    private ProbeResponse ask(String query) {
        return client.get(repository + "/tags/list" + query, RequestHeaders.NONE, MAX_SIZE);
    }

    private Optional<List<String>> read(ProbeResponse response) {
        if (response.trouble() != null) {
            findings.add(
                    response.trouble().fault(), response, response.trouble().saw());
            return Optional.empty();
        }
        if (response.status() != 200) {
            findings.add(Fault.TAG_LIST_MISSING, response, response.seen());
            return Optional.empty();
        }
        try {
            JsonNode json = Json.readObject(response.body());
            JsonNode tags = json.path("tags");
            if (!tags.isArray() && !tags.isNull()) {
                findings.add(Fault.TAG_LIST_BROKEN, response, "JSON without tags");
                return Optional.empty();
            }
            String name = json.path("name").asText("");
            findings.expect(name.equals(repository), Fault.TAG_LIST_NAME_WRONG, response, "the name \"" + name + "\"");
            List<String> list = new ArrayList<>();
            tags.forEach(tag -> list.add(tag.asText()));
            return Optional.of(list);
        } catch (JsonFault e) {
            findings.add(
                    Fault.TAG_LIST_BROKEN,
                    response,
                    response.isPage() ? "a page of HTML" : "a body that " + e.getMessage());
            return Optional.empty();
        }
    }

    /** As crane requests it. */
    private boolean queriesWork(ProbeResponse response, List<String> tags) {
        ProbeResponse asked = ask("?n=1000");
        boolean same = asked.isOk() && (tags.size() > 1000 || Arrays.equals(asked.body(), response.body()));
        findings.expect(same, Fault.QUERY_BREAKS, asked, asked.isOk() ? "another list" : asked.seen());
        return same;
    }

    private void pages(List<String> tags) {
        ProbeResponse first = ask("?n=1");
        Optional<List<String>> page = read(first);
        if (page.isEmpty()) {
            return;
        }
        if (page.get().equals(tags)) {
            findings.add(Fault.TAG_LIST_WHOLE, first, "all " + tags.size() + " tags");
            return;
        }
        List<String> all = new ArrayList<>(page.get());
        ProbeResponse response = first;
        for (int count = 1; count < MAX_PAGES && all.size() < tags.size(); count++) {
            Optional<String> link = response.header("Link");
            Optional<String> target = link.flatMap(LinkHeader::next);
            if (target.isEmpty()) {
                findings.add(
                        Fault.TAG_LIST_PAGES_BROKEN,
                        response,
                        "Link: " + link.orElse("(none)") + " after " + all.size() + " of " + tags.size() + " tags");
                return;
            }
            Optional<ProbeResponse> followed = client.follow(response, target.get(), MAX_SIZE);
            if (followed.isEmpty()) {
                findings.add(Fault.TAG_LIST_LINK_ELSEWHERE, response, "Link: " + link.get());
                return;
            }
            response = followed.get();
            if (response.trouble() == null && response.status() != 200) {
                findings.add(Fault.TAG_LIST_PAGES_BROKEN, response, response.seen());
                return;
            }
            Optional<List<String>> next = read(response);
            if (next.isEmpty()) {
                return;
            }
            all.addAll(next.get());
        }
        boolean same = all.equals(tags.subList(0, Math.min(all.size(), tags.size()))) && all.size() <= tags.size();
        findings.expect(same, Fault.TAG_LIST_PAGES_BROKEN, response, "pages that are not the list");
    }
}
