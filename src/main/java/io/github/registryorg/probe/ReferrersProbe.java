package io.github.registryorg.probe;

import io.github.registryorg.net.LinkHeader;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.ReferrersList;
import io.github.registryorg.problem.RegistryException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is about manifests of one repository: by the API, and by the tag that stands for it. */
final class ReferrersProbe {

    private static final int MAX_LOST = 20;
    private static final String NO_TYPE = "application/vnd.registry-probe.nothing";

    private final ProbeClient client;
    private final ProbeFindings findings;
    private final String repository;
    /** Referrers that were read elsewhere, by what they refer to. */
    private final Map<Digest, Set<Digest>> known = new TreeMap<>();

    ReferrersProbe(ProbeClient client, ProbeFindings findings, String repository) {
        this.client = client;
        this.findings = findings;
        this.repository = repository;
    }

    /** Something that was read elsewhere may refer to something. */
    void add(RawManifest manifest) {
        manifest.manifest()
                .subject()
                .map(Descriptor::digest)
                .ifPresent(subject ->
                        known.computeIfAbsent(subject, none -> new TreeSet<>()).add(manifest.digest()));
    }

    /** Subjects with known referrers. */
    Set<Digest> referred() {
        return new TreeSet<>(known.keySet());
    }

    void check(Digest subject) {
        String path = repository + "/referrers/" + subject;
        ProbeResponse response =
                client.get(path, ProbeClient.accepting(MediaType.OCI_INDEX.value()), RawManifest.MAX_SIZE);
        Optional<Set<Digest>> byApi = Optional.empty();
        if (response.trouble() != null) {
            findings.add(
                    response.trouble().fault(), response, response.trouble().saw());
        } else if (response.status() == 200) {
            byApi = list(response, Fault.REFERRERS_BROKEN, Fault.REFERRERS_TYPE_WRONG);
            byApi.ifPresent(all -> filter(path, all));
        } else if (response.status() == 404) {
            findings.add(Fault.REFERRERS_API_MISSING, response, response.seen());
        } else {
            findings.add(
                    response.status() == 403 ? Fault.MISSING_FORBIDDEN : Fault.MISSING_FAILS,
                    response,
                    response.seen());
        }
        Set<Digest> wanted = new TreeSet<>(known.getOrDefault(subject, Set.of()));
        boolean isPart = LinkHeader.next(response.joined("Link")).isPresent();
        wanted.addAll(fallback(subject, isPart ? Optional.empty() : byApi, !wanted.isEmpty() && !isPart));
        byApi.filter(all -> !isPart).ifPresent(all -> lost(all, wanted, response));
    }

    /** What is there, and not in the list of the API: clients request that first, and look no further. */
    private void lost(Set<Digest> byApi, Set<Digest> wanted, ProbeResponse response) {
        wanted.stream()
                .filter(one -> !byApi.contains(one))
                .findFirst()
                .ifPresent(one -> findings.add(
                        Fault.REFERRERS_LOST, response, byApi.isEmpty() ? "an empty list" : "a list without " + one));
    }

    /**
     * Compares the tag's list.
     *
     * @return what it lists, the API doesn't, and is there
     */
    private Set<Digest> fallback(Digest subject, Optional<Set<Digest>> byApi, boolean isReferred) {
        String path = repository + "/manifests/" + subject.referrersTag();
        ProbeResponse response = client.get(path, ProbeClient.accepting(ManifestProbe.ACCEPT), RawManifest.MAX_SIZE);
        if (response.isOk() && !response.isPage()) {
            Optional<Set<Digest>> byTag = byApi.isPresent()
                    ? list(response, Fault.FALLBACK_DIFFERS, Fault.FALLBACK_TYPE_WRONG)
                    : list(response, Fault.FALLBACK_WRONG, Fault.FALLBACK_WRONG);
            if (byApi.isPresent() && byTag.isPresent()) {
                Set<Digest> lost = new TreeSet<>();
                byTag.get().stream()
                        .filter(one -> !byApi.get().contains(one))
                        .limit(MAX_LOST)
                        .filter(this::exists)
                        .forEach(lost::add);
                findings.expect(
                        !lost.isEmpty() || byTag.equals(byApi), Fault.FALLBACK_DIFFERS, response, "another list");
                return lost;
            }
        } else if (response.trouble() != null) {
            findings.add(
                    response.trouble().fault(), response, response.trouble().saw());
        } else if (byApi.isEmpty() && isReferred) {
            findings.add(Fault.REFERRERS_LOST, response, response.seen());
        }
        return Set.of();
    }

    /** An old tag may list what was deleted since. */
    private boolean exists(Digest referrer) {
        return client.head(repository + "/manifests/" + referrer, ProbeClient.accepting(ManifestProbe.ACCEPT))
                .isOk();
    }

    private Optional<Set<Digest>> list(ProbeResponse response, Fault broken, Fault typeWrong) {
        String type = response.joined("Content-Type");
        findings.expect(
                type.equals(MediaType.OCI_INDEX.value()),
                typeWrong,
                response,
                "Content-Type: " + (type.isEmpty() ? "(none)" : type));
        try {
            Optional<List<Descriptor>> list = response.whole() ? ReferrersList.read(response.body()) : Optional.empty();
            if (list.isEmpty()) {
                findings.add(broken, response, response.isPage() ? "a page of HTML" : "no index");
            }
            return list.map(all -> all.stream().map(Descriptor::digest).collect(Collectors.toCollection(TreeSet::new)));
        } catch (RegistryException e) {
            findings.add(broken, response, "a body that " + e.problem().what());
        }
        return Optional.empty();
    }

    private void filter(String path, Set<Digest> all) {
        ProbeResponse response = client.get(
                path + "?artifactType=" + NO_TYPE,
                ProbeClient.accepting(MediaType.OCI_INDEX.value()),
                RawManifest.MAX_SIZE);
        if (!response.isOk()) {
            findings.add(Fault.QUERY_BREAKS, response, response.seen());
            return;
        }
        if (all.isEmpty()) {
            return;
        }
        Optional<Set<Digest>> filtered = list(response, Fault.REFERRERS_BROKEN, Fault.REFERRERS_TYPE_WRONG);
        findings.expect(
                filtered.isEmpty() || filtered.get().isEmpty(), Fault.REFERRERS_UNFILTERED, response, "all referrers");
    }

    /** For a subject without referrers. */
    void checkNothing(Digest nothing) {
        ProbeResponse response = client.get(
                repository + "/referrers/" + nothing,
                ProbeClient.accepting(MediaType.OCI_INDEX.value()),
                RawManifest.MAX_SIZE);
        if (response.trouble() != null) {
            findings.add(
                    response.trouble().fault(), response, response.trouble().saw());
        } else if (response.status() == 404) {
            findings.add(Fault.REFERRERS_EMPTY_MISSING, response, response.seen());
        }
    }
}
