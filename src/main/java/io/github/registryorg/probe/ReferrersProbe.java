package io.github.registryorg.probe;

import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.ImageIndex;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.problem.RegistryException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What is about manifests of one repository: by the API, and by the tag that stands for it. */
final class ReferrersProbe {

    private static final String NO_TYPE = "application/vnd.registry-probe.nothing";

    private final Line line;
    private final Findings findings;
    private final String repository;
    private final Set<Digest> referred = new HashSet<>();

    ReferrersProbe(Line line, Findings findings, String repository) {
        this.line = line;
        this.findings = findings;
        this.repository = repository;
    }

    /** Something that was read elsewhere may refer to something. */
    void knows(RawManifest manifest) {
        manifest.manifest().subject().map(Descriptor::digest).ifPresent(referred::add);
    }

    /** Of which referrers are known to be. */
    Set<Digest> referred() {
        return new TreeSet<>(referred);
    }

    void check(Digest subject) {
        String path = repository + "/referrers/" + subject;
        Reply reply = line.get(path, Line.accepting(MediaType.OCI_INDEX.value()), RawManifest.LARGEST);
        Optional<Set<Digest>> byApi = Optional.empty();
        boolean known = referred.contains(subject);
        if (reply.trouble() != null) {
            findings.add(reply.trouble().fault(), reply, reply.trouble().saw());
        } else if (reply.status() == 200) {
            byApi = list(reply, Fault.REFERRERS_BROKEN, Fault.REFERRERS_TYPE_WRONG);
            byApi.ifPresent(all -> filter(path, all));
        } else if (reply.status() == 404) {
            findings.add(Fault.REFERRERS_API_MISSING, reply, reply.seen());
        } else {
            findings.add(reply.status() == 403 ? Fault.MISSING_FORBIDDEN : Fault.MISSING_FAILS, reply, reply.seen());
        }
        fallback(subject, byApi, known);
        if (known && byApi.filter(Set::isEmpty).isPresent()) {
            findings.add(Fault.REFERRERS_LOST, reply, "an empty list");
        }
    }

    private void fallback(Digest subject, Optional<Set<Digest>> byApi, boolean known) {
        String path = repository + "/manifests/" + subject.referrersTag();
        Reply reply = line.get(path, Line.accepting(ManifestProbe.ACCEPT), RawManifest.LARGEST);
        if (reply.isOk() && !reply.isPage()) {
            Optional<Set<Digest>> byTag = byApi.isPresent()
                    ? list(reply, Fault.FALLBACK_DIFFERS, Fault.FALLBACK_TYPE_WRONG)
                    : list(reply, Fault.FALLBACK_WRONG, Fault.FALLBACK_WRONG);
            if (byApi.isPresent() && byTag.isPresent()) {
                findings.expect(byTag.equals(byApi), Fault.FALLBACK_DIFFERS, reply, "another list");
            }
        } else if (byApi.isEmpty() && known) {
            findings.add(Fault.REFERRERS_LOST, reply, reply.seen());
        }
    }

    private Optional<Set<Digest>> list(Reply reply, Fault broken, Fault typeWrong) {
        String type = reply.joined("Content-Type");
        findings.expect(
                type.equals(MediaType.OCI_INDEX.value()),
                typeWrong,
                reply,
                "Content-Type: " + (type.isEmpty() ? "(none)" : type));
        try {
            if (reply.whole() && RawManifest.of(reply.body()).manifest() instanceof ImageIndex index) {
                Set<Digest> digests = new TreeSet<>();
                index.manifests().forEach(one -> digests.add(one.digest()));
                return Optional.of(digests);
            }
            findings.add(broken, reply, "a manifest, not an index");
        } catch (RegistryException e) {
            findings.add(broken, reply, "a body that " + e.problem().what());
        }
        return Optional.empty();
    }

    private void filter(String path, Set<Digest> all) {
        Reply reply = line.get(
                path + "?artifactType=" + NO_TYPE, Line.accepting(MediaType.OCI_INDEX.value()), RawManifest.LARGEST);
        if (!reply.isOk()) {
            findings.add(Fault.QUERY_BREAKS, reply, reply.seen());
            return;
        }
        if (all.isEmpty()) {
            return;
        }
        Optional<Set<Digest>> filtered = list(reply, Fault.REFERRERS_BROKEN, Fault.REFERRERS_TYPE_WRONG);
        findings.expect(
                filtered.isEmpty() || filtered.get().isEmpty(), Fault.REFERRERS_UNFILTERED, reply, "all referrers");
    }

    /** Of what nobody refers to. */
    void checkNothing(Digest nothing) {
        Reply reply = line.get(
                repository + "/referrers/" + nothing, Line.accepting(MediaType.OCI_INDEX.value()), RawManifest.LARGEST);
        if (reply.trouble() == null && reply.status() == 404) {
            findings.add(Fault.REFERRERS_EMPTY_MISSING, reply, reply.seen());
        }
    }
}
