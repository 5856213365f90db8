package io.github.registryorg.probe;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.net.LinkHeader;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.JsonFault;
import io.github.registryorg.remote.RequestHeaders;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The tags of one repository, whole and in pages. */
final class TagListProbe {

    private static final int MAX_SIZE = 8 * 1024 * 1024;
    private static final int MAX_PAGES = 20;

    /** What leads to a page wherever it is linked: a URL, or a path from the root. */
    private static final Pattern FROM_ROOT = Pattern.compile("/|[A-Za-z][A-Za-z0-9+.-]*:");

    private final ProbeClient client;
    private final ProbeFindings findings;
    private final String repository;

    TagListProbe(ProbeClient client, ProbeFindings findings, String repository) {
        this.client = client;
        this.findings = findings;
        this.repository = repository;
    }

    /** The tags, of as many pages as are read; empty where the list does not exist. */
    List<String> check() {
        ProbeResponse response = ask("");
        Optional<List<String>> first = read(response);
        if (first.isEmpty()) {
            return List.of();
        }
        String type = response.joined("Content-Type");
        findings.expect(
                type.matches("(?i)application/json(\\s*;.*)?"),
                Fault.TAG_LIST_TYPE_WRONG,
                response,
                "Content-Type: " + (type.isEmpty() ? "(none)" : type));
        Optional<Listed> list = follow(response, first.get());
        if (list.isEmpty()) {
            return first.get();
        }
        List<String> tags = list.get().tags;
        findings.expect(
                tags.equals(tags.stream().sorted().toList()),
                Fault.TAG_LIST_UNSORTED,
                response,
                "tags in another order");
        if (queriesWork(response, list.get()) && tags.size() > 1) {
            pages(list.get());
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

    /** As crane requests it. Registries cut what they list as they please, so that all pages count, not one. */
    private boolean queriesWork(ProbeResponse response, Listed list) {
        ProbeResponse asked = ask("?n=1000");
        if (!asked.isOk()) {
            findings.add(Fault.QUERY_BREAKS, asked, asked.seen());
            return false;
        }
        if (Arrays.equals(asked.body(), response.body())) {
            return true;
        }
        Optional<Listed> other = read(asked).flatMap(tags -> follow(asked, tags));
        other.ifPresent(found -> findings.expect(found.agrees(list), Fault.QUERY_BREAKS, asked, "another list"));
        return other.filter(found -> found.agrees(list)).isPresent();
    }

    private void pages(Listed list) {
        ProbeResponse first = ask("?n=1");
        Optional<List<String>> page = read(first);
        if (page.isEmpty()) {
            return;
        }
        if (page.get().size() > 1) {
            findings.add(
                    Fault.TAG_LIST_WHOLE,
                    first,
                    page.get().equals(list.tags)
                            ? "all " + list.tags.size() + " tags"
                            : page.get().size() + " tags");
            return;
        }
        follow(first, page.get()).ifPresent(found -> {
            if (found.tags.size() < list.tags.size() && found.isWhole) {
                findings.add(
                        Fault.TAG_LIST_PAGES_BROKEN,
                        found.last,
                        "Link: " + found.last.header("Link").orElse("(none)") + " after " + found.tags.size() + " of "
                                + list.tags.size() + " tags");
            } else {
                findings.expect(
                        found.agrees(list), Fault.TAG_LIST_PAGES_BROKEN, found.last, "pages that are not the list");
            }
        });
    }

    /** The pages that a response links, up to some number of them; empty where one is not there, or no page. */
    private Optional<Listed> follow(ProbeResponse first, List<String> tags) {
        List<String> all = new ArrayList<>(tags);
        Set<String> targets = new HashSet<>();
        ProbeResponse response = first;
        for (int count = 1; count <= MAX_PAGES; count++) {
            String link = response.joined("Link");
            Optional<String> target = LinkHeader.next(link);
            if (target.isEmpty()) {
                return Optional.of(new Listed(all, true, response));
            }
            if (count == MAX_PAGES) {
                break;
            }
            if (!targets.add(target.get())) {
                findings.add(Fault.TAG_LIST_PAGES_BROKEN, response, "Link: " + link + ", for the second time");
                return Optional.empty();
            }
            if (!FROM_ROOT.matcher(target.get()).lookingAt()) {
                findings.add(Fault.TAG_LIST_LINK_RELATIVE, response, "Link: " + link);
            }
            Optional<ProbeResponse> followed = client.follow(response, target.get(), MAX_SIZE);
            if (followed.isEmpty()) {
                findings.add(Fault.TAG_LIST_LINK_ELSEWHERE, response, "Link: " + link);
                return Optional.empty();
            }
            response = followed.get();
            if (response.trouble() == null && response.status() != 200) {
                findings.add(Fault.TAG_LIST_PAGES_BROKEN, response, response.seen());
                return Optional.empty();
            }
            Optional<List<String>> next = read(response);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            all.addAll(next.get());
        }
        return Optional.of(new Listed(all, false, response));
    }

    /**
     * Tags from one page or several.
     *
     * @param isWhole whether there are no more pages
     * @param last page
     */
    private record Listed(List<String> tags, boolean isWhole, ProbeResponse last) {

        /** Whether both may be parts of one list, in whatever order: none has a tag twice, or one that a whole one lacks. */
        boolean agrees(Listed other) {
            Set<String> own = new HashSet<>(tags);
            Set<String> others = new HashSet<>(other.tags);
            return own.size() == tags.size()
                    && others.size() == other.tags.size()
                    && (!isWhole || own.containsAll(others))
                    && (!other.isWhole || others.containsAll(own));
        }
    }
}
